import { resolve } from 'node:path';
import { ensureWebBuilt } from '../../scripts/web-build.ts';

/** Before any test: the web app is built when its sources changed, as `npm start` does it. */
export function setup(): void {
  // As the product has it (ADR 0002): threads and programs that tests start do not strip and compile everything again.
  process.env.NODE_COMPILE_CACHE = resolve(import.meta.dirname, '../../.cache/compile');
  const outcome = ensureWebBuilt((line) => process.stderr.write(`${line}\n`));
  if (outcome === 'failed') throw new Error('the web app could not be built');
}
