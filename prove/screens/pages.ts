import type { Page } from 'playwright-core';
import { listPages } from '../../tests/e2e/support/router-pages.ts';
import type { Client } from '../../tests/support/running-server.ts';

/** One page as a person meets it. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  /** What a person does there before it is looked at. */
  readonly act?: (page: Page) => Promise<void>;
  /** It asks the server for nothing of its own. */
  readonly asksNothing?: true;
  /** Something is refused there, and what the browser says of that is no fault. */
  readonly isRefused?: true;
}

/** Pages that show something before they ask. */
const ASK_NOTHING: ReadonlySet<string> = new Set(['add', 'copy', 'search', 'summary']);

/** Every page of a record that needs nothing but the person. */
export const plainScreens = (person: string): Screen[] =>
  listPages().map((path) => ({
    name: path,
    path: `/people/${person}/${path}`,
    ...(ASK_NOTHING.has(path) ? { asksNothing: true as const } : {}),
  }));

/** Pages of the app that are about no record, as somebody sees them who is logged in. */
export const apartScreens: readonly Screen[] = [
  { name: 'new-person', path: '/people/new', asksNothing: true },
  { name: 'new-password', path: '/new-password', asksNothing: true },
  { name: 'nowhere', path: '/nowhere', asksNothing: true },
  { name: 'nobody', path: '/people/01990000-0000-7000-8000-000000000000/today', asksNothing: true },
  { name: 'accounts', path: '/instance/accounts' },
  {
    name: 'inviting',
    path: '/instance/accounts',
    act: async (page) => {
      await page.getByRole('button', { name: 'Invite somebody' }).click();
      await page.getByRole('button', { name: 'Make the invitation' }).click();
      await page.getByLabel('The link', { exact: true }).waitFor();
    },
  },
  { name: 'log', path: '/instance/log' },
  { name: 'retention', path: '/instance/retention' },
  {
    name: 'retention-tried',
    path: '/instance/retention',
    act: async (page) => {
      await page.getByRole('button', { name: 'Show what would go now' }).click();
      await page.getByText('Nothing has been changed yet.').waitFor();
    },
  },
  { name: 'organizations', path: '/organizations' },
  { name: 'own-settings', path: '/settings' },
  { name: 'waiting-invitations', path: '/invitations' },
  { name: 'no-emergency-to-take', path: '/emergency', asksNothing: true },
];

/** Those of them that need a login and show an answer, and an organization. */
export const behindLogin = (organization: string): readonly Screen[] => [
  ...apartScreens.filter(({ act, name }) => act === undefined && !FOR_EVERYBODY.has(name)),
  { name: 'an-organization', path: `/organizations/${organization}` },
];
const FOR_EVERYBODY: ReadonlySet<string> = new Set(['new-password', 'nowhere']);

/** Pages for whoever has no account here, or is not in. */
export const outsideScreens: readonly Screen[] = [
  { name: 'login', path: '/' },
  { name: 'register', path: '/register' },
  { name: 'lost-password', path: '/lost-password' },
  { name: 'a-broken-invitation', path: '/invitation', asksNothing: true },
  { name: 'a-dead-invitation', path: `/invitation#invitation=${'A'.repeat(43)}` },
  { name: 'a-broken-link', path: '/shl/view#shlink:/nothing', asksNothing: true },
];

interface Ids {
  readonly id: string;
}
/** As much of the chart's answers as leads to one of their pages. */
interface Lists {
  readonly analytes?: readonly (Ids & { readonly valued: number })[];
  readonly panels?: readonly Ids[];
  readonly visits?: readonly (Ids & { readonly counts: Readonly<Record<string, number>> })[];
  readonly documents?: readonly (Ids & { readonly formats?: unknown })[];
}

/** The pages of single things of a record: of each kind one that has much to show, of documents the first three. */
export async function openedScreens(client: Client, person: string): Promise<Screen[]> {
  const list = (section: string): Promise<Lists> => client.json('GET', `/api/people/${person}/chart/${section}`);
  const [results, vitals, visits, documents] = await Promise.all(
    ['results', 'vitals', 'visits', 'documents'].map(list),
  );
  const { imports } = await client.json<{ imports: readonly Ids[] }>('GET', `/api/people/${person}/imports`);
  const most = (one: Lists | undefined) => one?.analytes?.toSorted((a, b) => b.valued - a.valued)[0]?.id;
  const full = visits?.visits?.toSorted((a, b) => happened(b.counts) - happened(a.counts))[0]?.id;
  const found: [name: string, under: string, id: string | undefined][] = [
    ['a-result', 'results', most(results)],
    ['a-panel', 'results', results?.panels?.[0]?.id],
    ['a-vital', 'vitals', most(vitals)],
    ['a-visit', 'visits', full],
    ['an-import', 'add', imports[0]?.id],
  ];
  for (const [at, one] of (documents?.documents ?? []).slice(0, 3).entries())
    found.push([`a-document-${at + 1}`, 'documents', one.id]);
  for (const type of ['Condition', 'MedicationRequest', 'Observation', 'DiagnosticReport']) {
    const path = `/api/people/${person}/facts?types=${type}&limit=1`;
    const { facts } = await client.json<{ facts: readonly Ids[] }>('GET', path);
    found.push([`an-entry-${type}`, 'records', facts[0]?.id]);
  }
  const screens = found.flatMap(([name, under, id]): Screen[] =>
    id === undefined ? [] : [{ name, path: `/people/${person}/${under}/${id}` }],
  );
  return [...screens, ...actedScreens(person)];
}

const happened = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, one) => sum + one, 0);

/** What comes up when something is done on a page. */
function actedScreens(person: string): Screen[] {
  const at = (path: string): string => `/people/${person}/${path}`;
  return [
    {
      name: 'search-found',
      path: at('search'),
      act: async (page) => {
        await page.getByRole('combobox').or(page.getByRole('searchbox')).first().fill('blood');
        await page.keyboard.press('Enter');
      },
    },
    {
      name: 'correcting',
      path: at('records'),
      act: async (page) => {
        await page
          .locator('main li a[href*="/records/"], main [role=row] a, main a[href*="/records/"]')
          .first()
          .click();
        await page.getByRole('button', { name: 'Something is wrong here' }).click();
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: 'withdrawing',
      path: at('sources'),
      act: async (page) => {
        await page.getByRole('button', { name: 'Withdraw' }).first().click();
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: 'people-menu',
      path: at('allergies'),
      act: async (page) => {
        await page.getByRole('button', { name: /switch to another person/ }).click();
        await page.getByRole('menuitem', { name: 'Add a person' }).waitFor();
      },
    },
    {
      name: 'a-line',
      path: at('activity'),
      act: async (page) => {
        await page.locator('main a[href*="/activity/"]').first().click();
        await page.getByRole('button', { name: 'Prove it' }).click();
        await page.getByText('This browser checked it too').waitFor();
      },
    },
  ];
}
