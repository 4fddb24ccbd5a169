import { CodedError, isCoded } from '@chartwarden/errors';
import { deciding } from '@chartwarden/gate';
import { Answer } from '@chartwarden/http';
import type { FactId, RecordId } from '@chartwarden/ids';
import type { Action, Permit, Vault, WriteOp } from '@chartwarden/vault';
import type { Asked } from './asking.ts';
import { readBody, requireValid } from './bodies.ts';
import { bundleBytes, type Entry } from './bundle.ts';
import { type BundleEntry, readBundle } from './bundle-request.ts';
import { conditionOf, ifNoneExist } from './conditions.ts';
import { createRouting, type Interaction, type Interactions } from './interactions.ts';
import { FHIR_JSON, negotiate, takesUtf8 } from './negotiate.ts';
import { answering, outcomeOf } from './outcome.ts';
import type { Places } from './places.ts';
import { preferencesOf } from './prefer.ts';
import { createSearchedReferences } from './searched-references.ts';
import { knownType } from './types.ts';
import { matchOf, recordOf } from './whose.ts';
import { removedAnswer, writtenAnswer } from './writes.service.ts';

/** Entries of one bundle. */
const MOST = 1000;

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'delete']);

/** One entry as a request of its own. */
interface Part {
  readonly entry: BundleEntry;
  readonly asked: Asked;
  readonly what: Interaction;
}

/** Batches and transactions (R4 http, 3.1.0.11). */
export function createBatches(parts: {
  readonly vault: Vault;
  readonly places: Places;
  readonly base: () => string;
  readonly interactions: Interactions;
}) {
  const { vault, places, base, interactions } = parts;
  const routed = createRouting(base);
  const resolved = createSearchedReferences(parts);

  const bundle = (asked: Asked): Promise<Answer> =>
    answering(async () => {
      negotiate(asked);
      takesUtf8(asked);
      const { type, entries } = readBundle(asked.bytes);
      if (entries.length > MOST) throw new CodedError('CW-FHIR-110');
      const person = personOf(asked, entries);
      const all: Part[] = [];
      for (const entry of entries) all.push(await partOf(asked, entry, person));
      const done = type === 'batch' ? await batch(asked, all) : await transaction(asked, all, person);
      return new Answer(200, bundleBytes({ type: `${type}-response` }, done), { 'content-type': FHIR_JSON });
    });

  /** Whom the entries name together: an entry that names nobody is about the same person (design 6). */
  function personOf(asked: Asked, entries: readonly BundleEntry[]): string | undefined {
    const said = asked.header('x-chartwarden-person');
    if (said !== undefined) return said;
    const mine: readonly string[] = places.records(asked);
    const named = new Set(entries.flatMap((entry) => patientsIn(entry)).filter((id) => mine.includes(id)));
    const [only] = named;
    return named.size === 1 ? only : undefined;
  }

  async function partOf(asked: Asked, entry: BundleEntry, person: string | undefined): Promise<Part> {
    const found = await routed(entry.method, entry.url);
    const header = (name: string): string | undefined => {
      if (name === 'x-chartwarden-person') return person;
      return name === 'prefer' ? asked.header(name) : entry.headers[name];
    };
    const { type, id, vid, query } = found;
    return { entry, what: found.what, asked: { ...asked, type, id, vid, query, header, bytes: entry.bytes } };
  }

  /** Each by itself (R4 http, 3.1.0.11.1): what is wrong with one is said of that one. */
  async function batch(asked: Asked, all: readonly Part[]): Promise<readonly Entry[]> {
    const done: Entry[] = [];
    for (const part of all) done.push(await alone(asked, part));
    return done;
  }

  async function alone(outer: Asked, part: Part): Promise<Entry> {
    try {
      const work = part.what === null ? undefined : interactions[part.what];
      if (work === undefined) throw new CodedError('CW-FHIR-109');
      return entryOf(outer, await work(part.asked));
    } catch (error) {
      if (!isCoded(error)) throw error;
      const { code, detail, row } = error;
      const issue = { code, ...(detail === undefined ? {} : { diagnostics: detail }) };
      return entryOf(outer, new Answer(row.status, outcomeOf([issue])));
    }
  }

  /** All or nothing (R4 http, 3.1.0.11.2): what is written first, in one step, and then what is read. */
  async function transaction(
    asked: Asked,
    all: readonly Part[],
    person: string | undefined,
  ): Promise<readonly Entry[]> {
    const writes = all.filter(({ what }) => what !== null && WRITES.has(what));
    for (const { what } of all)
      if (what === null || what === 'patch' || interactions[what] === undefined) throw new CodedError('CW-FHIR-109');
    const answers = new Map<Part, Answer>();
    if (writes.length > 0) {
      const sent = writes.map((part) => opOf(part));
      const { record, isFound } = await recordOfAll(asked, writes, person);
      const permit = async (actions: readonly Action[]): Promise<Permit> => {
        // Of a record that was found by a fact, a refusal would tell that the fact is there.
        const given = isFound
          ? await places.asked(asked, record, actions)
          : await places.permit(asked, record, actions);
        if (given === null) throw new CodedError('CW-GEN-002');
        return given;
      };
      const ops = await deciding(() => resolved(() => permit(['search']), sent));
      const needed = new Set<Action>(ops.flatMap((op) => actionsOf(op)));
      const results = await deciding(async () => vault.write.transaction(await permit([...needed]), ops));
      results.forEach((one, at) => {
        const part = writes[at];
        if (part === undefined) return;
        answers.set(part, one.outcome === 'deleted' ? removedAnswer(one) : writtenAnswer(part.asked, one, base()));
      });
    }
    const done: Entry[] = [];
    for (const part of all) {
      const answer = answers.get(part);
      done.push(answer === undefined ? await alone(asked, part) : entryOf(asked, answer));
    }
    return done;
  }

  /** The record of a transaction: whom its entries name, or whose the first fact is that it changes. */
  async function recordOfAll(
    asked: Asked,
    writes: readonly Part[],
    person: string | undefined,
  ): Promise<{ readonly record: RecordId; readonly isFound: boolean }> {
    const mine = places.records(asked);
    const patients = new Set(writes.flatMap(({ entry }) => patientsIn(entry)));
    const own = [...patients].filter((id) => (mine as readonly string[]).includes(id));
    const target = writes.find(({ asked: { id } }) => id !== '')?.asked.id;
    if (own.length > 0 || person !== undefined || patients.size > 0 || target === undefined)
      return { record: recordOf(mine, [...patients], asked), isFound: false };
    return { record: await places.recordOfFact(asked, target), isFound: mine.length > 1 };
  }

  function opOf({ asked, what, entry }: Part): WriteOp {
    knownType(asked.type);
    const id = asked.id as FactId;
    const ifMatch = matchOf(asked);
    const match = ifMatch === undefined ? {} : { ifMatch };
    const target = () => (asked.id === '' ? { where: conditionOf(asked.type, asked.query, base()) } : { id });
    if (asked.type === 'Patient' && places.records(asked).includes(asked.id as RecordId))
      throw new CodedError('CW-FHIR-108');
    if (what === 'delete') return { kind: 'delete', ...target(), ...match };
    const body = readBody(asked.bytes);
    if (body.type !== asked.type) throw new CodedError('CW-FHIR-105', `${entry.path}.resource.resourceType`);
    requireValid(body, entry.path);
    const name = entry.fullUrl === undefined ? {} : { fullUrl: entry.fullUrl };
    if (what === 'create') {
      const where = ifNoneExist(asked, base());
      return { kind: 'create', ...name, bytes: body.bytes, ...(where === undefined ? {} : { ifNoneExist: where }) };
    }
    if (asked.id !== '' && body.id !== asked.id) throw new CodedError('CW-FHIR-105', `${entry.path}.resource.id`);
    const named = asked.id !== '' || body.id === undefined ? {} : { named: body.id };
    return { kind: 'update', ...name, ...target(), bytes: body.bytes, ...match, ...named };
  }

  return { bundle };
}

const patientsIn = ({ bytes, fullUrl }: BundleEntry): readonly string[] => {
  if (bytes.length === 0) return [];
  const { patients } = readBody(bytes);
  return fullUrl === undefined ? patients : patients.filter((id) => !fullUrl.endsWith(`/${id}`));
};

const actionsOf = (op: WriteOp): readonly Action[] => {
  if (op.kind === 'create') return op.ifNoneExist === undefined ? ['create'] : ['create', 'search'];
  if ('id' in op) return [op.kind];
  return op.kind === 'update' ? ['update', 'create', 'search'] : ['delete', 'search'];
};

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK', 201: 'Created', 204: 'No Content', 304: 'Not Modified', 400: 'Bad Request', 401: 'Unauthorized',
  403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable', 409: 'Conflict', 410: 'Gone',
  412: 'Precondition Failed', 413: 'Content Too Large', 415: 'Unsupported Media Type', 422: 'Unprocessable Content',
}; // biome-ignore format: one list

/** What became of an entry (R4 bundle, `Bundle.entry.response`). */
function entryOf(outer: Asked, { status, headers, body }: Answer): Entry {
  const response = {
    status: `${status} ${REASONS[status] ?? ''}`.trim(),
    ...(headers.location === undefined ? {} : { location: headers.location }),
    ...(headers.etag === undefined ? {} : { etag: headers.etag }),
    ...(headers['last-modified'] === undefined
      ? {}
      : { lastModified: new Date(headers['last-modified']).toISOString() }),
  };
  const bytes = Buffer.isBuffer(body) && body.length > 0 ? body : undefined;
  const isOutcome = status >= 400 || (headers.etag !== undefined && preferencesOf(outer).back === 'OperationOutcome');
  const said = JSON.stringify(response);
  if (bytes === undefined) return { rest: `"response":${said}` };
  if (isOutcome) return { rest: `"response":${said.slice(0, -1)},"outcome":${bytes.toString('utf8')}}` };
  return { bytes, rest: `"response":${said}` };
}
