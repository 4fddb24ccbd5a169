import { CodedError } from '@chartwarden/errors';
import type { FactId, RecordId } from '@chartwarden/ids';
import type { Entry, Head, Ledger, OpenEntry } from '@chartwarden/ledger';
import type { LineProof } from '@chartwarden/ledger-proof';
import type { Grant, Permit, PermitAuthority } from '@chartwarden/vault';
import { bodyOf, denied, guardOf } from '@chartwarden/vault';
import type { Access } from './access.ts';
import { actingFor } from './acting-for.ts';
import { isPart, type ToldConsent, toldTo } from './told.ts';

export interface ActivityLine {
  readonly seq: number;
  readonly time: number;
  readonly body: OpenEntry['body'];
  /** The ids that were released, when the caller asked for them. */
  readonly ids?: readonly string[];
}

/** Lines about one fact, newest first, and how far back they were looked for. */
export interface FactActivity {
  /** `by`: the line released the fact itself, or a file in which it stands, whole. */
  readonly lines: readonly (ActivityLine & { readonly by: 'fact' | 'file' })[];
  /** Lines looked through; those of them that released nothing, so that they cannot be about this fact; the oldest. */
  readonly looked: { readonly lines: number; readonly unnamed: number; readonly since: number | null };
  readonly next: number | null;
}

/** Which lines, newest first. Times in milliseconds, `from` inclusive, `to` exclusive. */
export interface ActivityQuery {
  /** Lines below this sequence. */
  readonly before?: number;
  readonly limit: number;
  /** Without the caller's own looks. */
  readonly hideOwn?: boolean;
  /** Of one account, or of one kind of actor. */
  readonly actor?: string;
  readonly from?: number;
  readonly to?: number;
  readonly only?: (body: OpenEntry['body']) => boolean;
}

/** A consent event on which some line rests, and since when it is over (null: it is not). */
export interface ConsentBehind {
  readonly event: ToldConsent;
  readonly ended: number | null;
}

/** What is needed to say in words what lines tell. */
export interface ActivityBehind {
  /** FHIR types of the released ids that are facts still; without those of a caller who sees a part. */
  readonly types: ReadonlyMap<string, string>;
  readonly consents: ReadonlyMap<string, ConsentBehind>;
  /** By the sequence of a line: the organization for which somebody acted. */
  readonly places: ReadonlyMap<number, string>;
  /** The first line of the record in which an account was let see anything, where it is among these lines. */
  readonly firsts: ReadonlySet<number>;
}

/** Lines that one page looks through at most when it hides some. */
const MOST_SCANNED = 2000;
/** Released ids of one page whose types are looked up at most. */
const MOST_TYPED = 20_000;
/** Lines that a question about one fact looks through at most, and finds at most. */
const MOST_LOOKED = 3000;
const MOST_FOUND = 100;

/** Every line about one record, for whoever may see the whole of it (design 4.3). Looking at the log is a line, too. */
export function createActivity(parts: {
  readonly ledger: Ledger;
  readonly authority: PermitAuthority;
  readonly access: Pick<Access, 'eventsOf'>;
  /** Types of those ids that are facts of the record. */
  readonly typesOf: (record: RecordId, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}) {
  const { ledger, authority, access, typesOf } = parts;

  // Carers and clinicians do not read the log: it is the person's, and whoever looks after the record.
  async function own(permit: Permit, action = 'read-activity'): Promise<Grant> {
    const grant = authority.claim(permit, 'read');
    return grant.custody ? grant : denied(ledger, grant, action, 'CW-GATE-003');
  }

  // A proof discloses the whole of a line.
  async function ownWhole(permit: Permit, action: string): Promise<Grant> {
    const grant = await own(permit, action);
    return isPart(grant) ? denied(ledger, grant, action, 'CW-GATE-003') : grant;
  }

  function withoutFacts({ types: _types, count: _count, idsHash: _hash, detail: _detail, ...body }: OpenEntry['body']) {
    return body;
  }

  const isOpen = (entry: Entry): entry is OpenEntry => !entry.sealed;

  async function shownIn(grant: Grant, query: ActivityQuery) {
    const { limit, hideOwn, actor, from = 0, to, only } = query;
    const isShown = ({ body }: OpenEntry): boolean =>
      !(hideOwn && body.outcome === 'permitted' && body.actor.account === grant.account) && (only?.(body) ?? true);
    const top = to === undefined ? Number.MAX_SAFE_INTEGER : await ledger.reader.sequenceAt(to);
    const words = actor === undefined ? {} : { actor };
    const shown: OpenEntry[] = [];
    let before = Math.min(query.before ?? top, top);
    for (let scanned = 0; shown.length < limit && scanned < MOST_SCANNED; scanned += limit) {
      const most = limit - shown.length;
      const found = await ledger.reader.list(grant.record, { before, limit: most + 1 }, words);
      const some = found.slice(0, most).filter(({ time }) => time >= from);
      shown.push(...some.filter(isOpen).filter(isShown));
      if (found.length <= most || some.length < most) return { shown, next: null };
      before = some.at(-1)?.seq ?? 0;
    }
    return { shown, next: before };
  }

  const withIds = (grant: Grant, shown: readonly OpenEntry[]): Promise<readonly ActivityLine[]> =>
    Promise.all(
      shown.map(async ({ seq, time, body, hasIds }) => {
        if (isPart(grant)) return { seq, time, body: withoutFacts(body) };
        const ids = hasIds ? await ledger.reader.ids(seq) : undefined;
        return { seq, time, body, ...(ids === undefined ? {} : { ids }) };
      }),
    );

  /** A page of lines. */
  async function lines(
    permit: Permit,
    query: ActivityQuery,
  ): Promise<{ readonly lines: readonly ActivityLine[]; readonly next: number | null; readonly head: Head }> {
    const grant = await own(permit);
    const { shown, next } = await shownIn(grant, query);
    const list = await withIds(grant, shown);
    await ledger.append({
      scope: grant.record,
      body: bodyOf(grant, 'read-activity', { count: list.length }),
      guard: guardOf(grant),
    });
    return { lines: list, next, head: ledger.head() };
  }

  /** A page of lines, and what stands behind them. */
  async function told(permit: Permit, query: ActivityQuery) {
    const grant = await own(permit);
    const { shown, next } = await shownIn(grant, query);
    const list = await withIds(grant, shown);
    const behind = { ...(await behindOf(grant, list)), firsts: await firstsIn(grant, list) };
    await ledger.append({
      scope: grant.record,
      body: bodyOf(grant, 'read-activity', { count: list.length }),
      guard: guardOf(grant),
    });
    return { lines: list, next, head: ledger.head(), behind };
  }

  /** One line with all it released; throws CW-GEN-002 when it is not about this record. */
  async function one(permit: Permit, seq: number) {
    const grant = await own(permit);
    const entry = await ledger.reader.entry(seq);
    if (entry === undefined || entry.sealed || entry.scope !== grant.record) throw new CodedError('CW-GEN-002');
    const list = await withIds(grant, [entry]);
    const behind = await behindOf(grant, list);
    await ledger.append({
      scope: grant.record,
      body: bodyOf(grant, 'read-activity', { count: 1, detail: { line: seq } }),
      guard: guardOf(grant),
    });
    return { line: list[0] as ActivityLine, behind };
  }

  async function behindOf(
    grant: Grant,
    list: readonly ActivityLine[],
  ): Promise<Pick<ActivityBehind, 'types' | 'consents' | 'places'>> {
    const ids = [...new Set(list.flatMap((line) => line.ids ?? []))].slice(0, MOST_TYPED);
    const named = new Set(list.flatMap(({ body }) => body.consent ?? []));
    const consents = new Map<string, ConsentBehind>();
    // Custody, by which holders look, is no consent.
    const isAsked = named.size > 0 || list.some(({ body }) => body.action === 'access-custody');
    const events = isAsked ? await access.eventsOf(grant.record) : [];
    for (const event of toldTo(
      grant,
      events.filter((one) => one.kind === 'consent'),
    )) {
      if (named.has(event.id)) consents.set(event.id, { event, ended: null });
      const over = event.ends === undefined ? undefined : consents.get(event.ends);
      if (over !== undefined) consents.set(over.event.id, { ...over, ended: event.time });
    }
    const placeOf = actingFor(events);
    const places = new Map<number, string>();
    for (const { seq, body } of list) {
      const place = placeOf(body);
      if (place !== undefined) places.set(seq, place);
    }
    return { types: ids.length === 0 ? new Map() : await typesOf(grant.record, ids), consents, places };
  }

  async function firstsIn(grant: Grant, list: readonly ActivityLine[]): Promise<ReadonlySet<number>> {
    const oldest = new Map<string, number>();
    for (const { seq, body } of list)
      if (body.outcome === 'permitted' && body.actor.account !== undefined) oldest.set(body.actor.account, seq);
    const firsts = await Promise.all(
      [...oldest].map(async ([actor, seq]) => ((await lookBefore(grant.record, actor, seq)) ? [] : [seq])),
    );
    return new Set(firsts.flat());
  }

  /** Whether an account was let see anything of a record before a line. */
  const lookBefore = (record: RecordId, actor: string, before: number): Promise<boolean> =>
    ledger.reader.has(record, before, { actor, outcome: 'permitted' });

  /**
   * Who saw one fact: the lines that released it, and those that handed out one of `files` as it was received (the
   * files in which it stands; the caller knows them). Lines below `before`.
   */
  async function about(
    permit: Permit,
    what: { readonly fact: FactId; readonly files: readonly string[]; readonly before?: number },
  ): Promise<FactActivity> {
    const grant = await ownWhole(permit, 'read-activity');
    const { fact, files, before } = what;
    const { found, looked, unnamed, since, next } = await ledger.reader.naming(grant.record, [fact, ...files], {
      ...(before === undefined ? {} : { before }),
      limit: MOST_FOUND,
      lines: MOST_LOOKED,
    });
    const lines = found.flatMap(({ entry: { seq, time, body }, named }) => {
      const by = named.includes(fact) ? ('fact' as const) : ('file' as const);
      // A list of files names them, and shows nothing of what is in them.
      return by === 'file' && body.action !== 'read-source' ? [] : [{ seq, time, body, by }];
    });
    await ledger.append({
      scope: grant.record,
      body: bodyOf(grant, 'read-activity', { count: lines.length, detail: { of: fact, looked } }),
      guard: guardOf(grant),
    });
    return { lines, looked: { lines: looked, unnamed, since }, next };
  }

  /** The proof that one line stands in the log; throws CW-GEN-002 when the line is not about this record. */
  async function prove(permit: Permit, seq: number): Promise<{ readonly proof: LineProof; readonly verifier: string }> {
    const grant = await ownWhole(permit, 'prove-line');
    const entry = await ledger.reader.entry(seq);
    if (entry === undefined || entry.sealed || entry.scope !== grant.record) throw new CodedError('CW-GEN-002');
    await ledger.append({
      scope: grant.record,
      body: bodyOf(grant, 'prove-line', { detail: { line: seq } }),
      guard: guardOf(grant),
    });
    const proof = await ledger.prover.line(grant.record, seq);
    if (proof === undefined) throw new CodedError('CW-GEN-002');
    return { proof, verifier: ledger.verifierKey() };
  }

  /** The proof that no line of this record up to now is missing. */
  async function proveAll(permit: Permit): Promise<{ readonly proof: LineProof; readonly verifier: string }> {
    const grant = await ownWhole(permit, 'prove-chain');
    await ledger.append({ scope: grant.record, body: bodyOf(grant, 'prove-chain'), guard: guardOf(grant) });
    return { proof: await ledger.prover.chain(grant.record), verifier: ledger.verifierKey() };
  }

  return { lines, told, one, about, prove, proveAll };
}

export type Activity = ReturnType<typeof createActivity>;
