import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { clientOf, logIn } from '../tests/support/running-server.ts';
import type { Proof } from './runner/types.ts';
import { RULES, type World } from './several-processes/rules.ts';
import { openServers } from './several-processes/servers.ts';

export const proof: Proof = {
  title:
    'Two and four server processes that share nothing but PostgreSQL, keyring and store of files act as one: what one wrote or took back the others know at the next request, what is good once is good once, jobs run once, a rolling restart is not noticed, and the log verifies',
  promises: ['E4', 'E5'],
  needs: ['postgres'],
  takes: 'about five minutes',
  async run({ scale, settings, scratch, postgres, log }) {
    if (postgres === null) throw new Error('this needs a PostgreSQL server');
    const counts = (settings.processes ?? (scale === 'full' ? '2,4' : '2')).split(',').map(Number);
    const much = Number(settings.much ?? (scale === 'full' ? 5 : 0.25));
    const failures: string[] = [];
    const figures: Record<string, number> = {};
    for (const count of counts) {
      const folder = join(scratch, String(count));
      mkdirSync(folder);
      const servers = await openServers(count, folder, postgres);
      try {
        const { token } = await logIn(servers.at(0));
        const own: Record<string, number> = {};
        const world: World = {
          servers,
          count,
          token: token ?? '',
          figures: own,
          much,
          at: (at, other) => clientOf(servers.at(at).url, other ?? token),
        };
        for (const [name, rule] of Object.entries(RULES)) {
          if (settings.only !== undefined && !settings.only.split(',').includes(name)) continue;
          const from = performance.now();
          failures.push(...(await rule(world)).map((one) => `${count} processes, ${name}: ${one}`));
          log(`${count} processes: ${name} (${Math.round(performance.now() - from)} ms)`);
        }
        for (const [name, value] of Object.entries(own)) figures[`${name}_${count}`] = value;
      } finally {
        await servers.close();
      }
    }
    return {
      failures,
      figures,
      notes: [
        'All of them on one machine, each with a folder of its own; the store of files is a small S3 server in the same test.',
      ],
    };
  },
};
