import { type ConsentEvent, decide } from '@chartwarden/gate';
import type { EventId } from '@chartwarden/ids';
import { numbersFrom } from '../tests/support/random.ts';
import { randomAccess } from '../tests/support/random-access.ts';
import type { Bench } from './runner/types.ts';

export const bench: Bench = {
  title: 'Deciding: the pure function of the gate on random requests and states, also with 10,000 grants of others',
  work: 'one decision',
  engines: ['sqlite'],
  aims: { sqlite: { cpu_us_per_op: 20, cpu_us_with_10000_grants: 20 } },
  run: async (context) => {
    const random = randomAccess(numbersFrom(1));
    const cases = Array.from({ length: 2000 }, () => random.case());
    let permits = 0;
    const decideAll = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round += 1)
        for (const one of cases) if (decide(one.request, one.state, one.at).outcome === 'permit') permits += 1;
    };
    await decideAll(10);
    const rounds = 50;
    // As many shares as a clinic's patient may gather, or ten thousand patients' links; each decision is about a few.
    const crowd = Array.from({ length: 10_000 }, (_, number) => grantTo(number, random.consent()));
    const few = cases
      .slice(0, 50)
      .map((one) => ({ ...one, state: random.withConsents(one.state, (own) => [...own, ...crowd]) }));
    permits = 0;
    const cost = await context.measure(cases.length * rounds, () => decideAll(rounds));
    const share = Number((permits / cost.operations).toPrecision(3));
    // The index of a state's consents is made once, with the state: not a part of a decision.
    for (const one of few) decide(one.request, one.state, one.at);
    const among = await context.measure(few.length * rounds * 40, async () => {
      for (let round = 0; round < rounds * 40; round += 1)
        for (const one of few) if (decide(one.request, one.state, one.at).outcome === 'permit') permits += 1;
    });
    return {
      cpu_us_per_op: Number((cost.cpu_ms_per_op * 1000).toPrecision(4)),
      operations: cost.operations,
      cpu_us_with_10000_grants: Number((among.cpu_ms_per_op * 1000).toPrecision(4)),
      permitted_share: share,
    };
  },
};

const grantTo = (number: number, like: ConsentEvent): ConsentEvent => ({
  ...like,
  id: `grant-${number}` as EventId,
  recipient: { kind: number % 4 === 0 ? 'link' : 'account', id: `other-${number}` },
});
