import { ensureWebBuilt } from '../../scripts/web-build.ts';

/** Before any test: the web app is built when its sources changed, as `npm start` does it. */
export function setup(): void {
  const outcome = ensureWebBuilt((line) => process.stderr.write(`${line}\n`));
  if (outcome === 'failed') throw new Error('the web app could not be built');
}
