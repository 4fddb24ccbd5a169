import type { Page } from 'playwright-core';
import { makePerson } from '../tests/support/running-server.ts';
import { type BrowserPlace, openBrowserPlace } from './browser/place.ts';
import { threadWork } from './browser/thread-work.ts';
import { fill, readings, settled } from './chart/fill.ts';
import { ledgerBytes } from './draw/ledger-bytes.store.ts';
import type { Bench, BenchContext, Figures } from './runner/types.ts';

const LOOK = { viewport: { width: 1280, height: 900 } };
const AT_ONCE = 50_000;

const rounded = (value: number): number => Number(value.toPrecision(3));
const middle = (list: readonly number[]): number =>
  rounded(list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)] ?? 0);

/** Waits until the chart says what it draws, and the frame after that; milliseconds since the last answer, or since `from`. */
const drawn = (page: Page, says: RegExp, from: number | null): Promise<number> =>
  page.evaluate(
    ({ pattern, from }) =>
      new Promise<number>((done, fail) => {
        const until = performance.now() + 30_000;
        const look = (): void => {
          const label = document.querySelector('[role=application]')?.getAttribute('aria-label') ?? '';
          if (document.querySelector('canvas') === null || !new RegExp(pattern).test(label)) {
            if (performance.now() > until) fail(new Error(`the chart says: ${label}`));
            else requestAnimationFrame(look);
            return;
          }
          requestAnimationFrame(() =>
            requestAnimationFrame((now) => {
              const asked = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
              const answers = asked.filter((one) => /\/chart\/vitals\//.test(one.name)).map((one) => one.responseEnd);
              done(now - (from ?? Math.max(...answers)));
            }),
          );
        };
        look();
      }),
    { pattern: says.source, from },
  );

/** What one look costs, on both sides. */
async function look(place: BrowserPlace, context: BenchContext, page: Page, act: () => Promise<number>) {
  let bytes = 0;
  const counted: Promise<unknown>[] = [];
  const count = (answer: { url(): string; body(): Promise<Buffer> }): void => {
    if (answer.url().includes('/chart/vitals/'))
      counted.push(
        answer.body().then((body) => {
          bytes += body.length;
        }),
      );
  };
  const before = { ledger: await ledgerBytes(context), cpu: place.serverCpu() };
  page.on('response', count);
  let wallMs = 0;
  const work = await threadWork(place.browser, page, async () => {
    wallMs = await act();
  });
  await Promise.all(counted);
  page.off('response', count);
  return {
    answer_kb: bytes / 1000,
    ledger_kb: ((await ledgerBytes(context)) - before.ledger) / 1000,
    server_cpu_ms: place.serverCpu() - before.cpu,
    page_cpu_ms: work.cpuMs,
    page_cpu_after_answer_ms: work.cpuAfterAnswerMs,
    page_longest_task_cpu_ms: work.longestCpuMs,
    drawn_ms: wallMs,
  };
}

async function run(context: BenchContext): Promise<Figures> {
  const number = Number(context.settings.readings ?? 100_000);
  const rounds = Number(context.settings.rounds ?? 5);
  const place = await openBrowserPlace(context);
  try {
    const person = await makePerson(place.client, 'Bench');
    await fill(place.client, person, [...readings(number)], AT_ONCE);
    await settled(place.client, person);
    context.log(`${number} readings are there`);
    const all = number.toLocaleString('en-GB');
    const seen: Record<string, Awaited<ReturnType<typeof look>>[]> = { open: [], zoom: [], back: [] };
    for (let round = 0; round <= rounds; round += 1) {
      const page = await place.open(LOOK);
      await page.goto(`/people/${person}/vitals`);
      const link = page.getByRole('link', { name: /Glucose/ }).first();
      await link.waitFor();
      // What is brought in when needed, the program of the chart, is there from the second look on.
      const measured = {
        open: await look(place, context, page, async () => {
          await link.click();
          return drawn(page, new RegExp(`drawn of about ${all}, from`), null);
        }),
        zoom: await look(place, context, page, async () => {
          await page.getByRole('button', { name: '14 days', exact: true }).click();
          return drawn(page, /^4,033 values, from/, null);
        }),
        back: await look(place, context, page, async () => {
          const from = await page.evaluate(() => performance.now());
          await page.getByRole('button', { name: 'Everything', exact: true }).click();
          return drawn(page, new RegExp(`drawn of about ${all}, from`), from);
        }),
      };
      if (round > 0) for (const [name, one] of Object.entries(measured)) seen[name]?.push(one);
      await page.context().close();
    }
    const figures: Record<string, number> = {};
    for (const [name, list] of Object.entries(seen))
      for (const figure of Object.keys(list[0] ?? {}) as (keyof Awaited<ReturnType<typeof look>>)[])
        figures[`${name}_${figure}`] = middle(list.map((one) => one[figure]));
    return figures;
  } finally {
    await place.close();
  }
}

const AIMS = { open_drawn_ms: 300, zoom_drawn_ms: 300, back_drawn_ms: 300, open_page_cpu_after_answer_ms: 300 };

export const bench: Bench = {
  title: '100,000 readings of a glucose sensor over time, in a real browser: the overview, two weeks of it, and back',
  work: 'opening the trend from the list; the button for 14 days; the one for everything. Medians of five',
  engines: ['sqlite', 'postgres'],
  aims: { sqlite: AIMS, postgres: AIMS },
  run,
};
