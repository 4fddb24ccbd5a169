import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, fits, launch, open, type Watched, WIDE } from './support/browser.ts';
import { bundle, RESULTS } from './support/files.ts';
import { addRecords, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

const POINTS = 100_000;
const IN_A_PIECE = 2000;

/** An opened analyte with as many points as a sensor gives in a year, as the server would say it. */
function dense(opened: { readonly analyte: object & { readonly series: readonly object[] } }) {
  const pieces = Array.from({ length: POINTS / IN_A_PIECE }, (_, piece) => {
    const from = Date.UTC(2025, 0, 1) + piece * IN_A_PIECE * 300_000;
    const rows = [...Array(IN_A_PIECE).keys()];
    return {
      dated: true, factPrefix: '0190', facts: rows.map((row) => `${piece}-${row}`),
      at: rows.map((row) => (row === 0 ? from : 300_000)),
      texts: rows.map((row) => new Date(from + row * 300_000).toISOString()),
      values: rows.map((row) => String(Math.round(120 + 60 * Math.sin(row / 40) + 20 * Math.sin(row / 3)))),
      series: 0, comparator: 0, range: 0, mark: 0, note: 0,
      comparators: [null], ranges: [[]], marks: [[]], notes: [{ status: 'final', corrected: false, labels: [] }],
    };
  }); // biome-ignore format: one piece
  const series = opened.analyte.series.map((one) => ({ ...one, count: POINTS }));
  return { ...opened, analyte: { ...opened.analyte, valued: POINTS, series }, pieces };
}

/** Milliseconds that the page's own thread works from a press until it is drawn: other work on the machine does not count. */
async function workUntilDrawn(page: Page, names: readonly string[]): Promise<readonly number[]> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const work = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find((one) => one.name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  const times: number[] = [];
  for (const name of names) {
    const before = await work();
    await page.getByRole('button', { name, exact: true }).click();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    times.push((await work()) - before);
  }
  return times;
}

describeWithChromium('one measurement over time', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let person: string;
  let empty: string;
  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    ({ person, empty } = await settle(watched.page));
    await addRecords(watched.page, person, [{ name: 'anna.json', text: bundle() }], 'commit');
    await watched.page.goto(`/people/${person}/vitals`);
    await watched.page.getByText(`${RESULTS} values`).waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const openTrend = async () => {
    await watched.page.goto(`/people/${person}/vitals`);
    await watched.page.getByRole('link', { name: 'Body weight' }).click();
    await watched.page.locator('canvas').waitFor();
  };

  it('has its own digits in chart and list, each leading to its entry and back', async () => {
    const { page } = watched;
    await openTrend();
    const chart = page.getByRole('application');
    expect(await chart.getAttribute('aria-label')).toMatch(
      /^160 values, from .*2022.* to .*2026.*Lowest 70, highest 76/,
    );
    const first = page.getByRole('listitem').filter({ hasText: '1 January 2026' });
    expect(await first.innerText()).toContain('70.50 kg');
    await first.getByRole('link').click();
    await page.getByRole('heading', { name: 'Body weight' }).waitFor();
    expect(page.url()).toContain('/records/');
    await page.getByRole('link', { name: /^Back to Vitals/ }).click();
    await page.locator('canvas').waitFor();
  });

  it('shows another unit beside the one received, and says that it is converted', async () => {
    const { page } = watched;
    await openTrend();
    await page.getByLabel('Unit').selectOption({ label: 'lb (converted)' });
    await page.getByText('≈ 155.4 lb, converted from 70.50 kg').waitFor();
    expect(await page.locator('figcaption').innerText()).toContain('lb (converted)');
    await page.getByLabel('Unit').selectOption({ label: 'kg (as received)' });
    await page.getByText('lb, converted').first().waitFor({ state: 'detached' });
  });

  it('is zoomed by buttons and keys, and the list follows', async () => {
    const { page } = watched;
    await openTrend();
    const chart = page.getByRole('application');
    await page.getByRole('button', { name: '1 year' }).click();
    await page.getByText(/^\d+ of 160: those in the time that the chart shows$/).waitFor();
    const count = async () => Number(/^\d+/.exec((await chart.getAttribute('aria-label')) ?? '')?.[0]);
    const inYear = await count();
    expect(inYear).toBeGreaterThan(30);
    expect(inYear).toBeLessThan(60);
    await chart.focus();
    await page.keyboard.press('+');
    await expect.poll(count).toBeLessThan(inYear);
    await page.keyboard.press('Home');
    await expect.poll(() => chart.getAttribute('aria-label')).toContain('2022');
    await page.keyboard.press('0');
    await expect.poll(count).toBe(RESULTS);
    const box = await chart.boundingBox();
    if (box === null) throw new Error('no chart');
    await page.mouse.move(box.x + box.width * 0.4, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 110, { steps: 4 });
    await page.mouse.up();
    await expect.poll(count).toBeLessThan(RESULTS / 3);
  });

  const looks = async () => {
    const { page } = watched;
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const rules = width === 1280 && colorScheme === 'light' ? undefined : ['color-contrast'];
        expect({ width, barriers: await barriers(page, rules), fits: await fits(page) }).toEqual({
          width,
          barriers: [],
          fits: true,
        });
      }
    }
    await page.setViewportSize(WIDE);
    expect([watched.errors, watched.foreign]).toEqual([[], []]);
  };

  it('keeps nobody out, at any width and in both themes, nor do the lists, filled and empty', async () => {
    const { page } = watched;
    await openTrend();
    await looks();
    await page.goto(`/people/${person}/vitals`);
    await page.getByRole('link', { name: 'Body weight' }).waitFor();
    await looks();
    await page.goto(`/people/${empty}/results`);
    await page.getByRole('heading', { name: 'No results yet' }).waitFor();
    await looks();
  }, 90_000);

  it('is kept on Today by a press, and taken away by another', async () => {
    const { page } = watched;
    await openTrend();
    const pin = page.getByRole('button', { name: 'Pin to Today' });
    await pin.click();
    await expect.poll(() => pin.getAttribute('aria-pressed')).toBe('true');
    await page.goto(`/people/${person}/vitals`);
    await page.getByRole('heading', { name: /^Pinned/ }).waitFor();
    await openTrend();
    await pin.click();
    await expect.poll(() => pin.getAttribute('aria-pressed')).toBe('false');
  });

  it('is drawn in under 300 ms also with 100,000 points', async () => {
    const { page } = watched;
    await page.route(/chart\/vitals\/[0-9a-f-]{36}/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: dense(await answer.json()) });
    });
    await page.goto(`/people/${person}/vitals`);
    await page.getByRole('link', { name: 'Body weight' }).click();
    await page.getByText('100,000', { exact: true }).waitFor();
    await page.locator('canvas').waitFor();
    const presses = ['3 months', 'Everything', 'See more', 'Look closer', 'Later', 'Earlier', 'Everything'];
    const times = await workUntilDrawn(page, presses);
    expect(times).toHaveLength(presses.length);
    expect(Math.min(...times)).toBeGreaterThan(0);
    expect(Math.max(...times)).toBeLessThan(300);
    await page.unroute(/chart\/vitals/);
  });
});
