import type { ErrorCode } from '@chartwarden/errors';
import type { AccountId, EventId } from '@chartwarden/ids';
import {
  ACTIONS,
  type Action,
  CHANNELS,
  type Channel,
  FORMS,
  type Form,
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
import {
  concerning,
  covered,
  formWithin,
  isActive,
  isEverything,
  isOpenForm,
  isPermit,
  isRefusal,
} from './consents.ts';
import { bindsHolder } from './everybody.ts';
import type { GateRequest } from './gate-types.ts';
import { actsForShow } from './roles.ts';
import { type Holding, heldBy, READING, type Self, selvesOf } from './selves.ts';

export type Decision =
  | {
      readonly outcome: 'permit';
      /** The actor holds the record. */
      readonly custody: boolean;
      /** The same, or the actor works for whom holds it: no consent was needed. */
      readonly holds: boolean;
      readonly allow: readonly Slice[];
      /** For whoever looks and does not say in what form: what else was granted, in the form `metadata_only`. */
      readonly outline?: readonly Slice[];
      /** When it goes to somebody else on behalf of an account that was granted a part: that part. */
      readonly alsoIn?: readonly Slice[];
      readonly deny: readonly Slice[];
      readonly basis: readonly EventId[];
      /** When the first of the permits it rests on ends, in milliseconds; null: none does. */
      readonly until: number | null;
      /** In what form; whoever does not say asks for all of it. */
      readonly form: Form;
    }
  | {
      readonly outcome: 'refuse';
      readonly code: ErrorCode;
      /** False: the caller must not learn that the record exists. */
      readonly related: boolean;
    };

const refuse = (code: ErrorCode, related: boolean): Decision => ({ outcome: 'refuse', code, related });

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

/** What was taken in an emergency serves the care of that hour, too. */
const matchesPurpose = ({ purposes, under }: ConsentEvent, { purpose }: GateRequest): boolean =>
  purposes === undefined || purposes.includes(purpose) || (under !== undefined && purpose === 'care');

const FULL: Form = 'full_source_allowed';

const areAmong = (asked: readonly Action[], list: readonly Action[]): boolean =>
  asked.every((action) => list.includes(action));

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
  if (!isOpenForm(request.form ?? FULL)) return refuse('CW-GATE-005', false);
  return {
    outcome: 'permit',
    custody: false,
    holds: false,
    allow: [WHOLE],
    deny: [],
    basis: [],
    until: null,
    form: request.form ?? FULL,
  };
}

function decideForShow(request: GateRequest, record: RecordState): Decision {
  if (!record.synthetic) return refuse('CW-GATE-002', false);
  const isReading =
    areAmong(request.actions, READING) && request.view !== 'received' && request.recipient === undefined;
  if (!isReading || request.channel in LEADS_TO || !isOpenForm(request.form ?? FULL))
    return refuse('CW-GATE-003', true);
  return {
    outcome: 'permit',
    custody: false,
    holds: false,
    allow: [WHOLE],
    deny: [],
    basis: [record.made],
    until: null,
    form: request.form ?? FULL,
  };
}

/** Of what speaks of a recipient, what binds them: one who holds the record, too, is not everybody. */
function boundBy(to: Recipient, record: RecordState, list: readonly ConsentEvent[]): readonly ConsentEvent[] {
  const custody = record.custody.find(({ holder }) => holder.kind === to.kind && holder.id === to.id);
  return custody === undefined ? list : list.filter((one) => bindsHolder(one, to, custody.relation, record));
}

/**
 * What speaks of whoever asks. Who holds the record themselves does so as nobody's staff: a refusal of the place where
 * they work is no matter of theirs.
 */
function refusalsOf(
  selves: readonly Self[],
  custody: Holding | undefined,
  record: RecordState,
  active: (recipient: Recipient) => readonly ConsentEvent[],
): readonly ConsentEvent[] {
  if (custody === undefined) return selves.flatMap(({ recipient }) => active(recipient));
  const { recipient: holder, relation } = custody;
  const asking = holder.kind === 'account' ? [custody] : selves;
  return asking
    .flatMap(({ recipient }) => active(recipient))
    .filter((one) => bindsHolder(one, holder, relation, record));
}

function decideAccount(request: GateRequest, record: RecordState, state: AccessState, at: number): Decision {
  const account = request.actor.account as AccountId | undefined;
  const known = account === undefined ? undefined : state.accounts.get(account);
  if (account === undefined || known === undefined || known.status !== 'active') return refuse('CW-GATE-006', false);
  if (request.channel === 'system' || request.purpose === 'operate') return refuse('CW-GATE-003', false);
  if (actsForShow(state, request.actor)) return decideForShow(request, record);

  const selves = selvesOf(account, state);
  const held = selves.flatMap((self) => heldBy(self, request.record, record));
  const toSelf = (self: Self) => concerning(record.consents, self.recipient).filter((one) => isActive(one, at));
  const related = held.length > 0 || selves.some((self) => toSelf(self).some(isPermit));
  if (!related) return refuse('CW-GATE-002', false);
  if (!isOpenForm(request.form ?? FULL)) return refuse('CW-GATE-005', true);
  const leadsTo = LEADS_TO[request.channel];
  const to: Recipient = request.recipient ?? { kind: 'account', id: account };
  if (leadsTo !== undefined && to.kind !== leadsTo) return refuse('CW-GATE-003', true);

  const active = (recipient: Recipient) =>
    concerning(record.consents, recipient).filter((one) => isActive(one, at) && matchesPurpose(one, request));
  // Custody is the right over the record itself, as far as one's part in an organization that holds it goes.
  const custody =
    held.find((one) => one.administers && areAmong(request.actions, one.may)) ??
    held.find((one) => request.view !== 'received' && areAmong(request.actions, one.may));
  const isOneself = to.kind === 'account' && to.id === account;
  // Who asks on somebody else's behalf stays under the refusals that concern themselves.
  const refusals = [
    ...new Set([...(isOneself ? [] : boundBy(to, record, active(to))), ...refusalsOf(selves, custody, record, active)]),
  ].filter(isRefusal);
  const isOf = ({ actions }: ConsentEvent): boolean => actions.some((action) => request.actions.includes(action));
  if (refusals.some((one) => isOf(one) && isEverything(covered(one.slice)))) return refuse('CW-GATE-004', true);
  // What is brought is compared with what is there: what may not be looked at stays out of that, too (ADR 0093).
  const brings = request.actions.includes('create');
  const denies = refusals.filter(
    (one) => isOf(one) || (brings && one.actions.some((action) => READING.includes(action))),
  );

  const permitsOf = (asked: readonly Self[]): readonly ConsentEvent[] => [
    ...new Set(
      asked.flatMap(({ recipient, may }) =>
        areAmong(request.actions, may)
          ? active(recipient).filter((one) => isPermit(one) && areAmong(request.actions, one.actions))
          : [],
      ),
    ),
  ];
  // Sending it to anybody else needs that somebody's consent event. Whoever was granted a part passes on no more than
  // that part.
  const needed = [
    ...(isOneself ? [] : [permitsOf([{ recipient: to, may: ACTIONS, administers: false }])]),
    ...(custody === undefined ? [permitsOf(selves)] : []),
  ];
  // As received, with what the person has disowned or corrected since, is for holders: no consent speaks of it.
  if (needed.some((one) => one.length === 0) || (needed.length > 0 && request.view === 'received'))
    return refuse('CW-GATE-003', true);
  const form = request.form ?? FULL;
  const fitting = needed.map((one) => one.filter((consent) => formWithin(form, consent.form)));
  if (fitting.some((one) => one.length === 0)) return refuse('CW-GATE-005', true);
  const [first, second] = fitting;
  const granted = [...(first ?? []), ...(second ?? [])];
  // A share in full does not hide what another one lets be seen in outline.
  const looks = request.form === undefined && areAmong(request.actions, READING) && isOneself;
  const outline = looks
    ? (needed[0] ?? []).filter((one) => !formWithin(form, one.form) && formWithin('metadata_only', one.form))
    : [];
  const used = [...granted, ...outline];
  const ends = used.flatMap(({ until }) => (until === null ? [] : [until]));
  return {
    outcome: 'permit',
    custody: first === undefined && custody?.administers === true,
    holds: first === undefined,
    allow: first === undefined ? [WHOLE] : first.map((one) => one.slice),
    ...(outline.length === 0 ? {} : { outline: outline.map((one) => one.slice) }),
    ...(second === undefined ? {} : { alsoIn: second.map((one) => one.slice) }),
    deny: denies.map((one) => covered(one.slice)),
    basis: [
      ...new Set([
        ...(first === undefined && custody !== undefined ? [custody.event] : []),
        ...[...used, ...denies].map((one) => one.id),
      ]),
    ],
    until: ends.length === 0 ? null : Math.min(...ends),
    form,
  };
}
