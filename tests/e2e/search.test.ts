import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, fits, launch, open, type Watched, WIDE } from './support/browser.ts';
import { bundle } from './support/files.ts';
import { addRecords, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

describeWithChromium('the search of a record', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let person = '';

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    ({ person } = await settle(watched.page));
    await addRecords(watched.page, person, [{ name: 'anna.json', text: bundle() }], 'commit');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('is reached with a slash, finds by keyboard, and the words come back with the page and stand nowhere else', async () => {
    const { page } = watched;
    await page.goto(`/people/${person}/sources`);
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
    await page.keyboard.press('/');
    const field = page.getByRole('combobox', { name: 'What are you looking for?' });
    await field.waitFor();
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true);
    // A slash in the field is a slash.
    await page.keyboard.type('ast/');
    expect(await field.inputValue()).toBe('ast/');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: '1 entry found' }).waitFor({ timeout: 60_000 });
    expect(await page.locator('mark').allInnerTexts()).toContain('Asthma');
    expect(await barriers(page)).toEqual([]);

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Where it came from').first().waitFor();
    await page
      .getByRole('link', { name: /Search/ })
      .last()
      .waitFor();
    await page.goBack();
    await field.waitFor();
    expect(await field.inputValue()).toBe('ast');
    await page.getByRole('status').filter({ hasText: '1 entry found' }).waitFor();
    const kept = await page.evaluate(async () => {
      const stored = [{ ...localStorage }, { ...sessionStorage }, history.state, location.href, document.title];
      return JSON.stringify([stored, await caches?.keys(), document.cookie]);
    });
    expect(kept).not.toMatch(/\bast\b|asthma/i);
    await page.reload();
    await field.waitFor();
    expect(await field.inputValue()).toBe('');
  }, 120_000);

  it('suggests names of the record, forgives a slip, says why, and narrows down', async () => {
    const { page } = watched;
    await page.goto(`/people/${person}/search`);
    const field = page.getByRole('combobox', { name: 'What are you looking for?' });
    await field.fill('body w');
    await page.getByRole('option', { name: /Body weight 160 entries/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: '160 entries found' }).waitFor();
    expect(await page.getByRole('list', { name: 'Results' }).getByRole('listitem').count()).toBe(20);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByRole('list', { name: 'Results' }).getByRole('listitem').nth(39).waitFor();
    await page.getByText('Narrow down').click();
    await page.getByLabel('From', { exact: true }).fill('2025-12-01');
    await page
      .getByRole('status')
      .filter({ hasText: /^4 entries found$/ })
      .waitFor();
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await fits(page)).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await page.setViewportSize({ width: WIDE.width, height: WIDE.height });
    await page.getByRole('button', { name: 'Remove the limits' }).click();
    await field.fill('asthna');
    await page.keyboard.press('Enter');
    await page.getByText('Similar to “asthna”').waitFor();
    await field.fill('zzzunknown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    expect([watched.foreign, watched.errors]).toEqual([[], []]);
  }, 60_000);
});
