import type { AccountId, FactId, RecordId, SourceId } from '@chartwarden/ids';
import type { Label, Recipient, Slice } from '@chartwarden/vault';
import type { Named, ShareLine } from '../share-types.ts';

/** What a switch is about: one file, one entry, or everything that carries one label. */
export type About = { readonly source: SourceId } | { readonly fact: FactId } | { readonly label: Label };

/** From whom it is kept: whoever it might be shared with, every model, one account, or one organization. */
export type KeptFrom = 'everybody' | 'models' | { readonly account: AccountId } | { readonly organization: RecordId };

/** The slice of a refusal about this and nothing else: every switch is a projection of consent events (design 1, grant). */
export const sliceAbout = (about: About): Slice => {
  if ('source' in about) return { sources: [about.source] };
  return 'fact' in about ? { facts: [about.fact] } : { labels: [about.label] };
};

const KEYS = ['sources', 'facts', 'labels'] as const;

/** True for a consent that is about this and nothing else. */
export function isAbout(
  { effect, slice }: { readonly effect: 'permit' | 'deny'; readonly slice: Slice | null },
  about: About,
): boolean {
  // What is kept from a holder is not told to them, so no switch of theirs stands for it.
  if (slice === null) return false;
  const wanted = sliceAbout(about);
  const key = KEYS.find((one) => wanted[one] !== undefined) ?? 'facts';
  const list: readonly string[] = slice[key] ?? [];
  const others = Object.keys(slice).filter((name) => name !== key);
  if (list.length !== 1 || list[0] !== wanted[key]?.[0]) return false;
  if (effect === 'deny') return others.every((name) => name === 'labelled' && key === 'labels');
  // A consent for one entry names the labels that this entry carries, too; one for a label says that it takes nothing else.
  return key === 'labels'
    ? others.length === 1 && others[0] === 'labelled'
    : others.every((name) => name === 'labels' && key === 'facts');
}

export const recipientOf = (from: KeptFrom): Recipient | undefined => {
  if (from === 'everybody') return undefined;
  if (from === 'models') return { kind: 'model', id: '*' };
  return 'account' in from ? { kind: 'account', id: from.account } : { kind: 'organization', id: from.organization };
};

/** Somebody with access, and what a switch says for them. */
export interface KeepLine {
  readonly who: Named;
  /** Entries of it that they see now; null: that cannot be told for a whole organization. */
  readonly sees: number | null;
  /** The refusal that keeps it from them by name; null: none does. */
  readonly kept: string | null;
  /** A consent that names this and nothing else for them. */
  readonly given: string | null;
}

/** One change of a switch. */
export type KeepChange = ShareLine & { readonly ends: string | null };

export interface Keeping {
  /** The refusals that stand: by their events. */
  readonly everybody: string | null;
  readonly models: string | null;
  readonly people: readonly KeepLine[];
  /** Newest first. */
  readonly changes: readonly KeepChange[];
}
