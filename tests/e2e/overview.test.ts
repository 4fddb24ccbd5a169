import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { launch, open, type Watched, WIDE } from './support/browser.ts';
import { bundle, RESULTS } from './support/files.ts';
import { addRecords, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

/** A visit with a note of two values, and something of which only the year is known. */
function visitBundle(): string {
  const id = (at: number): string => `7a0c2b9e-0000-4000-8000-00000000000${at}`;
  const encounter = { reference: `urn:uuid:${id(1)}` };
  const value = (at: number, words: string) => ({
    resourceType: 'Observation', id: id(at), status: 'final', code: { text: words }, encounter,
    effectiveDateTime: '2025-11-03T08:30:00Z', valueQuantity: { value: at, unit: 'mmol/L' },
  }); // biome-ignore format: one value
  const resources = [
    {
      resourceType: 'Encounter', id: id(1), status: 'finished', class: { code: 'AMB' }, type: [{ text: 'Yearly check' }],
      period: { start: '2025-11-03T08:00:00Z', end: '2025-11-03T09:00:00Z' }, serviceProvider: { display: 'St. Anna' },
    },
    {
      resourceType: 'DiagnosticReport', id: id(2), status: 'final', code: { text: 'Electrolytes' }, encounter,
      effectiveDateTime: '2025-11-03', result: [{ reference: `urn:uuid:${id(3)}` }, { reference: `urn:uuid:${id(4)}` }],
    },
    value(3, 'Sodium'),
    value(4, 'Potassium'),
    { resourceType: 'Procedure', id: id(5), status: 'completed', code: { text: 'Tonsils out' }, performedDateTime: '2025' },
  ]; // biome-ignore format: a resource a line
  const entry = resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource }));
  return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry });
}

describeWithChromium('finding one’s way in a record', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  const place = { person: '', empty: '' };

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    Object.assign(place, await settle(watched.page));
    const files = [
      { name: 'anna.json', text: bundle() },
      { name: 'visit.json', text: visitBundle() },
    ];
    await addRecords(watched.page, place.person, files, 'commit');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('begins with Today, which shows common values and leads to them', async () => {
    const { page } = watched;
    await page.goto(`/people/${place.person}`);
    await page.getByRole('heading', { name: 'Your first look' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/people/${place.person}/today`);
    await page.getByRole('link', { name: 'Body weight' }).click();
    await page.waitForURL(/\/vitals\/[0-9a-f-]{36}$/);
  });

  it('goes through the years to one entry and back, by keyboard', async () => {
    const { page } = watched;
    await page.goto(`/people/${place.person}/timeline`);
    await page.getByRole('heading', { name: /^All years/ }).waitFor();
    const strip = page.getByRole('slider');
    await strip.focus();
    await page.keyboard.press('Home');
    await page.getByRole('heading', { name: '1994 1 entry' }).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: /^2026/ }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('heading', { name: /^2025/ }).waitFor();
    await page.getByText('One entry says no more than 2025').waitFor();
    await page.keyboard.press('+');
    await page.getByRole('heading', { name: /^December 2025/ }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('heading', { name: /^November 2025/ }).waitFor();
    expect(await strip.getAttribute('aria-valuetext')).toMatch(/^November 2025, \d+ entries$/);
    await page.getByRole('button', { name: /^3 November 2025, 4 entries$/ }).click();
    const entries = page.getByRole('list', { name: 'Entries, newest first' }).getByRole('link');
    await page.getByRole('heading', { name: '3 November 2025 4 entries' }).waitFor();
    await expect.poll(() => entries.count()).toBe(4);
    await page.getByLabel(/^Visits/).uncheck();
    await page.getByRole('heading', { name: '3 November 2025 3 entries' }).waitFor();
    await expect.poll(() => entries.count()).toBe(3);
    await entries.filter({ hasText: 'Sodium' }).click();
    await page.getByText('3 mmol/L').first().waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: '3 November 2025 3 entries' }).waitFor();
  });

  it('lists as many entries as it counts', async () => {
    const { page } = watched;
    await page.goto(`/people/${place.person}/timeline`);
    // The results, the condition, and the five of the visit's file; a Patient is a fact, too, and has no date.
    await page.getByRole('heading', { name: new RegExp(`^All years ${RESULTS + 7} entries`) }).waitFor();
    await page.getByRole('button', { name: 'Without a date (1)' }).click();
    await page.getByRole('heading', { name: 'Without a date 1 entry' }).waitFor();
  });

  it('opens a visit with what happened in it', async () => {
    const { page } = watched;
    await page.goto(`/people/${place.person}/visits`);
    await page.getByRole('link', { name: 'Yearly check' }).click();
    await page.getByRole('heading', { name: 'Yearly check' }).waitFor();
    await page.getByText('St. Anna').waitFor();
    const members = page.getByRole('list', { name: '2 values' });
    expect(await members.getByRole('link').allTextContents()).toEqual(['Sodium', 'Potassium']);
    expect(await page.title()).toBe('Visit · Chartwarden');
    await members.getByRole('link', { name: 'Potassium' }).click();
    await page.getByText('4 mmol/L').first().waitFor();
  });

  it('stays on the same kind of page when the person changes', async () => {
    const { page } = watched;
    await page.goto(`/people/${place.person}/timeline?at=2025`);
    await page.getByRole('heading', { name: /^2025/ }).waitFor();
    await page.getByRole('button', { name: /switch to another person/ }).click();
    await page.getByRole('menuitem', { name: /Bo Muster/ }).click();
    await page.getByText('Nothing here yet').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/people/${place.empty}/timeline`);
    expect({ foreign: watched.foreign, errors: watched.errors }).toEqual({ foreign: [], errors: [] });
  });
});
