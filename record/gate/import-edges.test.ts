import { describeEngines } from '@chartwarden/db/testing';
import type { ImportId, RecordId, SourceId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

function signal() {
  let give = (): void => undefined;
  const given = new Promise<void>((done) => {
    give = done;
  });
  return { given, give };
}

describeEngines('an import', (engine) => {
  let test: TestCore;
  beforeEach(async () => {
    test = await openTestCore(engine);
  });
  afterEach(() => test.remove());

  const stored = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const address of test.objects.list()) found.push(address);
    return found;
  };
  const contentOf = async (actor: Actor, record: RecordId, id: SourceId): Promise<string> => {
    const found = await test.core.vault.read.source(await test.permit(actor, record, ['read']), id);
    const parts: Buffer[] = [];
    for await (const part of found?.bytes ?? []) parts.push(part);
    return Buffer.concat(parts).toString();
  };

  it('takes no file that arrives after it has moved on', async () => {
    const { imports, read } = test.core.vault;
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const create = () => test.permit(owner, record, ['create']);
    const { id } = await imports.begin(await create());
    let proceed = (): void => undefined;
    const waiting = new Promise<void>((done) => {
      proceed = done;
    });
    const bytes = (async function* () {
      yield Buffer.from('first half, ');
      await waiting;
      yield Buffer.from('second half');
    })();
    const adding = imports.addSource(await create(), id, { name: 'slow.json', mediaType: 'application/json', bytes });
    // The upload has begun by the time the import is read.
    await new Promise((later) => setTimeout(later, 50));
    await imports.setState(await create(), id, 'reading', {});
    proceed();
    await expect(adding).rejects.toMatchObject({ code: 'CW-VLT-007' });
    const sources = await read.listSources(await test.permit(owner, record, ['search']));
    expect(sources).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  it('never loses a file to the sweep of a cancelled one with the same bytes', async () => {
    const { imports } = test.core.vault;
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const create = () => test.permit(owner, record, ['create']);
    const add = async (id: ImportId) =>
      imports.addSource(await create(), id, {
        ...{ name: 'same.json', mediaType: 'application/json' },
        bytes: (async function* () {
          yield Buffer.from('the same bytes');
        })(),
      });
    const sweep = async () => imports.sweep(await test.permit(owner, record, ['delete']));
    const { objects } = test;
    const { has, delete: remove } = objects;
    // Either is held up in the middle of its work, and the other one is let go on.
    for (const heldUp of ['upload', 'sweep'] as const) {
      const [gone, kept] = [await imports.begin(await create()), await imports.begin(await create())];
      await add(gone.id);
      await imports.cancel(await create(), gone.id, 'given up');
      const [reached, proceed] = [signal(), signal()];
      const slow = async <T>(work: () => Promise<T>): Promise<T> => {
        reached.give();
        await proceed.given;
        return work();
      };
      const [blob] = await stored();
      Object.assign(
        objects,
        heldUp === 'upload'
          ? { has: async (at: string) => has(at).then((found) => slow(async () => found)) }
          : { delete: (at: string) => (at === blob ? slow(() => remove(at)) : remove(at)) },
      );
      const first = heldUp === 'upload' ? add(kept.id) : sweep();
      await reached.given;
      const second = heldUp === 'upload' ? sweep() : add(kept.id);
      await Promise.race([second, new Promise((later) => setTimeout(later, 200))]);
      proceed.give();
      await Promise.all([first, second]);
      Object.assign(objects, { has, delete: remove });
      await sweep();

      const files = await test.core.vault.read.listSources(await test.permit(owner, record, ['search']));
      const [file] = files.filter((one) => one.import?.id === kept.id);
      expect(await contentOf(owner, record, file?.id as SourceId), heldUp).toBe('the same bytes');
      expect(await test.findings(record), heldUp).toEqual([]);
      await imports.cancel(await create(), kept.id, 'given up');
      await sweep();
      expect(await stored(), heldUp).toEqual([]);
    }
  });

  it('removes files that nothing names once they are old, and no others', async () => {
    const { imports, strays } = test.core.vault;
    const owner = await test.account('owner');
    const [record, other] = [await test.person(owner, 'Quirina'), await test.person(owner, 'Zoltan')];
    const text = '{"resourceType":"Basic"}';
    await test.importAll(owner, record, [text]);
    await test.importAll(owner, other, [text]);
    const named = await stored();
    const given = await test.stageAll(owner, record, ['{"resourceType":"Flag"}']);
    await imports.cancel(await test.permit(owner, record, ['create']), given.id, 'given up');
    const [left = ''] = (await stored()).filter((one) => !named.includes(one));
    const { delete: remove } = test.objects;
    Object.assign(test.objects, { delete: () => Promise.reject(new Error('the power went out')) });
    await expect(imports.sweep(await test.permit(owner, record, ['delete']))).rejects.toThrow('the power went out');
    Object.assign(test.objects, { delete: remove });
    const foreign = 'ab'.repeat(32);
    await test.objects.put(foreign, Buffer.alloc(100, 1));

    const sweep = async (...records: RecordId[]) =>
      strays.remove(await Promise.all(records.map((one) => test.permit(owner, one, ['delete']))));
    expect(await sweep(record, other)).toBe(0);
    test.clock.advance(Math.max(0, Date.now() - test.clock.now()) + 25 * 3_600_000);
    // Who is not asked what it names keeps what is its own.
    expect(await sweep(other)).toBe(0);
    expect((await stored()).toSorted()).toEqual([...named, left, foreign].sort());
    expect(await sweep(record, other)).toBe(1);
    expect((await stored()).toSorted()).toEqual([...named, foreign].sort());
    expect(await test.findings(record)).toEqual([]);
  });

  it('keeps an old file that nothing named when it comes in again at that moment', async () => {
    const { imports, strays } = test.core.vault;
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const text = '{"resourceType":"Basic"}';
    const one = await test.stageAll(owner, record, [text]);
    await test.db.batch([{ sql: 'delete from sources', parameters: [] }]);
    await imports.cancel(await test.permit(owner, record, ['create']), one.id, 'given up');
    test.clock.advance(Math.max(0, Date.now() - test.clock.now()) + 25 * 3_600_000);
    const { writtenAt } = test.objects;
    let again: Promise<unknown> | undefined;
    Object.assign(test.objects, {
      // After it was found to be old, and before it is removed.
      writtenAt: async (at: string) => {
        const written = await writtenAt(at);
        if (again !== undefined) return written;
        again = test.importAll(owner, record, [text]);
        await again;
        return written;
      },
    });
    expect(await strays.remove([await test.permit(owner, record, ['delete'])])).toBe(0);
    expect(again).toBeDefined();
    const [file] = await test.core.vault.read.listSources(await test.permit(owner, record, ['search']));
    expect(await contentOf(owner, record, file?.id as SourceId)).toBe(text);
  });

  it('does not build upon a file that is there and that nothing names', async () => {
    const { imports } = test.core.vault;
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const one = await test.stageAll(owner, record, ['{"resourceType":"Basic"}']);
    await imports.cancel(await test.permit(owner, record, ['create']), one.id, 'given up');
    const [blob = ''] = await stored();
    await imports.sweep(await test.permit(owner, record, ['delete']));
    await test.objects.put(blob, Buffer.from('what a broken-off upload left'));
    await test.importAll(owner, record, ['{"resourceType":"Basic"}']);
    expect(await stored()).toEqual([blob]);
    const [file] = await test.core.vault.read.listSources(await test.permit(owner, record, ['search']));
    expect(await contentOf(owner, record, file?.id as SourceId)).toBe('{"resourceType":"Basic"}');
  });
});
