import type { Node } from '@chartwarden/fhir';
import { statusOf } from './elements.ts';
import type { When } from './when.ts';

/** A fact as everything here takes it: already permitted, parsed with the digits that stand in it. */
export interface ReadFact {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** Its clinical date. */
  readonly when: When | null;
  readonly labels: readonly string[];
  readonly corrected: boolean;
  /** The portal that it came from, as a person may know it (`portal.example.org`); null where none is known. */
  readonly from: string | null;
  readonly resource: Node;
  /** The system or file whose id it has, and that id: told apart, never shown. */
  readonly portal?: string;
  readonly upstreamId?: string;
  /** Facts of other portals that tell of the same thing and stand in no list themselves (`../duplicates`). */
  readonly alsoRecordedBy?: readonly AlsoRecorded[];
}

/** Another portal's word for the same thing, and where it differs from the one that leads. */
export interface AlsoRecorded {
  readonly id: string;
  readonly type: string;
  readonly differs: readonly { readonly field: string; readonly here: string | null; readonly there: string | null }[];
}

/** What every line that is worked out from a fact says about it, so that a reader gets to the fact. */
export type FactMark = Omit<ReadFact, 'resource' | 'from' | 'portal' | 'upstreamId'>;

/** The same where several portals tell of one thing, and who says what matters. */
export type SourcedMark = FactMark & Pick<ReadFact, 'from'>;

export const markOf = ({ id, type, version, when, labels, corrected, alsoRecordedBy }: ReadFact): FactMark => ({
  id,
  type,
  version,
  when,
  labels,
  corrected,
  ...(alsoRecordedBy === undefined ? {} : { alsoRecordedBy }),
});

export const sourcedMarkOf = (fact: ReadFact): SourcedMark => ({ ...markOf(fact), from: fact.from });

/** Ids of the facts whose content stands in a line of this one. */
export const namesOf = ({ id, alsoRecordedBy = [] }: Pick<ReadFact, 'id' | 'alsoRecordedBy'>): readonly string[] => [
  id,
  ...alsoRecordedBy.map((one) => one.id),
];

/** How other facts refer to it, once served. */
export const nameOf = (fact: { readonly type: string; readonly id: string }): string => `${fact.type}/${fact.id}`;

/** Recorded by mistake, as the source itself says: in no list. */
export function isInError({ resource }: ReadFact): boolean {
  if (statusOf(resource.status, ['entered-in-error']) !== null) return true;
  return statusOf(resource.verificationStatus, ['entered-in-error']) !== null;
}

/** The facts of a type that count. */
export const ofType = (facts: readonly ReadFact[], ...types: readonly string[]): readonly ReadFact[] =>
  facts.filter((fact) => types.includes(fact.type) && !isInError(fact));
