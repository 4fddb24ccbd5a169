import { CodedError, type ErrorCode, errorRegistry } from '@chartwarden/errors';
import { type ImportedFact, indexValueSize } from '@chartwarden/fhir';
import type { ImporterHeader } from '../messages.ts';

/** Facts of one message, so that reading and staging run hand in hand. */
const FACTS = 50;
/** Bytes of one message's slices; a larger resource goes alone. */
const BYTES = 1024 * 1024;
/** Characters of one message's header: far enough from the sandbox's 256 KB, were every one of three bytes. */
const HEADER = 64 * 1024;
/** Problems that wait for the first batch of facts. */
const WAITING_PROBLEMS = 500;

export interface Refusal {
  readonly code: ErrorCode;
  /** What exactly, without any value of the record. */
  readonly detail?: string;
}

type Severity = 'refused' | 'flagged';

/** Where the facts and problems of one file or archive member go. */
export interface FactSender {
  fact(fact: ImportedFact, slice: Uint8Array): void;
  problem(path: string, severity: Severity, problem: Refusal): void;
  /**
   * The part is over: sends what waits. Throws the CodedError of its refusal when nothing of it was kept and something
   * was refused.
   */
  end(): void;
}

/** The sentence of a problem with what exactly it is about. */
export function sentence({ code, detail }: Refusal): string {
  const { message } = errorRegistry[code];
  return detail === undefined ? message : `${message} (${detail})`;
}

const coded = ({ code, detail }: Refusal): CodedError => new CodedError(code, detail);

/**
 * A sender for one part. Its first batch of facts, and every problem before it, waits until the batch is full or the
 * part is over; then `judge` may refuse the whole part, of which nothing has been said by then. Afterwards facts go out
 * in batches and problems at once.
 */
export function createFactSender(
  send: (header: ImporterHeader, bytes?: Uint8Array) => void,
  judge: () => Refusal | undefined,
): FactSender {
  let facts: ImportedFact[] = [];
  let lengths: number[] = [];
  // Most files are small: the buffer grows with what is in them.
  let buffer: Buffer = Buffer.allocUnsafe(32 * 1024);
  let used = 0;
  let headerSize = 0;
  let problems: { path: string; severity: Severity; problem: Refusal }[] = [];
  let isJudged = false;
  let kept = 0;
  let first: Refusal | undefined;
  let refused = 0;
  const refusedCodes = new Set<ErrorCode>();

  const tell = (path: string, severity: Severity, problem: Refusal): void =>
    send({ kind: 'problem', path: path.slice(0, 1024), severity, code: problem.code, message: sentence(problem) });

  /** The point at which the part is taken or refused as a whole. */
  const pass = (): void => {
    if (isJudged) return;
    const refusal = judge();
    if (refusal) throw coded(refusal);
    isJudged = true;
    for (const { path, severity, problem } of problems) tell(path, severity, problem);
    problems = [];
  };

  const flush = (): void => {
    pass();
    if (facts.length === 0) return;
    send({ kind: 'facts', facts, lengths }, buffer.subarray(0, used));
    facts = [];
    lengths = [];
    used = 0;
    headerSize = 0;
    if (buffer.length > 2 * BYTES) buffer = Buffer.allocUnsafe(BYTES);
  };

  return {
    fact(fact, slice) {
      const size = headerSizeOf(fact);
      if (facts.length >= FACTS || used + slice.length > BYTES || headerSize + size > HEADER) flush();
      if (used + slice.length > buffer.length) {
        const wider = Buffer.allocUnsafe(Math.max(used + slice.length, 2 * buffer.length));
        buffer.copy(wider, 0, 0, used);
        buffer = wider;
      }
      buffer.set(slice, used);
      used += slice.length;
      headerSize += size;
      facts.push(fact);
      lengths.push(slice.length);
      kept += 1;
    },
    problem(path, severity, problem) {
      if (severity === 'refused') {
        first ??= problem;
        refused += 1;
        refusedCodes.add(problem.code);
      }
      if (isJudged) tell(path, severity, problem);
      else if (problems.length < WAITING_PROBLEMS) problems.push({ path, severity, problem });
      else {
        pass();
        tell(path, severity, problem);
      }
    },
    end() {
      if (kept > 0 || first === undefined) {
        flush();
        return;
      }
      const [only] = refusedCodes.size === 1 ? [...refusedCodes] : [];
      // Objects without a resourceType all through: this is no FHIR at all.
      if (only === 'CW-FHIR-014') throw coded({ code: 'CW-FHIR-038' });
      if (refused > 1) pass();
      throw coded(first);
    },
  };
}

/** About how many characters a fact's header takes. */
function headerSizeOf(fact: ImportedFact): number {
  // Only what was flagged can hold characters that grow when they are written.
  if (fact.flagged) return JSON.stringify(fact).length;
  let size = 600 + fact.path.length + (fact.fullUrl?.length ?? 0);
  for (const value of fact.index) size += indexValueSize(value);
  for (const identifier of fact.human?.identifiers ?? []) size += identifier.length;
  return size;
}
