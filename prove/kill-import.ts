import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeDatabase } from '../tests/support/databases.ts';
import { randomFrom } from '../tests/support/random.ts';
import { killAgainAndAgain } from './kill-import/rounds.ts';
import type { Proof } from './runner/types.ts';

export const proof: Proof = {
  title:
    'A server killed at random points of imports, reads, corrections, key rotations and backups loses nothing it acknowledged, leaves nothing half there, and its ledger and records verify',
  promises: ['E3', 'O17'],
  takes: 'about half an hour',
  async run({ scale, seed, settings, scratch, postgres, log }) {
    const kills = Number(settings.kills ?? (scale === 'full' ? 200 : 2));
    const wanted = settings.engine ?? 'both';
    const failures: string[] = [];
    const figures: Record<string, number> = {};
    const notes = ['The process is killed, not the machine: what a power cut does stands in db-power-cut.'];
    for (const engine of ['sqlite', 'postgres'] as const) {
      if (wanted !== 'both' && wanted !== engine) {
        notes.push(`Not run on ${engine}.`);
        continue;
      }
      if (engine === 'postgres' && postgres === null) {
        notes.push('Not run on PostgreSQL: there is no server here.');
        continue;
      }
      const folder = join(scratch, engine);
      mkdirSync(folder);
      const database = engine === 'postgres' && postgres !== null ? await makeDatabase(postgres) : undefined;
      const place = { folder, data: join(folder, 'data'), ...(database ? { database: database.url } : {}) };
      try {
        const say = (line: string): void => log(`${engine}: ${line}`);
        // The small cut kills once on the second engine.
        const times = scale === 'small' && engine === 'postgres' ? Math.min(kills, 1) : kills;
        const result = await killAgainAndAgain(place, times, randomFrom(seed), say);
        failures.push(...result.failures.map((one) => `${engine}, seed ${seed}: ${one}`));
        figures[`kills_${engine}`] = times;
        for (const [name, value] of Object.entries(result.figures)) figures[`${name}_${engine}`] = value;
      } finally {
        await database?.drop();
      }
    }
    return { failures, figures, notes };
  },
};
