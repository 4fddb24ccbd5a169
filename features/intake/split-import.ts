import { CodedError } from '@chartwarden/errors';
import { channelOf, type People } from '@chartwarden/gate';
import type { ImportId, RecordId } from '@chartwarden/ids';
import type { Action, Import, Permit, Source, Vault } from '@chartwarden/vault';
import type { Asking, ReadJob } from './ports.ts';
import { type Answers, type Elsewhere, emptyReport, type Other, type Report } from './report.ts';

export interface SplitParts {
  readonly vault: Vault;
  readonly people: People;
  readonly enqueue: (job: ReadJob) => Promise<void>;
  readonly permit: (who: Asking, record: RecordId, actions: readonly Action[]) => Promise<Permit>;
}

interface Target {
  readonly other: Other;
  readonly name: string;
  /** Absent: a new person. */
  readonly record?: RecordId;
}

const MOST_PEOPLE = 100;

const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** A name from a file as a person may have it (see POST /api/people). */
const cleaned = (name: string): string =>
  name
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);

/**
 * Puts what an import says about other people into records of their own: of the one person of that name whom the account
 * looks after, or of a new one (ADR 0061). Their files are read there like any other drop: what is doubtful waits for an
 * answer there. Throws CW-INT-008, CW-INT-009, CW-INT-010 before anything was made.
 */
export async function splitImport(
  parts: SplitParts,
  who: Asking,
  own: RecordId,
  one: Import & { readonly sources: readonly Source[] },
  report: Report,
): Promise<readonly Elsewhere[]> {
  const targets = await targetsOf(parts, who, own, report.others);
  const made: Elsewhere[] = [];
  for (const { other, name, record: known } of targets) {
    const record = known ?? (await parts.people.create(who.actor, { name, relation: 'custodian' }, who.request));
    const sources = one.sources.filter(({ id }) => other.sources.includes(id) || report.neutral.includes(id));
    const id = await copyImport(parts, who, { own, record, sources, only: other.keys, origin: report.answers.origin });
    made.push({ person: record, name, made: known === undefined, import: id });
  }
  return made;
}

async function targetsOf(
  { people }: SplitParts,
  who: Asking,
  own: RecordId,
  others: readonly Other[],
): Promise<readonly Target[]> {
  if (others.length > MOST_PEOPLE) throw new CodedError('CW-INT-010', `at most ${MOST_PEOPLE}`);
  const channel = channelOf(who.actor);
  const known = await people.list(who.actor, channel, who.request);
  const there = known.filter(({ relation }) => !['viewer', 'caregiver', 'onlooker'].includes(relation));
  const targets = others.map((other): Target => {
    const name = cleaned(other.name ?? '');
    if (name === '') throw new CodedError('CW-INT-008');
    const [first, ...more] = there.filter((person) => fold(person.name) === fold(name));
    if (more.length > 0 || first?.id === own) throw new CodedError('CW-INT-009');
    return { other, name, ...(first === undefined ? {} : { record: first.id }) };
  });
  if (new Set(targets.map(({ name }) => fold(name))).size < targets.length) throw new CodedError('CW-INT-009');
  return targets;
}

/** The same files as an import of another record, on its way to be read and taken in. */
async function copyImport(
  { vault, permit, enqueue }: SplitParts,
  who: Asking,
  part: {
    readonly own: RecordId;
    readonly record: RecordId;
    readonly sources: readonly Source[];
    readonly only: readonly string[];
    readonly origin: string | undefined;
  },
): Promise<ImportId> {
  const { own, record } = part;
  const { id } = await vault.imports.begin(await permit(who, record, ['create']));
  for (const source of part.sources) {
    const found = await vault.read.source(await permit(who, own, ['read']), source.id);
    if (found === null) throw new CodedError('CW-GEN-002');
    await vault.imports.addSource(await permit(who, record, ['create']), id, found);
  }
  const answers: Answers = part.origin === undefined ? {} : { origin: part.origin };
  const report: Report = { ...emptyReport, answers, scope: { only: part.only } };
  await vault.imports.setState(await permit(who, record, ['create']), id, 'reading', report);
  await enqueue({ record, import: id, account: who.account, role: who.actor.role, thenCommit: true });
  return id;
}
