import { CodedError } from '@chartwarden/errors';
import type { Entry, Head, Ledger, LineProof, OpenEntry } from '@chartwarden/ledger';
import type { Grant, Permit, PermitAuthority } from '@chartwarden/vault';
import { bodyOf, guardOf } from '@chartwarden/vault';

export interface ActivityLine {
  readonly seq: number;
  readonly time: number;
  readonly body: OpenEntry['body'];
  /** The ids that were released, when the caller asked for them. */
  readonly ids?: readonly string[];
}

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

  /** A page of lines, newest first. `before`: lines below this sequence. */
  async function lines(
    permit: Permit,
    page: { readonly before?: number; readonly limit: number },
  ): Promise<{ readonly lines: readonly ActivityLine[]; readonly next: number | null; readonly head: Head }> {
    const grant = own(permit);
    const found = await ledger.reader.list(grant.record, { ...page, limit: page.limit + 1 });
    const shown = found.slice(0, page.limit).filter(isOpen);
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
    return { lines: list, next: found.length > page.limit ? (shown.at(-1)?.seq ?? null) : null, head: ledger.head() };
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

  return { lines, prove, proveAll };
}

export type Activity = ReturnType<typeof createActivity>;
