import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '@chartwarden/errors';
import type { Api } from '../client.ts';
import { RemoteError } from '../outcome.ts';
import type { Shell } from '../shell.ts';
import type { Upload } from './files.ts';
import { changesAnything, type ImportState, previewLines } from './import-state.ts';

export type SomeoneElse = 'yes' | 'leave-out' | 'new-person';

export interface ImportOptions {
  readonly origin?: string;
  /** Do not ask whether to take in what was read. */
  readonly yes: boolean;
  /** What to do about other people's entries; absent: ask. */
  readonly someoneElse?: SomeoneElse;
}

export interface Target {
  readonly id: string;
  readonly name: string;
}

/** `waiting`: it was read, and a question about it is open; `elsewhere`: all of it belonged to other people. */
export interface ImportResult {
  readonly person: Target & { readonly made: boolean };
  readonly done: 'imported' | 'nothing-new' | 'refused' | 'waiting' | 'elsewhere';
  readonly state: ImportState;
}

const POLL = 200;
const QUIET = 5;
const LAST: ReadonlySet<string> = new Set(['ready', 'committed', 'cancelled', 'failed', 'withdrawn']);

/**
 * One import of some files into one record: send, read, preview, ask, commit. What was not committed is cancelled.
 * Resolves with the import, and with those that its parts about other people became.
 */
export async function importInto(
  shell: Shell,
  api: Api,
  target: Target & { readonly made: boolean },
  files: readonly Upload[],
  options: ImportOptions,
): Promise<readonly ImportResult[]> {
  const { id } = await api.json<{ id: string }>('POST', `/api/people/${target.id}/imports`, { body: {} });
  let state: ImportState;
  let isNothing: boolean;
  try {
    const copies = await sendFiles(shell, api, id, files);
    // Whose it is otherwise is decided once it is known who they are.
    const early = options.someoneElse === 'new-person' ? undefined : options.someoneElse;
    await api.json('POST', `/api/imports/${id}/read`, {
      body: { ...(options.origin === undefined ? {} : { origin: options.origin }), ...answer(early) },
    });
    const read = await settle(shell, api, id, 'reading');
    if (read.state !== 'ready') throw failed(read);
    shell.terminal.note(`${target.name}:`);
    for (const line of previewLines(read)) shell.terminal.note(line);
    isNothing = !changesAnything(read);
    if (isNothing && (read.totals.unchanged === 0 || copies === files.length)) {
      await api.json('POST', `/api/imports/${id}/cancel`, { body: { reason: 'nothing new' } });
      return [{ person: target, done: read.totals.unchanged > 0 ? 'nothing-new' : 'refused', state: read }];
    }
    await api.json('POST', `/api/imports/${id}/commit`, { body: await decide(shell, read, target.name, options) });
    state = await settle(shell, api, id, 'committing');
    if (state.state !== 'committed' && state.elsewhere === undefined) throw failed(state);
  } catch (error) {
    await giveUp(api, id);
    throw error;
  }
  const done = state.state !== 'committed' ? 'elsewhere' : isNothing ? 'nothing-new' : 'imported';
  return [{ person: target, done, state }, ...(await partsOf(shell, api, state))];
}

/** What became of the parts about other people, once each of them rests. */
async function partsOf(shell: Shell, api: Api, { elsewhere = [] }: ImportState): Promise<ImportResult[]> {
  const parts: ImportResult[] = [];
  for (const { import: id, person, name, made } of elsewhere) {
    const state = await settle(shell, api, id, 'committing');
    const done = state.state !== 'committed' ? 'waiting' : changesAnything(state) ? 'imported' : 'nothing-new';
    parts.push({ person: { id: person, name, made }, done, state });
  }
  return parts;
}

/** How many of them the record had already, byte for byte. */
async function sendFiles(shell: Shell, api: Api, id: string, files: readonly Upload[]): Promise<number> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  let copies = 0;
  for (const file of files) {
    async function* watched(): AsyncGenerator<Uint8Array> {
      for await (const chunk of file.open()) {
        done += chunk.length;
        shell.report({ step: `sending ${file.name}`, done: Math.min(done, total), total, unit: 'bytes' });
        yield chunk;
      }
    }
    const { duplicateOf } = await api.json<{ duplicateOf?: string }>('PUT', `/api/imports/${id}/files`, {
      query: { name: file.name },
      stream: watched(),
    });
    if (duplicateOf !== undefined) copies += 1;
  }
  return copies;
}

async function settle(shell: Shell, api: Api, id: string, step: 'reading' | 'committing'): Promise<ImportState> {
  for (let quiet = 0; ; ) {
    const state = await api.json<ImportState>('GET', `/api/imports/${id}`);
    // On its way into the record an import is ready for a moment; one that stays so waits for an answer.
    const isResting = state.state === 'ready' && step === 'committing';
    quiet = isResting && state.questions.length > 0 ? quiet + 1 : 0;
    if (isResting ? quiet > QUIET : LAST.has(state.state)) return state;
    const { bytesRead, bytesTotal } = state.progress;
    shell.report(
      step === 'reading'
        ? { step: 'reading', done: bytesRead, total: bytesTotal, unit: 'bytes' }
        : { step: 'taking it into the record' },
    );
    await sleep(POLL);
  }
}

interface Answers {
  readonly origin?: string;
  readonly aboutSomeoneElse?: SomeoneElse;
}

const answer = (value: SomeoneElse | undefined): Answers => (value === undefined ? {} : { aboutSomeoneElse: value });

/** Every question answered, by option or by the person. */
async function decide({ terminal }: Shell, state: ImportState, name: string, options: ImportOptions): Promise<Answers> {
  const about = state.questions.filter(({ kind }) => kind === 'about-someone-else');
  const unknown = state.questions.find(({ kind }) => kind === 'origin');
  let someoneElse = options.someoneElse;
  if (about.length > 0 && someoneElse === undefined) {
    for (const { explanation } of about) terminal.note(explanation);
    if (!terminal.interactive) throw new CodedError('CW-CLI-011');
    someoneElse = await terminal.choose<SomeoneElse>('What shall happen with these entries?', '--new-person', [
      { value: 'leave-out', label: 'leave them out' },
      { value: 'yes', label: `they are about ${name}: take them in` },
      { value: 'new-person', label: 'put them into a record of their own' },
    ]);
  }
  if (someoneElse === 'new-person')
    for (const { name: other, entries } of about)
      terminal.note(`into a record of their own: ${other ?? 'somebody without a name'} (${entries})`);
  let origin: string | undefined;
  if (unknown !== undefined && options.origin === undefined && !options.yes && terminal.interactive) {
    terminal.note(unknown.explanation);
    origin =
      (await terminal.ask('The name of the hospital or portal (empty for none):', '--origin')).trim() || undefined;
  }
  if (!options.yes && !(await terminal.confirm(`Take this into the record of ${name}?`, '--yes')))
    throw new CodedError('CW-CLI-004');
  return {
    ...(origin === undefined ? {} : { origin }),
    ...(about.length === 0 ? {} : answer(someoneElse)),
  };
}

const failed = ({ error, state }: ImportState): Error =>
  error === undefined
    ? new CodedError('CW-GEN-001', `the import is ${state}`)
    : new RemoteError({ status: 422, code: error.code, message: error.message });

/** Nothing of it counts before the commit; the server sweeps what it cannot be told to give up. */
const giveUp = (api: Api, id: string): Promise<unknown> =>
  api.json('POST', `/api/imports/${id}/cancel`, { body: { reason: 'given up' } }).catch(() => undefined);
