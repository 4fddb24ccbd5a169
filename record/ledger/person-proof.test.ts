import type { RecordId } from '@chartwarden/ids';
import { compareWithEarlier, type LineProof, verifyLineProof } from '@chartwarden/ledger-proof';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestSqlite, type TestDb } from '../../platform/db/testing.ts';
import { type Ledger, ledgerMigrations } from './index.ts';
import { createPlace, newCheckpointKey, operator, type Place, person, readBy } from './testing.ts';

let test: TestDb;
let place: Place;
let ledger: Ledger;
let key: string;
let [one, two] = [person(), person()];

beforeEach(async () => {
  [one, two] = [person(), person()];
  test = await openTestSqlite(ledgerMigrations);
  place = createPlace();
  ledger = await place.open(test.db);
  key = ledger.verifierKey();
  for (let i = 0; i < 6; i++) await ledger.append(readBy(i % 2 ? two : one, `account ${i}`));
});
afterEach(async () => {
  await ledger.close();
  await test.remove();
  place.remove();
});

const lineProof = async (scope: RecordId, seq: number): Promise<LineProof> => {
  const proof = await ledger.prover.line(scope, seq);
  if (proof === undefined) throw new Error('no such line');
  // As downloaded: nothing but JSON.
  return JSON.parse(JSON.stringify(proof));
};
const verified = (proof: LineProof) => {
  const result = verifyLineProof(proof, key);
  if (!result.ok) throw new Error(result.why);
  return result;
};

describe('the proof of one line', () => {
  it('holds with the public key alone, and shows nobody else\u2019s lines', async () => {
    const proof = await lineProof(one, 2);
    const result = verified(proof);
    expect(result.lines).toMatchObject([{ seq: 2, body: { actor: { account: 'account 2' }, chain: { count: 2 } } }]);
    expect(result.statement).toMatchObject({ scope: one, count: 3 });
    const text = JSON.stringify(proof);
    for (const hidden of [two, 'account 0', 'account 1', 'account 3', 'account 4']) expect(text).not.toContain(hidden);
  });

  it('is given for lines of that record only', async () => {
    expect(await ledger.prover.line(one, 1)).toBeUndefined();
    expect(await ledger.prover.line(one, 99)).toBeUndefined();
  });

  it('fails when any part of it is another', async () => {
    const proof = await lineProof(one, 2);
    const other = await lineProof(one, 4);
    const line = proof.lines[0];
    const { body } =
      line ??
      (() => {
        throw new Error('no line');
      })();
    const wrong: unknown[] = [
      { ...proof, lines: [{ ...line, time: 1 }] },
      { ...proof, lines: [{ ...line, seq: 3 }] },
      { ...proof, lines: [{ ...line, nonce: '0'.repeat(64) }] },
      { ...proof, lines: [{ ...line, body: { ...body, action: 'write' } }] },
      { ...proof, lines: [{ ...line, body: { ...body, more: true } }] },
      { ...proof, lines: other.lines },
      { ...proof, lines: [] },
      { ...proof, inclusion: proof.inclusion.slice(1) },
      { ...proof, inclusion: proof.inclusion.map(() => 'zz') },
      { ...proof, checkpoint: proof.statement },
      { ...proof, statement: proof.checkpoint },
      { ...proof, statement: proof.statement.replace('\n3\n', '\n4\n') },
      { ...proof, format: 'chartwarden-chain-proof' },
      { ...proof, rotations: ['nonsense'] },
      null,
      'text',
      {},
    ];
    for (const document of wrong) expect(verifyLineProof(document, key)).toMatchObject({ ok: false });
    expect(verifyLineProof(proof, 'no key')).toMatchObject({ ok: false });
  });

  it('does not hold with a statement about another record or another tree', async () => {
    const [mine, theirs] = [await lineProof(one, 2), await lineProof(two, 3)];
    expect(verifyLineProof({ ...mine, statement: theirs.statement }, key)).toMatchObject({ ok: false });
    await ledger.append(readBy(one));
    const later = await lineProof(one, 6);
    expect(verifyLineProof({ ...mine, statement: later.statement }, key)).toMatchObject({
      why: 'the statement is about another tree than the checkpoint',
    });
  });

  it('holds with the first key after the key was changed', async () => {
    const next = newCheckpointKey();
    place.keys.push(next);
    await ledger.checkpoints.rotate(next, operator);
    await ledger.append(readBy(one));
    verified(await lineProof(one, 7));
    verified(await lineProof(one, 0));
  });

  it('is not to be had for a sealed line', async () => {
    place.cipher.erased.add(one);
    await expect(ledger.prover.line(one, 0)).rejects.toThrow('destroyed');
    await expect(ledger.prover.chain(one)).rejects.toThrow('destroyed');
  });
});

describe('the proof of a whole chain', () => {
  it('shows that no line up to the signed head is missing', async () => {
    const proof: LineProof = JSON.parse(JSON.stringify(await ledger.prover.chain(one)));
    expect(verified(proof).lines.map((line) => line.body.chain.count)).toEqual([1, 2, 3]);
    for (let missing = 0; missing < 3; missing++)
      expect(verifyLineProof({ ...proof, lines: proof.lines.toSpliced(missing, 1) }, key)).toMatchObject({ ok: false });
    expect(verifyLineProof({ ...proof, lines: [] }, key)).toMatchObject({ ok: false });
    // The numbers and times of all its lines, not only of the last.
    for (const [at, line] of proof.lines.entries())
      for (const other of [{ time: line.time + 1 }, { seq: line.seq + 1 }]) {
        const lines = proof.lines.with(at, { ...line, ...other });
        expect(verifyLineProof({ ...proof, lines }, key)).toMatchObject({ ok: false });
      }
    expect(verifyLineProof({ ...proof, earlier: proof.earlier?.slice(1) }, key)).toMatchObject({ ok: false });
    expect(verified(await ledger.prover.chain(person())).lines).toEqual([]);
  });

  it('continues an earlier statement, and shows a cut tail or a fork against it', async () => {
    const earlier = verified(await lineProof(one, 4)).statement;
    await ledger.append(readBy(one));
    expect(compareWithEarlier(verified(await ledger.prover.chain(one)), earlier)).toBe('continues');

    // The same log with the real keys, told again from the start: first shorter, then as long but another.
    const again = await openTestSqlite(ledgerMigrations);
    const elsewhere = createPlace();
    elsewhere.keys.splice(0, 1, ...place.keys);
    await (await elsewhere.open(again.db)).close();
    const { origin } = ledger.head();
    await again.db.batch([{ sql: 'update ledger_head set origin = ?', parameters: [origin] }]);
    const forged = await elsewhere.open(again.db, { highWater: `${elsewhere.folder}/new` });
    for (let i = 0; i < 2; i++) await forged.append(readBy(one));
    expect(compareWithEarlier(verified(await forged.prover.chain(one)), earlier)).toBe('cut');
    for (let i = 0; i < 4; i++) await forged.append(readBy(one));
    expect(compareWithEarlier(verified(await forged.prover.chain(one)), earlier)).toBe('forked');
    await forged.close();
    await again.remove();
    elsewhere.remove();
  });
});
