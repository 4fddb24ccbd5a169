import { existsSync, readFileSync, statSync } from 'node:fs';
import { didYouMean } from './nearest.ts';
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
  const keys = settings.filter(({ secret }) => !secret).map(({ key }) => key);
  const unknown = (key: string, known: Iterable<string>): void => {
    problems.push({ code: 'CW-CFG-001', key, detail: didYouMean(key, known) });
  };
  for (const [name, body] of Object.entries(tree)) {
    if (!sections.some((section) => section.name === name)) {
      unknown(name, [...sections.map((section) => section.name), ...settings.map((setting) => setting.name)]);
    } else if (isMap(body)) {
      for (const [own, value] of Object.entries(body)) {
        const key = `${name}.${own}`;
        const setting = settings.find((candidate) => candidate.key === key);
        if (!setting) unknown(key, keys);
        else if (setting.secret)
          problems.push({ code: 'CW-CFG-003', key, detail: `belongs into .env as ${setting.env}` });
        else if (value !== null) found.set(key, value);
      }
    } else if (body !== null) {
      problems.push({ code: 'CW-CFG-002', key: name, detail: 'is a section: its settings are indented below it' });
    }
  }
}
