import { rules } from './rules.ts';
import { type Finding, parseSource } from './source-file.ts';

/** A finding with the rule it breaks. */
export interface Broken extends Finding {
  readonly rule: string;
}

/** All findings of all rules in one file. */
export function applyRules(path: string, text: string): Broken[] {
  const covering = rules.filter((rule) => rule.covers(path));
  if (covering.length === 0) return [];
  const file = parseSource(path, text);
  return covering.flatMap((rule) => [...rule.check(file)].map((found) => ({ ...found, rule: rule.name })));
}
