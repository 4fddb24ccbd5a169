import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { ensureWebBuilt } from '../../scripts/web-build.ts';
import { dropTemplates, RUN } from './databases.ts';
import { postgresUrl } from './machine.ts';

/** Before any test: the web app is built when its sources changed, as `npm start` does it. */
export function setup(): () => Promise<void> {
  // As the product has it (ADR 0002): threads and programs that tests start do not strip and compile everything again.
  process.env.NODE_COMPILE_CACHE = resolve(import.meta.dirname, '../../.cache/compile');
  const outcome = ensureWebBuilt((line) => process.stderr.write(`${line}\n`));
  if (outcome === 'failed') throw new Error('the web app could not be built');
  const run = randomBytes(4).toString('hex');
  process.env[RUN] = run;
  return async () => {
    const server = postgresUrl();
    if (server !== null) await dropTemplates(server, run);
  };
}
