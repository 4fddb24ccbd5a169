import { readArguments } from '../../scripts/runner/arguments.ts';
import { log, print, runMain } from '../../scripts/runner/main.ts';
import { dataFolder, postgresUrl } from '../../tests/support/machine.ts';
import { type BenchReport, benchNames, loadBench, runBench } from './run-bench.ts';

await runMain(async () => {
  const { name, json, engine, settings } = readArguments(process.argv.slice(2));
  if (name === null) {
    await listBenchmarks(json);
    return 0;
  }
  const report = await runBench(name, { engine, settings, postgres: postgresUrl(), data: dataFolder(), log });
  print(json ? JSON.stringify(report, null, 2) : inWords(report));
  return 0;
});

async function listBenchmarks(json: boolean): Promise<void> {
  const rows = [];
  for (const name of benchNames()) {
    const { title, work, engines } = await loadBench(name);
    rows.push({ name, title, work, engines });
  }
  if (json) print(JSON.stringify(rows, null, 2));
  else if (rows.length === 0) print('There are no benchmarks yet.');
  for (const row of json ? [] : rows) print(`${row.name}\n    ${row.title} (${row.engines.join(', ')})`);
}

function inWords(report: BenchReport): string {
  const lines = [`${report.name} on ${report.engine}: ${report.work}`];
  for (const [figure, value] of Object.entries(report.figures)) {
    const aim = report.aims[figure];
    const beside = aim === undefined ? '' : ` (aim ${aim}${report.missed.includes(figure) ? ', missed' : ''})`;
    lines.push(`  ${figure}: ${value}${beside}`);
  }
  lines.push(`  ${report.date}, commit ${report.commit ?? 'unknown'}, Node ${report.node}`);
  return lines.join('\n');
}
