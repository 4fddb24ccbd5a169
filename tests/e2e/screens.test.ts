import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, fits, type Look, launch, open, type Watched, WIDE } from './support/browser.ts';
import { BROKEN, bundle } from './support/files.ts';
import { addRecords, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

/**
 * The page is loaded once and looked at four times. A change of theme changes colours only, so only those
 * are checked again, once; where there are no rules, only whether the page fits is new.
 */
const LOOKS: readonly (Look & { readonly rules?: readonly string[] })[] = [
  { width: 1280, height: 800, scheme: 'light' },
  { width: 1280, height: 800, scheme: 'dark', rules: ['color-contrast'] },
  { width: 390, height: 844, scheme: 'light' },
  // The narrowest phone, and a wide screen enlarged four times (WCAG 2.2, 1.4.10).
  { width: 320, height: 640, scheme: 'light', rules: [] },
];

/** What a page looks like when it is there: its address, and what to wait for. */
interface Screen {
  readonly name: string;
  readonly path: (place: { person: string; empty: string; waiting: string; fact: string }) => string;
  readonly shows: string | RegExp;
  /** Opens something on the page. */
  readonly open?: (page: Watched['page']) => Promise<void>;
  /** What opens beside something is opened anew at each width: it stays where it is until it is asked to move. */
  readonly floats?: true;
  /** Without the session: the page that a stranger sees. */
  readonly stranger?: true;
}

const SCREENS: readonly Screen[] = [
  { name: 'login', path: () => '/', shows: 'Log in', stranger: true },
  { name: 'a new password without a link', path: () => '/new-password', shows: /one-time link/, stranger: true },
  {
    name: 'an invitation without a link',
    path: () => '/invitation',
    shows: /belongs to an invitation/,
    stranger: true,
  },
  { name: 'a lost password without mail', path: () => '/lost-password', shows: /sends no mail/, stranger: true },
  { name: 'registration that is closed', path: () => '/register', shows: /by invitation here/, stranger: true },
  {
    name: 'inviting',
    path: () => '/instance/accounts',
    shows: 'anna@example.org',
    open: (page) => page.getByRole('button', { name: 'Invite somebody' }).click(),
  },
  { name: 'the settings without a record', path: () => '/settings', shows: 'Tokens for programs' },
  { name: 'the accounts', path: () => '/instance/accounts', shows: 'anna@example.org' },
  { name: 'a shared link that is not whole', path: () => '/shl/view', shows: 'This link is not whole', stranger: true },
  { name: 'links', path: ({ person }) => `/people/${person}/links`, shows: 'There are no links' },
  { name: 'a new link', path: ({ person }) => `/people/${person}/links/new`, shows: '1. For whom' },
  { name: 'the emergency card', path: ({ person }) => `/people/${person}/card`, shows: 'A code on the card' },
  { name: 'today', path: ({ person }) => `/people/${person}`, shows: 'What is missing' },
  { name: 'today of an empty person', path: ({ empty }) => `/people/${empty}/today`, shows: 'Nothing here yet' },
  { name: 'timeline', path: ({ person }) => `/people/${person}/timeline`, shows: 'All years' },
  { name: 'timeline of a month', path: ({ person }) => `/people/${person}/timeline?at=2026-01`, shows: 'January 2026' },
  { name: 'timeline of an empty person', path: ({ empty }) => `/people/${empty}/timeline`, shows: 'Nothing here yet' },
  { name: 'visits', path: ({ person }) => `/people/${person}/visits`, shows: 'Visits' },
  { name: 'visits of an empty person', path: ({ empty }) => `/people/${empty}/visits`, shows: 'No visit is recorded' },
  { name: 'records', path: ({ person }) => `/people/${person}/records`, shows: '2026' },
  { name: 'records of an empty person', path: ({ empty }) => `/people/${empty}/records`, shows: 'Nothing here yet' },
  { name: 'an entry', path: ({ person, fact }) => `/people/${person}/records/${fact}`, shows: /^Weight: How much a/ },
  {
    name: 'an entry as data',
    path: ({ person, fact }) => `/people/${person}/records/${fact}`,
    shows: 'Where it came from',
    open: async (page) => {
      await page.getByRole('tab', { name: 'Data' }).click();
      await page.getByText('"resourceType"').waitFor();
    },
  },
  {
    name: 'correcting',
    path: ({ person, fact }) => `/people/${person}/records/${fact}`,
    shows: 'Where it came from',
    open: async (page) => {
      await page.getByRole('button', { name: 'Something is wrong here' }).click();
      await page.getByRole('dialog').getByLabel('The date').check();
    },
  },
  { name: 'sharing', path: ({ person }) => `/people/${person}/sharing`, shows: /^Nobody else has access/ },
  { name: 'the form of a share', path: ({ person }) => `/people/${person}/sharing/new`, shows: /^Begin with one of/ },
  { name: 'add records', path: ({ person }) => `/people/${person}/add`, shows: 'Drop files or a folder here' },
  {
    name: 'a preview',
    path: ({ person, waiting }) => `/people/${person}/add/${waiting}`,
    shows: 'Look before it is added',
  },
  { name: 'sources', path: ({ person }) => `/people/${person}/sources`, shows: /^In the record ·/ },
  { name: 'no sources', path: ({ empty }) => `/people/${empty}/sources`, shows: 'No files yet' },
  {
    name: 'withdrawing',
    path: ({ person }) => `/people/${person}/sources`,
    shows: /^In the record ·/,
    open: (page) => page.getByRole('button', { name: 'Withdraw' }).first().click(),
  },
  { name: 'activity', path: ({ person }) => `/people/${person}/activity`, shows: 'Today' },
  {
    name: 'a proved line',
    path: ({ person }) => `/people/${person}/activity`,
    shows: 'Today',
    open: async (page) => {
      await page
        .getByText(/You brought in/)
        .first()
        .click();
      await page.getByRole('button', { name: 'Prove it' }).click();
      await page.getByText('This browser checked it too').waitFor();
    },
  },
  {
    name: 'the log of the instance',
    path: () => '/instance/log',
    shows: 'Take all of it along',
    open: (page) => page.locator('summary').first().click(),
  },
  {
    name: 'what is kept how long',
    path: () => '/instance/retention',
    shows: 'You can choose',
    open: async (page) => {
      await page.getByLabel('What became of work in the background').fill('20');
      await page.getByRole('button', { name: 'Show what would go now' }).click();
      await page.getByRole('button', { name: 'Keep it so, and let this go' }).click();
      await page.getByText('It is kept so from now on.').waitFor();
    },
  },
  {
    name: 'copy and erase',
    path: ({ person }) => `/people/${person}/copy`,
    shows: 'Take everything along',
    open: async (page) => {
      await page.getByRole('button', { name: 'Show what would be in it' }).click();
      await page.getByRole('button', { name: 'Download it' }).waitFor();
      await page.getByRole('button', { name: 'Show what would be lost' }).click();
      await page.getByRole('button', { name: 'Erase for good' }).click();
    },
  },
  {
    name: 'the people menu',
    floats: true,
    path: ({ person }) => `/people/${person}/add`,
    shows: 'Drop files or a folder here',
    open: async (page) => {
      await page.getByRole('button', { name: /switch to another person/ }).click();
      await page.getByRole('menuitem', { name: 'Add a person' }).waitFor();
      // It fades in; half-way, no colour has its contrast yet.
      await page.waitForFunction(() => {
        const menu = document.querySelector('[role=menu]');
        return menu !== null && getComputedStyle(menu).opacity === '1';
      });
    },
  },
  { name: 'settings', path: ({ person }) => `/people/${person}/settings`, shows: 'this one' },
  { name: 'a further person', path: () => '/people/new', shows: 'Add a person' },
  { name: 'a record that is not there', path: () => '/people/0199-none/records', shows: 'This record is not here' },
  { name: 'an address that is not there', path: () => '/nowhere', shows: 'There is nothing here' },
];

describeWithChromium('every page, at both widths and in both themes', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let owner: Watched;
  let stranger: Watched;
  const place = { person: '', empty: '', waiting: '', fact: '' };

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    // Two pages for all: what a browser took once it has, and the next page costs its own share alone.
    owner = await open(browser, product.url, WIDE);
    stranger = await open(browser, product.url, WIDE);
    const { page } = owner;
    Object.assign(place, await settle(page));
    await addRecords(page, place.person, [{ name: 'anna.json', text: bundle() }], 'commit');
    place.waiting = await addRecords(
      page,
      place.person,
      [
        { name: 'again.json', text: bundle() },
        { name: 'cut.json', text: BROKEN },
      ],
      'preview',
    );
    await page.goto(`/people/${place.person}/records?type=Observation`);
    const link = page.getByRole('link', { name: /Body weight/ }).first();
    place.fact = (await link.getAttribute('href'))?.match(/records\/([^?]+)/)?.[1] ?? '';
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it.each(SCREENS)(
    'shows $name without barriers',
    async (screen) => {
      const { page, foreign, errors } = screen.stranger ? stranger : owner;
      const before = { foreign: foreign.length, errors: errors.length };
      await page.setViewportSize({ width: WIDE.width, height: WIDE.height });
      await page.emulateMedia({ colorScheme: WIDE.scheme });
      await page.goto(screen.path(place));
      await page
        .getByText(screen.shows, { exact: typeof screen.shows === 'string' })
        .first()
        .waitFor();
      await screen.open?.(page);
      for (const { width, height, scheme, rules } of LOOKS) {
        if (screen.floats) await page.keyboard.press('Escape');
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: scheme });
        if (screen.floats) await screen.open?.(page);
        const found = rules?.length === 0 ? [] : await barriers(page, rules);
        const seen = { barriers: found, fits: await fits(page) };
        expect({ width, scheme, ...seen }).toEqual({ width, scheme, barriers: [], fits: true });
      }
      // As in a language that runs from right to left, which none of ours does yet.
      await page.evaluate(() => {
        document.documentElement.dir = 'rtl';
      });
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 });
        expect({ width, mirrored: await fits(page) }).toEqual({ width, mirrored: true });
      }
      expect(await page.title()).toMatch(/^(.+ · )?Chartwarden$/);
      expect(await page.title()).not.toMatch(/Muster|weight/i);
      expect(foreign.slice(before.foreign)).toEqual([]);
      expect(errors.slice(before.errors)).toEqual([]);
    },
    90_000,
  );
});
