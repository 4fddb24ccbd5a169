import { setTimeout as sleep } from 'node:timers/promises';
import { demoHousehold } from '@chartwarden/demo';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, fits, type Look, launch, open, type Watched, WIDE } from './support/browser.ts';
import { api, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

type State = Awaited<ReturnType<ReturnType<Watched['page']['context']>['storageState']>>;

const NARROW: Look = { width: 390, height: 844, scheme: 'light' };
const LOOKS: readonly (Look & { readonly rules?: readonly string[] })[] = [
  WIDE,
  NARROW,
  { ...NARROW, scheme: 'dark', rules: ['color-contrast'] },
  { width: 320, height: 640, scheme: 'light', rules: ['color-contrast'] },
];

/** Each page with what it has to show of the grandmother. */
const PAGES = [
  ['medicines', 'The sources do not agree on whether it is taken.'],
  ['conditions', 'Osteoporosis'],
  ['allergies', 'Somebody recorded that none are known'],
  ['immunizations', 'zoster recombinant'],
  ['procedures', 'Total replacement of hip'],
  ['care-team', 'Gwendolyn Achterberg'],
  ['family', 'Tobacco smoking status'],
  ['insurance', 'Current cover'],
  ['appointments', 'Upcoming'],
  ['plans', 'No plan or goal is recorded'],
  ['devices', 'No device is recorded'],
] as const;

describeWithChromium('the lists of a record', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let session: State;
  let watched: Watched;
  let person = '';
  let empty = '';

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    const { page } = watched;
    ({ empty } = await settle(page));
    const until = new Date().toISOString().slice(0, 10);
    const grandmother = demoHousehold({ seed: 1, until, small: true })[2];
    if (grandmother === undefined) throw new Error('nobody there');
    const { name } = grandmother;
    ({ id: person } = await api<{ id: string }>(page, 'POST', '/api/people', { name, relation: 'custodian' }));
    for (const { files } of grandmother.portals) await bringIn(page, person, files);
    session = await page.context().storageState();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** A page of a test's own: it changes what the server answers, or counts on where the browser has been. */
  const opened = async (look: Look, run: (page: Page, watched: Watched) => Promise<void>): Promise<void> => {
    const watched = await open(browser, product.url, look, session);
    try {
      await run(watched.page, watched);
    } finally {
      await watched.close();
    }
  };

  /** From a page to the question what is wrong in two steps, and back to it. */
  const WAYS: readonly {
    readonly from: string;
    readonly ask: (page: Page) => Promise<void>;
    readonly marked: (page: Page) => ReturnType<Page['getByText']>;
  }[] = [
    {
      from: 'a list',
      async ask(page) {
        await page.goto(`/people/${person}/conditions`);
        await page.getByRole('link', { name: 'Osteoporosis' }).first().click();
        await page.getByRole('button', { name: 'Something is wrong here' }).click();
      },
      marked: (page) => page.getByRole('listitem').filter({ hasText: 'Osteoporosis' }).getByText('corrected'),
    },
    {
      from: 'a trend',
      async ask(page) {
        await page.goto(`/people/${person}/results`);
        await page
          .getByRole('link', { name: /Hemoglobin A1c|Creatinine/ })
          .first()
          .click();
        await page.getByRole('link', { name: 'Something is wrong here' }).click();
      },
      marked: (page) => page.getByRole('region', { name: 'Latest value' }).getByText('corrected'),
    },
    {
      from: 'the reader',
      async ask(page) {
        await page.goto(`/people/${person}/documents`);
        await page.locator('main a[href*="/documents/"]').first().click();
        await page.getByRole('button', { name: 'Something is wrong here' }).click();
      },
      marked: (page) => page.getByText('A note of a test').filter({ visible: true }),
    },
  ];

  it.each(WAYS)('leads from $from to what is wrong, back with the mark, and undoes it', async ({ ask, marked }) => {
    const { page } = watched;
    await ask(page);
    await page.getByRole('radio', { name: /add a note/ }).check();
    await page.getByLabel('Your note').fill('A note of a test');
    await page.getByLabel(/^Why/).fill('It was told otherwise');
    await page.getByRole('button', { name: 'Save the correction' }).click();
    await page.getByText('Because: It was told otherwise').waitFor();
    const back = page.getByRole('link', { name: /^Back to (?!the list)/ });
    const inPlace = page.url().includes('/documents/');
    if (!inPlace) await back.click();
    await marked(page).first().waitFor();

    if (!inPlace) await page.goBack();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByLabel(/^Why/).fill('It was right after all');
    await page.getByRole('button', { name: 'Undo the correction' }).click();
    await page.getByText('undone', { exact: true }).waitFor();
    if (inPlace) return;
    await back.click();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await marked(page).waitFor({ state: 'hidden' });
  });

  it('shows an entry that was said not to be so as it was received, with the way to undo that', async () => {
    const { page } = watched;
    await page.goto(`/people/${person}/conditions`);
    await page.getByRole('link', { name: 'Osteoporosis' }).first().click();
    await page.getByRole('button', { name: 'Something is wrong here' }).click();
    await page.getByRole('radio', { name: 'This did not happen' }).check();
    await page.getByLabel(/^Why/).fill('It is not about me');
    await page.getByRole('button', { name: 'Save the correction' }).click();
    await page.getByText('You said that this is not so.').waitFor();
    await page.reload();
    await page.getByText('You said that this is not so.').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await page.getByLabel(/^Why/).fill('It is, after all');
    await page.getByRole('button', { name: 'Undo the correction' }).click();
    await page.getByText('You said that this is not so.').waitFor({ state: 'hidden' });
  });

  it.each(PAGES)(
    'has %s without barriers at every width',
    async (path, shows) => {
      const { page, foreign, errors } = watched;
      const before = { foreign: foreign.length, errors: errors.length };
      await page.goto(`/people/${person}/${path}`);
      await page.getByText(shows, { exact: false }).first().waitFor();
      for (const { width, height, scheme, rules } of LOOKS) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: scheme });
        expect(await fits(page), `${path} at ${width}`).toBe(true);
        expect(await barriers(page, rules)).toEqual([]);
      }
      expect([foreign.slice(before.foreign), errors.slice(before.errors)]).toEqual([[], []]);
    },
    60_000,
  );

  it('says of nothing recorded that it is not recorded, never that there is none', () =>
    opened(NARROW, async (page) => {
      await page.goto(`/people/${empty}/allergies`);
      await page.getByText('No allergy is recorded').waitFor();
      await page.getByText('nobody has recorded anything about it here', { exact: false }).waitFor();
      expect(await barriers(page)).toEqual([]);
    }));

  it('says when it is not made from everything, or not from what came in last, and when it is not open to the reader', () =>
    opened(NARROW, async (page) => {
      await page.route('**/chart/problems', async (route) => {
        const answer = (await (await route.fetch()).json()) as object;
        await route.fulfill({ json: { ...answer, isWhole: false, isCurrent: false } });
      });
      await page.goto(`/people/${person}/conditions`);
      await page.getByText('This page does not show everything', { exact: false }).waitFor();
      await page.getByText('is being sorted in', { exact: false }).waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.route('**/chart/coverage', (route) =>
        route.fulfill({ status: 403, json: { code: 'CW-GATE-001', message: 'No.' } }),
      );
      await page.goto(`/people/${person}/insurance`);
      await page.getByText('Not open to you').waitFor();
      await page.route('**/chart/plans', (route) =>
        route.fulfill({ status: 500, json: { code: 'CW-GEN-001', message: 'Something broke.' } }),
      );
      await page.goto(`/people/${person}/plans`);
      await page.getByRole('button', { name: 'Try again' }).waitFor();
    }));

  it('leads from a line to its entry, and back to that line', () =>
    opened(WIDE, async (page) => {
      await page.goto(`/people/${person}/conditions`);
      await page.getByRole('link', { name: 'Osteoporosis' }).click();
      await page.getByRole('link', { name: 'Back to Conditions' }).click();
      await page.getByRole('heading', { name: 'Conditions', exact: true }).waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Osteoporosis');
      expect(new URL(page.url()).pathname).toBe(`/people/${person}/conditions`);
    }));

  it('opens every page from the menu of a narrow screen, by keyboard alone', () =>
    opened(NARROW, async (page) => {
      await page.goto(`/people/${person}/conditions`);
      const more = page.getByRole('button', { name: 'More' });
      await more.focus();
      await page.keyboard.press('Enter');
      const menu = page.getByRole('dialog', { name: 'All pages' });
      await menu.waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await menu.waitFor({ state: 'hidden' });
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('More');
      await page.keyboard.press('Enter');
      await menu.getByRole('link', { name: 'Insurance' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Insurance' }).waitFor();
      await menu.waitFor({ state: 'hidden' });
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Insurance');
    }));
});

/** One portal's files through the page's session: sent, read, committed. */
async function bringIn(
  page: Page,
  person: string,
  files: readonly { readonly name: string; bytes(): Uint8Array }[],
): Promise<void> {
  const { id } = await api<{ id: string }>(page, 'POST', `/api/people/${person}/imports`, {});
  for (const { name, bytes } of files) {
    const text = Buffer.from(bytes()).toString('utf8');
    await page.evaluate(
      async ([path, body]) => {
        const headers = { 'x-chartwarden': '1', 'content-type': 'application/octet-stream' };
        const { ok } = await fetch(path, { method: 'PUT', headers, body });
        if (!ok) throw new Error(path);
      },
      [`/api/imports/${id}/files?name=${name}`, text] as const,
    );
  }
  await api(page, 'POST', `/api/imports/${id}/read`, {});
  const state = async () => (await api<{ state: string }>(page, 'GET', `/api/imports/${id}`)).state;
  while (['receiving', 'reading'].includes(await state())) await sleep(100);
  await api(page, 'POST', `/api/imports/${id}/commit`, {});
  while ((await state()) === 'committing') await sleep(100);
}
