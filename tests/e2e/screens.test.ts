import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, fits, LOOKS, type Look, launch, open, type Watched, WIDE } from './support/browser.ts';
import { BROKEN, bundle } from './support/files.ts';
import { addRecords, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

type State = Awaited<ReturnType<ReturnType<Watched['page']['context']>['storageState']>>;

/** What a page looks like when it is there: its address, and what to wait for. */
interface Screen {
  readonly name: string;
  readonly path: (place: { person: string; empty: string; waiting: string; fact: string }) => string;
  readonly shows: string | RegExp;
  /** Opens something on the page. */
  readonly open?: (page: Watched['page']) => Promise<void>;
  /** Without the session: the page that a stranger sees. */
  readonly stranger?: true;
}

const SCREENS: readonly Screen[] = [
  { name: 'login', path: () => '/', shows: 'Log in', stranger: true },
  { name: 'a new password without a link', path: () => '/new-password', shows: /one-time link/, stranger: true },
  { name: 'records', path: ({ person }) => `/people/${person}/records`, shows: '2026' },
  { name: 'records of an empty person', path: ({ empty }) => `/people/${empty}/records`, shows: 'Nothing here yet' },
  { name: 'an entry', path: ({ person, fact }) => `/people/${person}/records/${fact}`, shows: 'Where it came from' },
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
  { name: 'add records', path: ({ person }) => `/people/${person}/add`, shows: 'Drop files or a folder here' },
  {
    name: 'a preview',
    path: ({ person, waiting }) => `/people/${person}/add/${waiting}`,
    shows: 'Look before it is added',
  },
  { name: 'sources', path: ({ person }) => `/people/${person}/sources`, shows: 'In the record' },
  { name: 'no sources', path: ({ empty }) => `/people/${empty}/sources`, shows: 'No files yet' },
  {
    name: 'withdrawing',
    path: ({ person }) => `/people/${person}/sources`,
    shows: 'In the record',
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
    name: 'the people menu',
    path: ({ person }) => `/people/${person}/add`,
    shows: 'Drop files or a folder here',
    open: async (page) => {
      await page.getByRole('button', { name: /switch to another person/ }).click();
      await page.getByRole('menuitem', { name: 'Add a person' }).waitFor();
    },
  },
  { name: 'a further person', path: () => '/people/new', shows: 'Add a person' },
  { name: 'a record that is not there', path: () => '/people/0199-none/records', shows: 'This record is not here' },
  { name: 'an address that is not there', path: () => '/nowhere', shows: 'There is nothing here' },
];

describeWithChromium('every page, at both widths and in both themes', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let session: State;
  const place = { person: '', empty: '', waiting: '', fact: '' };

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    const { page, close } = await open(browser, product.url, WIDE);
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
    session = await page.context().storageState();
    await close();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const visit = async (screen: Screen, look: Look) => {
    const watched = await open(browser, product.url, look, screen.stranger ? undefined : session);
    try {
      const { page, foreign, errors } = watched;
      await page.goto(screen.path(place));
      await page
        .getByText(screen.shows, { exact: typeof screen.shows === 'string' })
        .first()
        .waitFor();
      await screen.open?.(page);
      return { barriers: await barriers(page), fits: await fits(page), foreign, errors, title: await page.title() };
    } finally {
      await watched.close();
    }
  };

  describe.each(LOOKS)('$width wide, $scheme', (look) => {
    it.each(SCREENS)('shows $name without barriers', async (screen) => {
      const seen = await visit(screen, look);
      expect(seen).toMatchObject({ barriers: [], fits: true, foreign: [], errors: [] });
      expect(seen.title).toMatch(/^(.+ · )?Chartwarden$/);
      expect(seen.title).not.toMatch(/Muster|weight/i);
    });
  });

  it('fits a phone that is only 320 wide', async () => {
    const narrow = SCREENS.filter((screen) => ['records', 'a preview', 'sources', 'activity'].includes(screen.name));
    for (const screen of narrow) {
      const seen = await visit(screen, { width: 320, height: 640, scheme: 'light' });
      expect({ name: screen.name, fits: seen.fits }).toEqual({ name: screen.name, fits: true });
    }
  });
});
