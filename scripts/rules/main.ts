import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles, projectRoot } from '../project-files.ts';
import { log, print, runMain } from '../runner/main.ts';
import { applyRules } from './apply-rules.ts';
import { rules } from './rules.ts';

await runMain(async () => {
  const files = projectFiles().filter((path) => /\.(ts|tsx|mjs|css)$/.test(path));
  const broken = files.flatMap((path) => applyRules(path, readFileSync(join(projectRoot, path), 'utf8')));
  for (const { path, line, rule, message } of broken) log(`${path}:${line}  ${rule}: ${message}`);
  const names = new Set(broken.map(({ rule }) => rule));
  for (const rule of rules) if (names.has(rule.name)) log(`  ${rule.name}: ${rule.why}`);
  print(`${files.length} files, ${rules.length} rules of the house, ${broken.length} findings`);
  return broken.length === 0 ? 0 : 1;
});
