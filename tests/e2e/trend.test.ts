import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, fits, launch, open, type Watched, WIDE } from './support/browser.ts';
import { bundle, RESULTS } from './support/files.ts';
import { addRecords, api, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

/** More than are sent at the first look. */
const READINGS = 6_000;

/** A sensor's readings, one every five minutes; the highest and the lowest stand once each. */
function readings(): string {
  const from = Date.UTC(2025, 0, 1);
  return Array.from({ length: READINGS }, (_, at) => {
    const value = at === 1234 ? 401 : at === 4321 ? 39 : 120 + Math.round(40 * Math.sin(at / 40));
    return JSON.stringify({
      resourceType: 'Observation', id: `5f0c2b9e-0009-4000-8000-${String(at).padStart(12, '0')}`, status: 'final',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }],
      code: { coding: [{ system: 'http://loinc.org', code: '99504-3' }], text: 'Glucose from a sensor' },
      effectiveDateTime: new Date(from + at * 300_000).toISOString(),
      valueQuantity: { value, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
    }); // biome-ignore format: one reading
  }).join('\n');
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
    const files = [
      { name: 'anna.json', text: bundle() },
      { name: 'sensor.ndjson', text: readings() },
    ];
    await addRecords(watched.page, person, files, 'commit');
    await watched.page.goto(`/people/${person}/vitals`);
    await watched.page.getByText(`${RESULTS} values`).waitFor();
    const vitals = () => api<{ isCurrent: boolean }>(watched.page, 'GET', `/api/people/${person}/chart/vitals`);
    while (!(await vitals()).isCurrent) await watched.page.waitForTimeout(500);
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

  const openDense = async () => {
    await watched.page.goto(`/people/${person}/vitals`);
    await watched.page.getByRole('link', { name: 'Glucose from a sensor' }).click();
    await watched.page.getByText(/^[\d,]+ of 6,000 values are drawn/).waitFor();
    await watched.page.locator('canvas').waitFor();
  };

  it('is an overview where it is dense, with the same in the list, and everything where one looks closer', async () => {
    const { page } = watched;
    const asked: string[] = [];
    const note = (request: { url(): string }) => void asked.push(request.url());
    page.on('request', note);
    await openDense();
    const chart = page.getByRole('application');
    expect(await chart.getAttribute('aria-label')).toMatch(/drawn of about 6,000, from .*Lowest 39, highest 401\.$/);
    const title = page.getByRole('heading', { name: /^All values/ });
    expect(await title.innerText()).toMatch(/^All values\s[\d,]+ of 6,000: those that are drawn$/);
    await page.getByRole('button', { name: '14 days' }).click();
    await page.getByText('4,033 of 6,000: those in the time that the chart shows').waitFor();
    expect(await page.getByText(/values (in the time shown )?are drawn/).count()).toBe(0);
    const looks = () => asked.filter((url) => /chart\/vitals\/.*level=/.test(url)).length;
    const before = looks();
    await chart.focus();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => chart.getAttribute('aria-label')).toMatch(/^2,\d{3} values, from/);
    expect([before, looks()]).toEqual([1, 1]);
    await page.keyboard.press('0');
    await page.getByText(/ of 6,000: those that are drawn$/).waitFor();
    page.off('request', note);
  });

  it('is zoomed by the wheel with Ctrl, moved by a wheel to the side, and scrolled past by a plain one', async () => {
    const { page } = watched;
    await openTrend();
    const chart = page.getByRole('application');
    const label = () => chart.getAttribute('aria-label');
    const whole = await label();
    const box = await chart.boundingBox();
    if (box === null) throw new Error('no chart');
    await page.mouse.move(box.x + box.width / 2, box.y + 100);
    await page.mouse.wheel(0, 50);
    expect(await label()).toBe(whole);
    await page.evaluate(() => scrollTo(0, 0));
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -400);
    await page.keyboard.up('Control');
    await expect.poll(label).not.toBe(whole);
    const zoomed = await label();
    expect(Number(/^\d+/.exec(zoomed ?? '')?.[0])).toBeLessThan(RESULTS * 0.6);
    await page.mouse.wheel(-200, 0);
    await expect.poll(label).not.toBe(zoomed);
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
  });

  it('is zoomed by two fingers and moved by one', async () => {
    const { page } = watched;
    await openTrend();
    const chart = page.getByRole('application');
    const count = async () => Number(/^\d+/.exec((await chart.getAttribute('aria-label')) ?? '')?.[0]);
    const box = await page.locator('.u-over').boundingBox();
    if (box === null) throw new Error('no chart');
    const fingers = await page.context().newCDPSession(page);
    await fingers.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
    const at = (share: number, id: number) => ({ x: box.x + box.width * share, y: box.y + 120, id });
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...shares: number[]) =>
      fingers.send('Input.dispatchTouchEvent', { type, touchPoints: shares.map(at) });
    await touch('touchStart', 0.45);
    await touch('touchStart', 0.45, 0.55);
    for (const apart of [0.1, 0.15, 0.2, 0.25]) await touch('touchMove', 0.5 - apart, 0.5 + apart);
    await touch('touchEnd');
    await expect.poll(count).toBeLessThan(RESULTS / 3);
    const [inWindow, before] = [await count(), await chart.getAttribute('aria-label')];
    await touch('touchStart', 0.3);
    for (const share of [0.4, 0.5, 0.6]) await touch('touchMove', share);
    await touch('touchEnd');
    await expect.poll(() => chart.getAttribute('aria-label')).not.toBe(before);
    expect(Math.abs((await count()) - inWindow)).toBeLessThan(4);
    await fingers.send('Emulation.setTouchEmulationEnabled', { enabled: false });
    await fingers.detach();
  });

  it('is one row of the timeline for each day, which opens that day; the counts are those of entries', async () => {
    const { page } = watched;
    await page.goto(`/people/${person}/timeline`);
    await page.getByRole('heading', { name: /^All years 6,162 entries$/ }).waitFor();
    await page.getByRole('button', { name: /^2025, [\d,]+ entries$/ }).click();
    await page.getByText('Many readings of one measurement on one day stand in one row.').waitFor();
    await page.getByRole('button', { name: /^January 2025, [\d,]+ entries$/ }).click();
    await page.getByRole('button', { name: /^5 January 2025, 288 entries$/ }).click();
    await page.getByRole('heading', { name: /^5 January 2025 288 entries$/ }).waitFor();
    const row = page.getByRole('listitem').filter({ hasText: '5 January 2025' });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/288 readings, 80 to 401 mg\/dL/);
    await row.getByRole('button').click();
    await page.waitForURL(/\/vitals\/[0-9a-f-]{36}\?at=2025-01-05$/);
    await page.getByText('288 of 6,000: those in the time that the chart shows').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: /^5 January 2025/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('is drawn in under 300 ms also when it is dense', async () => {
    const { page } = watched;
    await openDense();
    const presses = ['14 days', 'Everything', '1 day', 'Earlier', 'See more', 'Look closer', 'Later', 'Everything'];
    const times = await workUntilDrawn(page, presses);
    expect(times).toHaveLength(presses.length);
    expect(Math.min(...times)).toBeGreaterThan(0);
    expect(Math.max(...times)).toBeLessThan(300);
  });
});
