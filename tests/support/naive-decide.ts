import type { AccessState, ConsentEvent, Decision, GateRequest } from '@chartwarden/gate';
import type { Slice } from '@chartwarden/vault';

/**
 * A second way to the gate's answer, written from the words of the design (4.2 and the table of words) and not from
 * `decide`: a list of sentences each of which refuses. Slow, and made to be read.
 */

const WORDS = {
  actions: ['read', 'search', 'create', 'update', 'delete', 'share', 'export', 'send'],
  purposes: 'self care research ask discover make-sense explain extract sync export emergency operate'.split(' '),
  channels: ['browser', 'api', 'cli', 'link', 'export', 'model', 'system'],
  views: ['effective', 'received'],
  forms: ['metadata_only', 'selected_evidence', 'full_source_allowed', 'deidentified'],
  recipients: ['account', 'organization', 'study', 'app', 'model', 'agent', 'link'],
  labels: ['HIV', 'ETH', 'PSY', 'SEX', 'SDV', 'GDIS'],
  slice: ['types', 'codes', 'categories', 'sources', 'origins', 'from', 'to', 'facts', 'labels'],
};

const isWord = (list: keyof typeof WORDS, word: string): boolean => WORDS[list].includes(word);

/** Every form that a grant of this form lets through. */
const FORMS_WITHIN: Readonly<Record<string, readonly string[]>> = {
  metadata_only: ['metadata_only'],
  selected_evidence: ['metadata_only', 'selected_evidence'],
  full_source_allowed: ['metadata_only', 'selected_evidence', 'full_source_allowed'],
  deidentified: ['deidentified'],
};

/** What the naive way says: yes with the consent events it rests on, or no and whether the caller may know that there is something. */
export type NaiveAnswer =
  | { readonly yes: true; readonly events: readonly string[]; readonly whole: boolean }
  | { readonly yes: false; readonly mayKnow: boolean };

const hidden: NaiveAnswer = { yes: false, mayKnow: false };
const told: NaiveAnswer = { yes: false, mayKnow: true };

function usesUnknownWords(request: GateRequest): boolean {
  if (request.actions.length === 0) return true;
  for (const action of request.actions) if (!isWord('actions', action)) return true;
  if (!isWord('purposes', request.purpose) || !isWord('channels', request.channel)) return true;
  if (request.view !== undefined && !isWord('views', request.view)) return true;
  if (request.form !== undefined && !isWord('forms', request.form)) return true;
  if (request.recipient !== undefined && !isWord('recipients', request.recipient.kind)) return true;
  for (const part of Object.keys(request.slice ?? {})) if (!isWord('slice', part)) return true;
  return false;
}

function isInForce(consent: ConsentEvent, at: number): boolean {
  // An end that is not said: no permit counts, and no refusal is over.
  if (consent.until === undefined) return !saysYes(consent) && at >= consent.from;
  if (at < consent.from) return false;
  if (consent.until !== null && at >= consent.until) return false;
  return true;
}

function concerns(consent: ConsentEvent, kind: string, id: string): boolean {
  if (consent.recipient === undefined) return true;
  if (consent.recipient.kind !== kind) return false;
  return consent.recipient.id === '*' || consent.recipient.id === id;
}

const hasUnknownParts = (slice: Slice): boolean => Object.keys(slice).some((part) => !isWord('slice', part));

/** A consent that counts as a yes: it says so, and all that it says is known. */
const saysYes = (consent: ConsentEvent): boolean => consent.effect === 'permit' && !hasUnknownParts(consent.slice);

function coversAll(slice: Slice): boolean {
  if (hasUnknownParts(slice)) return true;
  for (const part of Object.keys(slice)) if (part !== 'labels') return false;
  if (slice.labels === undefined || slice.labels.length === 0) return true;
  return WORDS.labels.every((label) => (slice.labels as readonly string[]).includes(label));
}

export function naiveDecide(request: GateRequest, state: AccessState, at: number): NaiveAnswer {
  // Anything unknown is a refusal.
  if (usesUnknownWords(request)) return hidden;
  const record = state.records.get(request.record);
  if (record === undefined) return hidden;
  // Nobody has to do with an erased record but the job that removes it.
  if (record.erased && !(request.actor.kind === 'system' && request.actions.every((one) => one === 'delete')))
    return hidden;
  // Jobs and the doctor: purpose `operate`, nothing leaves.
  if (request.actor.kind === 'system') {
    if (request.purpose === 'operate' && request.channel === 'system') return { yes: true, events: [], whole: true };
    return hidden;
  }
  // The operator at the shell and visitors read nothing.
  if (request.actor.kind !== 'account') return hidden;
  const account = request.actor.account ?? '';
  if ([...state.accounts].every(([id, one]) => id !== account || one.status !== 'active')) return hidden;
  // What is for jobs is not for people.
  if (request.purpose === 'operate' || request.channel === 'system') return hidden;

  const inForce = record.consents.filter((consent) => isInForce(consent, at));
  const held = record.custody.filter((one) => one.holder.kind === 'account' && one.holder.id === account)[0];
  // A relation: custody, or a grant of any kind. A refusal makes none.
  if (held === undefined && !inForce.some((one) => saysYes(one) && concerns(one, 'account', account))) return hidden;

  const to = request.recipient ?? { kind: 'account', id: account };
  const isForOneself = to.kind === 'account' && to.id === account;
  // A channel that leads to a model or out by a link needs a model or a link at its end.
  if (request.channel === 'model' && to.kind !== 'model') return told;
  if (request.channel === 'link' && to.kind !== 'link') return told;

  const forPurpose = inForce.filter((one) => one.purposes === undefined || one.purposes.includes(request.purpose));
  // Deny overrides: whoever receives it or asks for it.
  const refusals = forPurpose.filter(
    (one) =>
      one.effect !== 'permit' &&
      (concerns(one, to.kind, to.id) || concerns(one, 'account', account)) &&
      one.actions.filter((action) => request.actions.includes(action)).length > 0,
  );
  for (const refusal of refusals) if (coversAll(refusal.slice)) return told;

  const events = new Set<string>(refusals.map((one) => one.id));
  // No grant is a refusal: for everybody who is no holder, and for every recipient who is somebody else.
  const needs = [...(isForOneself ? [] : [to]), ...(held === undefined ? [{ kind: 'account', id: account }] : [])];
  for (const need of needs) {
    const granted = forPurpose.filter(
      (one) =>
        saysYes(one) &&
        concerns(one, need.kind, need.id) &&
        request.actions.filter((action) => !one.actions.includes(action)).length === 0 &&
        (FORMS_WITHIN[one.form] ?? []).includes(request.form ?? 'full_source_allowed'),
    );
    if (granted.length === 0) return told;
    // Shares are of what is in effect (design 1, view).
    if (request.view === 'received') return told;
    for (const one of granted) events.add(one.id);
  }
  if (needs.length === 0 && held !== undefined) events.add(held.event);
  return { yes: true, events: [...events], whole: needs.length === 0 };
}

/** In words, how the two answers differ; null when they agree. */
export function difference(decision: Decision, naive: NaiveAnswer): string | null {
  if ((decision.outcome === 'permit') !== naive.yes) return `decide says ${decision.outcome}, the oracle does not`;
  if (decision.outcome === 'refuse')
    return naive.yes || decision.related === naive.mayKnow
      ? null
      : `decide says related ${decision.related}, the oracle ${naive.mayKnow}`;
  if (!naive.yes) return null;
  const [one, other] = [[...decision.basis].sort().join(), [...naive.events].sort().join()];
  return one === other ? null : `decide rests on ${one}, the oracle on ${other}`;
}
