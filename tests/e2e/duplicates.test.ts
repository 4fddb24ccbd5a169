import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, fits, launch, open, type Watched, WIDE } from './support/browser.ts';
import { addRecords, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

const lab = (id: string, when: string, value: number) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '4548-4', display: 'Hemoglobin A1c' }], text: `HbA1c of ${when.slice(0, 10)}` },
  effectiveDateTime: when,
  valueQuantity: { value, unit: '%' },
}); // biome-ignore format: one shape

const fileOf = (host: string, resources: readonly { id: string; resourceType: string }[]) => ({
  name: `${host}.json`,
  text: JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({
      fullUrl: `https://${host}.example/fhir/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  }),
});

describeWithChromium('what two places tell of one thing', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let person = '';
  let empty = '';

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    ({ person, empty } = await settle(watched.page));
    const days = ['2024-01-08', '2024-02-08', '2024-03-08'];
    const hospital = days.map((day, at) => lab(`h${at}`, `${day}T08:00:00Z`, 6.1 + at));
    const practice = [
      lab('p0', '2024-01-08T08:00:00Z', 6.1),
      lab('p1', '2024-02-08', 7.1),
      lab('p2', '2024-03-08', 8.1),
    ];
    await addRecords(watched.page, person, [fileOf('hospital', hospital)], 'commit');
    await addRecords(watched.page, person, [fileOf('practice', practice)], 'commit');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('is answered by keyboard alone, follows at once, and every answer can be taken back', async () => {
    const { page } = watched;
    await page.goto(`/people/${person}/duplicates`);
    await page.getByText('1 of 2').waitFor();
    const pair = page.getByRole('region', { name: 'Are these two the same thing?' });
    await pair.getByText('hospital.example').waitFor();
    const row = pair.getByRole('row', { name: /^Date differs/ });
    expect(await row.innerText()).toContain('8 March 2024');
    expect(await pair.getByRole('row', { name: /^Value the same/ }).count()).toBe(1);
    expect(await barriers(page)).toEqual([]);

    await pair.getByRole('button', { name: 'Next pair' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('2 of 2').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('2024-02-08');
    await page.keyboard.press('1');
    await page.getByText('Saved: the same thing.').waitFor();
    await page.getByText('1 of 1').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('2024-03-08');
    await page.keyboard.press('2');
    await page.getByText('Nothing waits for you.').waitFor();

    await page.reload();
    await page.getByRole('heading', { name: /^Linked 2$/ }).waitFor();
    await page.getByText('you said so').waitFor();
    await page.getByRole('button', { name: /^Undo: Not the same/ }).click();
    await page.getByText('1 of 1').waitFor();
    await page.getByText(/^taken back today/).waitFor();
    expect(await barriers(page)).toEqual([]);
  }, 60_000);

  it('is put off and comes back, and what is linked by itself can be told apart', async () => {
    const { page } = watched;
    await page.goto(`/people/${person}/duplicates`);
    await page.getByRole('button', { name: 'Later', exact: true }).click();
    await page.getByRole('heading', { name: /^Put off 1$/ }).waitFor();
    const linked = page.getByRole('listitem').filter({ hasText: 'they say the same' });
    await linked.getByRole('button', { name: 'Not the same' }).click();
    await page.getByRole('heading', { name: /^Linked 1$/ }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: /^Linked 1$/ }).waitFor();
    await page.getByRole('heading', { name: /^Put off 1$/ }).waitFor();
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await fits(page)).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await page.setViewportSize({ width: WIDE.width, height: WIDE.height });
  }, 60_000);

  it('says so where there is none, and nothing left the page', async () => {
    const { page } = watched;
    await page.goto(`/people/${empty}/duplicates`);
    await page.getByText('No duplicates found').waitFor();
    expect(await barriers(page)).toEqual([]);
    expect([watched.foreign, watched.errors]).toEqual([[], []]);
  });
});
