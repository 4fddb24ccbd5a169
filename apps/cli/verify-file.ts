import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '@chartwarden/errors';
import { createExportVerifier, verifyLineProof, witnessFile, witnessNotes } from '@chartwarden/ledger-proof';
import { readSmall } from './files.ts';

/** What a file proves, with nothing but a public key. */
export interface FileVerdict {
  readonly kind: 'export' | 'proof';
  readonly verified: boolean;
  /** Why it does not hold: the first thing that is wrong. */
  readonly why?: string;
  /** First bad line and entry of an export. */
  readonly line?: number;
  readonly entry?: number;
  readonly entries?: number;
  readonly root?: string;
  readonly witness?: string;
  /** Entries that the witness knows of beyond an export: it was made before them, or the log was cut. */
  readonly witnessAhead?: number;
  /** Lines of a record that a proof shows. */
  readonly lines?: number;
  readonly publicKey: string;
  readonly keyFrom: 'option' | 'instance' | 'file';
}

/** Where the pinned key comes from. */
export interface KeyPlaces {
  /** `--key`: the key itself, or a file that holds it. */
  readonly given: string | undefined;
  /** The key of the instance on this machine, if there is one. */
  instance(): Promise<string | null>;
}

const LONGEST_LINE = 16 * 1024 * 1024;
const LONGEST_PROOF = 256 * 1024 * 1024;
/** C2SP signed-note: `<name>+<8 hex>+<base64>`; a printed kit holds exactly one. */
const KEY = /[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}(?![A-Za-z0-9+/=])/;

/** Verifies an export of the log or a proof from the activity page. Throws CW-CLI-003 without a key, CW-CLI-007. */
export async function verifyFile(file: string, keys: KeyPlaces, witness: string | undefined): Promise<FileVerdict> {
  if (!existsSync(file)) throw new CodedError('CW-CLI-007', file);
  for await (const first of linesOf(file)) {
    const { format, origin, entries } = parse(first.toString('utf8')) ?? {};
    if (typeof format === 'string' && typeof origin === 'string')
      return verifyExportFile(file, { origin, entries: Number(entries) }, await pinned(keys, undefined), witness);
    break;
  }
  const document = parse(readSmall(file, LONGEST_PROOF));
  const own = typeof document?.verifier === 'string' ? document.verifier : undefined;
  const key = await pinned(keys, own);
  const result = verifyLineProof(document?.proof ?? document, key.publicKey);
  return {
    kind: 'proof',
    verified: result.ok,
    ...(result.ok
      ? {
          lines: result.lines.length,
          entries: result.statement.tree.size,
          root: result.statement.tree.root.toString('hex'),
        }
      : { why: result.why }),
    ...key,
  };
}

async function verifyExportFile(
  file: string,
  { origin, entries }: { readonly origin: string; readonly entries: number },
  key: Pick<FileVerdict, 'publicKey' | 'keyFrom'>,
  witness: string | undefined,
): Promise<FileVerdict> {
  const all = witness === undefined ? [] : keptBy(witness, origin);
  if (witness !== undefined && all.length === 0)
    throw new CodedError('CW-CLI-007', `${witness} holds no checkpoint of ${origin}`);
  // An export is of one moment: what the witness saw later says nothing against it, and is told apart.
  const sizes = all.map(sizeOf);
  const verifier = createExportVerifier(
    key.publicKey,
    all.filter((_note, at) => !((sizes[at] ?? 0) > entries)),
  );
  const ahead = Math.max(0, ...sizes.filter((size) => size > entries)) - entries;
  for await (const line of linesOf(file)) {
    const failure = verifier.line(line);
    if (failure !== undefined) return { kind: 'export', verified: false, ...wrong(failure), ...key };
  }
  const report = await verifier.end();
  if (!report.ok) return { kind: 'export', verified: false, ...wrong(report), ...key };
  const { head, witness: verdict } = report;
  const agrees = verdict === undefined || verdict === 'same' || verdict === 'restored';
  return {
    kind: 'export',
    verified: agrees,
    entries: head.size,
    root: head.root.toString('hex'),
    ...(agrees ? {} : { why: `the witness says: ${verdict}` }),
    ...(verdict === undefined ? {} : { witness: verdict }),
    ...(ahead > 0 ? { witnessAhead: ahead } : {}),
    ...key,
  };
}

/** What a folder that is a witness holds of a log; none when it knows nothing of it. */
function keptBy(folder: string, origin: string): string[] {
  const file = join(folder, witnessFile(origin));
  return existsSync(file) ? witnessNotes(readFileSync(file, 'utf8')) : [];
}

/** C2SP tlog-checkpoint: name, size, root. Not a number when the note is none; the verifier then says so. */
const sizeOf = (note: string): number => Number(note.split('\n')[1]);

const wrong = ({ line, entry, why }: { line: number; entry?: number; why: string }) => ({
  why,
  line,
  ...(entry === undefined ? {} : { entry }),
});

async function pinned(keys: KeyPlaces, own: string | undefined): Promise<Pick<FileVerdict, 'publicKey' | 'keyFrom'>> {
  if (keys.given !== undefined) {
    const text = existsSync(keys.given) ? readSmall(keys.given) : keys.given;
    const publicKey = KEY.exec(text)?.[0];
    if (publicKey === undefined) throw new CodedError('CW-CLI-001', '--key holds no public key');
    return { publicKey, keyFrom: 'option' };
  }
  const instance = await keys.instance();
  if (instance !== null) return { publicKey: instance, keyFrom: 'instance' };
  if (own !== undefined) return { publicKey: own, keyFrom: 'file' };
  throw new CodedError('CW-CLI-003', '--key, the public key on the recovery kit');
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Lines without their line feed, in little memory. A last line without one is given with a mark that no export has. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file)) {
    let from = 0;
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      yield bytes.subarray(from, at);
      from = at + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > LONGEST_LINE) throw new CodedError('CW-CLI-007', `${file} has a line that is too long`);
  }
  if (rest.length > 0) yield Buffer.concat([rest, Buffer.from('\r')]);
}
