import { isDeepStrictEqual } from 'node:util';
import { type Decision, decide } from '@chartwarden/gate';
import { difference, naiveDecide } from './naive-decide.ts';
import { type AccessCase, type Below, randomAccess } from './random-access.ts';

export interface DecideReport {
  readonly failures: readonly string[];
  readonly cases: number;
  readonly permits: number;
  /** Cases with a second consent state to compare with, and how many of those said yes at least once. */
  readonly compared: number;
}

const show = (one: AccessCase): string =>
  JSON.stringify({ ...one, state: { records: [...one.state.records], accounts: [...one.state.accounts] } });

/** True when `one` gives nothing that `other` does not give: no is less than yes; fewer permits, more refusals, or the same. */
function isWithin(one: Decision, other: Decision): boolean {
  if (one.outcome === 'refuse') return true;
  if (other.outcome === 'refuse') return false;
  const isIn = (value: unknown, list: readonly unknown[]): boolean => list.some((own) => isDeepStrictEqual(own, value));
  return (
    (other.custody || !one.custody) &&
    (other.custody || one.allow.every((slice) => isIn(slice, other.allow))) &&
    (other.custody || (one.outline ?? []).every((slice) => isIn(slice, [...other.allow, ...(other.outline ?? [])]))) &&
    (other.alsoIn === undefined || (one.alsoIn ?? []).every((slice) => isIn(slice, other.alsoIn ?? []))) &&
    other.deny.every((slice) => isIn(slice, one.deny))
  );
}

/**
 * `decide` on random requests and states: equal to the naive oracle; the same twice and without changing what it was
 * given; no wider with a refusal more or a permit less, no narrower with a permit more.
 */
export function decideAgainstOracle(cases: number, below: Below): DecideReport {
  const random = randomAccess(below);
  const failures: string[] = [];
  let permits = 0;
  let compared = 0;
  const fail = (what: string, one: AccessCase): void => {
    if (failures.length < 10) failures.push(`${what}: ${show(one)}`);
  };
  for (let number = 0; number < cases; number += 1) {
    const one = random.case();
    const before = show(one);
    try {
      const decision = decide(one.request, one.state, one.at);
      if (decision.outcome === 'permit') permits += 1;
      const wrong = difference(
        decision,
        naiveDecide(one.request, one.state, one.at),
        one.request.actor.kind === 'system',
      );
      if (wrong !== null) fail(wrong, one);
      if (!isDeepStrictEqual(decide(one.request, one.state, one.at), decision))
        fail('another answer the second time', one);
      if (show(one) !== before) fail('the request or the state was changed', one);

      const extra = random.consent();
      const other = (change: Parameters<typeof random.withConsents>[1]): Decision =>
        decide(one.request, random.withConsents(one.state, change), one.at);
      const denied = other((all) => [...all, { ...extra, effect: 'deny' }]);
      if (!isWithin(denied, decision)) fail(`wider after a refusal was added (${JSON.stringify(extra)})`, one);
      const wider = other((all) => [...all, { ...extra, effect: 'permit' }]);
      if (!isWithin(decision, wider)) fail(`narrower after a permit was added (${JSON.stringify(extra)})`, one);
      const gone = below(5);
      const fewer = other((all) => all.filter((consent, at) => at !== gone || consent.effect !== 'permit'));
      if (!isWithin(fewer, decision)) fail(`wider after a permit was taken away (number ${gone})`, one);
      compared += 1;
    } catch (error) {
      fail(`it threw ${String(error)}`, one);
    }
  }
  return { failures, cases, permits, compared };
}
