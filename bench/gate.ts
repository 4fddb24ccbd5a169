import { decide } from '@chartwarden/gate';
import { numbersFrom } from '../tests/support/random.ts';
import { randomAccess } from '../tests/support/random-access.ts';
import type { Bench } from './runner/types.ts';

export const bench: Bench = {
  title: 'Deciding: the pure function of the gate on random requests and states',
  work: 'one decision',
  engines: ['sqlite'],
  aims: { sqlite: { cpu_us_per_op: 20 } },
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
    permits = 0;
    const cost = await context.measure(cases.length * rounds, () => decideAll(rounds));
    return {
      cpu_us_per_op: Number((cost.cpu_ms_per_op * 1000).toPrecision(4)),
      operations: cost.operations,
      permitted_share: Number((permits / cost.operations).toPrecision(3)),
    };
  },
};
