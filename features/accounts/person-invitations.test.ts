import { StorageError } from '@chartwarden/db';
import type { InstanceRole } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bench, browser, makeBench, OWNER } from './accounts.testing.ts';
import { createCustody } from './custody/custody.service.ts';
import type { CareTerms, PersonPurpose } from './invitation-content.ts';
import type { Session } from './sessions.ts';
import { addAccount } from './testing.ts';

const PASSWORD = 'nine slow copper kettles';
const DAY = 24 * 3600_000;
const caller = browser();
const LOOK: CareTerms = {
  actions: ['read', 'search'],
  slice: { types: ['Observation'] },
  form: 'full_source_allowed',
  until: null,
};

let bench: Bench;
let owner: Session;
let ada: Session;
let person: RecordId;
beforeEach(async () => {
  bench = await makeBench();
  await bench.setUp();
  owner = await logIn(OWNER.email, OWNER.password);
  ada = await add('Ada', 'member');
  const child = { name: 'Mia Quetzal', relation: 'custodian' } as const;
  person = await bench.core().people.create(ada.actor, child, {});
});
afterEach(() => bench.remove());

async function logIn(email: string, password = PASSWORD): Promise<Session> {
  return (await bench.accounts.login.login({ email, password }, caller, null)).opened.session;
}
async function add(name: string, role: InstanceRole): Promise<Session> {
  await addAccount(
    { db: bench.test.db, clock: bench.clock, core: { gate: bench.gate as never, sealed: bench.sealed() } },
    owner.actor,
    { email: `${name}@example.org`, name, password: PASSWORD, role },
  );
  return logIn(`${name}@example.org`);
}
const claim = (relation: 'self' | 'custodian', hand: 'over' | 'beside' = 'beside'): PersonPurpose => ({
  kind: 'claim',
  person,
  relation,
  hand,
});
const care = (terms: Partial<CareTerms> = {}): PersonPurpose => ({
  kind: 'care',
  person,
  terms: { ...LOOK, ...terms },
});
const make = (by: Session, purpose: PersonPurpose, email: string | null = null) =>
  bench.accounts.personInvitations.make(by, { purpose, email, days: 7 }, caller);
const tokenOf = ({ url }: { readonly url: string }) => url.split('#invitation=')[1] ?? '';
const take = (made: { readonly url: string }, email = 'bo@example.org') =>
  bench.accounts.taking.take({ token: tokenOf(made), email, name: 'Bo', password: PASSWORD }, caller, null);
const accept = (by: Session, made: { readonly url: string }) =>
  bench.accounts.taking.accept(by, { token: tokenOf(made) }, caller);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: { code?: string }) => error.code ?? String(error),
  );
const relationOf = ({ actor }: Pick<Session, 'actor'>) =>
  bench
    .core()
    .gate.relations(actor)
    .find(({ record }) => record === person)?.relation;
const custody = (by: Session, account: string, relation: 'self' | 'custodian', state: 'held' | 'ended') =>
  bench
    .core()
    .gate.changeAccess(
      by.actor,
      { kind: 'custody', record: person, holder: { kind: 'account', id: account }, relation, state, capacity: 'proxy' },
      {},
    );

const ownPerson = () => bench.core().people.create(owner.actor, { name: 'Own', relation: 'self' }, {});

describe('an invitation to a record', () => {
  it('makes somebody new look after it, too, and says to them whose it is', async () => {
    const made = await make(ada, claim('custodian'));
    const shown = await bench.accounts.taking.look(tokenOf(made), caller, null);
    expect(shown).toMatchObject({
      purpose: { kind: 'claim', person: 'Mia Quetzal', relation: 'custodian', hand: 'beside', keeps: null },
      issuer: 'Ada',
    });
    expect(JSON.stringify(shown)).not.toContain(person);
    const { opened, person: led } = await take(made);
    expect([opened.session.roles, led]).toEqual([['member'], person]);
    expect([relationOf(ada), relationOf(opened.session)]).toEqual(['custodian', 'custodian']);
    expect(await codeOf(take(made, 'eve@example.org'))).toBe('CW-ACC-015');
    const lines = await bench.ledger().reader.list(person, { limit: 100 });
    const said = lines.reverse().flatMap((one) => (one.sealed ? [] : [[one.body.actor.role, one.body.action]]));
    expect(said.slice(1)).toEqual([
      ['member', 'invitation'],
      ['invitation', 'read-name'],
      ['member', 'access-custody'],
    ]);
  });

  it('makes nobody the holder of an address that nobody vouched for', async () => {
    // Whoever holds any record invites, names whom they like, and has the link: the address is still somebody else's.
    const found = () => bench.accounts.findAccount('doctor@clinic.example');
    await take(await make(ada, care(), 'doctor@clinic.example'), 'doctor@clinic.example');
    expect(await found()).toBeNull();
    expect(await bench.accounts.findAccount('doctor@clinic.example', 'unproven')).not.toBeNull();
    const join = { purpose: { kind: 'join', role: 'member' } as const, days: 7 };
    const named = { ...join, email: 'nurse@clinic.example' };
    await take(await bench.accounts.invitations.make(owner, named, caller), 'nurse@clinic.example');
    expect(await bench.accounts.findAccount('nurse@clinic.example')).not.toBeNull();
  });

  it('goes by mail as often as somebody invites, and not as often as somebody floods a mailbox', async () => {
    let mails = 0;
    bench.mail = {
      send: async () => undefined,
      job: () => {
        mails += 1;
        return { sql: 'delete from setup_facts where name = ?', parameters: ['no such fact'] };
      },
      wake: () => undefined,
    };
    await bench.restart();
    const made = await make(ada, care(), 'victim@example.org');
    expect(made.sent).toBe(true);
    const again = () => bench.accounts.personInvitations.renew(ada, person, made.id, 7, caller);
    for (let at = 0; at < 25; at += 1) await again();
    expect(mails).toBe(20);
    // There is the link all the same, to be handed over.
    expect(await again()).toMatchObject({ sent: false, url: expect.stringContaining('#invitation=') });
    // What somebody else sends is not held up.
    expect((await make(owner, { ...care(), person: await ownPerson() }, 'other@example.org')).sent).toBe(true);
    bench.clock.time += DAY + 1;
    expect((await again()).sent).toBe(true);
  });

  it('is accepted by somebody who has an account, for their address only, and not by who holds the record', async () => {
    const cy = await add('Cy', 'member');
    const made = await make(ada, claim('self', 'over'), 'cy@example.org');
    expect(await codeOf(accept(owner, made))).toBe('CW-ACC-016');
    expect(await codeOf(accept(ada, await make(ada, claim('self'))))).toBe('CW-ACC-052');
    expect(await codeOf(take(made, 'cy@example.org'))).toBe('CW-ACC-017');
    expect(await accept(cy, made)).toEqual({ person, organization: null });
    expect([relationOf(ada), relationOf(cy)]).toEqual([undefined, 'self']);
    expect((await bench.accounts.view(ada)).notices.map(({ kind }) => kind)).toEqual(['invitation-taken']);
  });

  it('is taken whole or not at all, wherever the process ends', async () => {
    const cy = await add('Cy', 'member');
    const made = await make(ada, { ...claim('self', 'over'), keeps: LOOK } as PersonPurpose);
    const found: unknown[] = [];
    for (let lives = 0; found.length === 0 || relationOf(cy) === undefined; lives += 1) {
      let left = lives;
      const { db } = bench.test;
      const write = db.batch.bind(db);
      const writes = vi.spyOn(db, 'batch').mockImplementation((...batch) => {
        left -= 1;
        return left < 0 ? Promise.reject(new StorageError('the process ended')) : write(...batch);
      });
      expect(await codeOf(accept(cy, made))).not.toBe('nothing');
      writes.mockRestore();
      await bench.restart();
      found.push([relationOf(ada), relationOf(cy), (await bench.accounts.view(ada)).notices.length]);
    }
    const [whole, ...none] = found.toReversed();
    expect(whole).toEqual(['viewer', 'self', 1]);
    expect(new Set(none.map((one) => JSON.stringify(one)))).toEqual(new Set(['["custodian",null,0]']));
    expect(await codeOf(accept(cy, made))).toBe('CW-ACC-015');
  });

  it('grants what was prepared from the acceptance on, for as long as was said', async () => {
    const cy = await add('Cy', 'member');
    const made = await make(ada, care({ lasting: DAY }));
    bench.clock.time += 2 * DAY;
    expect(relationOf(cy)).toBeUndefined();
    await accept(cy, made);
    expect(relationOf(cy)).toBe('viewer');
    expect(bench.core().access.state().records.get(person)?.consents).toMatchObject([
      { slice: LOOK.slice, from: bench.clock.time, until: bench.clock.time + DAY, recipient: { id: cy.account } },
    ]);
    bench.clock.time += DAY;
    expect(relationOf(cy)).toBeUndefined();
  });

  it('is worth nothing when whoever made it holds the record no more', async () => {
    const cy = await add('Cy', 'member');
    const made = [await make(ada, claim('custodian')), await make(ada, care())];
    await custody(ada, cy.account, 'custodian', 'held');
    await custody(ada, ada.account, 'custodian', 'ended');
    const dan = await add('Dan', 'member');
    for (const one of made) {
      expect(await codeOf(accept(dan, one))).toBe('CW-ACC-015');
      expect(await codeOf(take(one))).toBe('CW-ACC-015');
      expect(await codeOf(bench.accounts.taking.look(tokenOf(one), caller, null))).toBe('CW-ACC-015');
    }
    expect(relationOf(dan)).toBeUndefined();
    const { personInvitations } = bench.accounts;
    expect(await codeOf(personInvitations.list(ada, person, caller))).toBe('CW-GEN-002');
    expect((await personInvitations.list(cy, person, caller)).map(({ live }) => live)).toEqual([false, false]);
    // Whoever holds it now makes it anew in their own name.
    const { id } = (await personInvitations.list(cy, person, caller))[1] ?? { id: '' };
    const next = await personInvitations.renew(cy, person, id, 7, caller);
    await accept(dan, next);
    expect(relationOf(dan)).toBe('viewer');
  });

  it('waits for a known account without a link, and can be declined', async () => {
    const cy = await add('Cy', 'member');
    const { personInvitations, taking } = bench.accounts;
    const wish = { purpose: claim('custodian'), email: null, account: cy.account, days: 7 };
    expect(await codeOf(personInvitations.make(ada, wish, caller))).toBe('CW-GEN-002');
    await accept(cy, await make(ada, care()));
    const made = await personInvitations.make(ada, wish, caller);
    expect(await codeOf(accept(await add('Dan', 'member'), made))).toBe('CW-ACC-015');
    const [waiting] = await taking.waiting(cy, caller);
    expect(waiting).toMatchObject({ id: made.id, purpose: { person: 'Mia Quetzal' } });
    await taking.decline(cy, { id: made.id }, caller);
    expect(await codeOf(taking.accept(cy, { id: made.id }, caller))).toBe('CW-ACC-015');
    const again = await personInvitations.make(ada, wish, caller);
    expect(await taking.accept(cy, { id: again.id }, caller)).toEqual({ person, organization: null });
    expect(relationOf(cy)).toBe('custodian');
  });

  it('is made by who holds the record, within what they may give, and is nothing for owners to see', async () => {
    expect(await codeOf(make(owner, claim('self')))).toBe('CW-GEN-002');
    await make(ada, claim('self'));
    expect(await bench.accounts.invitations.list(owner, caller)).toEqual([]);
    const [line] = await bench.accounts.personInvitations.list(ada, person, caller);
    expect(await codeOf(bench.accounts.invitations.cancel(owner, line?.id ?? '', caller))).toBe('CW-GEN-002');
    const own = await bench.core().people.create(ada.actor, { name: 'Ada', relation: 'self' }, {});
    const handed = { kind: 'claim', person: own, relation: 'custodian', hand: 'over' } as const;
    expect(await codeOf(make(ada, handed))).toBe('CW-ACC-051');
    for (let count = 1; count < 20; count += 1) await make(ada, care());
    expect(await codeOf(make(ada, care()))).toBe('CW-ACC-050');
  });

  it('leads to a part that nobody ends but the person, who holds it, and who took them on; never the last one', async () => {
    const { grants, gate } = bench.core();
    const custodyOf = createCustody({ gate, grants, nameOf: async () => null, tell: async () => undefined });
    const cy = await add('Cy', 'member');
    const mia = await add('Mia', 'member');
    const end = (by: Session, whom: Session) => codeOf(custodyOf.end(by, person, whom.account, caller));
    expect(await end(ada, ada)).toBe('CW-ACC-054');
    expect((await custodyOf.now(ada, person, caller)).alone).toBe(true);
    await accept(cy, await make(ada, claim('custodian')));
    // One parent does not put out the other who was there before; who took somebody on lets go of them.
    expect(await end(cy, ada)).toBe('CW-GATE-007');
    const now = await custodyOf.now(ada, person, caller);
    expect(now.holders.map(({ you, mayEnd }) => [you, mayEnd])).toEqual([
      [true, true],
      [false, true],
    ]);
    await accept(mia, await make(cy, claim('self')));
    expect(await end(ada, mia)).toBe('CW-GATE-007');
    expect(await end(cy, mia)).toBe('CW-GATE-007');
    expect(await end(mia, ada)).toBe('nothing');
    expect(await end(owner, mia)).toBe('CW-GEN-002');
    expect(await end(cy, cy)).toBe('nothing');
    expect([relationOf(ada), relationOf(cy), relationOf(mia)]).toEqual([undefined, undefined, 'self']);
    // Somebody who cannot act any more is nobody to leave a record to.
    await accept(cy, await make(mia, claim('custodian')));
    const disabled = { kind: 'account', account: cy.account, state: 'disabled', capacity: 'staff' } as const;
    await gate.changeAccess(owner.actor, disabled, {});
    expect(await end(mia, mia)).toBe('CW-ACC-054');
  });

  it('tells whoever was to take the record over when it is erased, and when it is kept', async () => {
    const sent: { readonly to: string; readonly text: string }[] = [];
    const waiting: string[] = [];
    bench.mail = {
      send: async (message) => void sent.push(message),
      job(id) {
        waiting.push(id);
        return { sql: 'select 1', parameters: [] };
      },
      wake: () => undefined,
    };
    await bench.restart();
    const cy = await add('Cy', 'member');
    await accept(cy, await make(ada, care()));
    await make(ada, claim('self', 'over'), 'dan@example.org');
    await make(ada, care(), 'eve@example.org');
    const { personInvitations } = bench.accounts;
    await personInvitations.make(
      ada,
      { purpose: claim('custodian'), email: null, account: cy.account, days: 7 },
      caller,
    );
    waiting.splice(0);
    for (const due of [bench.clock.time + DAY, null]) await personInvitations.tellLeaving(person, due);
    for (const id of waiting.splice(0)) await bench.accounts.deliver(id);
    expect(sent.map(({ to }) => to)).toEqual(['dan@example.org', 'dan@example.org']);
    expect([sent[0]?.text.includes('will be erased on'), sent[1]?.text.includes('kept')]).toEqual([true, true]);
    expect(sent[0]?.text).not.toContain('Mia');
    const kinds = (await bench.accounts.view(cy)).notices.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['invitation-waits', 'leaving-kept', 'leaving-told']);
  });

  it('brings in nobody new where only owners and admins do', async () => {
    await bench.restart({ holdersInvite: false });
    const made = await make(ada, care());
    expect(await codeOf(take(made))).toBe('CW-ACC-053');
    const cy = await add('Cy', 'member');
    await accept(cy, made);
    expect(relationOf(cy)).toBe('viewer');
  });
});
