import type { Action } from '@chartwarden/vault';
import type { PlainSlice } from '../../tests/support/naive-slice.ts';
import { isKeptBy, isOpenedBy } from './facts.ts';
import type { PlacedFact } from './world.ts';

/** A consent in the test's own words. */
export interface Said {
  readonly effect: 'permit' | 'deny';
  /** For the reader by name, or for everybody. */
  readonly to: 'reader' | 'everybody';
  readonly actions: readonly Action[];
  readonly care: boolean;
  readonly form: 'full_source_allowed' | 'metadata_only';
  readonly slice: PlainSlice;
}

/** What a way asks the gate for. */
export interface Need {
  readonly actions: readonly Action[];
  readonly purpose: 'care' | 'export';
}

/** What somebody may see in one way: which facts, and whether their content. */
export interface Reach {
  readonly sees: (fact: PlacedFact) => boolean;
  /** Not only names and dates. */
  readonly inFull: (fact: PlacedFact) => boolean;
  readonly content: boolean;
  /** The gate says no before it looks at anything. */
  readonly refused: boolean;
  /** Everything, of somebody from whom nothing is kept. */
  readonly whole: boolean;
}

const NOTHING: Reach = { sees: () => false, inFull: () => false, content: false, refused: true, whole: false };
const isWide = ({ labels, ...rest }: PlainSlice): boolean =>
  Object.keys(rest).length === 0 && (labels === undefined || labels.length === 0 || labels.length === 6);

/**
 * What these consents let a recipient see, from the words of the design (4.2) and not from `decide`. `carer`: of
 * somebody who holds the record, of whom only refusals by name speak.
 */
export function reachOf(said: readonly Said[], { actions, purpose }: Need, who: 'reader' | 'carer'): Reach {
  const counts = said.filter((one) => !one.care || purpose === 'care');
  const denies = counts.filter(
    (one) =>
      one.effect === 'deny' &&
      (who === 'reader' || one.to === 'reader') &&
      one.actions.some((action) => actions.includes(action)),
  );
  if (denies.some(({ slice }) => isWide(slice))) return NOTHING;
  const isKept = (fact: PlacedFact): boolean => denies.some(({ slice }) => isKeptBy(fact, slice));
  if (who === 'carer')
    return {
      sees: (fact) => !isKept(fact),
      inFull: (fact) => !isKept(fact),
      content: true,
      refused: false,
      whole: denies.length === 0,
    };
  const permits = counts.filter(
    (one) => one.effect === 'permit' && actions.every((action) => one.actions.includes(action)),
  );
  const full = permits.filter(({ form }) => form === 'full_source_allowed');
  const looks = actions.every((action) => action === 'read' || action === 'search');
  // Who looks sees what was granted in full so, and names and dates of the rest.
  const used = looks ? permits : full;
  if (used.length === 0) return NOTHING;
  return {
    sees: (fact) => !isKept(fact) && used.some(({ slice }) => isOpenedBy(fact, slice)),
    inFull: (fact) => !isKept(fact) && full.some(({ slice }) => isOpenedBy(fact, slice)),
    content: full.length > 0,
    refused: false,
    whole: false,
  };
}

/** What a link shows that one of them makes: its own slice, without what is kept from everybody, or from its maker. */
export function linkReach(said: readonly Said[], link: PlainSlice, maker: 'reader' | 'carer'): Reach {
  const kept = said.filter(({ effect, to }) => effect === 'deny' && (to === 'everybody' || maker === 'carer'));
  const own: Said = {
    effect: 'permit', to: 'reader', actions: ['export'], care: false, form: 'full_source_allowed', slice: link,
  }; // biome-ignore format: one consent
  // Its draft is looked for as its recipient would.
  const isShut = kept.some(({ actions, slice }) => actions.includes('search') && isWide(slice));
  return isShut ? NOTHING : reachOf([...kept, own], { actions: ['export'], purpose: 'care' }, 'reader');
}

/** Whether what may be looked for and what may go out is the same: then a draft counts what will be in it. */
export const isAlike = (said: readonly Said[]): boolean =>
  said.every(({ effect, actions }) => effect === 'permit' || actions.includes('search') === actions.includes('export'));
