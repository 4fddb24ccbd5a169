import { CodedError } from '@chartwarden/errors';
import { type AccountId, isId } from '@chartwarden/ids';
import { ACTIONS, type Action, FORMS, type Form, isKnownSlice, LABELS, type Slice } from '@chartwarden/vault';
import type { AccessState } from './access-state.ts';
import type { ConsentEvent } from './access-types.ts';
import { isOpenForm } from './consents.ts';
import { type Decision, decide } from './decide.ts';
import type { GateRequest } from './gate-types.ts';

/**
 * Through whose eyes a holder looks: somebody with access now, or whoever would get what is about to be granted; with
 * both, that account when it gets this, too.
 */
export type ViewAs =
  | { readonly account: AccountId }
  | { readonly account?: AccountId; readonly slice: Slice; readonly form: Form; readonly actions: readonly Action[] };

/** Characters of the header. */
const LONGEST = 8192;
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const areTexts = (value: unknown): boolean =>
  value === undefined || (isList(value) && value.every((one) => typeof one === 'string'));
const areIds = (value: unknown): boolean =>
  value === undefined || (isList(value) && value.every((one) => typeof one === 'string' && isId(one)));
const areCodes = (value: unknown): boolean =>
  value === undefined ||
  (isList(value) &&
    value.every((one) => {
      const { system, code } = (one ?? {}) as { readonly system?: unknown; readonly code?: unknown };
      return typeof system === 'string' && typeof code === 'string';
    }));
const isTime = (value: unknown): boolean => value === undefined || Number.isSafeInteger(value);

/** Every part known, and of the type that it has. */
const isShaped = (slice: Slice): boolean =>
  isKnownSlice(slice) &&
  [slice.types, slice.origins, slice.labels].every(areTexts) &&
  (slice.labels ?? []).every((label) => LABELS.includes(label)) &&
  [slice.sources, slice.facts].every(areIds) &&
  [slice.codes, slice.categories].every(areCodes) &&
  [slice.from, slice.to].every(isTime) &&
  (slice.labelled === undefined || slice.labelled === true);

/**
 * The header `X-Chartwarden-As`: base64url of the JSON of a {@link ViewAs}. It can only take away from what its sender
 * may see, so nothing in it is trusted. Throws CW-GEN-003 for anything else.
 */
export function parseViewAs(header: string): ViewAs {
  const wrong = (detail: string) => new CodedError('CW-GEN-003', `x-chartwarden-as: ${detail}`);
  if (header.length > LONGEST) throw wrong('too long');
  let said: unknown;
  try {
    said = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
  } catch {
    throw wrong('no JSON');
  }
  if (typeof said !== 'object' || said === null || isList(said)) throw wrong('no object');
  const { account, slice, form, actions, ...rest } = said as Record<string, unknown>;
  if (Object.keys(rest).length > 0) throw wrong('unknown properties');
  const isAccount = typeof account === 'string' && isId(account);
  if (isAccount && slice === undefined) return { account: account as AccountId };
  const isSlice = typeof slice === 'object' && slice !== null && !isList(slice) && isShaped(slice as Slice);
  const isForm = (FORMS as readonly unknown[]).includes(form);
  const areActions = isList(actions) && actions.every((one) => (ACTIONS as readonly unknown[]).includes(one));
  if (isForm && !isOpenForm(form as Form)) throw new CodedError('CW-SHR-004');
  if ((account !== undefined && !isAccount) || !isSlice || !isForm || !areActions)
    throw wrong('an account, or slice, form and actions, or all of it');
  return {
    ...(isAccount ? { account: account as AccountId } : {}),
    slice: slice as Slice,
    form: form as Form,
    actions: actions as readonly Action[],
  };
}

/** True for a request that reads, and does nothing else. */
export const looks = ({ actions }: Pick<GateRequest, 'actions'>): boolean =>
  actions.every((action) => action === 'read' || action === 'search');

const NOBODY_YET = 'somebody-new' as AccountId;

/** The state as it would be with one more grant, and who would have it. */
function withGrant(state: AccessState, request: GateRequest, as: Extract<ViewAs, { slice: Slice }>): AccessState {
  const account = as.account ?? NOBODY_YET;
  const record = state.records.get(request.record);
  if (record === undefined) return state;
  const grant: ConsentEvent = {
    kind: 'consent',
    id: NOBODY_YET as unknown as ConsentEvent['id'],
    time: 0,
    seq: 0,
    by: 'system',
    capacity: 'system',
    record: request.record,
    effect: 'permit',
    actions: as.actions,
    recipient: { kind: 'account', id: account },
    slice: as.slice,
    form: as.form,
    from: 0,
    until: null,
  };
  const accounts = new Map(state.accounts);
  if (account === NOBODY_YET) accounts.set(account, { status: 'active', roles: ['member'], memberships: [] });
  const records = new Map(state.records);
  records.set(request.record, { ...record, consents: [...record.consents, grant] });
  return { ...state, accounts, records };
}

/**
 * What somebody else would be answered, for whoever holds the record and only looks. `own`: what the holder themselves
 * would. It rests on the holder's own right: nobody sees more by looking through other eyes.
 */
export function decideAs(
  request: GateRequest,
  as: ViewAs,
  own: Extract<Decision, { outcome: 'permit' }>,
  state: AccessState,
  at: number,
): Decision {
  if (!own.custody || !looks(request) || request.recipient !== undefined || request.view === 'received')
    return { outcome: 'refuse', code: 'CW-GATE-003', related: true };
  const account = as.account ?? NOBODY_YET;
  const other = { ...request, actor: { ...request.actor, account }, purpose: 'care' as const };
  const decision = decide(other, 'slice' in as ? withGrant(state, request, as) : state, at);
  // Whether an account is there, or active, is nothing that a preview tells.
  if (decision.outcome === 'refuse') return decision.related ? decision : { ...decision, code: 'CW-GATE-002' };
  return {
    ...decision,
    custody: false,
    holds: false,
    deny: [...decision.deny, ...own.deny],
    basis: own.basis,
    until: own.until,
  };
}
