import { CodedError } from '@chartwarden/errors';
import { deciding } from '@chartwarden/gate';
import { type AccountId, isId, type RecordId } from '@chartwarden/ids';
import type { ServedFact, Vault, Verdict, VerdictWord } from '@chartwarden/vault';
import { type AskGate, type Asking, factIdOf } from './asking.ts';
import type { Cluster } from './duplicates/clusters.ts';
import { comparison } from './duplicates/compare.ts';
import { type Candidate, findLinks, type LinkCount } from './duplicates/links.ts';
import { COMPARED_TYPES } from './duplicates/traits.ts';
import { type FactLine, lineOf } from './fact-line.ts';
import type { Kept } from './kept/kept.ts';
import { DUPLICATES } from './kept/segment-pieces.ts';
import type { ReadFact } from './reading/read-fact.ts';
import { readServed } from './served-facts.ts';

/** Facts that are compared at most, the newest first; and groups that one answer tells of. */
const MOST = 20_000;
const MOST_TOLD = 200;

/** A fact of a pair, and the name of the portal it came from where the caller may know. */
interface Side extends FactLine {
  readonly from: string | null;
}

/** What several portals have of one thing, and what somebody said about it. Every function begins at the gate. */
export function createDuplicates(parts: {
  readonly ask: AskGate;
  readonly vault: Vault;
  readonly kept: Pick<Kept, 'outdated'>;
  readonly nameOf: (account: AccountId) => Promise<string | null>;
  /** Facts that are compared at most. */
  readonly most?: number;
}) {
  const { ask, vault, kept, nameOf, most = MOST } = parts;

  async function decisionOf(verdict: Verdict, side: (id: string) => Side | null) {
    const [one, other] = verdict.facts.map(side);
    if (one === undefined || one === null || other === undefined || other === null) return [];
    const { said, facts: _facts, ...rest } = verdict;
    const { by = null, ...why } = said ?? {};
    const name = by !== null && isId(by) ? await nameOf(by as AccountId) : by;
    return [{ ...rest, ...why, by: name, one, other }];
  }

  return {
    /**
     * Pairs that wait for somebody to decide, those put off, things that are linked, and everything that was ever said.
     * `isWhole` is false when there were more facts, or more pairs, than could be compared.
     */
    list: (who: Asking, person: string) =>
      deciding(async () => {
        const found = await vault.read.gather(await ask(who, person, ['search'], 'effective'), COMPARED_TYPES, most);
        const facts = await readServed(found.facts);
        const links = findLinks(facts, standing(found.verdicts));
        const side = sides(found.facts, facts);
        const pair = ({ one, other, why }: Candidate) => {
          const [left, right] = [side(one.id), side(other.id)];
          return left === null || right === null
            ? []
            : [{ one: left, other: right, why, fields: comparison(one, other) }];
        };
        const decided = await Promise.all(found.verdicts.toReversed().map((one) => decisionOf(one, side)));
        return {
          isWhole: found.isWhole && links.isWhole,
          waiting: links.candidates.filter((one) => !one.later).flatMap(pair),
          later: links.candidates.filter((one) => one.later).flatMap(pair),
          linkedCount: links.clusters.length,
          linked: links.clusters.slice(0, MOST_TOLD).map((one) => groupOf(one, side)),
          decided: decided.flat(),
        };
      }),

    /** How many pairs wait, as it is kept; null while it is not, and for whoever may not see everything. */
    count: (who: Asking, person: string) =>
      deciding(async () => {
        const permit = await ask(who, person, ['search'], 'effective');
        const found = await vault.derived.read(permit, { section: DUPLICATES, names: [''] });
        if (found === null) await kept.outdated(person as RecordId);
        const [body] = found?.bodies ?? [];
        return { count: body === undefined ? null : (JSON.parse(body.toString('utf8')) as LinkCount) };
      }),

    /** Says something about two facts. Throws CW-GEN-002 when one is not to be seen, CW-VLT-009 for two types. */
    say: (
      who: Asking,
      person: string,
      { one, other, verdict, reason }: { one: string; other: string; verdict: VerdictWord; reason?: string },
    ) =>
      deciding(async () =>
        vault.verdicts.say(await ask(who, person, ['update'], 'effective'), {
          verdict,
          facts: [factIdOf(one), factIdOf(other)],
          ...(reason === undefined ? {} : { reason }),
        }),
      ),

    undo: (who: Asking, person: string, verdict: string, reason?: string) =>
      deciding(async () => {
        if (!isId(verdict)) throw new CodedError('CW-GEN-002');
        return vault.verdicts.undo(await ask(who, person, ['update'], 'effective'), verdict, reason);
      }),
  };
}

/** What stands of what was said, as the matching takes it. */
export const standing = (verdicts: readonly Verdict[]): readonly Verdict[] =>
  verdicts.filter((one) => one.undoneAt === null);

function sides(served: readonly ServedFact[], facts: readonly ReadFact[]): (id: string) => Side | null {
  const places = new Map(facts.map((fact, at) => [fact.id, at]));
  return (id) => {
    const at = places.get(id);
    const [one, fact] = at === undefined ? [] : [served[at], facts[at]];
    if (one === undefined || fact === undefined) return null;
    return { ...lineOf(one, fact.resource), from: fact.from };
  };
}

const groupOf = ({ leader, others, joined }: Cluster, side: (id: string) => Side | null) => ({
  leader: side(leader.id),
  others: others.map((other) => ({
    ...side(other.id),
    fields: comparison(leader, other).filter(({ here, there }) => here !== there),
  })),
  because: [...new Set(joined.map((one) => one.because))],
});
