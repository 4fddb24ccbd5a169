import { describeEngines } from '@chartwarden/db/testing';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Slice } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

type Json = Readonly<Record<string, unknown>>;

const NPI = 'http://hl7.org/fhir/sid/us-npi';
const named = (value: string, system = NPI): Json => ({ identifier: { system, value } });
const practitioner = (id: string, npi: string): string =>
  JSON.stringify({ resourceType: 'Practitioner', id, identifier: [{ system: NPI, value: npi }] });
const observation = (id: string, more: Json): string =>
  JSON.stringify({ resourceType: 'Observation', id, status: 'final', code: { text: 'x' }, ...more });

describeEngines('a reference by an identifier alone', (engine) => {
  let test: TestCore;
  let owner: Actor;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
  });
  afterEach(() => test.remove());

  /** What is served to `actor`, by upstream id: the id it has here, and its parsed content. */
  async function served(
    actor: Actor = owner,
  ): Promise<ReadonlyMap<string, { readonly id: string; readonly is: Json }>> {
    const permit = () =>
      test.core.gate.permit({
        actor, record, actions: ['search'], purpose: actor === owner ? 'self' : 'care', channel: 'api', request: {},
      }); // biome-ignore format: one request
    const page = await test.core.vault.read.page(await permit(), { limit: 100 });
    return new Map(
      page.facts.map(({ id, bytes, upstreamId }) => [
        upstreamId ?? '',
        { id, is: JSON.parse(bytes.toString()) as Json },
      ]),
    );
  }

  const performers = async (actor?: Actor): Promise<readonly Json[]> =>
    ((await served(actor)).get('o')?.is.performer ?? []) as readonly Json[];

  async function reader(slice: Slice): Promise<Actor> {
    const actor = await test.account('member');
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice, form: 'full_source_allowed',
        recipient: { kind: 'account', id: actor.account }, from: 0, until: null, capacity: 'self',
      },
      {},
    ); // biome-ignore format: one consent
    return actor;
  }

  it('is served with the id of the one fact that has it, and with the identifier as it came', async () => {
    await test.importAll(owner, record, [
      observation('o1', { performer: [named('1')], subject: named('mrn 1', 'urn:mrn') }),
      observation('o2', { performer: [{ ...named('1'), type: 'Practitioner', display: 'Dr. A' }] }),
    ]);
    expect((await served()).get('o1')?.is.performer).toEqual([named('1')]);

    // It leads there from the moment in which the fact is there, from whatever file and origin.
    const patient = { resourceType: 'Patient', id: 'p', identifier: [{ system: 'urn:mrn', value: 'mrn 1' }] };
    await test.importAll(owner, record, [practitioner('pr', '1'), JSON.stringify(patient)], 'https://other.example');
    const now = await served();
    const reference = `Practitioner/${now.get('pr')?.id}`;
    expect(now.get('o1')?.is.performer).toEqual([{ reference, ...named('1') }]);
    expect(now.get('o2')?.is.performer).toEqual([{ reference, ...named('1'), type: 'Practitioner', display: 'Dr. A' }]);
    // By one of the person's own identifiers it leads to the person, also when several hospitals know them by it.
    expect(now.get('o1')?.is.subject).toEqual({ reference: `Patient/${record}`, ...named('mrn 1', 'urn:mrn') });
    await test.importAll(owner, record, [JSON.stringify({ ...patient, id: 'q' })], 'https://third.example');
    expect((await served()).get('o1')?.is.subject).toMatchObject({ reference: `Patient/${record}` });
  });

  it('stays as it came when nothing, two facts, another type, another system, or only the fact itself has it', async () => {
    const order = { identifier: [{ system: 'urn:order', value: '7' }] };
    await test.importAll(owner, record, [
      practitioner('a', '1'),
      practitioner('b', '1'),
      practitioner('c', '2'),
      JSON.stringify({ resourceType: 'Organization', id: 'g', identifier: [{ system: NPI, value: '3' }] }),
      observation('twice', { performer: [named('1')] }),
      observation('none', { performer: [named('9')] }),
      observation('type', { performer: [{ ...named('2'), type: 'Organization' }] }),
      observation('element', { encounter: named('2') }),
      observation('system', { performer: [named('2', 'urn:else')] }),
      observation('itself', { ...order, hasMember: [named('7', 'urn:order')] }),
      observation('contained', {
        contained: [{ resourceType: 'Practitioner', id: 'x' }],
        performer: [{ reference: '#x' }],
      }),
      observation('found', { performer: [named('2'), named('3')] }),
    ]);
    const now = await served();
    for (const name of ['twice', 'none', 'type', 'element', 'system', 'itself'])
      expect(JSON.stringify(now.get(name)?.is), name).not.toContain('"reference"');
    expect(now.get('contained')?.is.performer).toEqual([{ reference: '#x' }]);
    expect(now.get('found')?.is.performer).toEqual([
      { reference: `Practitioner/${now.get('c')?.id}`, ...named('2') },
      { reference: `Organization/${now.get('g')?.id}`, ...named('3') },
    ]);
  });

  it('does not tell whether a fact outside the slice exists', async () => {
    const resources = [practitioner('c', '2'), observation('o', { performer: [named('2'), named('4')] })];
    await test.importAll(owner, record, resources);
    const narrow = await reader({ types: ['Observation'] });
    const bytesOf = async (actor: Actor): Promise<string> => JSON.stringify((await served(actor)).get('o')?.is);
    const before = await bytesOf(narrow);
    expect(before).not.toContain('Practitioner');
    // Neither what is there nor what comes and goes changes a byte for who may not see it.
    const { id } = await test.importAll(owner, record, [practitioner('d', '4')]);
    expect(await bytesOf(narrow)).toBe(before);
    expect(await bytesOf(await reader({ types: ['Observation', 'Practitioner'] }))).toMatch(
      /Practitioner.*Practitioner/,
    );
    // Of two that have it, who sees one of them is led to that one: the other has no part in the answer.
    await test.importAll(owner, record, [practitioner('e', '2')], 'https://other.example');
    const one = await reader({ origins: ['https://hospital.example/fhir'] });
    expect((await performers(one))[0]).toHaveProperty('reference');
    expect((await performers())[0]).not.toHaveProperty('reference');
    expect((await performers())[1]).toHaveProperty('reference');
    await test.core.vault.imports.withdraw(await test.permit(owner, record, ['delete']), id, 'a mistake');
    expect((await performers())[1]).not.toHaveProperty('reference');
  });

  it('is searched for by type and identifier, as every fact is', async () => {
    const both = [{ system: 'urn:order', value: '7' }];
    await test.importAll(owner, record, [
      observation('o', { identifier: both }),
      JSON.stringify({ resourceType: 'ServiceRequest', id: 's', status: 'active', intent: 'order', identifier: both }),
    ]);
    const search = async (code: { param: string; system?: string; code: string }) =>
      (await test.core.vault.read.page(await test.permit(owner, record, ['search']), { code, limit: 10 })).facts.map(
        (fact) => fact.upstreamId,
      );
    expect(await search({ param: 'Observation.identifier', system: 'urn:order', code: '7' })).toEqual(['o']);
    expect(await search({ param: 'ServiceRequest.identifier', code: '7' })).toEqual(['s']);
    expect(await search({ param: 'Observation.identifier', system: 'urn:else', code: '7' })).toEqual([]);
  });
});
