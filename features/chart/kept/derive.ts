import type { Sandbox } from '@chartwarden/sandbox';
import type { DerivedPiece, Deriving, ServedFact } from '@chartwarden/vault';
import type { Saying } from '../duplicates/links.ts';
import { SECTION_NAMES } from '../reading/sections.ts';
import { portalName } from '../served-facts.ts';
import { factsFrames, type GivenFact, type MadePiece, pieceIn, saidFrame } from './derive-frames.ts';
import { DUPLICATES, SEARCH } from './segment-pieces.ts';

/**
 * Beyond these the building ends with an error, and not the server. Measured: 50,000 facts need a tenth of the heap and
 * half a minute; nothing is heard of the program while it puts a section together.
 */
const LIMITS = {
  heapMb: 1024,
  buffersMb: 512,
  deadlineMs: 60 * 60_000,
  idleMs: 10 * 60_000,
  maxOutputBytes: 8 * 1024 ** 3,
};

/**
 * Works out every section of the chart and the text index, in a program of its own (platform/sandbox): what it takes goes
 * back to the machine with it, and words of a record are read where nothing else is. `end` it when the building is over.
 */
export function createDeriving(
  sandbox: Pick<Sandbox, 'run'>,
  now: number,
  unlessSince: number,
): Deriving & { end(): Promise<void> } {
  const types = new Map<string, string>();
  let sayings: readonly Saying[] = [];
  let program: ReturnType<typeof startProgram> | undefined;
  // Started with the first fact: mostly there is nothing to do.
  const started = () => {
    program ??= startProgram(sandbox, now);
    return program;
  };
  return {
    unlessSince,
    sections: [...SECTION_NAMES, SEARCH, DUPLICATES],
    async take(facts) {
      for (const { id, type } of facts) types.set(id, type);
      await started().give(factsFrames(facts.map(givenOf)));
    },
    said(verdicts) {
      sayings = verdicts.filter((one) => one.undoneAt === null);
    },
    async *pieces() {
      const { give, close, made } = started();
      await give(saidFrame(sayings));
      close();
      for await (const piece of made) yield named(piece, types);
    },
    end: async () => program?.end(),
  };
}

/** The program at work: fed no faster than it takes, and read no faster than its pieces are taken. */
function startProgram(sandbox: Pick<Sandbox, 'run'>, now: number) {
  const given = new TransformStream<Uint8Array, Uint8Array>();
  const made = new TransformStream<MadePiece, MadePiece>();
  const [feed, pieces] = [given.writable.getWriter(), made.writable.getWriter()];
  const ending = new AbortController();
  const work = sandbox
    .run({
      entry: new URL('./derive-program.ts', import.meta.url).pathname,
      job: { now },
      input: given.readable,
      onMessage: (header, bytes) => pieces.write(pieceIn(header, bytes)),
      limits: LIMITS,
      warm: false,
      signal: ending.signal,
    })
    .then(
      () => pieces.close(),
      // Whoever waits on either side is told why.
      (error: unknown) => Promise.all([feed.abort(error), pieces.abort(error)]),
    );
  return {
    give: (bytes: Uint8Array): Promise<void> => feed.write(bytes),
    close: (): void => void feed.close().catch(() => undefined),
    made: made.readable,
    async end(): Promise<void> {
      ending.abort();
      await Promise.all([made.readable.cancel().catch(() => undefined), work.catch(() => undefined)]);
    },
  };
}

/** Throws when it names a fact that the program was not given: then nothing of it can be believed. */
function named({ facts, ...piece }: MadePiece, types: ReadonlyMap<string, string>): DerivedPiece {
  const withTypes = facts.map((id) => {
    const type = types.get(id);
    if (type === undefined) throw new Error('a piece names a fact that was not given');
    return { id, type };
  });
  return { ...piece, facts: withTypes };
}

const givenOf = (fact: ServedFact): GivenFact => {
  const { id, type, version, labels, corrected, date, bytes, portal, upstreamId, origin } = fact;
  return {
    id,
    type,
    version,
    labels,
    corrected,
    from: portalName(origin),
    date: date?.at ?? null,
    bytes,
    ...(portal === undefined ? {} : { portal }),
    ...(upstreamId === undefined ? {} : { upstreamId }),
  };
};
