import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_FILES } from '../support/hostile/files.ts';
import { HOSTILE_HTML } from '../support/hostile/html.ts';
import { HOSTILE_NAMES } from '../support/hostile/names.ts';
import { HOSTILE_FILE_NAMES, hostileBundle } from '../support/hostile/record.ts';
import { describeWithChromium } from '../support/needs.ts';
import { launch, open, type Watched, WIDE } from './support/browser.ts';
import { addRecords, api, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';
import { listPages } from './support/router-pages.ts';

const WIDTHS = [1280, 390] as const;
/** All of them take five minutes (`npm run prove -- hostile-pages`); here every twelfth note and file, and the first entry of a page. */
const ALL = process.env.CHARTWARDEN_TEST_HOSTILE === 'all';
const OPENED = ALL ? 4 : 1;
const some = <T>(list: readonly T[]): readonly T[] => (ALL ? list : list.filter((_, at) => at % 12 === 0));

interface Line {
  readonly id: string;
  readonly title: string;
}

describe('hostile content', () => {
  it('is of sixty kinds at least', () => {
    const all = [HOSTILE_HTML, HOSTILE_FILES].flatMap((one) => Object.keys(one));
    expect(all.length + HOSTILE_NAMES.length + HOSTILE_FILE_NAMES.length).toBeGreaterThan(60);
  });
});

describeWithChromium('a record of hostile names, narratives, notes and files', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let person = '';
  const dialogs: string[] = [];
  const files = new Map<string, string>();

  beforeAll(async () => {
    product = await startProduct();
    // A request to anybody else is noted by `watched`, and goes nowhere. (A route of playwright's would turn the cache off.)
    browser = await launch(chromiumPath, ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost']);
    watched = await open(browser, product.url, WIDE);
    const { page } = watched;
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    ({ person } = await settle(page));
    const [first, ...more] = HOSTILE_FILE_NAMES;
    const small = JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [] });
    const dropped = [{ name: first ?? '', text: hostileBundle() }, ...more.map((name) => ({ name, text: small }))];
    await addRecords(page, person, dropped, 'commit');
    for (const type of ['DocumentReference', 'Composition']) {
      let next: string | null = '';
      while (next !== null) {
        const query: string = `types=${type}&limit=100${next === '' ? '' : `&cursor=${next}`}`;
        const path = `/api/people/${person}/facts?${query}`;
        const found = await api<{ facts: readonly Line[]; next: string | null }>(page, 'GET', path);
        for (const { id, title } of found.facts) files.set(title, id);
        next = found.next;
      }
    }
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** Opens a page at both widths and notes everything that it must not do. */
  async function look(path: string, shows?: string): Promise<string[]> {
    const { page, foreign, errors } = watched;
    const wrong: string[] = [];
    const before = { foreign: foreign.length, errors: errors.length, dialogs: dialogs.length };
    await page.setViewportSize({ width: WIDTHS[0], height: 800 });
    await page.goto(path);
    await settled(page);
    if (shows !== undefined) {
      const seen = page.locator('main').getByText(shows).first();
      await seen.waitFor({ timeout: 10_000 }).catch(() => wrong.push(`does not show ${shows}`));
    }
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      // What is drawn to the width of the window follows it a moment later.
      for (let tries = 0; tries < 30 && (await page.evaluate(sticksOut)).length > 0; tries += 1)
        await page.waitForTimeout(100);
      wrong.push(...(await page.evaluate(sticksOut)).map((one) => `at ${width}: ${one}`));
    }
    wrong.push(...(await page.evaluate(ran)));
    wrong.push(...foreign.slice(before.foreign).map((one) => `asks ${one}`));
    wrong.push(...errors.slice(before.errors), ...dialogs.slice(before.dialogs));
    return wrong.map((one) => `${path.replace(person, '…')}: ${one}`);
  }

  it('runs nothing, loads nothing and breaks no page, on every page and on what opens from it', async () => {
    const wrong: string[] = [];
    const opened = new Set<string>();
    const pages = listPages();
    // As many as there were when this was written: the router is found, however it is laid out.
    expect(pages.length).toBeGreaterThan(20);
    for (const path of pages) {
      wrong.push(...(await look(`/people/${person}/${path}`)));
      const links = await watched.page.evaluate(linksOf, `/people/${person}/${path}/`);
      for (const link of links.slice(0, OPENED)) if (!opened.has(link)) wrong.push(...(await look(link)));
      for (const link of links) opened.add(link);
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  it.each([...some(Object.keys(HOSTILE_HTML))])(
    'reads a note and shows a narrative of: %s',
    async (name) => {
      const id = files.get(name) ?? '';
      expect(id).not.toBe('');
      const wrong = await look(`/people/${person}/documents/${id}`);
      expect(await watched.page.evaluate(foreignElements)).toEqual([]);
      wrong.push(...(await look(`/people/${person}/records/${id}`, 'As the source wrote it')));
      expect(await watched.page.evaluate(foreignElements)).toEqual([]);
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  it.each([...some(Object.entries(HOSTILE_FILES))])(
    'opens a file, or says why not: %s',
    async (name, { shows }) => {
      const id = files.get(name) ?? '';
      expect(id).not.toBe('');
      expect(await look(`/people/${person}/documents/${id}`, shows)).toEqual([]);
    },
    60_000,
  );

  it('shows and marks what a source hides', async () => {
    const { page } = watched;
    await page.goto(`/people/${person}/documents/${files.get('text that is hidden')}`);
    const note = page.locator('[data-received]');
    for (const words of ['Ignore the doctor.', 'white', 'zero', 'far away', 'row'])
      await note.getByText(words, { exact: false }).first().waitFor();
    expect(await note.getByText('Hidden in the source').count()).toBe(6);
    await page.getByText('The source hides some of this text').waitFor();
  });

  it('searches for it without running it', async () => {
    const { page } = watched;
    for (const words of ['<script>', '<img src=x onerror="globalThis.cwRan=1">', '\u202e']) {
      await page.goto(`/people/${person}/documents/${files.get('script')}`);
      await page.getByLabel('Find in this document').fill(words);
      await page.getByText(/Not found|\d of \d/).waitFor();
    }
    expect(await page.evaluate(ran)).toEqual([]);
    expect(dialogs).toEqual([]);
  });
});

/** The page has its heading, and nothing in it is still on its way. */
async function settled(page: Page): Promise<void> {
  await page.locator('main h1, main [data-focus-here]').first().waitFor();
  await page.waitForFunction(() => document.querySelector('main .mantine-Loader-root') === null);
}

const ran = (): string[] => ('cwRan' in globalThis ? ['a program of the record ran'] : []);

/** What is wider than its window, and scrolls where it should not. What is meant to scroll sideways by itself may. */
const sticksOut = (): string[] => {
  const own = [document.documentElement, ...document.querySelectorAll<HTMLElement>('main, main *')];
  return own.flatMap((element) => {
    const style = getComputedStyle(element);
    const isMain = element.matches('html, main');
    if (!isMain && !/auto|scroll/.test(style.overflowX)) return [];
    if (element.closest('[data-received], [data-scrolls], pre, table, textarea, input') !== null) return [];
    const over = element.scrollWidth - element.clientWidth;
    if (over <= 1) return [];
    const edge = element.getBoundingClientRect().right;
    const out = [...element.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > edge + 1).at(-1);
    return [
      `${element.localName}.${element.className} is ${over} px too wide by ${out?.localName} ${out?.textContent.slice(0, 40)}`,
    ];
  });
};

/** Elements that no source may put on a page, and attributes of any kind in what it wrote. */
const foreignElements = (): string[] => {
  const kinds =
    'script, iframe, object, embed, a, img, svg, math, form, input, video, audio, style, link, [id], [name], [style], [href], [src]';
  return [...document.querySelectorAll('[data-received]')].flatMap((note) =>
    [...note.querySelectorAll(kinds)].map((one) => one.outerHTML.slice(0, 200)),
  );
};

const linksOf = (under: string): string[] =>
  [...new Set([...document.querySelectorAll('main a[href]')].map((one) => one.getAttribute('href') ?? ''))].filter(
    (one) => one.startsWith(under),
  );
