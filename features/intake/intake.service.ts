import { CodedError, type ErrorCode, errorRegistry } from '@chartwarden/errors';
import { channelOf, deciding } from '@chartwarden/gate';
import { type ImportId, isId, newId, type RecordId, type SourceId } from '@chartwarden/ids';
import type { Action, Permit } from '@chartwarden/vault';
import { createBeforeReader } from './before.service.ts';
import { knownPerson } from './known-person.ts';
import type { Asking, IntakePorts, Listed, ReadJob } from './ports.ts';
import { readImport } from './read-import.ts';
import {
  type Answers,
  emptyReport,
  type ImportView,
  isMovable,
  type Progress,
  type Report,
  seenBy,
  viewOf,
  withoutOthers,
} from './report.ts';
import { splitImport } from './split-import.ts';

const MOST_FILES = 2000;

/** Bytes in, facts out: one import is one drop of files into one record (design 5). Every function begins at the gate. */
export function createIntake(ports: IntakePorts) {
  const { gate, vault, sandbox } = ports;

  const requestOf = (who: Asking, record: RecordId, actions: readonly Action[]) => ({
    actor: who.actor,
    record,
    actions,
    purpose: gate.purposeOf(who.account, record),
    channel: channelOf(who.actor),
    request: who.request,
  });
  const permit = (who: Asking, record: RecordId, actions: readonly Action[]): Promise<Permit> =>
    gate.permit(requestOf(who, record, actions));

  const recordOf = (person: string): RecordId => {
    if (!isId(person)) throw new CodedError('CW-GEN-002');
    return person as RecordId;
  };

  /** Whose import it is, and how it stands; for whom the record is not there, the import is not, either. */
  async function locate(who: Asking, id: string): Promise<{ readonly record: RecordId; readonly one: Listed }> {
    if (!isId(id)) throw new CodedError('CW-GEN-002');
    // Of none that there is: the gate refuses a record that is not there, and writes it down, as it does for a stranger's.
    const record = (await vault.imports.recordOf(id as ImportId)) ?? newId<RecordId>();
    const [one] = await vault.read.listImports(await permit(who, record, ['search']), id as ImportId);
    if (one === undefined) throw new CodedError('CW-GEN-002');
    return { record, one };
  }

  const view = (who: Asking, record: RecordId, one: Listed): Promise<ImportView> =>
    seenBy(who.account, viewOf(record, one, ports.progressOf(one.id)), one, ports.nameOf);

  async function current(who: Asking, record: RecordId, id: ImportId): Promise<ImportView> {
    const [one] = await vault.read.listImports(await permit(who, record, ['search']), id);
    if (one === undefined) throw new CodedError('CW-GEN-002');
    return view(who, record, one);
  }

  const changes = new Map<string, number>();
  const changed = (id: string): void => void changes.set(id, (changes.get(id) ?? 0) + 1);
  const changing =
    <A extends readonly [Asking, string, ...unknown[]], T>(work: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      const done = await work(...given);
      changed(given[1]);
      return done;
    };

  /** For a stream of how an import goes on: whether its record may still be looked at. */
  const following = (who: Asking, record: RecordId): Promise<() => Promise<boolean>> =>
    gate.following(requestOf(who, record, ['search']));

  const reportOf = (one: Listed): Report => (one.details.report as Report | undefined) ?? emptyReport;

  const begin = (who: Asking, person: string) =>
    deciding(async () => ({ id: (await vault.imports.begin(await permit(who, recordOf(person), ['create']))).id }));

  const list = (who: Asking, person: string) =>
    deciding(async () => {
      const record = recordOf(person);
      const all = await vault.read.listImports(await permit(who, record, ['search']));
      return { imports: await Promise.all(all.map((one) => view(who, record, one))) };
    });

  const sources = (who: Asking, person: string) =>
    deciding(async () => {
      const all = await vault.read.listSources(await permit(who, recordOf(person), ['search']));
      return {
        sources: all.map(({ import: own, importNo: _no, ...source }) => ({
          ...source,
          import: own?.id ?? null,
          importState: own?.state ?? null,
        })),
      };
    });

  const file = (who: Asking, person: string, id: string) =>
    deciding(async () => {
      if (!isId(id)) throw new CodedError('CW-GEN-002');
      const request = requestOf(who, recordOf(person), ['read']);
      const stillAllowed = await gate.following(request);
      const found = await vault.read.source(await gate.permit(request), id as SourceId);
      if (found === null) throw new CodedError('CW-GEN-002');
      return { ...found, stillAllowed };
    });

  async function addFile(
    who: Asking,
    id: string,
    given: { readonly name: string; readonly mediaType: string; readonly bytes: AsyncIterable<Uint8Array> },
  ) {
    const { record, one } = await locate(who, id);
    if (one.sources.length >= MOST_FILES) throw new CodedError('CW-INT-006', `at most ${MOST_FILES}`);
    const added = await vault.imports.addSource(await permit(who, record, ['create']), one.id, given);
    return {
      source: added.id,
      name: added.name,
      size: added.size,
      ...(added.duplicateOf === undefined ? {} : { duplicateOf: added.duplicateOf }),
    };
  }

  async function enqueue(
    who: Asking,
    record: RecordId,
    one: Listed,
    change: Partial<Report>,
    thenCommit: boolean,
  ): Promise<void> {
    const { error: _error, ...before } = reportOf(one);
    const report: Report = { ...before, ...change, questions: [] };
    await vault.imports.setState(await permit(who, record, ['create']), one.id, 'reading', report);
    await ports.enqueue({ record, import: one.id, account: who.account, role: who.actor.role, thenCommit });
  }

  /** Starts to read what was received. */
  const read = (who: Asking, id: string, answers: Answers) =>
    deciding(async () => {
      const { record, one } = await locate(who, id);
      if (one.sources.length === 0) throw new CodedError('CW-INT-005');
      if (one.state !== 'receiving' && one.state !== 'failed') throw new CodedError('CW-VLT-007', `it is ${one.state}`);
      await enqueue(who, record, one, { answers }, false);
      return current(who, record, one.id);
    });

  /** Takes a read import into the record. Reads again first when an answer changes what goes in. */
  const commit = (who: Asking, id: string, given: Answers) =>
    deciding(async () => {
      const { record, one } = await locate(who, id);
      const report = reportOf(one);
      const answers: Answers = { ...report.answers, ...given };
      if (one.state !== 'ready') throw new CodedError('CW-VLT-007', `it is ${one.state}`);
      const open = report.questions.filter(
        (question) => question.kind === 'about-someone-else' && answers.aboutSomeoneElse === undefined,
      );
      if (open.length > 0)
        throw new CodedError('CW-INT-001', 'these files are about somebody who is not known to be this person');
      const isSplit =
        answers.aboutSomeoneElse === 'new-person' && report.scope === undefined && report.others.length > 0;
      if (isSplit) await split(who, record, one, { ...report, answers });
      else if (answers.aboutSomeoneElse === 'leave-out' && report.scope === undefined && report.others.length > 0)
        await enqueue(who, record, one, { answers, scope: withoutOthers(report) }, true);
      else if (answers.origin !== report.answers.origin) await enqueue(who, record, one, { answers }, true);
      else await count(who, record, one);
      return current(who, record, one.id);
    });

  /** Makes it count; whoever holds the record is told when somebody else brought it. */
  async function count(who: Asking, record: RecordId, one: Listed): Promise<void> {
    await vault.imports.commit(await permit(who, record, ['create']), one.id);
    if (one.details.apart) await ports.brought(record, who.account);
  }

  /** Others get records of their own; what is left goes in here, or nothing does when nothing is left. */
  async function split(who: Asking, record: RecordId, one: Listed, report: Report): Promise<void> {
    if (one.details.apart) throw new CodedError('CW-INT-024');
    const elsewhere = await splitImport(
      { vault, people: ports.people, enqueue: ports.enqueue, permit },
      who,
      record,
      one,
      report,
    );
    const after: Report = { ...report, elsewhere, scope: withoutOthers(report) };
    if (report.foreign.length < one.sources.length - report.neutral.length)
      return enqueue(who, record, one, after, true);
    await vault.imports.setState(await permit(who, record, ['create']), one.id, 'ready', after);
    await vault.imports.cancel(await permit(who, record, ['create']), one.id, 'it was about somebody else');
    await vault.imports.sweep(await permit(who, record, ['delete']));
  }

  const cancel = (who: Asking, id: string, reason: string) =>
    deciding(async () => {
      const { record, one } = await locate(who, id);
      await ports.stop(one.id);
      await vault.imports.cancel(await permit(who, record, ['create']), one.id, reason);
      // Somebody who only brings takes nothing away: what is left of it goes with the hourly sweep.
      if (!one.details.apart) await vault.imports.sweep(await permit(who, record, ['delete']));
      return current(who, record, one.id);
    });

  const withdraw = (who: Asking, id: string, reason: string) =>
    deciding(async () => {
      const { record, one } = await locate(who, id);
      await vault.imports.withdraw(await permit(who, record, ['delete']), one.id, reason);
      return current(who, record, one.id);
    });

  /** Moves a committed import: its files are read into the other record, and once they count there, it is withdrawn here. */
  const move = (who: Asking, id: string, to: string, reason: string) =>
    deciding(async () => {
      const { record, one } = await locate(who, id);
      const target = recordOf(to);
      if (!isMovable(one) || target === record) throw new CodedError('CW-VLT-007', `it is ${one.state}`);
      const made = await vault.imports.begin(await permit(who, target, ['create']));
      // Files that came in an archive come in it again.
      for (const source of one.sources.filter(({ within }) => within === undefined)) {
        const found = await vault.read.source(await permit(who, record, ['read']), source.id);
        if (found === null) throw new CodedError('CW-GEN-002');
        await vault.imports.addSource(await permit(who, target, ['create']), made.id, found);
      }
      const answers: Answers = { ...reportOf(one).answers, aboutSomeoneElse: 'yes' };
      const job = { record: target, import: made.id, account: who.account, role: who.actor.role, thenCommit: true };
      const asked = { ...emptyReport, answers };
      await vault.imports.setState(await permit(who, target, ['create']), made.id, 'reading', asked);
      await run(job, who, new AbortController().signal, () => undefined);
      await vault.imports.withdraw(await permit(who, record, ['delete']), one.id, reason, target);
      return current(who, record, one.id);
    });

  /** The reading job. Throws what the queue then keeps as a readable reason. */
  async function run(job: ReadJob, who: Asking, signal: AbortSignal, progress: (now: Progress) => void): Promise<void> {
    const { record } = job;
    const create = () => permit(who, record, ['create']);
    await vault.imports.restart(await create(), job.import);
    const all = await vault.read.listImports(await permit(who, record, ['search']));
    const one = all.find(({ id }) => id === job.import);
    if (one === undefined) return;
    // What else the record holds is nothing that somebody who brings files learns.
    const isEmpty = !one.details.apart && all.every(({ state }) => state !== 'committed' && state !== 'withdrawn');
    const person = await knownPerson({ vault, permit: (actions) => permit(who, record, actions) });
    const session = await sandbox.open({ entry: ports.importer });
    try {
      const parts = { vault, permit: create, session, signal, isEmpty, all, progress, person };
      let report = await readImport(parts, one, reportOf(one));
      // Whom the files are about is known once they were read: an answer given before that needs a second reading.
      if (report.answers.aboutSomeoneElse === 'leave-out' && report.scope === undefined && report.others.length > 0) {
        await vault.imports.restart(await create(), one.id);
        report = await readImport(parts, one, { ...report, scope: withoutOthers(report) });
      }
      await vault.imports.setState(await create(), one.id, 'ready', report);
      const isOpen = report.questions.some((question) => question.kind === 'about-someone-else');
      if (job.thenCommit && !isOpen) await count(who, record, one);
      changed(one.id);
    } finally {
      await session.close();
    }
  }

  /** A reading job that will not be tried again: the import says why, and can be read anew or given up. */
  async function fail(job: ReadJob, who: Asking, code: ErrorCode): Promise<void> {
    const [one] = await vault.read.listImports(await permit(who, job.record, ['search']), job.import);
    if (one === undefined || one.state !== 'reading') return;
    const report: Report = { ...reportOf(one), error: { code, message: errorRegistry[code].message } };
    await vault.imports.restart(await permit(who, job.record, ['create']), one.id);
    await vault.imports.setState(await permit(who, job.record, ['create']), one.id, 'failed', report);
    changed(one.id);
  }

  return {
    begin,
    list,
    sources,
    before: createBeforeReader(ports, file),
    file,
    addFile: changing(addFile),
    read: changing(read),
    commit: changing(commit),
    cancel: changing(cancel),
    withdraw: changing(withdraw),
    move: changing(move),
    run,
    fail,
    /** How often this process did something to an import: whoever follows it looks again when it rose. */
    changesOf: (id: ImportId): number => changes.get(id) ?? 0,
    /** Where the reading of an import in this process stands; undefined when none is under way here. */
    progressOf: ports.progressOf,
    locate,
    following,
    view,
    current,
  };
}

export type Intake = ReturnType<typeof createIntake>;
