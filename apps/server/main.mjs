// The server's first module: compile cache, then the egress guard, then everything else. Nothing is imported before
// the guard, so that nothing can hold on to an unguarded way out.
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

nodeModule.enableCompileCache(join(dirname(fileURLToPath(import.meta.url)), '../../.cache/compile'));
const { claimEgress } = await import('@chartwarden/egress/preload.mjs');
const claim = claimEgress();
const { main, explainFailure } = await import('./main.ts');
try {
  await main(claim, process.argv.slice(2));
} catch (error) {
  explainFailure(error);
  process.exit(1);
}
