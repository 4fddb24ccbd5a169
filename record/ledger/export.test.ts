import type { Db } from '@chartwarden/db';
import { commitmentOf, createExportVerifier, leafHash, verifyExport as verifyChunks } from '@chartwarden/ledger-proof';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSqlite, type TestDb } from '../../platform/db/testing.ts';
import { type Ledger, ledgerMigrations } from './index.ts';
import { createPlace, newCheckpointKey, operator, type Place, person, readBy } from './testing.ts';

let test: TestDb;
let place: Place;
let ledger: Ledger;
let db: Db;
let text: string;
let pinned: string;

const exported = async (from: Ledger, disclose: (scope: string) => boolean): Promise<string> => {
  let all = '';
  for await (const line of from.export(disclose)) all += line;
  return all;
};

const verifyExport = (of: string | Buffer, key: string, witness?: string[]) =>
  verifyChunks([Buffer.from(of)], key, witness);

beforeAll(async () => {
  test = await openTestSqlite(ledgerMigrations);
  db = test.db;
  place = createPlace();
  ledger = await place.open(db);
  pinned = ledger.verifierKey();
  const [one, two] = [person(), person()];
  await Promise.all(Array.from({ length: 10 }, (_, i) => ledger.append(readBy(i % 2 ? one : two))));
  await ledger.checkpoints.write();
  const next = newCheckpointKey();
  place.keys.push(next);
  await ledger.checkpoints.rotate(next, operator);
  await Promise.all(Array.from({ length: 9 }, () => ledger.append(readBy('instance'))));
  await ledger.checkpoints.write();
  text = await exported(ledger, (scope) => scope !== two);
});
afterAll(async () => {
  await ledger.close();
  await test.remove();
  place.remove();
});

describe('an export', () => {
  it('verifies with nothing but the public key, the first one or the one in use', async () => {
    const { size, root } = ledger.head();
    for (const key of [pinned, ledger.verifierKey()]) {
      expect(await verifyExport(text, key)).toMatchObject({
        ok: true,
        head: { size, root },
        disclosed: 15,
        checkpoints: 3,
      });
    }
    const stranger = (await createPlace().open((await openTestSqlite(ledgerMigrations)).db)).verifierKey();
    expect(await verifyExport(text, stranger)).toMatchObject({ ok: false });
    expect(await verifyExport(text, 'no key')).toMatchObject({ ok: false, why: 'the public key is not one' });
  });

  it('shows a change of any one of its bytes (all of them: prove ledger-flips)', async () => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 41) {
      const was = bytes[at] as number;
      bytes[at] = was ^ (1 << (at % 7));
      const report = await verifyExport(bytes, pinned);
      if (report.ok) expect.fail(`byte ${at} may be changed from ${was} to ${bytes[at]}`);
      bytes[at] = was;
    }
  });

  it('names the entry whose line was changed, and none before it', async () => {
    const lines = text.split('\n');
    for (const [at, line] of lines.entries()) {
      const seq = /"seq":(\d+),"time":\d+\}$/.exec(line)?.[1];
      if (seq === undefined) continue;
      for (let i = 0; i < line.length; i += 37) {
        const other = line[i] === '7' ? '8' : '7';
        const changed = lines.with(at, line.slice(0, i) + other + line.slice(i + 1)).join('\n');
        expect(await verifyExport(changed, pinned)).toMatchObject({ ok: false, entry: Number(seq) });
      }
    }
  });

  it('shows lines that are missing, doubled, swapped or added, and white space', async () => {
    const lines = text.split('\n');
    const bad = async (changed: string[]) =>
      expect(await verifyExport(changed.join('\n'), pinned)).toMatchObject({ ok: false });
    for (let at = 0; at < lines.length - 1; at++) {
      await bad(lines.toSpliced(at, 1));
      await bad(lines.toSpliced(at, 0, lines[at] ?? ''));
      await bad(lines.with(at, `${lines[at]} `));
      if (at + 2 < lines.length) await bad(lines.with(at, lines[at + 1] ?? '').with(at + 1, lines[at] ?? ''));
    }
    await bad([...lines, '']);
    await bad(lines.slice(0, -2));
    await bad([]);
  });

  it('that somebody made to fit itself fails at the signed root, which says where', async () => {
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('"seq":4,'));
    const entry = JSON.parse(lines[at] ?? '');
    const time = entry.time;
    const leaf = leafHash(4, time, Buffer.alloc(32, 1)).toString('hex');
    const forged = `{"commitment":"${'01'.repeat(32)}","leaf":"${leaf}","seq":4,"time":${time}}`;
    const report = await verifyExport(lines.with(at, forged).join('\n'), pinned);
    expect(report).toMatchObject({ ok: false, entry: 0, upTo: 10, why: 'the entries do not give the signed root' });
  });

  it('gets an answer, and no exception, when a body that fits its commitment is none', async () => {
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('"seq":4,'));
    const { time } = JSON.parse(lines[at] ?? '');
    for (const body of ['null', '4', '"text"', '[]']) {
      const commitment = commitmentOf(Buffer.alloc(32, 2), body);
      const leaf = leafHash(4, time, commitment).toString('hex');
      const hex = commitment.toString('hex');
      const forged = `{"body":${body},"commitment":"${hex}","leaf":"${leaf}","nonce":"${'02'.repeat(32)}","seq":4,"time":${time}}`;
      const report = await verifyExport(lines.with(at, forged).join('\n'), pinned);
      expect(report).toMatchObject({ ok: false, entry: 4, why: 'its body is not one' });
    }
  });

  it('compares the log with the checkpoints of a witness', async () => {
    const witness = [...text.matchAll(/\{"checkpoint":(".*?")\}\n/g)].map((match) => JSON.parse(match[1] ?? ''));
    expect(await verifyExport(text, pinned, witness)).toMatchObject({ ok: true, witness: 'same' });
    expect(await verifyExport(text, pinned, ['nonsense'])).toMatchObject({ ok: true, witness: 'not-genuine' });
  });

  it('of a changed database names the changed entry', async () => {
    const copy = await openTestSqlite(ledgerMigrations);
    const other = createPlace();
    const log = await other.open(copy.db);
    for (let i = 0; i < 300; i++) void log.append(readBy('instance'));
    await log.append(readBy('instance'));
    await log.checkpoints.write();
    await copy.db.batch([{ sql: 'update ledger_entries set time = time + 1 where seq = ?', parameters: [77] }]);
    expect(await verifyExport(await exported(log, () => true), log.verifierKey())).toMatchObject({
      ok: false,
      entry: 77,
    });
    await log.close();
    await copy.remove();
    other.remove();
  });

  it('is the same however it is cut into chunks', async () => {
    const bytes = Buffer.from(text);
    for (const size of [1, 7, 1000]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect(await verifyChunks(chunks, pinned)).toMatchObject({ ok: true });
    }
    expect(await verifyChunks([Buffer.alloc(3_000_000, 'a')], pinned)).toMatchObject({ ok: false, line: 1 });
  });

  it('is taken line by line, and says what is wrong at once', () => {
    const verifier = createExportVerifier(pinned);
    const lines = text.split('\n');
    const first = lines.findIndex((line) => line.includes('"seq":0,'));
    for (const line of lines.slice(0, first)) expect(verifier.line(Buffer.from(line))).toBeUndefined();
    expect(verifier.line(Buffer.from('{}'))).toMatchObject({ ok: false, entry: 0, line: first + 1 });
  });
});
