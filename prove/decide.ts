import { decideAgainstOracle } from '../tests/support/decide-against-oracle.ts';
import { numbersFrom } from '../tests/support/random.ts';
import type { Proof } from './runner/types.ts';

export const proof: Proof = {
  title:
    'The gate decides as a naive oracle does on random requests and states, changes nothing, never throws, and neither a refusal added nor a permit removed ever widens an answer',
  promises: ['J3'],
  takes: 'under a minute',
  run: async ({ scale, seed, settings, log }) => {
    const cases = Number(settings.cases ?? (scale === 'full' ? 100_000 : 2000));
    const started = process.cpuUsage();
    const report = decideAgainstOracle(cases, numbersFrom(seed));
    const { user, system } = process.cpuUsage(started);
    log(`${report.cases} cases, ${report.permits} of them permitted`);
    return {
      failures: report.failures,
      figures: {
        cases: report.cases,
        permitted_cases: report.permits,
        decisions: report.cases * 5,
        cpu_seconds: Math.round((user + system) / 1e4) / 100,
      },
      notes: ['Every case is decided again with one random refusal more, one permit more and one permit less.'],
    };
  },
};
