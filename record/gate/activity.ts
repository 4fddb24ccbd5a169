import { CodedError } from '@chartwarden/errors';
import type { FactId } from '@chartwarden/ids';
import type { Entry, Head, Ledger, OpenEntry } from '@chartwarden/ledger';
import type { LineProof } from '@chartwarden/ledger-proof';
import type { Grant, Permit, PermitAuthority } from '@chartwarden/vault';
import { bodyOf, guardOf } from '@chartwarden/vault';

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

/** Lines that one page looks through at most when it hides some. */
const MOST_SCANNED = 2000;
/** Lines that a question about one fact looks through at most, and finds at most. */
const MOST_LOOKED = 3000;
const MOST_FOUND = 100;

/** Every line about one record, for whoever may see the whole of it (design 4.3). Looking at the log is a line, too. */
export function createActivity(parts: { readonly ledger: Ledger; readonly authority: PermitAuthority }) {
  const { ledger, authority } = parts;

  // Carers and clinicians do not read the log: it is the person's, and whoever looks after the record.
  function own(permit: Permit): Grant {
    const grant = authority.claim(permit, 'read');
    if (!grant.custody) throw new CodedError('CW-GATE-003');
    return grant;
  }

  // A holder to whom a part of the record was refused sees that somebody looked, and not at which facts.
  const isPart = (grant: Grant): boolean => grant.deny.length > 0 || grant.within !== undefined;

  // A proof discloses the whole of a line.
  function ownWhole(permit: Permit): Grant {
    const grant = own(permit);
    if (isPart(grant)) throw new CodedError('CW-GATE-003');
    return grant;
  }

  function withoutFacts({ types: _types, count: _count, idsHash: _hash, detail: _detail, ...body }: OpenEntry['body']) {
    return body;
  }

  const isOpen = (entry: Entry): entry is OpenEntry => !entry.sealed;

  /** A page of lines, newest first. `before`: lines below this sequence. `hideOwn`: without the caller's own looks. */
  async function lines(
    permit: Permit,
    page: { readonly before?: number; readonly limit: number; readonly hideOwn?: boolean },
  ): Promise<{ readonly lines: readonly ActivityLine[]; readonly next: number | null; readonly head: Head }> {
    const grant = own(permit);
    const isHidden = ({ body }: OpenEntry): boolean =>
      page.hideOwn === true && body.outcome === 'permitted' && body.actor.account === grant.account;
    const shown: OpenEntry[] = [];
    let { before } = page;
    let next: number | null = null;
    for (let scanned = 0; shown.length < page.limit && scanned < MOST_SCANNED; scanned += page.limit) {
      const limit = page.limit - shown.length;
      const found = await ledger.reader.list(grant.record, {
        ...(before === undefined ? {} : { before }),
        limit: limit + 1,
      });
      before = found.slice(0, limit).at(-1)?.seq;
      next = found.length > limit ? (before ?? null) : null;
      shown.push(
        ...found
          .slice(0, limit)
          .filter(isOpen)
          .filter((entry) => !isHidden(entry)),
      );
      if (next === null) break;
    }
    const list: ActivityLine[] = [];
    for (const entry of shown) {
      const { seq, time, body } = entry;
      if (isPart(grant)) {
        list.push({ seq, time, body: withoutFacts(body) });
        continue;
      }
      const ids = entry.hasIds ? await ledger.reader.ids(seq) : undefined;
      list.push({ seq, time, body, ...(ids === undefined ? {} : { ids }) });
    }
    await ledger.append({
      scope: grant.record,
      body: bodyOf(grant, 'read-activity', { count: list.length }),
      guard: guardOf(grant),
    });
    return { lines: list, next, head: ledger.head() };
  }

  /**
   * Who saw one fact: the lines that released it, and those that handed out one of `files` as it was received (the
   * files in which it stands; the caller knows them). Lines below `before`.
   */
  async function about(
    permit: Permit,
    what: { readonly fact: FactId; readonly files: readonly string[]; readonly before?: number },
  ): Promise<FactActivity> {
    const grant = ownWhole(permit);
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
    const grant = ownWhole(permit);
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
    const grant = ownWhole(permit);
    await ledger.append({ scope: grant.record, body: bodyOf(grant, 'prove-chain'), guard: guardOf(grant) });
    return { proof: await ledger.prover.chain(grant.record), verifier: ledger.verifierKey() };
  }

  return { lines, about, prove, proveAll };
}

export type Activity = ReturnType<typeof createActivity>;
