import { CodedError, errorRegistry } from '@chartwarden/errors';
import type { ImportId, SourceId } from '@chartwarden/ids';
import {
  isWrittenHere,
  type Outcome,
  type Permit,
  type RestoredVersion,
  type StagedFact,
  type Vault,
} from '@chartwarden/vault';
import type { ArchiveMessage, OriginalHeader } from './importers/archive-messages.ts';
import type { FileReport, Problem } from './report.ts';
import { noCounts } from './report.ts';

type Received = Extract<RestoredVersion, { layer: 'received' }>;

/**
 * An entry for a record in which others stand. What was written there comes as it stands now, and under the ids that it
 * had: nobody minted them but that instance, of which nothing is known here.
 */
function merged({ fact, described, bytes, origin, current, deleted }: Received): readonly StagedFact[] {
  if (!isWrittenHere(origin)) return [{ fact: described, bytes, origin }];
  return current && deleted !== true ? [{ fact: { ...described, id: fact }, bytes, origin: 'unknown' }] : [];
}

interface Feed {
  readonly header: OriginalHeader;
  left: number;
  push(piece: Uint8Array): Promise<void>;
  fail(error: unknown): void;
  readonly done: Promise<void>;
}

export interface ArchiveParts {
  readonly vault: Pick<Vault, 'imports'>;
  readonly permit: () => Promise<Permit>;
  readonly import: ImportId;
  /** The archive itself. */
  readonly source: { readonly id: SourceId; readonly name: string };
  /** Nothing was added to this record before, and nobody is left out: it comes back as it was. */
  readonly isWhole: boolean;
  /** Another import waits in this record: what it holds would be taken for what is there already. */
  readonly othersWait: boolean;
  /** Notes whom an entry is about; false when it is to be left out. */
  readonly take: (version: Received) => boolean;
  readonly staged: (outcomes: readonly Outcome[]) => void;
  /** What is said when only its entries are taken. */
  readonly partly: 'CW-INT-021' | 'CW-INT-023';
  readonly note: (problem: Problem) => void;
}

/**
 * Takes what the reader of an archive says: into an empty record all of it, under its own ids, numbers and times; into any
 * other the entries as they were received, like those of any file.
 */
export function createArchiveTaker(parts: ArchiveParts) {
  const { vault, permit, source, isWhole, take, staged } = parts;
  const { imports } = vault;
  const files: FileReport[] = [];
  let feed: Feed | undefined;
  let isNoted = false;
  let isBegun = false;

  async function original(header: OriginalHeader): Promise<void> {
    files.push({
      source: header.id,
      name: header.name,
      size: header.size,
      state: 'read',
      counts: noCounts(),
      recognised: 'Kept as it was received',
    });
    const pieces = createPieces();
    const { id, name, mediaType, receivedAt } = header;
    const done = imports.restoreSource(await permit(), parts.import, {
      name,
      mediaType,
      bytes: pieces.bytes(),
      of: { id: id as SourceId, receivedAt, archive: source.id },
    });
    // Awaited with its last piece; until then a broken one must not count as unhandled.
    done.catch((error: unknown) => pieces.fail(error));
    feed = { header, left: header.size, push: pieces.push, fail: pieces.fail, done };
    if (header.size === 0) await close(feed, pieces.end);
    else ends = pieces.end;
  }
  let ends: () => void = () => undefined;

  async function close(open: Feed, end: () => void): Promise<void> {
    feed = undefined;
    end();
    await open.done;
  }

  async function merge(versions: readonly RestoredVersion[]): Promise<void> {
    if (!isNoted) {
      isNoted = true;
      const { partly } = parts;
      const { message } = errorRegistry[partly];
      parts.note({ file: source.name, path: '', severity: 'flagged', code: partly, message });
    }
    const list: StagedFact[] = versions.flatMap((one) => (one.layer === 'received' && take(one) ? merged(one) : []));
    if (list.length > 0) staged(await imports.stage(await permit(), parts.import, source.id, list));
  }

  async function message(said: ArchiveMessage): Promise<void> {
    isBegun = true;
    if (isWhole && parts.othersWait) throw new CodedError('CW-INT-025');
    switch (said.kind) {
      case 'original':
        if (feed !== undefined) throw new CodedError('CW-INT-003', 'original');
        if (isWhole) await original(said);
        return;
      case 'piece':
        if (!isWhole) return;
        if (feed === undefined || said.bytes.length > feed.left) throw new CodedError('CW-INT-003', 'piece');
        feed.left -= said.bytes.length;
        await feed.push(said.bytes);
        if (feed.left === 0) await close(feed, ends);
        return;
      case 'said':
        if (isWhole) await imports.restoreSaid(await permit(), parts.import, said.said);
        return;
      case 'versions':
        if (!isWhole) return merge(said.versions);
        for (const one of said.versions) if (one.layer === 'received') take(one);
        staged(await imports.restoreVersions(await permit(), parts.import, said.versions));
    }
  }

  return {
    message,
    /** Files that came out of it. */
    files: (): readonly FileReport[] => files,
    /** It was an archive: what went wrong with it went wrong with all of it. */
    isBegun: (): boolean => isBegun,
    /** Ends what is under way when no more comes. */
    end(): void {
      feed?.fail(new CodedError('CW-INT-002'));
      feed = undefined;
    },
  };
}

/** Hands pieces from one side to the other, one at a time: a piece is given back when the next one is asked for. */
function createPieces() {
  let waiting: { piece: Uint8Array; taken: () => void } | undefined;
  let asked: (() => void) | undefined;
  let isOver = false;
  let failure: { readonly error: unknown } | undefined;
  const wake = (): void => {
    asked?.();
    asked = undefined;
  };
  return {
    push: (piece: Uint8Array): Promise<void> =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure.error);
        waiting = { piece, taken: resolve };
        wake();
      }),
    end(): void {
      isOver = true;
      wake();
    },
    fail(error: unknown): void {
      failure ??= { error };
      waiting?.taken();
      wake();
    },
    async *bytes(): AsyncGenerator<Uint8Array> {
      for (;;) {
        if (failure !== undefined) throw failure.error;
        if (waiting !== undefined) {
          const { piece, taken } = waiting;
          waiting = undefined;
          yield piece;
          taken();
        } else if (isOver) return;
        else
          await new Promise<void>((resolve) => {
            asked = resolve;
          });
      }
    },
  };
}
