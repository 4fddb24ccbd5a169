import type { BrowserContext } from 'playwright-core';
import { open, WIDE } from '../../tests/e2e/support/browser.ts';
import { api, OWNER } from '../../tests/e2e/support/people.ts';
import type { ScreensPlace } from '../../tests/e2e/support/screens-place.ts';
import { type Client, clientOf } from '../../tests/support/running-server.ts';

const SISTER = { email: 'ana@example.org', name: 'Ana Sister', password: 'green lamp over the harbour' };
const NEWCOMER = { email: 'newcomer@example.org', name: 'Nora Newcomer', password: 'seven boats on a quiet lake' };
const PASSCODE = '246810';
const DAY = 86_400_000;

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;
/** What somebody logs in with. */
export interface Entering {
  readonly email: string;
  readonly password: string;
}

/** What several people on one instance leave behind: ids, addresses with what stands behind the #, and who is logged in. */
export interface Furnished {
  readonly organization: string;
  /** Whose date of birth is known and for whom nothing is offered for an emergency; the one who is in one. */
  readonly first: string;
  readonly child: string;
  readonly sisters: string;
  /** An entry and a file of the first. */
  readonly entry: string;
  readonly file: string;
  readonly links: Readonly<Record<'join' | 'self' | 'custodian' | 'care' | 'work' | 'shared', string>>;
  readonly passcode: string;
  /** A practitioner with access for an emergency; somebody whose address nobody vouches for. */
  readonly sister: Entering;
  readonly newcomer: Entering;
}

interface Issued {
  readonly id: string;
  readonly url: string;
}

const within = (url: string): string => {
  const { pathname, hash } = new URL(url);
  return pathname + hash;
};

/**
 * A family and those around it: another account with a share of the first person's record, one of hers that she invites
 * the owner to look after, a child whose record she took in an emergency, a clinic with patients, links, and invitations
 * of every kind that nobody took. The first of `people` has entries.
 */
export async function furnish(place: ScreensPlace): Promise<Furnished> {
  const { url, client, people } = place;
  const [known = place.empty] = people;
  const first = known.id;
  await client.json('PUT', `/api/people/${first}/profile`, { name: known.name, birthDate: '1948-05-06' });
  const nobody = clientOf(url, null);
  const { email, password } = SISTER;
  const invited = await client.json<Issued>('POST', '/api/invitations', { role: 'member', email });
  const join = await client.json<Issued>('POST', '/api/invitations', { role: 'practitioner' });
  await nobody.json('POST', '/api/invitation/take', { token: invited.url.split('#invitation=')[1], ...SISTER });
  const { token } = await nobody.json<{ token: string }>('POST', '/api/login', { email, password });
  const sister = clientOf(url, token);
  const whoIs = async (one: Client) => (await one.json<{ account: { id: string } }>('GET', '/api/session')).account.id;
  await client.json('PUT', `/api/accounts/${await whoIs(sister)}/roles/practitioner`, {});
  await nobody.json('POST', '/api/registration', NEWCOMER);

  await share(client, first, { recipient: { address: email }, slice: { types: ['Observation'] }, until: null });
  const own = await sister.json<Issued>('POST', '/api/people', { name: 'Mia Sister', relation: 'custodian' });
  // An account is named by its id only where the record's own history names it.
  await share(sister, own.id, { recipient: { address: OWNER.email }, slice: { types: ['Observation'] }, until: null });
  const asked = { relation: 'custodian', account: await whoIs(client) };
  await sister.json('POST', `/api/people/${own.id}/invitations`, asked);

  const child = await emergency(client, sister);
  const claim = (relation: string) =>
    client.json<Issued>('POST', `/api/people/${child}/invitations`, { relation, email: 'partner@example.org' });
  const care = await share(client, child, {
    recipient: { invite: { email: null, days: 7 } },
    slice: {},
    extent: 'add',
    until: null,
    lasting: 30 * DAY,
  });
  const { organization, work, self } = await clinic(client);
  const links = {
    join: within(join.url),
    self: within(self.url),
    custodian: within((await claim('custodian')).url),
    care: within(care.invitation?.url ?? ''),
    work: within(work.url),
    shared: await sharedLink(place, first),
  };
  const about = `/api/people/${first}`;
  const { facts } = await client.json<{ facts: Issued[] }>('GET', `${about}/facts?types=Observation&limit=1`);
  const { sources } = await client.json<{ sources: Issued[] }>('GET', `${about}/sources`);
  await linkElsewhere(place);
  return {
    organization,
    first,
    child,
    sisters: own.id,
    entry: facts[0]?.id ?? '',
    file: sources[0]?.id ?? '',
    links,
    passcode: PASSCODE,
    sister: SISTER,
    newcomer: NEWCOMER,
  };
}

/** A child of thirteen or fourteen, for whom something is offered, and who is in danger now. */
async function emergency(client: Client, practitioner: Client): Promise<string> {
  const birthDate = `${new Date().getFullYear() - 13}-07-15`;
  const name = 'Ida Muster';
  const { id } = await client.json<Issued>('POST', '/api/people', { name, relation: 'custodian', birthDate });
  await client.json('POST', `/api/people/${id}/emergency`, {});
  const taken = { name, birthDate, reason: 'Found without consciousness in the school yard' };
  await practitioner.json('POST', '/api/emergency', taken);
  return id;
}

/** A clinic with somebody whom it is about to let go, somebody to whom it hands over, and an open invitation to work there. */
async function clinic(client: Client) {
  const { id: organization } = await client.json<Issued>('POST', '/api/organizations', {
    name: 'Practice at the Green Square',
    listed: true,
  });
  const patients = `/api/organizations/${organization}/people`;
  const leaving = await client.json<Issued>('POST', patients, { name: 'Quirina Patient' });
  const staying = await client.json<Issued>('POST', patients, { name: 'Emil Patient' });
  const draft = await client.json<{ id: string; digest: string }>('POST', `${patients}/${leaving.id}/leaving`, {});
  await client.json('POST', `/api/leavings/${draft.id}/approve`, { digest: draft.digest });
  const keeps = { relation: 'self', keeps: 'look' };
  const self = await client.json<Issued>('POST', `${patients}/${staying.id}/invitation`, keeps);
  const wanted = { role: 'member', email: 'jon@example.org' };
  const work = await client.json<Issued>('POST', `/api/organizations/${organization}/invitations`, wanted);
  return { organization, self, work };
}

/** A link with a passcode: only a browser makes one, because what it holds is encrypted there. */
async function sharedLink(place: ScreensPlace, person: string): Promise<string> {
  const { page, close } = await open(place.browser, place.url, WIDE, place.session);
  await page.goto(`/people/${person}/links/new`);
  await page.getByLabel('What to call it').fill('For Dr. Huber');
  await page.getByLabel('Passcode (at least 6 characters)').fill(PASSCODE);
  await page.getByRole('button', { name: 'See what it will hold' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByLabel('The link', { exact: true }).inputValue();
  await close();
  return within(link);
}

/** The owner can log in with an account elsewhere, too. */
async function linkElsewhere(place: ScreensPlace): Promise<void> {
  const { page, close } = await open(place.browser, place.url, WIDE, place.session);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Link Clinic login' }).click();
  await page.getByRole('heading', { name: 'Elsewhere', exact: true }).waitFor();
  await page.getByLabel('Name').fill('anna');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Linked' }).waitFor();
  await close();
}

/** Somebody has just logged in: what has consequences is not asked for a proof again for some minutes. */
export async function sessionOf(place: ScreensPlace, { email, password }: Entering): Promise<Session> {
  const { page, close } = await open(place.browser, place.url, WIDE);
  await page.goto('/register');
  await api(page, 'POST', '/api/login', { email, password });
  const session = await page.context().storageState();
  await close();
  return session;
}

async function share(by: Client, person: string, wish: object): Promise<{ readonly invitation?: Issued }> {
  const drafts = `/api/people/${person}/shares/drafts`;
  const asked = { reason: 'She helps me', ...wish };
  const { id, digest } = await by.json<{ id: string; digest: string }>('POST', drafts, asked);
  return by.json('POST', `/api/shares/${id}/give`, { digest });
}
