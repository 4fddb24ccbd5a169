import { newId } from '@chartwarden/ids';
import { expect, it } from 'vitest';
import type { Cast, CastName } from '../../support/cast.ts';
import { emailOf } from '../../support/open-test-app.ts';

interface Seen {
  readonly status: number;
  /** Everything of the answer but what differs between two equal requests. */
  readonly text: string;
  /** CPU of this process, all of its threads: what else the machine does is not in it. */
  readonly ms: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Pairs that are measured, one after the other, so that a busy moment falls on both. */
const PAIRS = 15;
/** How far the medians may be apart. What is looked for differs by the whole of the work: hundreds of times. */
const MOST = 1.7;
/** Who measures on a busy machine asks again before they believe it; from 50 guesses at one address on, all answers are late. */
const ROUNDS = 3;

/** Somebody wants to know what there is: from statuses, sizes and times of answers that are to say nothing. */
export function attackByAsking(cast: () => Cast): void {
  let next = 0;
  async function ask(token: string | null, method: string, url: string, body?: object): Promise<Seen> {
    next += 1;
    const began = process.cpuUsage();
    const {
      statusCode,
      headers,
      body: text,
    } = await cast().test.app.http.inject({
      method: method as 'GET',
      url,
      remoteAddress: `198.18.${next >> 8}.${next & 255}`,
      headers: {
        'x-chartwarden': '1',
        'x-chartwarden-cli': '1',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const { user, system } = process.cpuUsage(began);
    const ms = (user + system) / 1000;
    const { date: _date, 'x-request-id': _id, ...rest } = headers;
    const said = Object.entries(rest).filter(([name]) => !name.startsWith('x-ratelimit'));
    return { status: statusCode, text: text.replace(/"requestId":"[^"]*"/, '') + JSON.stringify(said), ms };
  }

  /** Asks both in turn: every answer is the same to the byte, and takes about as long. */
  async function alike(name: string, there: () => Promise<Seen>, nothing: () => Promise<Seen>): Promise<void> {
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const times: { one: number; other: number }[] = [];
      for (let pair = 0; pair < PAIRS; pair += 1) {
        const [one, other] = [await there(), await nothing()];
        expect([one.status, one.text], name).toEqual([other.status, other.text]);
        times.push({ one: one.ms, other: other.ms });
      }
      const ratio = median(times.map(({ one }) => one)) / median(times.map(({ other }) => other));
      ratios.push(ratio);
      if (ratio < MOST && ratio > 1 / MOST) return;
    }
    throw new Error(`${name}: works ${ratios.map((one) => one.toFixed(2)).join(', ')} times as long`);
  }

  it('says at the login nothing about addresses: unknown, known, disabled', async () => {
    const { practitioner } = cast().accounts;
    await cast().again('owner');
    await cast().json('owner', 'POST', `/api/accounts/${practitioner}/disable`);
    const login = (email: string) => () =>
      ask(null, 'POST', '/api/login', { email, password: 'not the password at all' });
    const token = (email: string) => () =>
      ask(null, 'POST', '/api/auth/token', { email, password: 'not the password at all' });
    await alike('a login', login(emailOf('auditor')), login('nobody@example.org'));
    await alike('a login of who is disabled', login(emailOf('practitioner')), login('nobody.else@example.org'));
    await alike('a token', token(emailOf('demo')), token('nobody.at.all@example.org'));
    await cast().json('owner', 'POST', `/api/accounts/${practitioner}/enable`);
    await cast().again('practitioner');
  }, 60_000);

  it('says nothing about links, invitations and half logins: used, ended, and never there', async () => {
    await cast().again('owner');
    const invited = await cast().json<{ id: string; url: string }>('owner', 'POST', '/api/invitations', {
      role: 'member',
    });
    await cast().json('owner', 'DELETE', `/api/invitations/${invited.id}`);
    const link = await cast().json<{ url: string }>(
      'owner',
      'POST',
      `/api/accounts/${cast().accounts.member}/password-link`,
    );
    await cast().json('owner', 'POST', `/api/accounts/${cast().accounts.member}/password-link`);
    const nothing = 'A'.repeat(43);
    const body = (url: string): string => url.split('=').at(-1) ?? '';
    const look = (token: string) => () => ask(null, 'POST', '/api/invitation/look', { token });
    const reset = (token: string) => () =>
      ask(null, 'POST', '/api/new-password', { token, password: 'nine slow copper kettles' });
    await alike('an invitation', look(body(invited.url)), look(nothing));
    await alike('a link for a password', reset(body(link.url)), reset(nothing));
    await cast().again('holder');
    const wish = { label: 'A link', slice: {}, until: null };
    const links = `/api/people/${cast().person}/links`;
    const { digest } = await cast().json<{ digest: string }>('holder', 'POST', links, wish);
    const made = await cast().json<{ id: string; url: string }>('holder', 'POST', links, { ...wish, digest });
    const open = (door: string) => () => ask(null, 'POST', `/shl/${door}`, { recipient: 'X' });
    // Not filled yet, then ended.
    await alike('a share link', open(made.url.split('/').at(-1) ?? ''), open(nothing));
    await cast().json('holder', 'DELETE', `/api/links/${made.id}`);
    await alike('a share link that ended', open(made.url.split('/').at(-1) ?? ''), open(nothing));
  }, 60_000);

  it('says to strangers nothing about people, facts, files, imports and links', async () => {
    const { person, fact, source, import: brought, share } = cast();
    const paths: readonly [string, (id: string) => string, string, object?][] = [
      ['GET', (id) => `/api/people/${id}/facts`, person],
      ['GET', (id) => `/api/people/${id}/profile`, person],
      ['GET', (id) => `/api/people/${id}/facts/${fact}`, person],
      ['GET', (id) => `/api/people/${id}/sources/${source}/file`, person],
      ['POST', (id) => `/api/people/${id}/search`, person, { words: 'zitronenfalter' }],
      ['GET', (id) => `/api/imports/${id}`, brought],
      ['POST', (id) => `/api/shares/${id}/end`, share],
    ];
    for (const who of ['member', 'admin'] as const) {
      await cast().again(who);
      for (const [method, url, id, body] of paths) {
        const token = cast().tokens[who];
        await alike(
          `${who} ${method} ${url(':id')}`,
          () => ask(token, method, url(id), body),
          () => ask(token, method, url(newId()), body),
        );
      }
    }
    // Within a record that is shared with somebody: what they were not granted.
    const carer = cast().tokens.carer;
    const one = (id: string) => () => ask(carer, 'GET', `/api/people/${person}/facts/${id}`);
    await alike('a fact that was not granted', one(fact), one(newId()));
  }, 60_000);

  it('says nothing about accounts to whoever does not look after them, and about addresses to nobody who shares', async () => {
    await cast().again('member');
    const { holder } = cast().accounts;
    const token = cast().tokens.member;
    for (const path of ['disable', 'password-link'])
      await alike(
        path,
        () => ask(token, 'POST', `/api/accounts/${holder}/${path}`),
        () => ask(token, 'POST', `/api/accounts/${newId()}/${path}`),
      );
    const filter = (email: string) => () => ask(token, 'GET', `/api/audit?actorEmail=${email}`);
    await alike('the log by address', filter(emailOf('holder')), filter('nobody@example.org'));
    await cast().again('holder');
    const drafts = `/api/people/${cast().person}/shares/drafts`;
    const draft = (address: string) => async () => {
      const wish = { recipient: { address }, slice: { types: ['Immunization'] }, until: null };
      const seen = await ask(cast().tokens.holder, 'POST', drafts, wish);
      const text = seen.text.replaceAll(/"(id|digest)":"[^"]*"|"expires":\d+/g, '').replaceAll(address, '');
      return { ...seen, text: text.replace(/"content-length",?:?"?\d+"?/, '') };
    };
    const known: CastName = 'practitioner';
    await alike(
      'a draft of a share',
      draft(emailOf(known)),
      draft('somebody.new@example.org'.slice(-emailOf(known).length)),
    );
  }, 60_000);
}
