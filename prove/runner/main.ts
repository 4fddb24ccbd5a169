import { readArguments } from '../../scripts/runner/arguments.ts';
import { log, print, runMain } from '../../scripts/runner/main.ts';
import { chromiumPath, dataFolder, postgresUrl } from '../../tests/support/machine.ts';
import { loadProof, type ProofReport, proofNames, runProof } from './run-proof.ts';

await runMain(async () => {
  const { name, json, small, seed, settings } = readArguments(process.argv.slice(2));
  if (name === null) {
    await listProofs(json);
    return 0;
  }
  const postgres = postgresUrl();
  const report = await runProof(
    name,
    { scale: small ? 'small' : 'full', seed, settings, postgres, data: dataFolder(), log },
    { postgres: postgres !== null, chromium: chromiumPath() !== null, root: process.getuid?.() === 0 },
  );
  print(json ? JSON.stringify(report, null, 2) : inWords(report));
  return report.held ? 0 : 1;
});

async function listProofs(json: boolean): Promise<void> {
  const rows = [];
  for (const name of proofNames()) {
    const { title, needs = [], takes, promises } = await loadProof(name);
    rows.push({ name, title, needs, takes, promises });
  }
  if (json) print(JSON.stringify(rows, null, 2));
  else if (rows.length === 0) print('There are no proofs yet.');
  for (const row of json ? [] : rows) {
    const needs = row.needs.length > 0 ? `; needs ${row.needs.join(', ')}` : '';
    print(`${row.name}\n    ${row.title} (${row.takes}${needs})`);
  }
}

function inWords(report: ProofReport): string {
  const lines = [`${report.title}: ${report.held ? 'held' : 'DID NOT HOLD'}`];
  for (const [figure, value] of Object.entries(report.figures)) lines.push(`  ${figure}: ${value}`);
  for (const failure of report.failures) lines.push(`  failure: ${failure}`);
  for (const note of report.notes ?? []) lines.push(`  note: ${note}`);
  lines.push(
    `  ${report.scale}, seed ${report.seed}, ${report.seconds} s, ${report.date}, commit ${report.commit ?? 'unknown'}`,
  );
  return lines.join('\n');
}
