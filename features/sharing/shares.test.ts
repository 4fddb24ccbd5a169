import { describeEngines } from '@chartwarden/db/testing';
import { isCoded } from '@chartwarden/errors';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Asking } from './asking.ts';
import { createKeeping, type KeepingService } from './keeping/keeping.service.ts';
import type { ReceiptPage } from './receipt-page.ts';
import { RECEIPT_LANGUAGES } from './receipt-words.ts';
import { createShareDrafts, type Given, type InviteTerms, type ShareDrafts } from './share-drafts.service.ts';
import type { ShareWish } from './share-types.ts';
import { createShares, type Shares } from './shares.service.ts';
import { sharingMigrations } from './sharing.migrations.ts';

const DAY = 86_400_000;
const ADDRESS = 'ana@example.org';
const observation = (id: string, year: number): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"Glucose"},"effectiveDateTime":"${year}-05-04"}`;
const hiv =
  '{"resourceType":"Condition","id":"c1","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"B20"}]}}';

const shareOf = (given: Given) => {
  if (!('share' in given)) throw new Error('an invitation');
  return given.share;
};

describeEngines('shares', (engine) => {
  let test: TestCore;
  let shares: Shares;
  let drafts: ShareDrafts;
  let keeping: KeepingService;
  let record: RecordId;
  let who: Asking;
  let ana: Asking;
  let told: [AccountId, string][];
  let looked: number;
  let swept: RecordId[];
  let invited: InviteTerms[];

  beforeEach(async () => {
    test = await openTestCore(engine);
    for (const step of sharingMigrations) await test.db.transaction((tx) => step.up(tx as never, engine.engine));
    const asking = async (role: 'owner' | 'member'): Promise<Asking> => {
      const actor = await test.account(role);
      return { actor, account: actor.account, request: {} };
    };
    who = await asking('owner');
    ana = await asking('member');
    await test.core.sealed.createScope(who.account);
    told = [];
    looked = 0;
    swept = [];
    invited = [];
    const ports = {
      ...test.core,
      db: test.db,
      clock: test.clock,
      publicUrl: () => 'https://here.example',
      sweepLinks: async (of: RecordId) => void swept.push(of),
      nameOf: async (account: AccountId | RecordId) => (account === ana.account ? 'Ana' : 'Quirina'),
      accountAt: async (address: string) => {
        looked += 1;
        return address === ADDRESS ? ana.account : null;
      },
      tell: async (account: AccountId, kind: string) => void told.push([account, kind]),
      printPage: async (page: ReceiptPage) => Buffer.from(JSON.stringify(page)),
      invite: async (_who: Asking, wanted: InviteTerms) => {
        invited.push(wanted);
        return { id: 'an invitation', url: 'http://localhost/#invitation=x', expires: 0, sent: false };
      },
      isListed: async (organization: RecordId) => (await test.core.organizations.cardOf(organization))?.listed === true,
      managersOf: (organization: RecordId) =>
        test.core.organizations
          .membersOf(organization)
          .flatMap(({ account, role }) => (role === 'manager' ? [account] : [])),
    };
    shares = createShares(ports);
    drafts = createShareDrafts(ports);
    keeping = createKeeping(ports);
    record = await test.person(who.actor, 'Quirina');
    await test.importAll(who.actor, record, [observation('o1', 2015), observation('o2', 2023), hiv]);
  });
  afterEach(() => test.remove());

  const wish = (more: Partial<ShareWish> = {}): ShareWish => ({
    effect: 'permit',
    recipient: { address: ADDRESS },
    slice: { types: ['Observation'] },
    extent: 'look',
    form: 'full_source_allowed',
    until: test.clock.now() + DAY,
    ...more,
  });
  const give = async (more: Partial<ShareWish> = {}) => {
    const { id, digest } = await drafts.draft(who, record, wish(more));
    return shareOf(await drafts.give(who, id, digest));
  };
  const reads = (account: Asking) =>
    test.core.gate.open({
      actor: account.actor, record, actions: ['read'], purpose: 'care', channel: 'browser', request: {},
    }); // biome-ignore format: one request

  it('shows what the recipient would see and what stays out, and gives exactly that', async () => {
    const draft = await drafts.draft(who, record, wish({ reason: 'she helps me' }));
    expect(draft).toMatchObject({
      sees: [{ type: 'Observation', count: 2 }],
      leftOut: { count: 1, labelled: 1 },
      consent: { recipient: { address: ADDRESS }, actions: ['read', 'search'], reason: 'she helps me' },
    });
    expect(await reads(ana)).toMatchObject({ refused: true, related: false });
    await drafts.give(who, draft.id, draft.digest);
    expect(await reads(ana)).toMatchObject({ record });
    const { inForce, holders } = await shares.now(who, record);
    expect(holders).toMatchObject([{ name: 'Quirina', you: true, relation: 'self' }]);
    expect(inForce).toMatchObject([
      { recipient: { name: 'Ana' }, extent: 'look', reason: 'she helps me', by: { name: 'Quirina', capacity: 'self' } },
    ]);
    expect(told).toEqual([[ana.account, 'record-shared']]);
  });

  it('gives a draft once, to the byte, in time, and for whoever made it', async () => {
    const { id, digest, expires } = await drafts.draft(who, record, wish());
    await expect(drafts.give(who, id, '0'.repeat(64))).rejects.toMatchObject({ code: 'CW-SHR-005' });
    await expect(drafts.give(ana, id, digest)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    const all = await Promise.allSettled([1, 2, 3].map(() => drafts.give(who, id, digest)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(drafts.give(who, id, digest)).rejects.toMatchObject({ code: 'CW-GATE-012' });
    expect((await shares.now(who, record)).inForce).toHaveLength(1);
    const late = await drafts.draft(who, record, wish({ until: null }));
    test.clock.advance(expires);
    await expect(drafts.give(who, late.id, late.digest)).rejects.toMatchObject({ code: 'CW-GATE-011' });
  });

  it('ends at once, by the holder in one step or by the recipient, and by nobody else', async () => {
    const other: Asking = {
      ...ana,
      ...(await test.account('owner').then((actor) => ({ actor, account: actor.account }))),
    };
    const first = await give();
    await expect(shares.end(other, first.event)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await shares.end(who, first.event);
    expect(await reads(ana)).toMatchObject({ refused: true, related: false });
    expect(told.at(-1)).toEqual([ana.account, 'share-ended']);
    const second = await give();
    expect((await shares.own(ana, record)).shares).toMatchObject([{ event: second.event, recipient: { you: true } }]);
    await shares.end(ana, second.event);
    expect(told.at(-1)).toEqual([who.account, 'share-given-back']);
    expect(await reads(ana)).toMatchObject({ refused: true });
    await expect(shares.end(who, second.event)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    const { changes } = await shares.history(who, record);
    expect(changes.map((one) => (one.kind === 'share' ? [one.event, one.ends] : one.state))).toMatchObject([
      [expect.any(String), second.event], [second.event, null], [expect.any(String), first.event], [first.event, null], 'held',
    ]); // biome-ignore format: one list
  });

  it('takes along what a link held when it is ended like any other', async () => {
    const link = await test.core.gate.changeAccess(
      who.actor,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'export'], recipient: { kind: 'link', id: newId() },
        slice: {}, form: 'full_source_allowed', from: 0, until: null, capacity: 'self',
      },
      {},
    ); // biome-ignore format: one event
    await shares.end(who, (await give({})).event);
    expect(swept).toEqual([]);
    await shares.end(who, link.id);
    expect(swept).toEqual([record]);
  });

  it('gives to an organization that wants to be found, and ends by the holder or its managers', async () => {
    const { organizations } = test.core;
    const make = (listed: boolean) =>
      organizations.create(who.actor, { name: 'Klinik', manager: ana.account, listed }, {});
    const [hidden, clinic] = [await make(false), await make(true)];
    const toHidden = wish({ recipient: { organization: hidden } });
    await expect(drafts.draft(who, record, toHidden)).rejects.toMatchObject({ code: 'CW-SHR-002' });
    const first = await give({ recipient: { organization: clinic } });
    expect(await reads(ana)).toMatchObject({ record });
    expect((await shares.own(ana, record)).shares).toMatchObject([{ recipient: { kind: 'organization', id: clinic } }]);
    const nurse = await test.account('member');
    const member = {
      kind: 'membership',
      organization: clinic,
      role: 'member',
      state: 'given',
      capacity: 'staff',
    } as const;
    await test.core.gate.changeAccess(ana.actor, { ...member, account: nurse.account }, {});
    const nursing: Asking = { actor: nurse, account: nurse.account, request: {} };
    expect(await reads(nursing)).toMatchObject({ record });
    await expect(shares.end(nursing, first.event)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await shares.end(ana, first.event);
    expect([await reads(nursing), told.at(-1)]).toMatchObject([
      { refused: true, related: false },
      [who.account, 'share-given-back'],
    ]);
    const second = await give({ recipient: { organization: clinic } });
    await shares.end(who, second.event);
    expect(told.at(-1)).toEqual([ana.account, 'share-ended']);
  });

  it('keeps something from somebody, and that goes before what they were granted', async () => {
    await give({ slice: {} });
    const share = await drafts
      .draft(
        who,
        record,
        wish({ effect: 'deny', recipient: { account: ana.account }, slice: { types: ['Observation'] } }),
      )
      .then(({ id, digest }) => drafts.give(who, id, digest))
      .then(shareOf);
    const counted = async () => {
      const permit = await test.core.gate.permit({
        actor: ana.actor, record, actions: ['search'], purpose: 'care', channel: 'browser', request: {},
      }); // biome-ignore format: one request
      return test.core.vault.read.types(permit);
    };
    expect(await counted()).toEqual([]);
    // Opening again is more than ending: it has a door of its own, which asks who is there.
    await expect(shares.end(who, share.event)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await shares.end(who, share.event, true);
    expect(await counted()).toEqual([{ type: 'Observation', count: 2 }]);
  });

  it('keeps something from everybody but whose record it is, and shares nothing with everybody', async () => {
    await give({ recipient: { address: ADDRESS }, slice: {} });
    const all = { recipient: { everybody: true }, effect: 'deny', until: null } as const;
    const draft = await drafts.draft(who, record, wish(all));
    expect(draft).toMatchObject({ sees: null, consent: { recipient: { everybody: true } } });
    const share = shareOf(await drafts.give(who, draft.id, draft.digest));
    expect(share).toMatchObject({ recipient: null, effect: 'deny', slice: { types: ['Observation'] } });
    const search = async ({ actor }: Asking) => {
      const request = { actor, record, actions: ['search'], purpose: 'care', channel: 'browser', request: {} } as const;
      return (await test.core.vault.read.types(await test.core.gate.permit(request))).map(({ type }) => type);
    };
    expect([await search(who), await search(ana)]).toEqual([['Condition', 'Observation'], []]);
    // Whoever comes later finds it kept back, too, and sees so in the draft.
    expect((await drafts.draft(who, record, wish())).sees).toEqual([]);
    await shares.end(who, share.event, true);
    expect(await search(ana)).toEqual(['Observation']);
    await expect(drafts.draft(who, record, wish({ ...all, effect: 'permit' }))).rejects.toMatchObject({
      code: 'CW-GEN-003',
    });
  });

  it('writes a line for every share that is not given', async () => {
    const { id, digest } = await drafts.draft(who, record, wish());
    await expect(drafts.give(who, id, '0'.repeat(64))).rejects.toMatchObject({ code: 'CW-SHR-005' });
    await drafts.give(who, id, digest);
    await expect(drafts.give(who, id, digest)).rejects.toMatchObject({ code: 'CW-GATE-012' });
    const late = await drafts.draft(who, record, wish());
    test.clock.advance(3_600_000);
    await expect(drafts.give(who, late.id, late.digest)).rejects.toMatchObject({ code: 'CW-GATE-011' });
    const { size } = await test.core.ledger.refresh();
    const lines = await test.core.ledger.reader.searchIn({}, { before: size, least: 0, skip: 0, limit: 100 });
    const codes = lines.flatMap((one) => (!one.sealed && one.body.action === 'share' ? [one.body.code] : []));
    expect(codes).toEqual(['CW-GATE-011', 'CW-GATE-012', 'CW-SHR-005']);
  });

  it('says nothing about addresses in a draft, and little when somebody tries many', async () => {
    const known = await drafts.draft(who, record, wish());
    const unknown = await drafts.draft(who, record, wish({ recipient: { address: 'nobody@example.org' } }));
    const shape = ({ id: _id, digest: _digest, consent, ...rest }: typeof known) => ({
      ...rest,
      consent: { ...consent, recipient: {} },
    });
    expect(shape(unknown)).toEqual(shape(known));
    const tries = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        drafts.draft(who, record, wish({ recipient: { address: `a${at}@example.org` } })),
      ),
    );
    looked = 0;
    const codes = await Promise.all(
      tries.map(({ id, digest }) =>
        drafts.give(who, id, digest).then(
          () => 'given',
          (error: unknown) => (isCoded(error) ? error.code : String(error)),
        ),
      ),
    );
    expect(Map.groupBy(codes, (code) => code).get('CW-SHR-002')).toHaveLength(10);
    expect(Map.groupBy(codes, (code) => code).get('CW-SHR-003')).toHaveLength(20);
    expect(looked).toBe(10);
    await expect(drafts.give(who, known.id, known.digest)).rejects.toMatchObject({ code: 'CW-SHR-003' });
    await expect(drafts.draft(who, record, wish({ recipient: { account: ana.account } }))).rejects.toMatchObject({
      code: 'CW-SHR-002',
    });
  });

  it('is drafted and read by whoever holds the record, and by nobody to whom a part was granted', async () => {
    await expect(drafts.draft(ana, record, wish())).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await give({ extent: 'add' });
    await expect(drafts.draft(ana, record, wish())).rejects.toMatchObject({ code: 'CW-GATE-003' });
    await expect(shares.now(ana, record)).rejects.toMatchObject({ code: 'CW-GATE-003' });
    await expect(shares.history(ana, record)).rejects.toMatchObject({ code: 'CW-GATE-003' });
    await expect(drafts.draft(who, record, wish({ form: 'deidentified' }))).rejects.toMatchObject({
      code: 'CW-SHR-004',
    });
    await expect(drafts.draft(who, record, wish({ until: 1 }))).rejects.toMatchObject({ code: 'CW-SHR-006' });
  });

  it('has a receipt that says all of it, and a FHIR Consent that never says more', async () => {
    const { event } = await give({ reason: 'she helps me', slice: { types: ['Observation'], from: 0 } });
    const receipt = await shares.receipt(who, record, event);
    expect(receipt).toMatchObject({
      '@type': 'dpv:ConsentReceipt',
      'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt',
      'dpv:hasIdentifier': `urn:uuid:${event}`,
      'dpv:hasRecordOfActivity': {
        '@type': 'dpv:ConsentRecord',
        'dpv:hasDataSubject': { '@id': `urn:uuid:${record}`, 'dpv:hasName': 'Quirina' },
        'dpv:hasDataController': { 'dpv:hasContact': 'https://here.example' },
        'dpv:hasProcess': {
          'dct:description': 'she helps me',
          'dpv:hasPurpose': [{ 'dct:title': 'care' }],
          'dpv:hasPersonalData': [{ 'cw:slice': { types: ['Observation'], from: 0 } }],
          'dpv:hasProcessing': [{ '@type': 'dpv:Access' }, { '@type': 'dpv:Query' }],
          'dpv:hasRecipient': [{ 'dpv:hasName': 'Ana' }],
        },
        'dpv:hasConsentControl': { 'dpv:isExercisedAt': `https://here.example/people/${record}/sharing` },
        'dpv:hasConsentStatus': [{ '@type': ['dpv:ConsentGiven', 'dpv:ExplicitlyExpressedConsent'] }],
      },
    });
    expect(JSON.stringify(receipt)).not.toMatch(/null|undefined/);
    for (const language of RECEIPT_LANGUAGES) {
      const choices = { paper: 'a4', language, zone: 'Europe/Vienna' } as const;
      const page = Buffer.from(await shares.receiptOnPaper(who, record, event, choices)).toString('utf8');
      for (const said of ['Quirina', 'she helps me', 'Ana', 'Observation', event, `urn:uuid:${record}`, '1970'])
        expect(page, said).toContain(said);
      expect(page).not.toMatch(/undefined|null/);
    }
    const consent = await shares.fhirConsent(who, record, event);
    expect(consent).toMatchObject({
      status: 'active',
      provision: { type: 'permit', class: [{ code: 'Observation' }], provision: [{ type: 'deny' }] },
    });
    expect(consent.provision.provision?.[0]?.securityLabel.map(({ code }) => code)).toContain('HIV');
    await shares.end(who, event);
    const { 'dpv:hasRecordOfActivity': ended, 'cw:state': state } = await shares.receipt(who, record, event);
    expect([state, ...ended['dpv:hasConsentStatus'].map((one) => one['@type'][0])]).toEqual([
      'dpv:ConsentWithdrawn', 'dpv:ConsentGiven', 'dpv:ConsentWithdrawn',
    ]); // biome-ignore format: one list
    expect(await shares.fhirConsent(who, record, event)).toMatchObject({ status: 'inactive' });
    const outline = await give({ form: 'metadata_only' });
    await expect(shares.fhirConsent(who, record, outline.event)).rejects.toMatchObject({ code: 'CW-SHR-007' });
    await expect(shares.receipt(ana, record, outline.event)).rejects.toMatchObject({ code: 'CW-GATE-003' });
  });

  it('lets a copy be taken along where that was chosen, and nowhere else', async () => {
    const take = () =>
      test.core.gate.open({
        actor: ana.actor, record, actions: ['export'], purpose: 'export', channel: 'export', request: {},
      }); // biome-ignore format: one request
    await give({ extent: 'add' });
    expect(await take()).toMatchObject({ refused: true, code: 'CW-GATE-003' });
    const { event, actions, purposes } = await give({ takesCopy: true, slice: { types: ['Condition'] } });
    expect([actions, purposes]).toEqual([
      ['read', 'search', 'export'],
      ['care', 'export'],
    ]);
    const permit = await take();
    if ('refused' in permit) throw new Error(permit.code);
    const { facts, files } = await test.core.vault.export.record(permit);
    // Of the one share, and nothing that only the other one shows.
    expect([facts, files.length]).toEqual([0, 0]);
    expect(test.core.gate.relations(ana.actor)).toMatchObject([{ relation: 'caregiver' }]);
    const page = await shares.receiptOnPaper(who, record, event, { paper: 'a4', language: 'en', zone: 'UTC' });
    for (const said of ['take out', 'a copy to keep']) expect(Buffer.from(page).toString('utf8')).toContain(said);
    await expect(shares.fhirConsent(who, record, event)).rejects.toMatchObject({ code: 'CW-SHR-007' });
    await shares.end(who, event);
    expect(await take()).toMatchObject({ refused: true });
    for (const one of (await shares.own(ana, record)).shares) await shares.end(who, one.event);
    await give({ takesCopy: true });
    expect(test.core.gate.relations(ana.actor)).toMatchObject([{ relation: 'viewer' }]);
    await drafts
      .draft(who, record, wish({ recipient: { invite: { email: null, days: 7 } }, takesCopy: true }))
      .then(({ id, digest }) => drafts.give(who, id, digest));
    expect(invited.at(-1)?.terms).toMatchObject({
      actions: ['read', 'search', 'export'],
      purposes: ['care', 'export'],
    });
  });

  const factOf = async (type: string) => {
    const page = await test.core.vault.read.page(await test.permit(who.actor, record, ['search']), {
      types: [type],
      limit: 5,
    });
    return page.facts[0]?.id ?? ('' as never);
  };

  it('keeps one entry, a file or a label back from somebody with one switch, and shows it again with the same', async () => {
    const { event } = await give({ slice: { labels: ['HIV'] } });
    const fact = await factOf('Condition');
    const [source] = await test.core.vault.read.listSources(await test.permit(who.actor, record, ['search']));
    if (source === undefined) throw new Error('no file');
    const from = { account: ana.account };
    const sees = async (about: Parameters<KeepingService['show']>[2]) => {
      const { people } = await keeping.show(who, record, about);
      return people.map(({ who: { name }, sees, kept }) => [name, sees, kept !== null]);
    };
    for (const [about, all] of [
      [{ fact }, 1],
      [{ source: source.id }, 3],
      [{ label: 'HIV' }, 1],
    ] as const) {
      expect(await sees(about)).toEqual([['Ana', all, false]]);
      await keeping.turn(who, record, about, { from, kept: true });
      await keeping.turn(who, record, about, { from, kept: true });
      expect(await sees(about)).toEqual([['Ana', 0, true]]);
      const { changes, people } = await keeping.turn(who, record, about, { from, kept: false });
      expect(people).toMatchObject([{ sees: all, kept: null }]);
      expect(changes.map(({ effect, ends }) => [effect, ends !== null])).toEqual([
        ['deny', true],
        ['deny', false],
      ]);
    }
    await keeping.turn(who, record, { source: source.id }, { from: 'models', kept: true });
    expect(await keeping.show(who, record, { source: source.id })).toMatchObject({
      models: expect.any(String),
      everybody: null,
    });
    expect((await shares.now(who, record)).inForce).toMatchObject([
      { event },
      { effect: 'deny', recipient: { kind: 'model', id: '*' }, slice: { sources: [source.id] } },
    ]);
    const missing = { fact: source.id as never };
    await expect(keeping.turn(who, record, missing, { from, kept: true })).rejects.toMatchObject({
      code: 'CW-GEN-002',
    });
    const nobody = { account: record as never };
    await expect(keeping.turn(who, record, { fact }, { from: nobody, kept: true })).rejects.toMatchObject({
      code: 'CW-SHR-002',
    });
    for (const work of [
      keeping.show(ana, record, { fact }),
      keeping.turn(ana, record, { fact }, { from, kept: false }),
    ])
      await expect(work).rejects.toMatchObject({ code: 'CW-GATE-003' });
  });

  it('shows in a draft for somebody known what they would see with what they have, and without what is kept back', async () => {
    await give({ slice: { types: ['Condition'], labels: ['HIV'] } });
    const known = { recipient: { account: ana.account } };
    const counts = async () => (await drafts.draft(who, record, wish(known))).sees;
    expect(await counts()).toEqual([
      { type: 'Condition', count: 1 },
      { type: 'Observation', count: 2 },
    ]);
    const about = { fact: await factOf('Observation') };
    await keeping.turn(who, record, about, { from: { account: ana.account }, kept: true });
    expect(await counts()).toEqual([
      { type: 'Condition', count: 1 },
      { type: 'Observation', count: 1 },
    ]);
    const all = await drafts.draft(who, record, wish({ ...known, effect: 'deny', slice: {}, until: null }));
    await drafts.give(who, all.id, all.digest);
    expect(await counts()).toEqual([]);
  });

  it('invites somebody once to exactly what a draft showed, and grants nothing before', async () => {
    const invite = { email: null, days: 3 };
    const wanted = { recipient: { invite }, slice: { labels: ['HIV'] }, until: null, lasting: DAY } as const;
    const { id, digest, sees } = await drafts.draft(who, record, wish(wanted));
    expect(sees).toContainEqual({ type: 'Condition', count: 1 });
    expect(await drafts.give(who, id, digest)).toEqual({
      invitation: { id: 'an invitation', url: 'http://localhost/#invitation=x', expires: 0, sent: false },
    });
    const terms = {
      actions: ['read', 'search'],
      slice: { labels: ['HIV'] },
      form: 'full_source_allowed',
      purposes: ['care'],
    };
    expect(invited).toEqual([{ record, ...invite, terms: { ...terms, until: null, lasting: DAY } }]);
    await expect(drafts.give(who, id, digest)).rejects.toMatchObject({ code: 'CW-GATE-012' });
    expect((await shares.now(who, record)).inForce).toEqual([]);
    for (const wrong of [{ ...wanted, effect: 'deny' as const }, { lasting: DAY }])
      await expect(drafts.draft(who, record, wish(wrong))).rejects.toMatchObject({ code: 'CW-GEN-003' });
  });

  it('moves drafts to the newest key of their account', async () => {
    const { id, digest } = await drafts.draft(who, record, wish());
    expect(await test.core.sealed.renew(who.account, (again) => drafts.reseal(who.account, again))).toBe(1);
    await drafts.give(who, id, digest);
    expect((await shares.now(who, record)).inForce).toHaveLength(1);
  });
});
