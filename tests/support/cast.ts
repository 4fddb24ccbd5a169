import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountId } from '@chartwarden/ids';
import { type Answer, emailOf, openTestApp, type TestApp } from './open-test-app.ts';

/** Words of the holder's record that nobody else may ever be answered. */
export const SECRETS = ['Quetzalina', 'Vibrissa', 'kanarienfile', 'Zitronenfalter', 'Mondstein'] as const;

const observation = (id: string, text: string) => ({
  fullUrl: `urn:uuid:${id}`,
  resource: { resourceType: 'Observation', status: 'final', code: { text }, effectiveDateTime: '2020-01-02' },
});
const FILE = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      fullUrl: 'urn:uuid:0a000000-0000-4000-8000-000000000001',
      resource: { resourceType: 'Patient', id: 'p', name: [{ family: 'Vibrissa' }], birthDate: '1971-03-04' },
    },
    observation('0a000000-0000-4000-8000-000000000002', 'Zitronenfalter'),
    observation('0a000000-0000-4000-8000-000000000003', 'Zitronenfalter'),
    {
      fullUrl: 'urn:uuid:0a000000-0000-4000-8000-000000000004',
      resource: { resourceType: 'Condition', code: { text: 'Mondstein' }, recordedDate: '2021-01-02' },
    },
    {
      fullUrl: 'urn:uuid:0a000000-0000-4000-8000-000000000005',
      resource: { resourceType: 'Immunization', status: 'completed', vaccineCode: { text: 'Tetanus' }, occurrenceDateTime: '2022-02-03' },
    },
  ],
}); // biome-ignore format: one small file

export const CAST = ['holder', 'carer', 'admin', 'auditor', 'practitioner', 'member', 'demo'] as const;
export type CastName = (typeof CAST)[number] | 'owner';

/** A whole application with everybody in it, for the tests that attack it. */
export interface Cast {
  readonly test: TestApp;
  readonly accounts: Readonly<Record<CastName, AccountId>>;
  readonly tokens: Record<CastName, string>;
  /** The holder's own record: the carer was granted its vaccinations, to look at and to add to. */
  readonly person: string;
  readonly fact: string;
  /** A fact that was granted to the carer. */
  readonly granted: string;
  readonly source: string;
  readonly import: string;
  /** The consent of the carer's share. */
  readonly share: string;
  as(who: CastName | null, method: string, url: string, body?: unknown): Promise<Answer>;
  json<T>(who: CastName, method: string, url: string, body?: unknown): Promise<T>;
  /** A token of a new session, after the one before was ended. */
  again(who: CastName): Promise<string>;
  close(): Promise<void>;
}

/** Brings a bundle into a record and waits until it is in. */
export async function bringBundle(test: TestApp, token: string, person: string, bundle: string, name = 'a.json') {
  const { id } = await test.json<{ id: string }>(token, 'POST', `/api/people/${person}/imports`, {});
  const put = await test.call(token, 'PUT', `/api/imports/${id}/files?name=${name}`, Buffer.from(bundle));
  await test.json(token, 'POST', `/api/imports/${id}/read`, { origin: 'Test clinic' });
  for (let state = ''; state !== 'ready'; await sleep(25)) {
    state = (await test.json<{ state: string }>(token, 'GET', `/api/imports/${id}`)).state;
    if (state === 'failed') throw new Error('the import failed');
  }
  await test.json(token, 'POST', `/api/imports/${id}/commit`, { aboutSomeoneElse: 'yes', origin: 'Test clinic' });
  return { import: id, source: (JSON.parse(put.text) as { source: string }).source };
}

export interface ShareWish {
  readonly recipient: object;
  readonly slice: object;
  readonly extent?: 'look' | 'add';
  readonly until?: number | null;
}

/** Gives a share as its draft showed it; resolves with its consent event. */
export async function giveShare(test: TestApp, token: string, person: string, wish: ShareWish): Promise<string> {
  const full = { extent: 'look', until: null, ...wish };
  const drafts = `/api/people/${person}/shares/drafts`;
  const { id, digest } = await test.json<{ id: string; digest: string }>(token, 'POST', drafts, full);
  const given = await test.json<{ share: { event: string } }>(token, 'POST', `/api/shares/${id}/give`, { digest });
  return given.share.event;
}

/** @param settings environment variables as an operator would set them */
export async function openCast(settings: Readonly<Record<string, string>> = {}): Promise<Cast> {
  const test = await openTestApp(settings);
  const accounts = { owner: test.owner.id } as Record<CastName, AccountId>;
  const tokens = { owner: test.owner.token } as Record<CastName, string>;
  for (const name of CAST) {
    const made = await test.account(name, name === 'holder' || name === 'carer' ? 'member' : name);
    accounts[name] = made.id;
    tokens[name] = made.token;
  }
  const { holder } = tokens;
  const made = { name: 'Quetzalina', relation: 'self' };
  const person = (await test.json<{ id: string }>(holder, 'POST', '/api/people', made)).id;
  const brought = await bringBundle(test, holder, person, FILE, 'kanarienfile.json');
  const list = `/api/people/${person}/facts`;
  const { facts } = await test.json<{ facts: { id: string; type: string }[] }>(holder, 'GET', list);
  const factOf = (type: string): string => facts.find((one) => one.type === type)?.id ?? '';
  const share = await giveShare(test, holder, person, {
    recipient: { address: emailOf('carer') },
    slice: { types: ['Immunization'] },
    extent: 'add',
  });
  return {
    test,
    accounts,
    tokens,
    person,
    fact: factOf('Observation'),
    granted: factOf('Immunization'),
    ...brought,
    share,
    as: (who, method, url, body) => test.call(who === null ? null : tokens[who], method, url, body),
    json: (who, method, url, body) => test.json(tokens[who], method, url, body),
    async again(who) {
      tokens[who] = await test.logIn(emailOf(who));
      return tokens[who];
    },
    close: () => test.close(),
  };
}
