import type { ErrorCode } from '@chartwarden/errors';
import type { AccountId, EventId, RecordId } from '@chartwarden/ids';
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
import type { AccessState, AccountState, RecordState } from './access-state.ts';
import type { ConsentEvent, OrganizationRole } from './access-types.ts';
import { concerning, covered, formWithin, isActive, isEverything, isPermit, isRefusal } from './consents.ts';
import type { GateRequest } from './gate-types.ts';
import { isForShow } from './roles.ts';

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

/** What somebody may do with a record through the organization they work for; consents of the person may give less. */
const IN_ORGANIZATION: Readonly<Record<OrganizationRole, readonly Action[]>> = {
  viewer: ['read', 'search'],
  member: ['read', 'search', 'create', 'update'],
  manager: ACTIONS,
};
const READING: readonly Action[] = IN_ORGANIZATION.viewer;

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
  return {
    outcome: 'permit',
    custody: false,
    allow: [WHOLE],
    deny: [],
    basis: [],
    until: null,
    form: request.form ?? FULL,
  };
}

/** Somebody whom a consent may name: an account itself, or an organization it works for, within its role there. */
interface Self {
  readonly recipient: Recipient;
  readonly may: readonly Action[];
  /** Administers what it holds; others of an organization read and write for it. */
  readonly administers: boolean;
  /** By what event it works there. */
  readonly since?: EventId;
}

/** The account, and the organizations that there are of those it works for. */
const selvesOf = (account: AccountId, known: AccountState, state: AccessState): readonly Self[] => [
  { recipient: { kind: 'account', id: account }, may: ACTIONS, administers: true },
  ...known.memberships.flatMap(({ organization, role, event }): readonly Self[] =>
    state.records.get(organization)?.erased === false
      ? [
          {
            recipient: { kind: 'organization', id: organization },
            since: event,
            may: IN_ORGANIZATION[role],
            administers: role === 'manager',
          },
        ]
      : [],
  ),
];

/** By what event somebody holds a record: custody of it, or their part in it when it is their organization's own. */
const heldBy = (self: Self, id: RecordId, record: RecordState): readonly (Self & { readonly event: EventId })[] => [
  ...record.custody
    .filter(({ holder }) => holder.kind === self.recipient.kind && holder.id === self.recipient.id)
    .map(({ event }) => ({ ...self, event })),
  ...(self.since !== undefined && self.recipient.id === id ? [{ ...self, event: self.since }] : []),
];

function decideForShow(request: GateRequest, record: RecordState): Decision {
  if (!record.synthetic) return refuse('CW-GATE-002', false);
  const isReading =
    areAmong(request.actions, READING) && request.view !== 'received' && request.recipient === undefined;
  if (!isReading || request.channel in LEADS_TO || request.form === 'deidentified') return refuse('CW-GATE-003', true);
  return {
    outcome: 'permit',
    custody: false,
    allow: [WHOLE],
    deny: [],
    basis: [record.made],
    until: null,
    form: request.form ?? FULL,
  };
}

function decideAccount(request: GateRequest, record: RecordState, state: AccessState, at: number): Decision {
  const account = request.actor.account as AccountId | undefined;
  const known = account === undefined ? undefined : state.accounts.get(account);
  if (account === undefined || known === undefined || known.status !== 'active') return refuse('CW-GATE-006', false);
  if (request.channel === 'system' || request.purpose === 'operate') return refuse('CW-GATE-003', false);
  if (isForShow(known)) return decideForShow(request, record);

  const selves = selvesOf(account, known, state);
  const held = selves.flatMap((self) => heldBy(self, request.record, record));
  const toSelf = (self: Self) => concerning(record.consents, self.recipient).filter((one) => isActive(one, at));
  const related = held.length > 0 || selves.some((self) => toSelf(self).some(isPermit));
  if (!related) return refuse('CW-GATE-002', false);
  const leadsTo = LEADS_TO[request.channel];
  const to: Recipient = request.recipient ?? { kind: 'account', id: account };
  if (leadsTo !== undefined && to.kind !== leadsTo) return refuse('CW-GATE-003', true);

  const active = (recipient: Recipient) =>
    concerning(record.consents, recipient).filter((one) => isActive(one, at) && matchesPurpose(one, request));
  // Who asks on somebody else's behalf stays under the refusals that concern themselves.
  const denies = [...new Set([to, ...selves.map(({ recipient }) => recipient)].flatMap(active))].filter(
    (one) => isRefusal(one) && one.actions.some((action) => request.actions.includes(action)),
  );
  if (denies.some((one) => isEverything(covered(one.slice)))) return refuse('CW-GATE-004', true);

  // Custody is the right over the record itself, as far as one's part in an organization that holds it goes.
  const custody =
    held.find((one) => one.administers && areAmong(request.actions, one.may)) ??
    held.find((one) => request.view !== 'received' && areAmong(request.actions, one.may));
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
    ...(to.kind === 'account' && to.id === account
      ? []
      : [permitsOf([{ recipient: to, may: ACTIONS, administers: false }])]),
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
  const ends = granted.flatMap(({ until }) => (until === null ? [] : [until]));
  return {
    outcome: 'permit',
    custody: first === undefined && custody?.administers === true,
    allow: first === undefined ? [WHOLE] : first.map((one) => one.slice),
    ...(second === undefined ? {} : { alsoIn: second.map((one) => one.slice) }),
    deny: denies.map((one) => covered(one.slice)),
    basis: [
      ...new Set([
        ...(first === undefined && custody !== undefined ? [custody.event] : []),
        ...[...granted, ...denies].map((one) => one.id),
      ]),
    ],
    until: ends.length === 0 ? null : Math.min(...ends),
    form,
  };
}
