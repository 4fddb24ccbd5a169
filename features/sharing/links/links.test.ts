import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeEngines } from '@chartwarden/db/testing';
import { isCoded } from '@chartwarden/errors';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import type { EntryBody } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Asking } from '../asking.ts';
import { createLinkOpening, type LinkOpening, type Manifest } from './link-opening.service.ts';
import { type LinksParts, type LinkWish, type MadeLink, resealLinks } from './link-types.ts';
import { linksMigrations } from './links.migrations.ts';
import { createLinks, type Links } from './links.service.ts';
import { createLinksStore, type LinksStore } from './links.store.ts';

const DAY = 86_400_000;
const PASSCODE = 'copper kettle';
const ME = { recipient: 'Dr. Example' };
const observation = (id: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"Glucose"},"valueQuantity":{"value":1.50},"effectiveDateTime":"2023-05-04"}`;
const condition = '{"resourceType":"Condition","id":"c1","code":{"text":"Asthma"}}';

const part = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');
const HEADER = { alg: 'dir', enc: 'A256GCM', cty: 'application/fhir+json' };
/** Of the form of what a browser sends; nobody here could tell whether anything is in it. */
const sealed = (size = 200, header: object = HEADER): Buffer =>
  Buffer.from(
    [part(JSON.stringify(header)), '', part(randomBytes(12)), part(randomBytes(size)), part(randomBytes(16))].join('.'),
  );

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (isCoded(error) ? error.code : String(error)),
  );

describeEngines('share links', (engine) => {
  let test: TestCore;
  let links: Links;
  let opening: LinkOpening;
  let store: LinksStore;
  let record: RecordId;
  let who: Asking;
  let other: Asking;
  let told: [AccountId, string][];
  let looked: number;

  beforeEach(async () => {
    test = await openTestCore(engine);
    for (const step of linksMigrations) await test.db.transaction((tx) => step.up(tx as never, engine.engine));
    const asking = async (role: 'owner' | 'member'): Promise<Asking> => {
      const actor = await test.account(role);
      return { actor, account: actor.account, request: {} };
    };
    who = await asking('owner');
    other = await asking('member');
    for (const { account } of [who, other]) await test.core.sealed.createScope(account);
    told = [];
    looked = 0;
    const parts: LinksParts = {
      ...test.core,
      db: test.db,
      clock: test.clock,
      publicUrl: () => 'http://localhost:8800',
      passcodes: {
        hash: async (passcode) => `hash of ${passcode}`,
        // As long as Argon2id takes, so that guesses overlap.
        async verify(stored, passcode) {
          looked += 1;
          await sleep(20);
          return { right: stored === `hash of ${passcode}` };
        },
      },
      tell: async (account, kind) => void told.push([account, kind]),
    };
    store = createLinksStore(test.db);
    links = createLinks(parts, store);
    opening = createLinkOpening(parts, store);
    record = await test.person(who.actor, 'Quirina');
    await test.importAll(who.actor, record, [observation('o1'), observation('o2'), condition]);
  });
  afterEach(() => test.remove());

  const wish = (more: Partial<LinkWish> = {}): LinkWish => ({
    kind: 'records',
    label: 'For Dr. Example',
    slice: { types: ['Observation'] },
    form: 'full_source_allowed',
    until: test.clock.now() + DAY,
    openings: null,
    ...more,
  });
  const make = async (more: Partial<LinkWish> = {}, passcode?: string) => {
    const draft = await links.make(who, record, wish(more), { passcode });
    if (!('digest' in draft)) throw new Error('made without having been shown');
    const made = (await links.make(who, record, wish(more), { passcode, digest: draft.digest })) as MadeLink;
    return { id: made.id, token: made.url.replace('http://localhost:8800/shl/', ''), draft };
  };
  const filled = async (more: Partial<LinkWish> = {}, passcode?: string) => {
    const made = await make(more, passcode);
    const content = sealed();
    await links.keep(who, made.id, content);
    return { ...made, content };
  };
  const lines = async (action: string): Promise<EntryBody[]> =>
    (await test.core.ledger.reader.list(record, { limit: 500 })).flatMap((one) =>
      !one.sealed && one.body.action === action ? [one.body] : [],
    );
  const embedded = (answer: Manifest | { readonly left: number }): string =>
    'files' in answer && 'embedded' in answer.files[0] ? answer.files[0].embedded : JSON.stringify(answer);

  it('shows the consent and what it holds before it makes anything, and makes exactly that', async () => {
    const { id, draft } = await make({ reason: 'second opinion' });
    expect(draft).toMatchObject({
      counts: [{ type: 'Observation', count: 2 }],
      consent: { record, actions: ['export'], purposes: ['care'], wish: { reason: 'second opinion' } },
    });
    const other = links.make(who, record, wish({ slice: {} }), { digest: draft.digest });
    expect(await codeOf(other)).toBe('CW-LNK-002');
    expect((await links.list(who, record)).links).toMatchObject([
      { id, label: 'For Dr. Example', own: true, contentAt: null, triesLeft: 10, passcode: false },
    ]);
    expect(await codeOf(links.make(who, record, wish({ until: 5 }), {}))).toBe('CW-LNK-005');
    expect(await codeOf(links.make(who, record, wish({ form: 'deidentified' }), {}))).toBe('CW-SHR-004');
  });

  it('gives its maker what it may hold, number by number, and names all of it in one line', async () => {
    const { id } = await make();
    let text = '';
    for await (const piece of (await links.snapshot(who, id)).bytes) text += Buffer.from(piece).toString('utf8');
    expect(text).toContain('"value":1.50');
    expect(text).not.toContain('Asthma');
    const bundle = JSON.parse(text) as { type: string; entry: { resource: { resourceType: string } }[] };
    expect(bundle.type).toBe('collection');
    expect(bundle.entry.map(({ resource }) => resource.resourceType)).toEqual([
      'Patient',
      'Observation',
      'Observation',
    ]);
    expect(await lines('export')).toMatchObject([{ channel: 'link', recipient: `link:${id}`, count: 2 }]);
  });

  it('keeps only what it cannot read', async () => {
    const { id, token } = await make();
    expect(await codeOf(opening.open(token, ME, {}))).toBe('CW-LNK-001');
    for (const wrong of [
      Buffer.from('{"resourceType":"Bundle"}'),
      sealed(20, { ...HEADER, alg: 'A256KW' }),
      sealed(20, { ...HEADER, enc: 'A128CBC-HS256' }),
      Buffer.from(
        sealed()
          .toString()
          .replace('..', `.${part(randomBytes(32))}.`),
      ),
      Buffer.from('....'),
    ])
      expect(await codeOf(links.keep(who, id, wrong))).toBe('CW-LNK-003');
    const content = sealed();
    await links.keep(who, id, content);
    expect(embedded(await opening.open(token, ME, {}))).toBe(content.toString());
  });

  it('writes a line and tells the holder before anything leaves', async () => {
    const { id, token, content } = await filled();
    await opening.open(token, ME, { ip: '192.0.2.7', agent: 'a reader' });
    expect(await lines('link-open')).toMatchObject([
      {
        actor: { kind: 'anonymous', role: 'link' },
        outcome: 'permitted',
        recipient: `link:${id}`,
        ip: '192.0.2.7',
        agent: 'a reader',
        payload: createHash('sha256').update(content).digest('hex'),
        detail: { said: 'Dr. Example' },
      },
    ]);
    expect(told).toEqual([[who.account, `link-opened:${record}`]]);
    expect((await links.list(who, record)).links[0]?.opened).toBe(1);
    // Half a character, sent or cut, is no text: the line says what is left of it.
    for (const recipient of ['Dr. \ud83d Half', `${'x'.repeat(99)}\u{1f600}`])
      expect(embedded(await opening.open(token, { recipient }, {}))).toBe(content.toString());
    expect((await lines('link-open')).map(({ detail }) => detail?.said)).toEqual([
      `${'x'.repeat(99)}\ufffd`,
      'Dr. \ufffd Half',
      'Dr. Example',
    ]);
  });

  it('answers the same for what is not there, has ended, is over, used up or erased', async () => {
    expect(await codeOf(opening.open('A'.repeat(43), ME, {}))).toBe('CW-LNK-001');
    expect(await codeOf(opening.open('short', ME, {}))).toBe('CW-LNK-001');
    const ended = await filled();
    await links.end(who, ended.id);
    expect(await codeOf(opening.open(ended.token, ME, {}))).toBe('CW-LNK-001');
    expect(await store.byId(ended.id)).toBeNull();
    const shut = await filled();
    const consent = [...(test.core.access.state().records.get(record)?.consents ?? [])].at(-1);
    if (consent === undefined) throw new Error('none');
    const { id: ends, time: _time, seq: _seq, by: _by, ...said } = consent;
    await test.core.gate.changeAccess(who.actor, { ...said, capacity: 'self', ends }, {});
    expect([await opening.sweep(newId()), await opening.sweep(record)]).toEqual([0, 1]);
    expect(await store.byId(shut.id)).toBeNull();
    const old = await filled();
    const once = await filled({ openings: 1, until: null });
    await opening.open(once.token, ME, {});
    expect(await codeOf(opening.open(once.token, ME, {}))).toBe('CW-LNK-001');
    test.clock.advance(2 * DAY);
    expect(await codeOf(opening.open(old.token, ME, {}))).toBe('CW-LNK-001');
    expect(await opening.sweep()).toBe(2);
    expect(await store.content(once.id)).toBeNull();
    expect(await store.byId(old.id)).toBeNull();
    const erased = await filled({ until: null });
    await test.core.erasing.begin(who.actor, record, {}, []);
    expect(await codeOf(opening.open(erased.token, ME, {}))).toBe('CW-LNK-001');
    expect(await opening.sweep()).toBe(2);
    expect(await store.all()).toEqual([]);
  });

  it('stays shut after a refusal that came later, until its content is made anew', async () => {
    const { id, token } = await filled();
    test.clock.advance(1000);
    const deny = {
      kind: 'consent',
      record,
      effect: 'deny',
      actions: ['export'],
      slice: { types: ['Observation'] },
    } as const;
    await test.core.gate.changeAccess(
      who.actor,
      { ...deny, form: 'full_source_allowed', from: test.clock.now(), until: null, capacity: 'self' },
      {},
    );
    expect(await codeOf(opening.open(token, ME, {}))).toBe('CW-LNK-001');
    test.clock.advance(1000);
    await links.keep(who, id, sealed());
    expect(await codeOf(opening.open(token, ME, {}))).toBe('none');
  });

  it('takes no content that was taken out of the record before something was kept back', async () => {
    const { id, token } = await filled();
    test.clock.advance(1000);
    for await (const _piece of (await links.snapshot(who, id)).bytes);
    test.clock.advance(1000);
    await test.core.gate.changeAccess(
      who.actor,
      {
        kind: 'consent', record, effect: 'deny', actions: ['export'], slice: { types: ['Observation'] },
        form: 'full_source_allowed', from: test.clock.now(), until: null, capacity: 'self',
      },
      {},
    ); // biome-ignore format: one event
    test.clock.advance(1000);
    expect(await codeOf(links.keep(who, id, sealed()))).toBe('CW-LNK-007');
    expect(await codeOf(opening.open(token, ME, {}))).toBe('CW-LNK-001');
    for await (const _piece of (await links.snapshot(who, id)).bytes);
    await links.keep(who, id, sealed());
    expect(await codeOf(opening.open(token, ME, {}))).toBe('none');
  });

  it('stays shut after a refusal to the organization in whose name it was made', async () => {
    const clinic = await test.core.organizations.create(who.actor, { name: 'Klinik', manager: other.account }, {});
    record = await test.core.people.create(other.actor, { name: 'Rosa', relation: 'custodian', holder: clinic }, {});
    await test.importAll(other.actor, record, [observation('o1')]);
    const change = (actor: typeof who.actor, event: Parameters<typeof test.core.gate.changeAccess>[1]) =>
      test.core.gate.changeAccess(actor, event, {});
    const holder = { kind: 'account', id: who.account } as const;
    await change(other.actor, { kind: 'custody', record, holder, relation: 'self', state: 'held', capacity: 'staff' });
    const agreed = wish({ document: 'signed on paper' });
    const { digest } = (await links.make(other, record, agreed, {})) as { digest: string };
    const made = (await links.make(other, record, agreed, { digest })) as MadeLink;
    await links.keep(other, made.id, sealed());
    const token = made.url.replace('http://localhost:8800/shl/', '');
    expect(await codeOf(opening.open(token, ME, {}))).toBe('none');
    test.clock.advance(1000);
    await change(who.actor, {
      kind: 'consent', record, effect: 'deny', actions: ['read', 'search', 'export'], slice: { types: ['Observation'] },
      recipient: { kind: 'organization', id: clinic }, form: 'full_source_allowed', from: test.clock.now(), until: null,
      capacity: 'self',
    }); // biome-ignore format: one event
    expect(await codeOf(opening.open(token, ME, {}))).toBe('CW-LNK-001');
  });

  it('looks at ten wrong passcodes of a thousand that come at once, and at no other for good', async () => {
    const { token } = await filled({}, PASSCODE);
    expect(await opening.open(token, ME, {})).toEqual({ left: 10 });
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, at) =>
        opening.open(token, { ...ME, passcode: `guess ${at}` }, {}).then(
          (answer) => ('left' in answer ? 'wrong' : 'open'),
          (error: unknown) => (isCoded(error) ? error.code : String(error)),
        ),
      ),
    );
    const count = (what: string) => answers.filter((one) => one === what).length;
    expect([count('wrong'), count('CW-LNK-001')]).toEqual([10, 990]);
    expect(looked).toBe(10);
    expect(await lines('link-open')).toHaveLength(10);
    expect(await codeOf(opening.open(token, { ...ME, passcode: PASSCODE }, {}))).toBe('CW-LNK-001');
    expect(looked).toBe(10);
    expect(told.at(-1)).toEqual([who.account, `link-used-up:${record}`]);
  }, 60_000);

  it('is shut as soon as whoever made it may not share the record any more', async () => {
    const { id, token } = await filled();
    test.clock.advance(1000);
    const change = (event: Parameters<typeof test.core.gate.changeAccess>[1]) =>
      test.core.gate.changeAccess(who.actor, event, {});
    const custody = { kind: 'custody', record, relation: 'custodian', capacity: 'self' } as const;
    await change({ ...custody, holder: { kind: 'account', id: other.account }, state: 'held' });
    const mine = await links.make(other, record, wish(), {});
    if (!('digest' in mine)) throw new Error('made without having been shown');
    const made = (await links.make(other, record, wish(), { digest: mine.digest })) as MadeLink;
    await links.keep(other, made.id, sealed());
    const theirs = made.url.replace('http://localhost:8800/shl/', '');
    expect(await codeOf(opening.open(theirs, ME, {}))).toBe('none');
    await change({ ...custody, holder: { kind: 'account', id: other.account }, state: 'ended' });
    expect(await codeOf(opening.open(theirs, ME, {}))).toBe('CW-LNK-001');
    expect(await codeOf(opening.open(token, ME, {}))).toBe('none');
    expect(await opening.sweep()).toBe(1);
    expect(await store.byId(made.id)).toBeNull();
    expect((await links.list(who, record)).links.map((one) => one.id)).toEqual([id]);
  });

  it('gives the try back to the right passcode, and says how many are left after a wrong one', async () => {
    const { token, content } = await filled({}, PASSCODE);
    expect(await opening.open(token, { ...ME, passcode: 'not it at all' }, {})).toEqual({ left: 9 });
    for (let at = 0; at < 3; at += 1)
      expect(embedded(await opening.open(token, { ...ME, passcode: PASSCODE }, {}))).toBe(content.toString());
    expect(await opening.open(token, { ...ME, passcode: 'wrong again' }, {})).toEqual({ left: 8 });
    expect(await lines('link-open')).toMatchObject([
      { outcome: 'refused', code: 'CW-LNK-004', detail: { left: 8 } },
      ...Array.from({ length: 3 }, () => ({ outcome: 'permitted' })),
      { outcome: 'refused', code: 'CW-LNK-004', detail: { left: 9 } },
    ]);
  });

  it('opens for as many as it is good for, however many come at once', async () => {
    const { token } = await filled({ openings: 3 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => codeOf(opening.open(token, ME, {}))));
    expect(answers.filter((one) => one === 'none')).toHaveLength(3);
    expect(await lines('link-open')).toHaveLength(3);
  });

  it('hands a large file out under an address that is good for minutes, and only while the link stands', async () => {
    const { id, token, content } = await filled();
    const answer = await opening.open(token, { ...ME, embeddedLengthMax: 10 }, {});
    const location = 'files' in answer && 'location' in answer.files[0] ? answer.files[0].location : '';
    const [, ticket = ''] = location.split(`/shl/${token}/`);
    expect((await opening.file(token, ticket)).content.equals(content)).toBe(true);
    expect(await codeOf(opening.file(token, `${(test.clock.now() + DAY).toString(36)}${ticket.slice(8)}`))).toBe(
      'CW-LNK-001',
    );
    test.clock.advance(6 * 60_000);
    expect(await codeOf(opening.file(token, ticket))).toBe('CW-LNK-001');
    const again = await opening.open(token, { ...ME, embeddedLengthMax: 10 }, {});
    await links.end(who, id);
    const late = 'files' in again && 'location' in again.files[0] ? again.files[0].location.split('/').at(-1) : '';
    expect(await codeOf(opening.file(token, late ?? ''))).toBe('CW-LNK-001');
  });

  it('is nobody else’s to see, fill, renew or end', async () => {
    const { id } = await filled();
    for (const work of [
      () => links.list(other, record),
      () => links.make(other, record, wish(), {}),
      () => links.snapshot(other, id),
      () => links.keep(other, id, sealed()),
      () => links.end(other, id),
    ])
      expect(await codeOf(work())).toBe('CW-GEN-002');
    expect((await links.list(who, record)).links).toHaveLength(1);
  });

  it('moves to new keys with its maker', async () => {
    const { token } = await filled({}, PASSCODE);
    expect(await test.core.sealed.renew(who.account, (again) => resealLinks(store, who.account, again))).toBe(1);
    expect(await opening.open(token, { ...ME, passcode: 'wrong once more' }, {})).toEqual({ left: 9 });
  });
});
