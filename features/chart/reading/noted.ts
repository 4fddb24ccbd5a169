import type { Concept } from './elements.ts';
import { type Finding, type Found, type ObservationEntry, readObservation } from './observation.ts';
import { type Place, placeOf } from './observation-place.ts';
import { membersOf } from './panels.ts';
import { type AlsoRecorded, nameOf, type ReadFact } from './read-fact.ts';
import { keysOf } from './sameness.ts';
import type { When } from './when.ts';

/** What observations share: of a hundred thousand readings of one sensor it stands once. */
export interface About extends Concept {
  readonly version: number;
  readonly labels: readonly string[];
  readonly corrected: boolean;
  readonly status: string | null;
  readonly method: string | null;
  readonly place: Place;
  /** What it shares with others that measure the same (`sameness.ts`). */
  readonly keys: readonly string[];
}

/** A finding without its value. */
export interface Shape extends Pick<Finding, 'part' | 'ranges' | 'interpretations'> {
  readonly kind: Found['kind'];
  readonly unit: string | null;
  readonly unitKey: string;
  readonly comparator: string | null;
}

export interface NotedFinding {
  readonly shape: Shape;
  /** Digits as received, words, or why there is no value (may be empty). */
  readonly value: string;
}

/** An observation as it is kept while a section is read: without its resource, small, what many share by reference. */
export interface Noted {
  readonly id: string;
  readonly when: When | null;
  readonly about: About;
  readonly line: string | null;
  readonly findings: readonly NotedFinding[];
  /** Names of what it holds together; null when it is no panel. */
  readonly members: readonly (string | null)[] | null;
  readonly alsoRecordedBy?: readonly AlsoRecorded[];
}

export const notedName = (noted: Noted): string => nameOf({ type: 'Observation', id: noted.id });

export const hasAnyValue = ({ findings }: Noted): boolean => findings.some((one) => one.shape.kind !== 'absent');

/** Not done after all: no value, whatever stands in it. */
export const isCancelled = ({ about }: Noted): boolean => about.status === 'cancelled';

/** Reads observations one by one into {@link Noted}; each reader keeps what its own observations share. */
export function createNoter(): (fact: ReadFact) => Noted {
  const abouts = new Map<string, About>();
  const shapes = new Map<string, Shape>();
  const words = new Map<string, string>();
  const word = (text: string): string => {
    const known = words.get(text);
    if (known === undefined) words.set(text, text);
    return known ?? text;
  };

  function aboutOf(entry: ObservationEntry, place: Place): About {
    const { version, labels, corrected, status, method, words: name, codings } = entry;
    const about = { version, labels, corrected, status, method, place, words: name, codings };
    return shared(abouts, about, () => ({ ...about, keys: keysOf('observation', entry) }));
  }

  function findingOf({ part, found, ranges, interpretations }: Finding): NotedFinding {
    const { unit, unitKey, comparator } = found.kind === 'amount' ? found : NO_AMOUNT;
    const shape = { kind: found.kind, part, unit, unitKey, comparator, ranges, interpretations };
    return { shape: shared(shapes, shape, () => shape), value: word(textOf(found)) };
  }

  return (fact) => {
    const entry = readObservation(fact);
    const members = membersOf(fact);
    return {
      id: fact.id,
      when: fact.when,
      about: aboutOf(entry, placeOf(fact)),
      line: entry.line === null ? null : word(entry.line),
      findings: entry.findings.map(findingOf),
      members: members.length === 0 ? null : members,
      ...(fact.alsoRecordedBy === undefined ? {} : { alsoRecordedBy: fact.alsoRecordedBy }),
    };
  };
}

const NO_AMOUNT = { unit: null, unitKey: '', comparator: null };

const textOf = (found: Found): string =>
  found.kind === 'amount' ? found.digits : found.kind === 'words' ? found.words : (found.why ?? '');

function shared<Thing>(all: Map<string, Thing>, what: object, make: () => Thing): Thing {
  const name = JSON.stringify(what);
  const known = all.get(name);
  if (known !== undefined) return known;
  const made = make();
  all.set(name, made);
  return made;
}
