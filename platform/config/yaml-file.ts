import { existsSync, readFileSync, statSync } from 'node:fs';
import { didYouMean, nearest } from './nearest.ts';
import type { ConfigProblem } from './problems.ts';
import { sections, settings } from './settings.ts';

const YAML_BYTES = 256 * 1024;

/**
 * The settings of `chartwarden.yaml` by key. Names that are not known, secrets, and text that is no YAML become
 * problems; an empty section is as if it were not there.
 * @param asked true when the operator named the file, so that its absence is a problem
 */
export async function readYamlFile(
  file: string,
  asked: boolean,
  problems: ConfigProblem[],
): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const unreadable = (detail: string): Map<string, unknown> => {
    problems.push({ code: 'CW-CFG-004', key: asked ? 'CHARTWARDEN_CONFIG' : 'chartwarden.yaml', detail });
    return found;
  };
  if (!existsSync(file)) return asked ? unreadable('names a file that is not there') : found;
  if (statSync(file).size > YAML_BYTES) return unreadable('is larger than 256 KiB');

  // Loaded only when there is a file to read: 40 ms of start-up otherwise.
  const { LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter, schema: 'core', uniqueKeys: true });
  const [error] = document.errors;
  // The parser's own text quotes the line, and the line may hold a secret.
  if (error) return unreadable(`line ${lineCounter.linePos(error.pos[0]).line} is not valid YAML`);
  let tree: unknown;
  try {
    tree = document.toJS({ maxAliasCount: 20 });
  } catch {
    return unreadable('refers to itself too often');
  }
  if (tree === null || tree === undefined) return found;
  if (!isMap(tree)) return unreadable('is not a list of sections');
  collect(tree, found, problems);
  return found;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function collect(tree: Record<string, unknown>, found: Map<string, unknown>, problems: ConfigProblem[]): void {
  const report = (code: ConfigProblem['code'], key: string, detail: string) => problems.push({ code, key, detail });
  for (const [name, body] of Object.entries(tree)) {
    if (!sections.some((section) => section.name === name)) {
      report('CW-CFG-001', name, meant(name));
    } else if (isMap(body)) {
      for (const [own, value] of Object.entries(body)) {
        const key = `${name}.${own}`;
        const setting = settings.find((candidate) => candidate.key === key);
        if (!setting) report('CW-CFG-001', key, meant(key));
        else if (setting.secret) report('CW-CFG-003', key, `belongs into .env as ${setting.env}`);
        else if (value !== null) found.set(key, value);
      }
    } else if (body !== null) {
      report('CW-CFG-002', name, 'is a section: its settings are indented below it');
    }
  }
}

/** The known key that somebody may have meant who wrote a key, a section, a bare name, or the variable's name. */
function meant(name: string): string {
  const spellings = new Map<string, string>();
  for (const { name: section } of sections) spellings.set(section, section);
  for (const { key, name: own, env, secret } of settings) {
    if (secret) continue;
    spellings.set(own, key).set(key, key);
    if (env) spellings.set(env, key);
  }
  const near = nearest(name, spellings.keys());
  return didYouMean(near && spellings.get(near));
}
