import type { Actor, Ledger } from '@chartwarden/ledger';
import { writeDurably } from './durable-file.ts';
import { OPERATOR } from './operator.ts';
import { lastEntry } from './past-acts.ts';
import type { Report } from './report.ts';

export interface Verified {
  readonly verified: boolean;
  readonly entries: number;
  /** Hex root of the tree over `entries`. */
  readonly root: string;
  readonly witness: 'agrees' | 'behind' | 'disagrees' | 'missing' | 'none';
  /** The log says that it was lawfully set back at some time. */
  readonly restored: boolean;
  readonly problems: readonly { readonly seq?: number; readonly message: string }[];
}

/** Verifies the instance's own log in the database, and every checkpoint at its witness. */
export async function verifyOwn(
  ledger: Ledger,
  hasWitness: boolean,
  report: Report,
  actor: Actor = OPERATOR,
): Promise<Verified> {
  report({ step: 'checking the log' });
  const { size, root } = await ledger.refresh();
  const found = await ledger.verify();
  const witness = await witnessOf(ledger, hasWitness);
  const problems = found.problems.map(({ seq, what }) => ({ ...(seq === undefined ? {} : { seq }), message: what }));
  if (witness === 'disagrees')
    problems.push({ message: 'the log contradicts its witness: it was rewritten or rolled back' });
  const verified = problems.length === 0;
  const restored = (await lastEntry(ledger, 'restore')) !== undefined;
  await noteVerified(ledger, actor, verified, size);
  return { verified, entries: size, root: root.toString('hex'), witness, restored, problems };
}

/** The line of a check of the log; whoever looks after it is told of one that failed (features/operate/alerts). */
export async function noteVerified(ledger: Ledger, actor: Actor, verified: boolean, count: number): Promise<void> {
  const outcome = verified ? 'done' : 'failed';
  await ledger.append({ scope: 'instance', body: { actor, action: 'verify', outcome, count } });
}

async function witnessOf(ledger: Ledger, hasWitness: boolean): Promise<Verified['witness']> {
  if (!hasWitness) return 'none';
  try {
    const verdict = await ledger.compareWithWitness();
    if (verdict === 'none') return 'missing';
    if (verdict !== 'same' && verdict !== 'restored') return 'disagrees';
    return ledger.witnessStatus().failure === undefined ? 'agrees' : 'behind';
  } catch {
    return 'missing';
  }
}

/** Writes an export that anybody can check with the public key. Discloses no line about a person. Throws CW-OPS-001. */
export async function exportOwn(ledger: Ledger, out: string, report: Report) {
  let entries = 0;
  let root = '';
  async function* lines(): AsyncGenerator<Uint8Array> {
    let done = 0;
    for await (const line of ledger.export(() => false)) {
      const said = JSON.parse(line) as { entries?: number; checkpoint?: string };
      if (said.entries !== undefined) entries = said.entries;
      // C2SP tlog-checkpoint: name, size, root.
      const [, size, hash] = said.checkpoint?.split('\n') ?? [];
      if (hash !== undefined && Number(size) === entries) root = Buffer.from(hash, 'base64').toString('hex');
      done += 1;
      if (done % 1000 === 0) report({ step: 'writing the log', done, total: entries, unit: 'entries' });
      yield Buffer.from(line);
    }
  }
  const { sha256 } = await writeDurably(out, lines(), 'keep');
  await ledger.append({
    scope: 'instance',
    body: { actor: OPERATOR, action: 'export-ledger', outcome: 'done', count: entries, payload: sha256 },
  });
  return { out, entries, root, publicKey: ledger.verifierKey() };
}
