import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { barriers, fits, open, type Watched } from '../../tests/e2e/support/browser.ts';
import type { ScreensPlace } from '../../tests/e2e/support/screens-place.ts';
import type { Screen } from './pages.ts';

/** A page as it is looked at. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  /** Which rules of axe; absent: all of them. */
  readonly rules?: readonly string[];
}

/**
 * A wide and a narrow screen in both themes, and the narrowest. Axe sees each width and each theme once: a page is built
 * the same in all of them, and what the others show is whether it fits, and a picture.
 */
export const LOOKS: readonly Look[] = [
  { width: 1280, height: 800, scheme: 'light' },
  { width: 1280, height: 800, scheme: 'dark', rules: [] },
  { width: 390, height: 844, scheme: 'light', rules: [] },
  { width: 390, height: 844, scheme: 'dark' },
  // The narrowest phone, and a wide screen enlarged four times (WCAG 2.2, 1.4.10).
  { width: 320, height: 640, scheme: 'light', rules: [] },
];

/** What was counted, and everything that was wrong. */
export interface Tally {
  readonly failures: string[];
  readonly figures: Record<string, number>;
  /** Where pictures go, or null. */
  readonly shots: string | null;
  log(line: string): void;
}

export const counted = (tally: Tally, what: string): void => {
  tally.figures[what] = (tally.figures[what] ?? 0) + 1;
};

/** A page under watch, and how many answers it still waits for. */
export interface Walker extends Watched {
  /** Answers of the server that a test made fail on purpose: what the browser says of them is no fault. */
  expectsFailures: boolean;
  readonly waitsFor: ReadonlySet<unknown>;
}

export async function walker(place: ScreensPlace, look: Look, withSession = true): Promise<Walker> {
  const watched = await open(place.browser, place.url, look, withSession ? place.session : undefined);
  const waitsFor = new Set<unknown>();
  const { page } = watched;
  const errors = watched.errors as string[];
  const made: Walker = { ...watched, expectsFailures: false, waitsFor };
  page.on('request', (request) => {
    // Events of an import stay open for as long as the page does.
    if (!request.url().endsWith('/events')) waitsFor.add(request);
  });
  page.on('requestfinished', (request) => waitsFor.delete(request));
  page.on('requestfailed', (request) => waitsFor.delete(request));
  page.on('console', (message) => {
    if (message.type() !== 'error' || /Content Security Policy|Refused to|violates/i.test(message.text())) return;
    if (!(made.expectsFailures && /Failed to load resource|Failed to fetch|ApiError/.test(message.text())))
      errors.push(message.text());
  });
  return made;
}

/** Nothing is on its way, and what has come is drawn. Says so when that does not happen in time. */
export async function settled({ page, waitsFor }: Walker): Promise<string | null> {
  const head = page.locator('main h1, main [data-focus-here], h1').first();
  if (
    !(await head.waitFor({ timeout: 15_000 }).then(
      () => true,
      () => false,
    ))
  )
    return 'has no heading';
  let quiet = 0;
  for (const until = performance.now() + 15_000; performance.now() < until; ) {
    // A page that begins again meanwhile cannot be asked.
    const loads = await page.evaluate(() => document.querySelector('.mantine-Loader-root') !== null).catch(() => true);
    quiet = loads || waitsFor.size > 0 ? 0 : quiet + 1;
    if (quiet === 3) return null;
    await page.waitForTimeout(60);
  }
  return `still waits after 15 s (${waitsFor.size} answers)`;
}

/** Goes there as a link within the app does. The app's router follows the browser's history. */
export async function goWithin(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState({}, '', to), path);
}

/** Looks at what is open in each way, and notes what no page may do. */
export async function inspect(
  walked: Walker,
  tally: Tally,
  about: { readonly person: string; readonly state: string; readonly screen: string },
  looks: readonly Look[],
): Promise<void> {
  const { page, foreign, errors } = walked;
  const name = `${about.person} ${about.state} ${about.screen}`;
  for (const look of looks) {
    await page.setViewportSize({ width: look.width, height: look.height });
    await page.emulateMedia({ colorScheme: look.scheme });
    await page.waitForTimeout(80);
    const said = `${name} at ${look.width} ${look.scheme}`;
    for (const found of look.rules?.length === 0 ? [] : await barriers(page, look.rules))
      tally.failures.push(`${said}: ${found}`);
    if (!(await fits(page))) tally.failures.push(`${said}: sticks out of its window`);
    for (const found of await page.evaluate(faultsOnPage)) tally.failures.push(`${said}: ${found}`);
    counted(tally, 'looks');
    if (tally.shots !== null) await shoot(page, join(tally.shots, about.person, about.state), about.screen, look);
  }
  for (const one of foreign) tally.failures.push(`${name}: asks ${one}`);
  for (const one of errors) tally.failures.push(`${name}: ${one}`);
  (foreign as string[]).length = 0;
  (errors as string[]).length = 0;
  counted(tally, 'pages');
}

/** High enough for most of a page: the frame scrolls inside the window, so a picture is as high as its window. */
const HEIGHTS: Readonly<Record<number, number>> = { 1280: 1500, 390: 1700 };

async function shoot(page: Page, folder: string, name: string, { width, height, scheme }: Look): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.setViewportSize({ width, height: HEIGHTS[width] ?? height });
  await page.waitForTimeout(120);
  await page.screenshot({ path: join(folder, `${name.replaceAll('/', '_')}-${width}-${scheme}.png`) });
}

/** What is wrong on any page: no heading, two of them, a title that tells of a record, words that only programs say. */
export const faultsOnPage = (): string[] => {
  const faults: string[] = [];
  // The list below an opened entry on a phone is out of reach.
  const heads = [...document.querySelectorAll('h1')].filter((one) => one.closest('[inert]') === null).length;
  if (heads !== 1) faults.push(`has ${heads} headings of the first rank`);
  const head = document.querySelector('h1');
  if (head !== null) {
    const lines = Math.round(
      head.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(head).lineHeight),
    );
    // A long word may be broken, a short one not: then something beside it leaves no room.
    const most = head.innerText.split(/\s+/).reduce((sum, word) => sum + Math.ceil(word.length / 12), 0);
    if (lines > most) faults.push(`breaks its heading into ${lines} lines`);
  }
  if (!/^(.+ · )?Chartwarden$/.test(document.title)) faults.push(`is called ${document.title}`);
  const main = (document.querySelector('main') ?? document.body).innerText;
  // What came from a source is the source's own; a code panel shows data.
  const programs = /\b(undefined|NaN|Infinity|Invalid Date)\b|\[object \w+\]|\{(\w+), (plural|select)/.exec(main);
  if (programs !== null) faults.push(`says ${programs[0]}`);
  return faults;
};

/** What is wrong with where the focus is after a change of page; null when it is on what the page begins with. */
export const misplacedFocus = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const here = document.activeElement;
    if (here?.closest('[data-focus-here], h1') || here?.querySelector(':scope > h1')) return null;
    return `the focus is on ${here?.localName} ${here?.textContent?.slice(0, 30) ?? ''}`;
  });

/** The screen's path, opened afresh, and what a person does there. */
export async function openScreen(walked: Walker, screen: Screen): Promise<string | null> {
  await walked.page.goto(screen.path);
  const late = await settled(walked);
  if (late !== null || screen.act === undefined) return late;
  try {
    await screen.act(walked.page);
  } catch (error) {
    return `cannot be done: ${String(error).split('\n')[0]}`;
  }
  return settled(walked);
}
