import type { Db } from '@chartwarden/db';
import { describeEngines } from '@chartwarden/db/testing';
import type { RecordId, SourceId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { LABELS, type Label, type Slice } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, staged, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };
const ORIGINS = ['https://one.example/fhir', 'https://two.example/fhir'] as const;
const CODES = ['a', 'b', 'c'] as const;

const observation = (id: string, code: string): string =>
  JSON.stringify({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'urn:codes', code }] },
    effectiveDateTime: '2020-05-01',
  });

describeEngines('a new index key', (engine) => {
  let test: TestCore;
  let owner: Actor;
  let record: RecordId;
  let sources: SourceId[];
  const readers = new Map<string, Actor>();

  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    sources = [];
    readers.clear();
    // Two files: every second fact of the first is in both, so that its place in the second is a sealed one.
    for (const [file, origin] of ORIGINS.entries()) {
      const first = Array.from({ length: 60 }, (_, at) => fact(`f${at}`, at, ORIGINS[0]));
      const list =
        file === 0
          ? first
          : [...first.filter((_, at) => at % 2 === 0), ...[0, 1, 2].map((at) => fact(`g${at}`, at, origin))];
      sources.push(await importFile(`${file}`, list));
    }
    const allow: Record<string, Slice> = {
      code: { codes: [{ system: 'urn:codes', code: 'a' }], labels: LABELS },
      origin: { origins: [ORIGINS[1]], labels: LABELS },
      source: { sources: [sources[1] as SourceId], labels: LABELS },
      labels: { labels: [] },
    };
    for (const [name, slice] of Object.entries(allow)) await grant(name, 'permit', slice);
    for (const [name, slice] of Object.entries(allow))
      if (name !== 'labels') {
        await grant(`not-${name}`, 'permit', { labels: LABELS });
        await grant(`not-${name}`, 'deny', slice);
      }
  }, 30_000);
  afterEach(() => test.remove());

  function fact(id: string, at: number, origin: string) {
    const one = staged(observation(id, CODES[at % 3] as string), origin, `line ${at}`);
    const labels: readonly Label[] = at % 5 === 0 ? ['HIV'] : [];
    return { ...one, fact: { ...one.fact, labels } };
  }

  async function importFile(name: string, list: readonly ReturnType<typeof staged>[]): Promise<SourceId> {
    const { imports } = test.core.vault;
    const create = () => test.permit(owner, record, ['create']);
    const { id } = await imports.begin(await create());
    const bytes = (async function* () {
      yield Buffer.from(`file ${name}`);
    })();
    const source = await imports.addSource(await create(), id, { name, mediaType: 'application/json', bytes });
    await imports.setState(await create(), id, 'reading', {});
    for (let from = 0; from < list.length; from += 20)
      await imports.stage(await create(), id, source.id, list.slice(from, from + 20));
    await imports.setState(await create(), id, 'ready', {});
    await imports.commit(await create(), id);
    return source.id;
  }

  async function grant(name: string, effect: 'permit' | 'deny', slice: Slice): Promise<void> {
    const reader = readers.get(name) ?? (await test.account('member'));
    readers.set(name, reader);
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect, actions: ['read', 'search'], recipient: { kind: 'account', id: reader.account ?? '' },
        slice, form: 'full_source_allowed', from: 0, until: null, capacity: 'self',
      }, // biome-ignore format: one event
      REQUEST,
    );
  }

  /** What everybody finds: by the upstream ids, in order. */
  async function found(): Promise<Record<string, string[]>> {
    const all: Record<string, string[]> = {};
    const ask = async (who: string, actor: Actor, query: object): Promise<void> => {
      const purpose = actor === owner ? 'self' : 'care';
      const permit = await test.core.gate.permit({
        actor, record, actions: ['search'], purpose, channel: 'api', request: REQUEST,
      }); // biome-ignore format: one request
      const { facts } = await test.core.vault.read.page(permit, { limit: 1000, ...query });
      all[who] = facts.map((one) => one.upstreamId ?? '').sort();
    };
    for (const code of CODES) {
      await ask(`owner ${code}`, owner, { code: { param: 'Observation.code', system: 'urn:codes', code } });
      await ask(`owner any ${code}`, owner, { code: { param: 'Observation.code', code } });
    }
    for (const [name, reader] of readers) await ask(name, reader, {});
    const [shared] = (
      await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 1000 })
    ).facts.filter((one) => one.upstreamId === 'f0');
    const detail = shared && (await test.core.vault.read.fact(await test.permit(owner, record, ['read']), shared.id));
    all.places = (detail?.sources ?? []).map((one) => `${one.name}: ${one.place}`).sort();
    return all;
  }

  const rotate = async (): Promise<void> => {
    const permit = await test.core.gate.permit({
      actor: { kind: 'system', role: 'system' }, record, actions: ['update'], purpose: 'operate', channel: 'system', request: {},
    }); // biome-ignore format: one request
    await test.core.vault.rotation.rotate(permit);
  };

  /** The process dies at its `n`-th piece of bulk work, after `look` was had at what stands then. */
  async function dieAt(n: number, look: () => Promise<void>): Promise<boolean> {
    const db = test.db;
    const { batch } = db;
    let writes = 0;
    const dying: Db['batch'] = async (statements, options) => {
      if (options?.priority === 'bulk') writes += 1;
      if (options?.priority !== 'bulk' || writes < n) return batch.call(db, statements, options);
      await look();
      throw new Error('the process dies here');
    };
    // Looking has writes of its own, of which none is bulk.
    Object.assign(db, { batch: dying });
    try {
      await rotate();
      return false;
    } catch (error) {
      if (!(error as Error).message.includes('dies here')) throw error;
      return true;
    } finally {
      Object.assign(db, { batch });
    }
  }

  const tokensInUse = async (): Promise<Set<string>> => {
    const columns = [
      'select token as t from fact_tokens', 'select origin_token as t from fact_versions',
      'select label_set as t from fact_versions', 'select source_token as t from provenance',
    ]; // biome-ignore format: one list
    const rows = await test.db.all<{ t: Buffer }>(columns.join(' union '));
    return new Set(rows.map((row) => row.t.toString('hex')));
  };

  it('leaves every search and every grant as it was, at each step, after each crash, and in the end', async () => {
    const before = await found();
    expect([before.code?.length, before.origin, before.source?.length]).toEqual([21, ['g0', 'g1', 'g2'], 33]);
    expect([before['not-code']?.length, before['not-source']?.length]).toEqual([42, 30]);
    expect(before.places).toHaveLength(2);
    const old = await tokensInUse();
    let cuts = 0;
    for (let at = 2; ; at += 2) {
      const died = await dieAt(at, async () => expect(await found()).toEqual(before));
      if (!died) break;
      cuts += 1;
      await test.reopen();
      expect(await test.core.keyring.epochs(record, 'index')).toEqual([1, 2]);
      expect(await found()).toEqual(before);
      // The next try is cut off one piece further: what was moved stays moved.
      if (cuts > 40) throw new Error('it does not get on');
    }
    expect(cuts).toBeGreaterThan(1);
    expect(await test.core.keyring.epochs(record, 'index')).toEqual([2]);
    expect(await found()).toEqual(before);
    const now = await tokensInUse();
    expect([...now].filter((token) => old.has(token))).toEqual([]);
    expect(now.size).toBe(old.size);
  }, 60_000);

  it('misses nothing of imports that go on meanwhile, also of one that is staged before and committed after', async () => {
    const waiting = await test.stageAll(owner, record, [observation('w0', 'a')], ORIGINS[1]);
    const more = Array.from({ length: 40 }, (_, at) => fact(`m${at}`, at, ORIGINS[1]));
    const [added] = await Promise.all([importFile('meanwhile', more), rotate()]);
    await test.core.vault.imports.commit(await test.permit(owner, record, ['create']), waiting.id);
    const all = await found();
    expect(all['owner a']).toHaveLength(21 + 14 + 1);
    expect(all.code).toHaveLength(21 + 14 + 1);
    expect(all.origin).toHaveLength(3 + 40 + 1);
    expect(all['not-code']).toHaveLength(42 + 26);
    expect(await test.core.keyring.epochs(record, 'index')).toEqual([2]);
    await grant('added', 'permit', { sources: [added], labels: LABELS });
    expect((await found()).added).toHaveLength(40);
    // Cancelled and swept: no row of the index is left behind.
    const given = await test.stageAll(owner, record, [observation('x0', 'c')], ORIGINS[1]);
    const { n: staging } = (await test.db.all<{ n: number }>('select count(*) as n from fact_tokens'))[0] ?? { n: 0 };
    await rotate();
    await test.core.vault.imports.cancel(await test.permit(owner, record, ['create']), given.id, 'no');
    await test.core.vault.imports.sweep(await test.permit(owner, record, ['delete']));
    expect((await test.db.all<{ n: number }>('select count(*) as n from fact_tokens'))[0]?.n).toBeLessThan(staging);
    expect((await found())['owner c']).toEqual(all['owner c']);
  }, 60_000);
});
