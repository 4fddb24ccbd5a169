import type { AccessState, ConsentEvent, Decision, GateRequest } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';
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
  slice: ['types', 'codes', 'categories', 'sources', 'origins', 'from', 'to', 'facts', 'labels', 'labelled'],
};

const isWord = (list: keyof typeof WORDS, word: string): boolean => WORDS[list].includes(word);

/** Every form that a grant of this form lets through. */
const FORMS_WITHIN: Readonly<Record<string, readonly string[]>> = {
  metadata_only: ['metadata_only'],
  selected_evidence: ['metadata_only', 'selected_evidence'],
  full_source_allowed: ['metadata_only', 'selected_evidence', 'full_source_allowed'],
  // Does not exist yet, and so lets nothing through.
  deidentified: [],
};

/** What the naive way says: yes with the consent events it rests on, or no and whether the caller may know that there is something. */
export type NaiveAnswer =
  | { readonly yes: true; readonly events: readonly string[]; readonly whole: boolean; readonly form: string }
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

/** An offer for an emergency is no yes: somebody has to take it first. */
const onlyOffers = (consent: ConsentEvent): boolean =>
  consent.under === undefined && consent.purposes?.length !== 0 && (consent.purposes ?? ['']).join() === 'emergency';

/** A consent that counts as a yes: it says so, all that it says is known, and it does not open to every account there is. */
function saysYes(consent: ConsentEvent): boolean {
  if (consent.effect !== 'permit' || hasUnknownParts(consent.slice)) return false;
  if (consent.recipient === undefined) return false;
  // In a form in which nothing leaves, or that nobody here knows.
  if ((FORMS_WITHIN[consent.form] ?? []).length === 0) return false;
  const { kind, id } = consent.recipient;
  if (id === '*' && (kind === 'account' || kind === 'organization')) return false;
  return !onlyOffers(consent);
}

/** What somebody's part in an organization lets them do with what it holds or was granted. */
const PARTS: Readonly<Record<string, string>> = {
  viewer: 'read search',
  member: 'read search create update',
  manager: 'read search create update delete share export send',
};

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
    if (request.purpose === 'operate' && request.channel === 'system' && request.form !== 'deidentified')
      return { yes: true, events: [], whole: true, form: request.form ?? 'full_source_allowed' };
    return hidden;
  }
  // The operator at the shell and visitors read nothing.
  if (request.actor.kind !== 'account') return hidden;
  const account = request.actor.account ?? '';
  if ([...state.accounts].every(([id, one]) => id !== account || one.status !== 'active')) return hidden;
  // What is for jobs is not for people.
  if (request.purpose === 'operate' || request.channel === 'system') return hidden;

  // An account for showing, or a program that may be nothing else, sees made-up people, only looks, and for itself.
  const who = state.accounts.get(account as AccountId);
  const isOnlyDemo = (roles: readonly string[] | undefined): boolean => roles?.length === 1 && roles[0] === 'demo';
  if (isOnlyDemo(who?.roles) || isOnlyDemo(request.actor.roles)) {
    if (!record.synthetic) return hidden;
    for (const action of request.actions) if (action !== 'read' && action !== 'search') return told;
    if (request.view === 'received' || request.form === 'deidentified' || request.recipient !== undefined) return told;
    if (request.channel === 'model' || request.channel === 'link') return told;
    return { yes: true, events: [record.made], whole: false, form: request.form ?? 'full_source_allowed' };
  }

  const inForce = record.consents.filter((consent) => isInForce(consent, at));
  // As whom somebody may be meant: as themselves, or as part of an organization that still exists.
  type Part = { kind: string; id: string; can: string; manages: boolean; member?: string };
  const parts: Part[] = [{ kind: 'account', id: account, can: PARTS.manager ?? '', manages: true }];
  for (const { organization, role, event } of who?.memberships ?? [])
    if (state.records.get(organization)?.erased === false)
      parts.push({
        kind: 'organization',
        id: organization,
        can: PARTS[role] ?? '',
        manages: role === 'manager',
        member: event,
      });
  const holds = parts.flatMap((part) => [
    ...record.custody
      .filter(({ holder }) => holder.kind === part.kind && holder.id === part.id)
      .map(({ event, relation }) => ({ ...part, event: event as string, relation: relation as string })),
    // What an organization owns itself is held by whoever works there.
    ...(part.member !== undefined && part.id === request.record
      ? [{ ...part, event: part.member, relation: 'own' }]
      : []),
  ]);
  // A relation: custody, or a grant of any kind. A refusal makes none.
  if (holds.length === 0 && !inForce.some((one) => saysYes(one) && parts.some((me) => concerns(one, me.kind, me.id))))
    return hidden;
  if (request.form === 'deidentified') return told;
  const can = (part: { can: string }): boolean => request.actions.every((one) => part.can.split(' ').includes(one));
  const held =
    holds.filter((one) => one.manages && can(one))[0] ??
    holds.filter((one) => can(one) && request.view !== 'received')[0];

  const to = request.recipient ?? { kind: 'account', id: account };
  const isForOneself = to.kind === 'account' && to.id === account;
  // A channel that leads to a model or out by a link needs a model or a link at its end.
  if (request.channel === 'model' && to.kind !== 'model') return told;
  if (request.channel === 'link' && to.kind !== 'link') return told;

  const forPurpose = inForce.filter(
    (one) =>
      one.purposes === undefined ||
      one.purposes.includes(request.purpose) ||
      // Taken in an emergency, it is there for care.
      (one.under !== undefined && request.purpose === 'care'),
  );
  // Deny overrides: whoever receives it or asks for it. Who holds a record by themselves asks as no organization's.
  const asWhom = held?.kind === 'account' ? parts.slice(0, 1) : parts;
  // What is kept from everybody is not kept from the person nor from who looks after the record; but a teenager, of whom
  // the clock has spoken, keeps it from those, too.
  const isNot = (one: ConsentEvent, id: string, relation: string | undefined): boolean => {
    if (relation === undefined || (one.recipient !== undefined && one.recipient.id !== '*')) return false;
    if (relation !== 'custodian' || one.capacity !== 'self') return true;
    return !record.saidByClock.includes(id);
  };
  const theirs = record.custody.find(({ holder }) => holder.kind === to.kind && holder.id === to.id);
  const refusals = forPurpose.filter(
    (one) =>
      one.effect !== 'permit' &&
      ((!isForOneself && concerns(one, to.kind, to.id) && !isNot(one, to.id, theirs?.relation)) ||
        (asWhom.some((me) => concerns(one, me.kind, me.id)) && !isNot(one, held?.id ?? '', held?.relation))) &&
      // Who adds to a record learns nothing by it of what is kept from their looks.
      [...request.actions, ...(request.actions.includes('create') ? ['read', 'search'] : [])].some((action) =>
        one.actions.some((own) => own === action),
      ),
  );
  for (const refusal of refusals)
    if (refusal.actions.some((action) => request.actions.includes(action)) && coversAll(refusal.slice)) return told;

  const events = new Set<string>(refusals.map((one) => one.id));
  // No grant is a refusal: for everybody who is no holder, and for every recipient who is somebody else.
  const needs = [...(isForOneself ? [] : [[to]]), ...(held === undefined ? [parts.filter(can)] : [])];
  const granted = needs.map((need) =>
    forPurpose.filter(
      (one) =>
        saysYes(one) &&
        need.some(({ kind, id }) => concerns(one, kind, id)) &&
        request.actions.filter((action) => !one.actions.includes(action)).length === 0,
    ),
  );
  for (const one of granted) if (one.length === 0) return told;
  // Shares are of what is in effect (design 1, view).
  if (granted.length > 0 && request.view === 'received') return told;
  const form = request.form ?? 'full_source_allowed';
  const fits = (one: ConsentEvent): boolean => (FORMS_WITHIN[one.form] ?? []).includes(form);
  for (const list of granted) if (!list.some(fits)) return told;
  for (const list of granted) for (const one of list) if (fits(one)) events.add(one.id);
  // Who looks and does not say in what form sees names and dates of what was granted so, too.
  const looks = request.form === undefined && request.actions.every((one) => one === 'read' || one === 'search');
  if (looks && isForOneself)
    for (const one of granted[0] ?? [])
      if (!fits(one) && (FORMS_WITHIN[one.form] ?? []).includes('metadata_only')) events.add(one.id);
  if (needs.length === 0 && held !== undefined) events.add(held.event);
  return { yes: true, events: [...events], whole: needs.length === 0 && held?.manages === true, form };
}

/** In words, how the two answers differ; null when they agree. */
export function difference(decision: Decision, naive: NaiveAnswer, isSystem: boolean): string | null {
  if ((decision.outcome === 'permit') !== naive.yes) return `decide says ${decision.outcome}, the oracle does not`;
  if (decision.outcome === 'refuse')
    return naive.yes || decision.related === naive.mayKnow
      ? null
      : `decide says related ${decision.related}, the oracle ${naive.mayKnow}`;
  if (!naive.yes) return null;
  if (decision.custody !== (naive.whole && !isSystem)) return `decide says custody ${decision.custody}`;
  if (decision.form !== naive.form) return `decide says ${decision.form}, the oracle ${naive.form}`;
  const [one, other] = [[...decision.basis].sort().join(), [...naive.events].sort().join()];
  return one === other ? null : `decide rests on ${one}, the oracle on ${other}`;
}
