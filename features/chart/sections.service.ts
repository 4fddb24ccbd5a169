import { CodedError } from '@chartwarden/errors';
import { deciding } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { Vault } from '@chartwarden/vault';
import type { AskGate, Asking } from './asking.ts';
import { linked } from './duplicates/linked.ts';
import { standing } from './duplicates.service.ts';
import { FRESH, type Kept } from './kept/kept.ts';
import { levelName } from './reading/overview.ts';
import type { ReadFact } from './reading/read-fact.ts';
import {
  type Part,
  type Reading,
  readerOf,
  SAYS_ALL,
  type SectionName,
  type Span,
  sections,
} from './reading/sections.ts';
import { readServed } from './served-facts.ts';

/** Much of the work on them is one turn; more of them would hold up other requests. */
const MOST = 20_000;

/** Facts that are read in one turn. */
const PIECE = 500;

/** And for whoever may see everything, for whom a job is about to work all of it out. */
const MEANWHILE = 8_000;
/** What is older is not used, milliseconds. */
const USABLE = 48 * 3_600_000;

/** Those pieces of an entry that touch a span of time, at a level of fineness; 0: what one gets at the first look. */
interface Which extends Partial<Span> {
  readonly level?: number;
}

/** What is asked of a section: its list, or one entry and further pieces of it. */
interface Asked extends Which {
  readonly entry?: string;
}

/** The sections of the readable chart. Every function begins at the gate. */
export function createSections(parts: {
  readonly ask: AskGate;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly kept: Pick<Kept, 'outdated'>;
  /** Facts from which one section is worked out at most. */
  readonly most?: number;
}) {
  const { ask, vault, clock, kept, most = MOST } = parts;

  /** What is kept of it; null: nothing that may be used, and it is going to be; undefined: nothing is kept for this caller. */
  async function keptOf(who: Asking, person: string, name: SectionName, { entry, level, ...span }: Asked) {
    const now = clock.now();
    const query = { section: name, names: namesOf(entry, level), span, notBefore: now - USABLE };
    const found = await vault.derived.read(await ask(who, person, ['search'], 'effective'), query);
    // Nothing is built for whoever sees a part: they would have it built at each look, and never use it.
    if (found === undefined) return undefined;
    if (found === null || found.builtAt < now - FRESH) await kept.outdated(person as RecordId);
    return found;
  }

  /**
   * Pieces of one section as it stands now: those that are kept, for whoever may see everything, else worked out from the
   * facts that the caller may see. `isWhole` is false when there were more of these than one answer can be worked out
   * from (`most`, or 64 MB); `isCurrent` is false while a job is going to know all of them.
   */
  const piecesOf = (who: Asking, person: string, name: SectionName, asked: Asked) =>
    deciding(async () => {
      const found = await keptOf(who, person, name, asked);
      if (found) {
        const bodies = found.bodies.map((body) => JSON.parse(body.toString('utf8')) as object);
        return { at: found.builtAt, isWhole: true, isCurrent: true, bodies };
      }
      const { types } = sections[name];
      const limit = found === null ? Math.min(most, MEANWHILE) : most;
      const gathered = await vault.read.gather(await ask(who, person, ['search'], 'effective'), types, limit);
      const now = clock.now();
      const facts = await readServed(gathered.facts);
      const reading = await readSection(
        name,
        SAYS_ALL.has(name) ? facts : linked(facts, standing(gathered.verdicts)),
        now,
      );
      const bodies = choose(reading, asked).map((one) => one.body);
      return { at: now, isWhole: gathered.isWhole, isCurrent: found === undefined || gathered.isWhole, bodies };
    });

  return {
    /** The list of one section. */
    async list(who: Asking, person: string, name: SectionName) {
      const { bodies, ...rest } = await piecesOf(who, person, name, {});
      return { section: name, ...rest, ...bodies[0] };
    },

    /** What one line of a section opens to; `entry` as the list names it. Throws CW-GEN-002 when there is none to see. */
    async entry(who: Asking, person: string, name: SectionName, entry: string, which: Which) {
      const { bodies, ...rest } = await piecesOf(who, person, name, { entry, ...which });
      const [head, ...pieces] = bodies;
      if (head === undefined) throw new CodedError('CW-GEN-002');
      return { section: name, ...rest, ...head, pieces };
    },
  };
}

/** Piece by piece, where the section can be read so: others get their turn between two of them. */
async function readSection(name: SectionName, facts: readonly ReadFact[], now: number): Promise<Reading> {
  const reader = readerOf(name);
  for (let from = 0; from < facts.length; from += PIECE) {
    reader.add(facts.slice(from, from + PIECE));
    await new Promise(setImmediate);
  }
  return reader.finish(now);
}

const namesOf = (entry: string | undefined, level = 0): readonly string[] =>
  entry === undefined ? [''] : [entry, levelName(entry, level)];

function choose(reading: Reading, { entry, level, from, to }: Asked): readonly Part[] {
  if (entry === undefined) return [reading.list];
  const head = reading.entries.get(entry);
  if (head === undefined) return [];
  const names = new Set(namesOf(entry, level));
  const touches = ({ span }: Part): boolean =>
    span === undefined ||
    (span.to >= (from ?? Number.NEGATIVE_INFINITY) && span.from <= (to ?? Number.POSITIVE_INFINITY));
  const further = [...reading.entries].filter(
    ([name, part]) => name.includes('/') && names.has(name.slice(0, name.indexOf('/'))) && touches(part),
  );
  return [head, ...further.map(([, part]) => part)];
}
