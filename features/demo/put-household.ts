import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '@chartwarden/errors';
import { type DemoPerson, type DemoPortal, factsOf } from './household.ts';

/** The server's own routes, called as somebody who is logged in. */
export interface Routes {
  json<T>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    options?: {
      readonly query?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly stream?: AsyncIterable<Uint8Array>;
    },
  ): Promise<T>;
}

/** One person of the household as they came to be in the vault. */
export interface PutPerson {
  readonly id: string;
  readonly name: string;
  readonly imports: number;
  readonly facts: number;
}

interface ImportState {
  readonly state: string;
  readonly progress: { readonly factsRead: number };
  readonly totals: { readonly new: number; readonly refused: number; readonly flagged: number };
  readonly questions: readonly unknown[];
  readonly error?: { readonly code: string };
}

type Report = (progress: { step: string; done: number; total: number; unit: 'facts' }) => void;

const POLL = 200;
const AT_WORK: ReadonlySet<string> = new Set(['receiving', 'reading', 'committing']);
const plain = (name: string): string => name.normalize('NFC').toLowerCase();

/**
 * Makes the people and takes their files in, one import for each portal, by the routes that a person's browser would
 * use. Throws CW-DEMO-001 before anything is made when somebody of such a name is there; CW-DEMO-002 when an import
 * does not go in whole.
 */
export async function putHousehold(
  routes: Routes,
  household: readonly DemoPerson[],
  report: Report,
): Promise<readonly PutPerson[]> {
  const { people } = await routes.json<{ people: readonly { name: string }[] }>('GET', '/api/people');
  const known = new Set(people.map(({ name }) => plain(name)));
  const there = household.filter(({ name }) => known.has(plain(name)));
  if (there.length > 0) throw new CodedError('CW-DEMO-001', there.map(({ name }) => name).join(', '));

  const total = factsOf(household);
  const put: PutPerson[] = [];
  let done = 0;
  for (const { name, portals } of household) {
    report({ step: name, done, total, unit: 'facts' });
    const body = { name, relation: 'custodian', synthetic: true };
    const { id } = await routes.json<{ id: string }>('POST', '/api/people', { body });
    let facts = 0;
    for (const portal of portals) {
      const before = done + facts;
      facts += await putPortal(routes, id, portal, (now) =>
        report({ step: name, done: before + now, total, unit: 'facts' }),
      );
    }
    done += facts;
    put.push({ id, name, imports: portals.length, facts });
  }
  return put;
}

/** How many facts went in: all of them, or it throws. */
async function putPortal(
  routes: Routes,
  person: string,
  { base, files }: DemoPortal,
  told: (facts: number) => void,
): Promise<number> {
  const { id } = await routes.json<{ id: string }>('POST', `/api/people/${person}/imports`, { body: {} });
  for (const file of files) {
    async function* content(): AsyncGenerator<Uint8Array> {
      yield file.bytes();
    }
    await routes.json('PUT', `/api/imports/${id}/files`, { query: { name: file.name }, stream: content() });
  }
  await routes.json('POST', `/api/imports/${id}/read`, { body: {} });
  const read = await rest(routes, id, told);
  const expected = files.reduce((sum, file) => sum + file.facts, 0);
  const { totals, questions } = read;
  if (read.state !== 'ready' || totals.new !== expected || totals.flagged > 0 || questions.length > 0)
    throw new CodedError('CW-DEMO-002', `${base}: ${read.error?.code ?? `${totals.new} of ${expected} facts`}`);
  await routes.json('POST', `/api/imports/${id}/commit`, { body: {} });
  const { state, error } = await rest(routes, id, told);
  if (state !== 'committed') throw new CodedError('CW-DEMO-002', `${base}: ${error?.code ?? state}`);
  return expected;
}

/** The import once nothing works on it; says meanwhile how many facts were read. */
async function rest(routes: Routes, id: string, told: (facts: number) => void): Promise<ImportState> {
  for (;;) {
    const state = await routes.json<ImportState>('GET', `/api/imports/${id}`);
    told(state.progress.factsRead);
    if (!AT_WORK.has(state.state)) return state;
    await sleep(POLL);
  }
}
