import { randomUUID } from 'node:crypto';
import { describeEngines, type TestDb } from '@chartwarden/db/testing';
import { newId } from '@chartwarden/ids';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idsIn, packIds } from './entry.ts';
import { type Ledger, ledgerMigrations } from './index.ts';
import { createPlace, type Place, person, readBy } from './testing.ts';

describeEngines('lines that released an id', (engine) => {
  let place: Place;
  let test: TestDb;
  let ledger: Ledger;
  beforeEach(async () => {
    place = createPlace();
    test = await engine.open(ledgerMigrations);
    ledger = await place.open(test.db);
  });
  afterEach(async () => {
    await ledger.close();
    await test.remove();
    place.remove();
  });

  it('are found over full tiles and open ones, page by page, and none is about somebody else', async () => {
    const [own, other] = [person(), person()];
    const wanted = newId();
    const file = newId();
    const all = { limit: 100, lines: 5000 };
    const naming = (page: Parameters<Ledger['reader']['naming']>[2]) => ledger.reader.naming(own, [wanted, file], page);
    expect(await naming(all)).toEqual({ found: [], looked: 0, unnamed: 0, since: null, next: null });

    // Several tiles of 256, those of the other person between them.
    const want: number[] = [];
    for (let line = 0; line < 700; line += 1) {
      const scope = line % 3 === 0 ? other : own;
      const ids = line % 50 === 1 ? [newId(), line % 100 === 1 ? wanted : file, newId()] : [newId()];
      const { seq } = await ledger.append({ ...readBy(scope), ...(line % 7 === 0 ? {} : { ids }) });
      if (scope === own && line % 50 === 1 && line % 7 !== 0) want.unshift(seq);
    }
    const whole = await naming(all);
    expect(whole.found.map(({ entry }) => entry.seq)).toEqual(want);
    expect(new Set(whole.found.map(({ named }) => named.join()))).toEqual(new Set([wanted, file]));
    expect(whole).toMatchObject({ looked: 466, unnamed: 66, next: null });

    const [seqs, looked]: [number[], number[]] = [[], []];
    for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null; ) {
      const page = await naming({ before, limit: 2, lines: 150 });
      expect(page.looked).toBeLessThanOrEqual(150);
      expect(page.found.length).toBeLessThanOrEqual(2);
      seqs.push(...page.found.map(({ entry }) => entry.seq));
      looked.push(page.looked);
      before = page.next;
    }
    expect(seqs).toEqual(want);
    expect(looked.reduce((sum, one) => sum + one)).toBe(466);
  });

  it('are looked for in few large lines at a time', async () => {
    const own = person();
    // Ids that were made in a moment begin alike, and a quick machine would pack them into less.
    const many = Array.from({ length: 50_000 }, () => randomUUID());
    for (let line = 0; line < 16; line += 1) await ledger.append({ ...readBy(own), ids: many });
    await ledger.append({ ...readBy(own), ids: [many[5] ?? ''] });
    const page = await ledger.reader.naming(own, [many[49_999] ?? ''], { limit: 100, lines: 5000 });
    // Some 600 kB a line: the bytes end this page, not the lines.
    expect(page.looked).toBeGreaterThan(5);
    expect(page.looked).toBeLessThan(17);
    expect(page.found).toHaveLength(page.looked - 1);
    expect(page.next).not.toBeNull();
  });

  it('of an erased person can be read by nobody', async () => {
    const own = person();
    const wanted = newId();
    await ledger.append({ ...readBy(own), ids: [wanted] });
    place.cipher.erased.add(own);
    expect(await ledger.reader.naming(own, [wanted], { limit: 9, lines: 9 })).toMatchObject({ found: [], unnamed: 1 });
  });
});

describe('ids among packed ones', () => {
  it('are those that were packed, as UUIDs and as text, however many, and nothing across two of them', () => {
    const uuid = fc.uuid();
    const id = fc.oneof(
      uuid,
      fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !text.includes('\n')),
    );
    fc.assert(
      fc.property(fc.array(uuid, { maxLength: 300 }), fc.array(id, { maxLength: 5 }), id, (uuids, texts, strange) => {
        const ids = [...uuids, ...texts];
        const wanted = [...ids.slice(0, 2), strange];
        const found = idsIn(packIds(ids), wanted);
        expect(found).toEqual(ids.length === 0 ? null : wanted.filter((one) => ids.includes(one)));
      }),
    );
    const [one, two] = ['00112233-4455-4677-8899-aabbccddeeff', '01112233-4455-4677-8899-aabbccddee00'];
    const shifted = `${one.replaceAll('-', '').slice(2)}01`;
    const name = `${shifted.slice(0, 8)}-${shifted.slice(8, 12)}-${shifted.slice(12, 16)}-${shifted.slice(16, 20)}-${shifted.slice(20)}`;
    expect(idsIn(packIds([one, two]), [name])).toEqual([]);
  });
});
