import { CodedError, errorRegistry, isCoded } from '@chartwarden/errors';
import type { SourceId } from '@chartwarden/ids';
import type { SandboxSession } from '@chartwarden/sandbox';
import type { Import, Outcome, Permit, Source, StagedFact, Vault } from '@chartwarden/vault';
import type { ImporterJob } from './importers/messages.ts';
import { parseMessage } from './importers/messages.ts';
import { originOf } from './origins.ts';
import {
  type Answers,
  type FileCounts,
  type FileReport,
  MOST_PROBLEMS,
  noCounts,
  type Other,
  type Problem,
  type Progress,
  type Question,
  type Report,
} from './report.ts';
import { createSubjects, type Human, isLeftOut } from './subjects.ts';
import { createArchiveTaker } from './take-archive.ts';

export interface ReadParts {
  readonly vault: Vault;
  /** A fresh permit to write into the record; refused as soon as access is gone. */
  readonly permit: () => Promise<Permit>;
  /** The importer's program, one for all files of this import. */
  readonly session: SandboxSession;
  readonly signal: AbortSignal;
  /** Nothing was ever taken into this record: an archive brings one back as it was. */
  readonly isEmpty: boolean;
  /** Every import of this record. */
  readonly all: readonly Import[];
  readonly progress: (now: Progress) => void;
  /** The person as the record knows them. */
  readonly person: { readonly name: string; readonly humans: readonly Human[]; readonly keys: ReadonlySet<string> };
}

/** Whether something else waits in a record, read or being read, on which nobody has decided. */
const othersWait = (all: readonly Import[], one: Import): boolean =>
  all.some(({ id, state }) => id !== one.id && (state === 'ready' || state === 'reading'));

/** Facts handed to the vault at once; their bytes are views into the importer's message until then. */
const GROUP = 100;
const MOST_QUESTIONS = 100;

/** Reads every file of an import through the sandbox and stages what it holds. Resolves with the report. */
export async function readImport(
  parts: ReadParts,
  one: Import & { readonly sources: readonly Source[] },
  before: Report,
): Promise<Report> {
  const { vault, permit, session, signal, isEmpty, progress, person } = parts;
  const { answers } = before;
  const subjects = createSubjects(person);
  const { scope } = before;
  const skipped = new Set(scope !== undefined && 'skip' in scope ? scope.skip : []);
  const problems: Problem[] = [];
  let problemsTotal = 0;
  let factsRead = 0;
  let bytesBefore = 0;
  let withoutOrigin = 0;
  const bytesTotal = one.sources
    .filter(({ within }) => within === undefined)
    .reduce((sum, source) => sum + source.size, 0);
  const files: FileReport[] = [];
  /** Files that came out of an archive are kept, not read again. */
  const own = one.sources.filter(({ within }) => within === undefined);
  const brought: FileReport[] = [];

  const note = (problem: Problem): void => {
    problemsTotal += 1;
    if (problems.length < MOST_PROBLEMS) problems.push(problem);
  };

  async function stage(
    source: SourceId,
    facts: readonly StagedFact[],
    counts: Record<keyof FileCounts, number>,
  ): Promise<void> {
    for (let from = 0; from < facts.length; from += GROUP) {
      const outcomes: readonly Outcome[] = await vault.imports.stage(
        await permit(),
        one.id,
        source,
        facts.slice(from, from + GROUP),
      );
      for (const outcome of outcomes) counts[outcome] += 1;
    }
  }

  async function readFile(source: Source): Promise<FileReport> {
    const counts: Record<keyof FileCounts, number> = { ...noCounts() };
    let recognised: string | undefined;
    let done = false;
    const base = { source: source.id, name: source.name, size: source.size };
    if (skipped.has(source.id)) {
      bytesBefore += source.size;
      return {
        ...base,
        state: 'refused',
        counts,
        reason: { code: 'CW-INT-007', message: errorRegistry['CW-INT-007'].message },
      };
    }
    const job: ImporterJob = { name: source.name, size: source.size };
    const archive = createArchiveTaker({
      vault,
      permit,
      import: one.id,
      source,
      isWhole: isEmpty && scope === undefined && own.length === 1,
      othersWait: othersWait(parts.all, one),
      partly: one.details.apart ? 'CW-INT-023' : 'CW-INT-021',
      note,
      take({ described }) {
        factsRead += 1;
        if (isLeftOut(described, scope)) return false;
        subjects.note(described, source.id);
        return true;
      },
      staged: (outcomes) => {
        for (const outcome of outcomes) counts[outcome] += 1;
      },
    });
    try {
      const plain = counted(vault.imports.sourceBytes(await permit(), source.id), (bytes) =>
        progress({ bytesRead: bytesBefore + bytes, bytesTotal, factsRead }),
      );
      await session.run({
        job,
        input: plain,
        // A large archive is passed over several times; each time it is asked anew whether it may be.
        again: () => laterBytes(async () => vault.imports.sourceBytes(await permit(), source.id)),
        signal,
        async onMessage(header, bytes) {
          const message = parseMessage(header, bytes);
          if (message.kind === 'recognised') recognised = message.text;
          else if (message.kind === 'done') done = true;
          else if (message.kind === 'problem') {
            counts[message.severity] += 1;
            note({
              file: source.name,
              path: message.path,
              severity: message.severity,
              code: message.code,
              message: message.message,
            });
          } else if (message.kind !== 'facts') {
            await archive.message(message);
          } else {
            const staged: StagedFact[] = [];
            for (const [at, fact] of message.facts.entries()) {
              if (isLeftOut(fact, scope)) {
                counts.refused += 1;
                note({
                  file: source.name,
                  path: fact.path,
                  severity: 'refused',
                  code: 'CW-INT-004',
                  message: errorRegistry['CW-INT-004'].message,
                });
                continue;
              }
              subjects.note(fact, source.id);
              const origin = originOf(fact, answers.origin);
              if (origin === null && fact.id !== undefined) withoutOrigin += 1;
              staged.push({ fact, bytes: message.slices[at] ?? new Uint8Array(), origin });
            }
            factsRead += message.facts.length;
            await stage(source.id, staged, counts);
          }
        },
      });
      if (!done) throw new CodedError('CW-INT-002');
      brought.push(...archive.files());
      return {
        ...base,
        state: 'read',
        counts,
        ...(recognised === undefined ? {} : { recognised }),
        ...(archive.isBegun() ? { archive: true } : {}),
      };
    } catch (error) {
      // What one file does wrong stays with that file; anything else ends the import.
      archive.end();
      // Half of an archive would be taken for a record.
      if (archive.isBegun() || signal.aborted || !isCoded(error) || !/^CW-(INT|SBX|FHIR)-/.test(error.code))
        throw error;
      return {
        ...base,
        state: 'refused',
        counts,
        reason: {
          code: error.code,
          message: error.detail === undefined ? error.message : `${error.message} (${error.detail})`,
        },
        ...(recognised === undefined ? {} : { recognised }),
      };
    } finally {
      bytesBefore += source.size;
    }
  }

  for (const source of own) {
    signal.throwIfAborted();
    files.push(await readFile(source));
    progress({ bytesRead: bytesBefore, bytesTotal, factsRead });
  }
  // A reading without some of them keeps saying who they were.
  const isPart = scope !== undefined && 'not' in scope;
  const others = isPart ? before.others : subjects.others();
  const apart = isPart
    ? before
    : subjects.apart(
        others,
        own.map(({ id }) => id),
      );
  return {
    files: [...files, ...brought],
    problems,
    problemsTotal,
    others,
    foreign: apart.foreign,
    neutral: apart.neutral,
    answers,
    ...(scope === undefined ? {} : { scope }),
    ...(before.elsewhere === undefined ? {} : { elsewhere: before.elsewhere }),
    questions: questionsOf(answers, others, withoutOrigin, person.name),
  };
}

function questionsOf(answers: Answers, others: readonly Other[], withoutOrigin: number, person: string): Question[] {
  const list: Question[] = [];
  if (withoutOrigin > 0 && answers.origin === undefined) {
    list.push({
      kind: 'origin',
      entries: withoutOrigin,
      explanation:
        'These files do not say which hospital or portal they are from. Give it a name, and later files from there update these entries instead of doubling them. Without a name every changed entry counts as a new one.',
    });
  }
  if (answers.aboutSomeoneElse === undefined) {
    for (const other of others) {
      list.push({
        kind: 'about-someone-else',
        entries: other.entries,
        ...(other.name === undefined ? {} : { name: other.name }),
        explanation: `These entries are about ${other.name ?? 'a patient without a name'}. Is that ${person}?`,
      });
    }
  }
  return list.slice(0, MOST_QUESTIONS);
}

/** Bytes that are opened when the first of them is wanted. */
export async function* laterBytes(open: () => Promise<AsyncIterable<Uint8Array>>): AsyncGenerator<Uint8Array> {
  yield* await open();
}

async function* counted(input: AsyncIterable<Buffer>, seen: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of input) {
    total += chunk.length;
    seen(total);
    yield chunk;
  }
}
