import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { launch, open, type Watched, WIDE } from './support/browser.ts';
import { bundle } from './support/files.ts';
import { addRecords, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

/** Bytes of script that a page has taken over the wire, compressed. */
const scriptBytes = (page: Page): Promise<number> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );

describeWithChromium('the first view', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let person: string;

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

  it('of a record takes under 200 kB of compressed script', async () => {
    const { page } = watched;
    await page.goto('/');
    await page.getByRole('heading', { name: 'What is missing' }).waitFor();
    await page.waitForLoadState('networkidle');
    const bytes = await scriptBytes(page);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(200_000);
  });

  it('of a stranger takes less, and nothing of any record', async () => {
    const stranger = await open(browser, product.url, WIDE);
    await stranger.page.goto('/');
    await stranger.page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await scriptBytes(stranger.page)).toBeLessThan(await scriptBytes(watched.page));
    await stranger.page.goto(`/people/${person}/records`);
    await stranger.page.getByRole('heading', { name: 'Log in' }).waitFor();
    const asked = await stranger.page.evaluate(
      () => performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/api/people')).length,
    );
    expect(asked).toBe(0);
    await stranger.close();
  });
});
