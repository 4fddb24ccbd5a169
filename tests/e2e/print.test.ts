import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { packed, readPdf } from '../support/pdf-text.ts';
import { barriers, fits, launch, open, type Watched, WIDE } from './support/browser.ts';
import { bundle } from './support/files.ts';
import { addRecords, api, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

describeWithChromium('a record on paper', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let person: string;

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    ({ person } = await settle(watched.page));
    await addRecords(watched.page, person, [{ name: 'a.json', text: bundle() }], 'commit');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('is one page that is seen before it is saved, and leaves one line', async () => {
    const { page, errors, foreign } = watched;
    await page.goto(`/people/${person}/summary`);
    await page.getByRole('radio', { name: 'US Letter' }).check();
    // Its drawing is fetched when it is first needed: with the server away this part says so, and the page stays.
    const away = ['**/assets/preview*', '**/readyz'];
    for (const address of away) await page.route(address, (route) => route.abort());
    await page.getByRole('button', { name: 'Show the page' }).click();
    await page.getByText('What is on it').waitFor();
    await page.getByText('Chartwarden does not answer.', { exact: false }).waitFor();
    for (const address of away) await page.unroute(address);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByLabel('The page', { exact: true }).locator('section').scrollIntoViewIfNeeded();
    await page.locator('canvas').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as PDF' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('chartwarden-summary.pdf');
    const chunks: Buffer[] = [];
    for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer);
    const { pages, size } = await readPdf(Buffer.concat(chunks));
    expect([pages.length, ...size]).toEqual([1, 612, 792]);
    expect(packed(pages[0] ?? '')).toContain(packed('Anna Muster'));
    const { lines } = await api<{ lines: { action: string }[] }>(
      page,
      'GET',
      `/api/people/${person}/activity?limit=20`,
    );
    expect(lines.filter((one) => one.action === 'print')).toHaveLength(1);
    expect([...errors, ...foreign]).toEqual([]);
  });

  it('is what a page shows, with whose it is on top and without what only a screen needs', async () => {
    const { page } = watched;
    await page.goto(`/people/${person}/conditions`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const menu = page.getByRole('button', { name: 'Print', exact: true });
    await menu.click();
    await page.getByRole('menuitem', { name: 'One-page summary' }).waitFor();
    await page.keyboard.press('Escape');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText(/Printed .* from Chartwarden/).isVisible()).toBe(true);
    expect(await menu.isVisible()).toBe(false);
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
    const { pages } = await readPdf(await page.pdf({ format: 'A4' }));
    expect(pages.join(' ')).toContain('Anna Muster');
    expect(pages.join(' ')).not.toContain('Who saw what');
    await page.emulateMedia({ media: 'screen' });
  });
});
