import { describeEngines } from '@chartwarden/db/testing';
import type { AccountId, FactId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Deriving, ServedFact } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

type Holder = Actor & { readonly account: AccountId };

const condition = (id: string, about: string): string =>
  `{"resourceType":"Condition","id":"${id}","code":{"text":"${about}"},"subject":{"reference":"Patient/p"}}`;

describeEngines('what is worked out of a record', (engine) => {
  let test: TestCore;
  let owner: Holder;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [condition('c1', 'Zitronenfalter'), condition('c2', 'Admiral')]);
    // What stands in a build was stored before it.
    test.clock.advance(1);
  });
  afterEach(() => test.remove());

  const systemPermit = () =>
    test.core.gate.permit({
      actor: { kind: 'system', role: 'system' },
      record,
      actions: ['search'],
      purpose: 'operate',
      channel: 'system',
      request: {},
    });

  /** Keeps the words of each condition: one piece with all of them, and one for each, by its place in time. */
  function working(fail?: () => void): Deriving & { readonly seen: ServedFact[] } {
    const seen: ServedFact[] = [];
    return {
      sections: ['words'],
      seen,
      async take(facts) {
        seen.push(...facts);
      },
      async *pieces() {
        const words = seen.map((fact) => (JSON.parse(fact.bytes.toString()) as { code: { text: string } }).code.text);
        const facts = seen.map(({ id, type }) => ({ id, type }));
        yield { section: 'words', name: 'all', piece: 0, body: Buffer.from(words.join(',')), facts };
        fail?.();
        for (const [at, fact] of facts.entries())
          yield {
            section: 'words',
            name: 'each',
            piece: at,
            span: { from: at * 10, to: at * 10 + 9 },
            body: Buffer.from(words[at] ?? ''),
            facts: [fact],
          };
      },
    };
  }
  const build = async (work = working()) => test.core.vault.derived.build(await systemPermit(), work);
  const read = async (actor: Holder, query: Partial<Parameters<typeof test.core.vault.derived.read>[1]> = {}) => {
    const answer = await test.core.vault.derived.read(await test.permit(actor, record, ['search']), {
      section: 'words',
      names: ['all'],
      ...query,
    });
    return answer?.bodies.map((body) => body.toString()) ?? null;
  };
  const lastLine = async () => (await test.core.ledger.reader.list(record, { limit: 1 }))[0];

  it('is read by its owner, with a line that names every fact in it', async () => {
    expect(await read(owner)).toBeNull();
    expect(await build()).toBe(2);
    expect(await lastLine()).toMatchObject({ body: { action: 'derive', actor: { kind: 'system' }, count: 2 } });
    expect((await read(owner))?.[0]?.split(',').toSorted()).toEqual(['Admiral', 'Zitronenfalter']);
    const line = await lastLine();
    expect(line).toMatchObject({ body: { action: 'search', count: 2, types: ['Condition'] } });
    expect(await read(owner, { names: ['nothing'] })).toEqual([]);
    expect(await lastLine()).toMatchObject({ body: { action: 'search', count: 0 } });
  });

  it('gives the pieces that touch a span, each with the facts in it only', async () => {
    await build();
    expect(await read(owner, { names: ['each'], span: { from: 9, to: 9 } })).toHaveLength(1);
    expect(await lastLine()).toMatchObject({ body: { count: 1 } });
    expect(await read(owner, { names: ['each'], span: { from: 9, to: 10 } })).toHaveLength(2);
    expect(await read(owner, { names: ['each', 'all'] })).toHaveLength(3);
  });

  it('stops counting as soon as the record changes in any way, and counts again when it was built anew', async () => {
    const changes = [
      () => test.importAll(owner, record, [condition('c3', 'Ochsenauge')]),
      async () => {
        const page = await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 1 });
        return test.core.vault.corrections.make(
          await test.permit(owner, record, ['update']),
          page.facts[0]?.id as FactId,
          { kind: 'note', value: 'Notiz', reason: 'a test' },
        );
      },
      async () => {
        const one = await test.importAll(owner, record, [condition('c4', 'Trauermantel')]);
        await build();
        expect(await read(owner)).not.toBeNull();
        return test.core.vault.imports.withdraw(await test.permit(owner, record, ['delete']), one.id, 'a test');
      },
    ];
    for (const change of changes) {
      await build();
      expect(await read(owner)).not.toBeNull();
      await change();
      expect(await read(owner)).toBeNull();
    }
    await build();
    expect(await read(owner)).not.toBeNull();
    expect(await read(owner, { notBefore: test.clock.now() + 1 })).toBeNull();
  });

  it('is not built again while there is nothing to do', async () => {
    const unlessSince = test.clock.now();
    expect(await build({ ...working(), unlessSince })).toBe(2);
    expect(await build({ ...working(), unlessSince })).toBeNull();
    expect(await build({ ...working(), unlessSince: unlessSince + 1 })).toBe(2);
    await test.importAll(owner, record, [condition('c5', 'Kaisermantel')]);
    expect(await build({ ...working(), unlessSince })).toBe(3);
  });

  it('of a state that was over before it was finished never counts', async () => {
    const work = working();
    await build({
      ...work,
      async *pieces() {
        await test.importAll(owner, record, [condition('c9', 'Schwalbenschwanz')]);
        yield* work.pieces();
      },
    });
    expect(await read(owner)).toBeNull();
  });

  it('leaves what there was in use when it breaks off, and leaves nothing behind the next time', async () => {
    await build();
    const before = await read(owner);
    await expect(
      build(
        working(() => {
          throw new Error('broken');
        }),
      ),
    ).rejects.toThrow('broken');
    expect(await read(owner)).toEqual(before);
    await build();
    const builds = await test.db.all('select distinct build from derived_pieces');
    expect(builds).toHaveLength(1);
  });

  it('is not for a narrower grant, nor for the view as received', async () => {
    await build();
    const reader = await test.account('member');
    await expect(read(reader)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    for (const slice of [{ types: ['Condition'] }, {}]) {
      await test.core.gate.changeAccess(
        owner,
        {
          kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice, form: 'full_source_allowed',
          recipient: { kind: 'account', id: reader.account }, from: 0, until: null, capacity: 'self',
        },
        {},
      ); // biome-ignore format: one consent
      expect(await read(reader)).toBeNull();
    }
    const received = await test.permit(owner, record, ['search'], 'received');
    expect(await test.core.vault.derived.read(received, { section: 'words', names: ['all'] })).toBeUndefined();
  });

  it('is built by the system only, and opens only as what was written', async () => {
    await expect(
      test.core.vault.derived.build(await test.permit(owner, record, ['search']), working()),
    ).rejects.toMatchObject({ code: 'CW-VLT-003' });
    await build();
    for (const damage of [
      'update derived_pieces set high = high - 1',
      'update derived_builds set built_at = built_at + 1',
    ]) {
      expect(await read(owner)).not.toBeNull();
      await test.db.batch([{ sql: damage, parameters: [] }]);
      expect(await read(owner)).toBeNull();
      // It does not count as being there already either.
      expect(await test.db.all('select 1 as one from derived_builds')).toEqual([]);
      await build();
    }
  });

  it('goes with the keys: dropped by a rotation, and built again under the new ones', async () => {
    await build();
    const system = { actor: { kind: 'system', role: 'system' }, purpose: 'operate', channel: 'system' } as const;
    await test.core.vault.rotation.rotate(
      await test.core.gate.permit({ ...system, record, actions: ['update'], request: {} }),
    );
    expect(await test.db.all('select 1 as one from derived_pieces')).toEqual([]);
    expect(await read(owner)).toBeNull();
    await build();
    expect(await read(owner)).not.toBeNull();
    await test.core.vault.erasure.removeRemains(record, []);
    expect(await test.db.all('select 1 as one from derived_pieces')).toEqual([]);
  });

  it('is searched by whoever may see some of it: only what is allowed is named, opened and said', async () => {
    await build();
    const ids = (await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 9 })).facts;
    const wanted = ids.map((one) => one.id);
    const search = async (actor: Holder) =>
      test.core.vault.derived.search(
        await test.permit(actor, record, ['search']),
        { section: 'words', names: ['all'] },
        async (inside) => {
          const words = (await inside.pieces()).map((one) => one.toString().length);
          return {
            facts: wanted.toReversed(),
            rest: { allowed: inside.allowed?.size ?? null, words, current: inside.isCurrent },
          };
        },
      );
    expect(await search(owner)).toMatchObject({
      facts: wanted.toReversed().map((id) => ({ id })),
      rest: { allowed: null, words: ['Admiral,Zitronenfalter'.length], current: true },
    });
    expect(await lastLine()).toMatchObject({ body: { action: 'search', count: 2, detail: { section: 'words' } } });

    const reader = await test.account('member');
    await expect(search(reader)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: { facts: [wanted[0] as FactId] },
        form: 'full_source_allowed', recipient: { kind: 'account', id: reader.account }, from: 0, until: null,
        capacity: 'self',
      },
      {},
    ); // biome-ignore format: one consent
    expect(await search(reader)).toMatchObject({ facts: [{ id: wanted[0] }], rest: { allowed: 1 } });
    expect(await lastLine()).toMatchObject({ body: { count: 1 } });

    // What came or was said after it was built is not told of; what was taken away is gone.
    test.clock.advance(1000);
    await test.core.vault.corrections.make(await test.permit(owner, record, ['update']), wanted[0] as FactId, {
      kind: 'not-mine',
      reason: 'a test',
    });
    expect(await search(owner)).toMatchObject({ facts: [{ id: wanted[1] }], rest: { allowed: 1, current: false } });
  });
});
