import axeCore from 'axe-core';
import { type Browser, type BrowserContext, chromium, errors, type Page } from 'playwright-core';

/** A page under watch: everything that it must not do is written down. */
export interface Watched {
  readonly page: Page;
  /** Requests to anywhere but the product. */
  readonly foreign: readonly string[];
  /** Script errors and refusals of the content security policy. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
}

export const WIDE: Look = { width: 1280, height: 800, scheme: 'light' };

/** @param more further words of the browser's command line */
export const launch = (executablePath: string, more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });

/** Opens a page at a product; `state` carries the cookies of an earlier one. */
export async function open(
  browser: Browser,
  url: string,
  look: Look,
  state?: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<Watched> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    // What it keeps has a test of its own (installed.test.ts); here every page comes from the server.
    serviceWorkers: 'block',
    ...(state ? { storageState: state } : {}),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    // A download is handed out as a blob of the page itself.
    if (origin !== url && protocol !== 'blob:') foreign.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to|violates/i.test(message.text())) errors.push(message.text());
  });
  return { page, foreign, errors, close: () => context.close() };
}

interface Axe {
  run(
    context: Document,
    options: object,
  ): Promise<{ violations: { id: string; impact: string | null; nodes: { target: unknown[] }[] }[] }>;
}

/**
 * What axe finds that keeps people out, as readable lines; an empty list is what the tests want. All rules, or only some.
 * No page has a frame, so one run sees everything; it is brought in once a document (ADR 0076).
 */
export async function barriers(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeCore.source);
  const { violations, frames } = await page.evaluate(
    async (options) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const found = await axe.run(document, options);
      return { violations: found.violations, frames: document.querySelectorAll('iframe, frame, object, embed').length };
    },
    { resultTypes: ['violations'], ...(rules ? { runOnly: [...rules] } : {}) },
  );
  if (frames > 0) throw new Error(`a frame that axe does not look into: ${page.url()}`);
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** True when nothing sticks out to the right, given the time of a frame or two: an open menu moves after the width, on a busy machine late. */
export const fits = (page: Page): Promise<boolean> =>
  page
    .waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth, undefined, {
      timeout: 4000,
    })
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof errors.TimeoutError) return false;
        throw error;
      },
    );
