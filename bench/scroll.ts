import { demoHousehold, putHousehold } from '@chartwarden/demo';
import type { Page } from 'playwright-core';
import { routesOf } from '../tests/support/demo-routes.ts';
import { openBrowserPlace } from './browser/place.ts';
import { type ThreadWork, threadWork } from './browser/thread-work.ts';
import type { Bench, BenchContext, Figures } from './runner/types.ts';

const WIDE = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** At least, and at most where the list goes on. */
const SECONDS = [10, 40] as const;
/** A screen and a half every tenth of a second: a hard flick. */
const PIXELS_A_SECOND = 10_000;
const GESTURE_SECONDS = 2;
/** A finger that flicks, pixels a second. */
const FLICK = 3000;

/** Pixels, about. */
const ROW = 66;

const rounded = (value: number): number => Number(value.toPrecision(3));

const figuresOf = (name: string, work: ThreadWork): Figures => ({
  [`${name}_tasks_over_50ms`]: work.over50,
  [`${name}_tasks_over_50ms_of_cpu`]: work.over50Cpu,
  [`${name}_longest_task_ms`]: rounded(work.longestMs),
  [`${name}_longest_task_cpu_ms`]: rounded(work.longestCpuMs),
  [`${name}_cpu_ms_per_s`]: rounded((work.cpuMs * 1000) / work.wallMs),
  [`${name}_frames`]: work.frames,
  [`${name}_frames_late`]: work.framesLate,
});

const listOf = (page: Page) => page.locator('ul:has(> li[data-index])');

/** By the browser's own input, down to the end of the list as far as there is time, and up again. */
async function scroll(page: Page, by: 'mouse' | 'touch'): Promise<void> {
  const scroller = listOf(page).locator('..');
  await scroller.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  const box = await scroller.boundingBox();
  if (box === null) throw new Error('there is no list');
  const devtools = await page.context().newCDPSession(page);
  // A finger stays on the screen, and the list runs on when it is lifted.
  const far = by === 'touch' ? box.height * 0.7 : GESTURE_SECONDS * PIXELS_A_SECOND;
  const gesture = (way: 1 | -1) =>
    devtools.send('Input.synthesizeScrollGesture', {
      x: box.x + box.width / 2,
      y: box.y + box.height * (way === 1 ? 0.15 : 0.85),
      yDistance: far * way,
      speed: by === 'touch' ? FLICK : PIXELS_A_SECOND,
      gestureSourceType: by,
      preventFling: by === 'mouse',
    });
  const [least, most] = SECONDS.map((seconds) => performance.now() + seconds * 1000) as [number, number];
  let isAtEnd = false;
  while (performance.now() < (isAtEnd ? least : most)) {
    await gesture(isAtEnd ? 1 : -1);
    isAtEnd ||= await scroller.evaluate(
      (element) =>
        element.scrollTop + element.clientHeight > element.scrollHeight - 5 &&
        element.querySelector('.mantine-Loader-root') === null,
    );
  }
  await gesture(1);
  await devtools.detach();
}

/** From all years to one day and back out, then from end to end. */
async function zoomAndJump(page: Page): Promise<void> {
  const heading = (name: RegExp) => page.getByRole('heading', { name }).waitFor();
  const press = (name: RegExp) => page.getByRole('button', { name }).last().click();
  await press(/^\d{4}, [\d,]+ entr/);
  await heading(/^\d{4} /);
  await press(/^\p{L}+ \d{4}, [\d,]+ entr/u);
  await heading(/^\p{L}+ \d{4} /u);
  await press(/^\d+ \p{L}+ \d{4}, [\d,]+ entr/u);
  await heading(/^\d+ \p{L}+ \d{4} /u);
  await page.getByRole('slider').focus();
  for (const key of ['-', '-', '-', 'Home', 'End', 'ArrowLeft', '-']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(700);
  }
  await heading(/^All years/);
}

async function run(context: BenchContext): Promise<Figures> {
  const place = await openBrowserPlace(context);
  try {
    const until = new Date().toISOString().slice(0, 10);
    const [adult] = demoHousehold({ seed: 1, until, facts: Number(context.settings.facts ?? 50_000) });
    if (adult === undefined) throw new Error('there is nobody');
    const [put] = await putHousehold(routesOf(place.client), [adult], () => undefined);
    const person = put?.id ?? '';
    context.log(`${put?.facts} facts are there`);
    const figures: Record<string, number> = { facts: put?.facts ?? 0 };

    const opened = async (look: typeof WIDE, path: string): Promise<Page> => {
      const page = await place.open(look);
      await page.goto(`/people/${person}/${path}`);
      await listOf(page).locator('li').first().waitFor();
      await page.waitForTimeout(1500);
      return page;
    };
    const scrolled = async (name: string, look: typeof WIDE, path: string, by: 'mouse' | 'touch'): Promise<void> => {
      const page = await opened(look, path);
      Object.assign(figures, figuresOf(name, await threadWork(place.browser, page, () => scroll(page, by))));
      figures[`${name}_rows`] = Math.round(((await listOf(page).boundingBox())?.height ?? 0) / ROW);
      await page.context().close();
    };
    await scrolled('wheel', WIDE, 'timeline', 'mouse');
    await scrolled('touch', PHONE, 'timeline', 'touch');
    // Every entry by itself, where the timeline has the readings of a day in one row.
    await scrolled('records_wheel', WIDE, 'records', 'mouse');
    const page = await opened(WIDE, 'timeline');
    Object.assign(figures, figuresOf('zoom', await threadWork(place.browser, page, () => zoomAndJump(page))));
    return figures;
  } finally {
    await place.close();
  }
}

const AIMS = {
  wheel_longest_task_cpu_ms: 50,
  touch_longest_task_cpu_ms: 50,
  records_wheel_longest_task_cpu_ms: 50,
  zoom_longest_task_cpu_ms: 50,
};

export const bench: Bench = {
  title: 'Scrolling through a person with 50,000 facts in a real browser: what the page’s own thread does',
  work: 'wheel and touch over the whole timeline, 40 seconds of wheel over all records; zoom from years to a day, jumps',
  engines: ['sqlite', 'postgres'],
  aims: { sqlite: AIMS, postgres: AIMS },
  run,
};
