import { type Form, hasEveryLabel, isKnownSlice, type Recipient, type Slice } from '@chartwarden/vault';
import type { ConsentEvent } from './access-types.ts';

/** What a form lets through, from less to more. What is `deidentified` does not exist yet: nothing leaves in that form. */
const WIDTH: ReadonlyMap<Form, number> = new Map([
  ['metadata_only', 1],
  ['selected_evidence', 2],
  ['full_source_allowed', 3],
]);

/** True for a form in which something can leave; false also for one that a later version wrote. */
export const isOpenForm = (form: Form): boolean => WIDTH.has(form);

/** True when what is asked for shows no more than what was granted. */
export const formWithin = (asked: Form, granted: Form): boolean => {
  const [much, most] = [WIDTH.get(asked), WIDTH.get(granted)];
  return much !== undefined && most !== undefined && much <= most;
};

/** Whatever is no permit refuses. */
export const isRefusal = (consent: Pick<ConsentEvent, 'effect'>): boolean => consent.effect !== 'permit';

/**
 * A standing offer for an emergency: it opens nothing by itself. Whoever it names takes the access for themselves, with
 * a reason, by an event of their own `under` it (break-glass, design 4.2).
 */
export const isOffer = (consent: ConsentEvent): boolean =>
  consent.effect === 'permit' &&
  consent.under === undefined &&
  consent.purposes !== undefined &&
  consent.purposes.length > 0 &&
  consent.purposes.every((purpose) => purpose === 'emergency');

/**
 * A permit counts only when all of it is understood, form and slice, and it names whom it is for: one account, one organization; an offer
 * opens nothing.
 */
export const isPermit = (consent: ConsentEvent): boolean =>
  consent.effect === 'permit' &&
  isKnownSlice(consent.slice) &&
  isOpenForm(consent.form) &&
  !isOffer(consent) &&
  consent.recipient !== undefined &&
  !(
    consent.recipient.id === '*' &&
    (consent.recipient.kind === 'account' || consent.recipient.kind === 'organization')
  );

/** A permit counts within its time only; whatever is no permit counts unless its time is surely not now. */
export const isActive = (consent: Pick<ConsentEvent, 'effect' | 'from' | 'until'>, at: number): boolean =>
  isRefusal(consent)
    ? !(at < consent.from) && !(consent.until !== null && at >= consent.until)
    : consent.from <= at && (consent.until === null || at < consent.until);

/** What a refusal covers. With no label named it is about every fact, as when labels are not spoken of. */
export const covered = (slice: Slice): Slice => {
  const { labels, ...rest } = slice;
  return labels?.length === 0 ? rest : slice;
};

/** A refusal of everything; a slice that narrows by something unknown is not trusted to narrow. */
export const isEverything = (slice: Slice): boolean =>
  !isKnownSlice(slice) ||
  (Object.keys(slice).every((name) => name === 'labels') &&
    (slice.labels === undefined || hasEveryLabel(slice.labels)));

const keyOf = ({ kind, id }: Recipient): string => `${kind}:${id}`;
const ANYBODY = '*';

/** Consents by whom they name; made once for a list, which is never changed. */
const indexes = new WeakMap<readonly ConsentEvent[], ReadonlyMap<string, readonly ConsentEvent[]>>();

function indexOf(consents: readonly ConsentEvent[]): ReadonlyMap<string, readonly ConsentEvent[]> {
  const known = indexes.get(consents);
  if (known !== undefined) return known;
  const index = new Map<string, ConsentEvent[]>();
  for (const one of consents) {
    const key = one.recipient === undefined ? ANYBODY : keyOf(one.recipient);
    const list = index.get(key);
    if (list === undefined) index.set(key, [one]);
    else list.push(one);
  }
  indexes.set(consents, index);
  return index;
}

/** Those that name this recipient, every recipient of its kind, or nobody. */
export function concerning(consents: readonly ConsentEvent[], recipient: Recipient): readonly ConsentEvent[] {
  if (consents.length === 0) return consents;
  const index = indexOf(consents);
  const keys = new Set([ANYBODY, keyOf({ kind: recipient.kind, id: '*' }), keyOf(recipient)]);
  return [...keys].flatMap((key) => index.get(key) ?? []);
}
