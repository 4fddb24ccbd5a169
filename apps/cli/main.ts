// The guard comes before everything else, as in the server; what follows is loaded only under it.
import '@chartwarden/egress/preload.mjs';
import { claimEgress } from '@chartwarden/egress';

const [verb, ...rest] = process.argv.slice(2);

if (verb === 'serve' && rest.every((word) => word === '--json')) {
  const claim = claimEgress();
  const { explainFailure, main } = await import('@chartwarden/app-server');
  await main(claim).catch((error: unknown) => {
    explainFailure(error);
    process.exit(1);
  });
} else {
  const egress = claimEgress();
  const { runHere } = await import('./run-here.ts');
  process.exitCode = await runHere(egress);
}
