import type { ErrorCode } from '@chartwarden/errors';
import type { AccountId, EventId } from '@chartwarden/ids';
import {
  ACTIONS,
  type Action,
  CHANNELS,
  type Channel,
  FORMS,
  type Form,
  hasEveryLabel,
  isKnownSlice,
  PURPOSES,
  RECIPIENTS,
  type Recipient,
  type Slice,
  VIEWS,
  WHOLE,
} from '@chartwarden/vault';
import type { AccessState, RecordState } from './access-state.ts';
import type { ConsentEvent } from './access-types.ts';
import type { GateRequest } from './gate-types.ts';

export type Decision =
  | {
      readonly outcome: 'permit';
      /** The actor holds the record. */
      readonly custody: boolean;
      readonly allow: readonly Slice[];
      /** When it goes to somebody else on behalf of an account that was granted a part: that part. */
      readonly alsoIn?: readonly Slice[];
      readonly deny: readonly Slice[];
      readonly basis: readonly EventId[];
    }
  | {
      readonly outcome: 'refuse';
      readonly code: ErrorCode;
      /** False: the caller must not learn that the record exists. */
      readonly related: boolean;
    };

const refuse = (code: ErrorCode, related: boolean): Decision => ({ outcome: 'refuse', code, related });

/** What a form lets through, from less to more. `deidentified` is granted only by name. */
const WIDTH: Readonly<Record<Form, number>> = {
  metadata_only: 1,
  selected_evidence: 2,
  full_source_allowed: 3,
  deidentified: 0,
};

const formWithin = (asked: Form, granted: Form): boolean =>
  asked === granted || (asked !== 'deidentified' && granted !== 'deidentified' && WIDTH[asked] <= WIDTH[granted]);

function isKnown(request: GateRequest): boolean {
  const known = (list: readonly string[], value: string): boolean => list.includes(value);
  return (
    Array.isArray(request.actions) &&
    request.actions.length > 0 &&
    request.actions.every((action) => known(ACTIONS, action)) &&
    known(PURPOSES, request.purpose) &&
    known(CHANNELS, request.channel) &&
    known(VIEWS, request.view ?? 'effective') &&
    known(FORMS, request.form ?? 'full_source_allowed') &&
    (request.recipient === undefined || known(RECIPIENTS, request.recipient.kind)) &&
    (request.slice === undefined || isKnownSlice(request.slice))
  );
}

/** Ways out that lead to somebody else: whoever asks for one has to say to whom. */
const LEADS_TO: Readonly<Partial<Record<Channel, Recipient['kind']>>> = { model: 'model', link: 'link' };

/** Who would receive it: whoever is named, else the acting account. */
const recipientOf = (request: GateRequest): Recipient | null =>
  request.recipient ?? (request.actor.account === undefined ? null : { kind: 'account', id: request.actor.account });

const matchesRecipient = (consent: ConsentEvent, recipient: Recipient): boolean =>
  consent.recipient === undefined ||
  (consent.recipient.kind === recipient.kind &&
    (consent.recipient.id === '*' || consent.recipient.id === recipient.id));

/** A permit counts only when all of it is understood; whatever is no permit refuses. */
const isPermit = (consent: ConsentEvent): boolean => consent.effect === 'permit' && isKnownSlice(consent.slice);

/** A permit counts within its time only; whatever is no permit counts unless its time is surely not now. */
const isActive = (consent: ConsentEvent, at: number): boolean =>
  isPermit(consent)
    ? consent.from <= at && (consent.until === null || at < consent.until)
    : !(at < consent.from) && !(consent.until !== null && at >= consent.until);

const matchesPurpose = (consent: ConsentEvent, request: GateRequest): boolean =>
  consent.purposes === undefined || consent.purposes.includes(request.purpose);

const isRefusal = (consent: ConsentEvent): boolean => consent.effect !== 'permit';

/** What a refusal covers. With no label named it is about every fact, as when labels are not spoken of. */
const covered = (slice: Slice): Slice => {
  const { labels, ...rest } = slice;
  return labels?.length === 0 ? rest : slice;
};

/** A refusal of everything; a slice that narrows by something unknown is not trusted to narrow. */
const isEverything = (slice: Slice): boolean =>
  !isKnownSlice(slice) ||
  (Object.keys(slice).every((name) => name === 'labels') &&
    (slice.labels === undefined || hasEveryLabel(slice.labels)));

/**
 * The only place where access is decided (design 4.2). Pure and total: the same request on the same state at the same
 * time gives the same answer; denying goes before permitting; no grant is a refusal; anything unknown is a refusal.
 * `at`: milliseconds since the epoch.
 */
export function decide(request: GateRequest, state: AccessState, at: number): Decision {
  if (!isKnown(request)) return refuse('CW-GATE-001', false);
  const record = state.records.get(request.record);
  if (record === undefined) return refuse('CW-GATE-002', false);
  // What an erasure leaves to do is done by a job; nobody else has to do with the record any more.
  const isRemoval = request.actor.kind === 'system' && request.actions.every((action) => action === 'delete');
  if (record.erased && !isRemoval) return refuse('CW-GATE-002', false);
  switch (request.actor.kind) {
    case 'system':
      return decideSystem(request);
    case 'account':
      return decideAccount(request, record, state, at);
    default:
      // The operator at the shell and the unknown visitor read no record (design 4.2).
      return refuse('CW-GATE-002', false);
  }
}

// Jobs, doctor and rehearsals: everything inside the process, nothing out of it.
function decideSystem(request: GateRequest): Decision {
  if (request.purpose !== 'operate' || request.channel !== 'system') return refuse('CW-GATE-003', false);
  return { outcome: 'permit', custody: false, allow: [WHOLE], deny: [], basis: [] };
}

function decideAccount(request: GateRequest, record: RecordState, state: AccessState, at: number): Decision {
  const account = request.actor.account as AccountId | undefined;
  const known = account === undefined ? undefined : state.accounts.get(account);
  if (account === undefined || known === undefined || known.status !== 'active') return refuse('CW-GATE-006', false);
  if (request.channel === 'system' || request.purpose === 'operate') return refuse('CW-GATE-003', false);

  const custody = record.custody.find((one) => one.holder.kind === 'account' && one.holder.id === account);
  const recipient = recipientOf(request);
  if (recipient === null) return refuse('CW-GATE-002', false);
  const ownReading =
    request.recipient === undefined || (request.recipient.kind === 'account' && request.recipient.id === account);
  const toSelf = record.consents.filter(
    (one) => isActive(one, at) && matchesRecipient(one, { kind: 'account', id: account }),
  );
  const related = custody !== undefined || toSelf.some(isPermit);
  if (!related) return refuse('CW-GATE-002', false);
  const leadsTo = LEADS_TO[request.channel];
  if (leadsTo !== undefined && recipient.kind !== leadsTo) return refuse('CW-GATE-003', true);

  const self: Recipient = { kind: 'account', id: account };
  const active = record.consents.filter((one) => isActive(one, at) && matchesPurpose(one, request));
  // Who asks on somebody else's behalf stays under the refusals that concern themselves.
  const denies = active.filter(
    (one) =>
      isRefusal(one) &&
      (matchesRecipient(one, recipient) || matchesRecipient(one, self)) &&
      one.actions.some((action) => request.actions.includes(action)),
  );
  if (denies.some((one) => isEverything(covered(one.slice)))) return refuse('CW-GATE-004', true);

  const form = request.form ?? 'full_source_allowed';
  const permitsOf = (to: Recipient): { readonly acting: number; readonly fitting: readonly ConsentEvent[] } => {
    const acting = active.filter(
      (one) =>
        isPermit(one) &&
        matchesRecipient(one, to) &&
        request.actions.every((action: Action) => one.actions.includes(action)),
    );
    return { acting: acting.length, fitting: acting.filter((one) => formWithin(form, one.form)) };
  };
  // Custody is the right over the record itself; sending it to anybody else needs that somebody's consent event. Whoever
  // was granted a part passes on no more than that part.
  const needed = [...(ownReading ? [] : [permitsOf(recipient)]), ...(custody === undefined ? [permitsOf(self)] : [])];
  // As received, with what the person has disowned or corrected since, is for holders: no consent speaks of it.
  if (needed.some((one) => one.acting === 0) || (needed.length > 0 && request.view === 'received'))
    return refuse('CW-GATE-003', true);
  if (needed.some((one) => one.fitting.length === 0)) return refuse('CW-GATE-005', true);
  const [first, second] = needed.map((one) => one.fitting);
  return {
    outcome: 'permit',
    custody: first === undefined,
    allow: first === undefined ? [WHOLE] : first.map((one) => one.slice),
    ...(second === undefined ? {} : { alsoIn: second.map((one) => one.slice) }),
    deny: denies.map((one) => covered(one.slice)),
    basis: [
      ...new Set([
        ...(first === undefined && custody !== undefined ? [custody.event] : []),
        ...[...(first ?? []), ...(second ?? []), ...denies].map((one) => one.id),
      ]),
    ],
  };
}
