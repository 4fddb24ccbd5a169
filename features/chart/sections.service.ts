import { CodedError } from '@chartwarden/errors';
import { deciding } from '@chartwarden/gate';
import type { Clock } from '@chartwarden/time';
import type { Vault } from '@chartwarden/vault';
import type { AskGate, Asking } from './asking.ts';
import { type Part, type Reading, type SectionName, type Span, sections } from './reading/sections.ts';
import { readServed } from './served-facts.ts';

/** They are worked out in one turn; more of them would hold up other requests. */
const MOST = 20_000;

/** What is asked of a section: its list, or one entry and those further pieces of it that touch the span. */
interface Asked extends Partial<Span> {
  readonly entry?: string;
}

/** The sections of the readable chart. Every function begins at the gate. */
export function createSections(parts: {
  readonly ask: AskGate;
  readonly vault: Vault;
  readonly clock: Clock;
  /** Facts from which one section is worked out at most. */
  readonly most?: number;
}) {
  const { ask, vault, clock, most = MOST } = parts;

  /**
   * Pieces of one section as it stands now, worked out from the facts that the caller may see. `isWhole` is false when
   * there were more of them than one answer can be worked out from (`most`, or 64 MB); `isCurrent` is false while what
   * came in last is not in it yet.
   */
  const piecesOf = (who: Asking, person: string, name: SectionName, asked: Asked) =>
    deciding(async () => {
      const { types, read } = sections[name];
      const found = await vault.read.gather(await ask(who, person, ['search'], 'effective'), types, most);
      const now = clock.now();
      const reading = read(await readServed(found.facts), now);
      return { at: now, isWhole: found.isWhole, isCurrent: true, pieces: choose(reading, asked) };
    });

  return {
    /** The list of one section. */
    async list(who: Asking, person: string, name: SectionName) {
      const { pieces, ...rest } = await piecesOf(who, person, name, {});
      return { section: name, ...rest, ...pieces[0]?.body };
    },

    /** What one line of a section opens to; `entry` as the list names it. Throws CW-GEN-002 when there is none to see. */
    async entry(who: Asking, person: string, name: SectionName, entry: string, span: Partial<Span>) {
      const { pieces, ...rest } = await piecesOf(who, person, name, { entry, ...span });
      const [head, ...further] = pieces;
      if (head === undefined) throw new CodedError('CW-GEN-002');
      return { section: name, ...rest, ...head.body, pieces: further.map((one) => one.body) };
    },
  };
}

function choose(reading: Reading, { entry, from, to }: Asked): readonly Part[] {
  if (entry === undefined) return [reading.list];
  const head = reading.entries.get(entry);
  if (head === undefined) return [];
  const touches = ({ span }: Part): boolean =>
    span === undefined ||
    (span.to >= (from ?? Number.NEGATIVE_INFINITY) && span.from <= (to ?? Number.POSITIVE_INFINITY));
  const further = [...reading.entries].filter(([name, part]) => name.startsWith(`${entry}/`) && touches(part));
  return [head, ...further.map(([, part]) => part)];
}
