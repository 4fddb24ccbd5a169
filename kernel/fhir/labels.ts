import { isNode, type Node } from './index-values.ts';
import { actCodeSystems, actCodes, type CodeRules, codeRules } from './label-codes.ts';
import { createCueReader } from './label-cue-reader.ts';
import type { SensitivityLabel } from './types.ts';

export const sensitivityLabels: readonly SensitivityLabel[] = ['HIV', 'ETH', 'PSY', 'SEX', 'SDV', 'GDIS'];

/** Whoever or whatever a name stands for is not labelled by words in it; what the sender labelled is. */
const namesOnly: ReadonlySet<unknown> = new Set(['Patient', 'Person', 'RelatedPerson', 'Practitioner']);

/** Members whose text is read for cues; identifiers, addresses and the like are not. */
const textMembers: ReadonlySet<string> = new Set([
  'text',
  'display',
  'div',
  'title',
  'name',
  'description',
  'comment',
  'summary',
  'conclusion',
  'patientInstruction',
  'valueString',
  'valueMarkdown',
  'contentString',
  'reason',
  'purpose',
  'note',
]);

/**
 * The sensitivity labels of a resource, in a fixed order: those its sender gave it (`meta.security` and `securityLabel`
 * with v3 ActCodes), those its codes stand for, and those of words in its displays, notes and plain-text attachments.
 * Errs on the side of a label.
 */
export function labelsOf(resource: Node): SensitivityLabel[] {
  const found = new Set<SensitivityLabel>();
  if (isNode(resource.meta)) readLabels(resource.meta.security, found);
  readLabels(resource.securityLabel, found);
  if (resource.resourceType === 'MolecularSequence') found.add('GDIS');
  if (!namesOnly.has(resource.resourceType)) {
    const words: string[] = [];
    walk(resource, words, found);
    readCues(words.join('\n'), found);
  }
  return found.size === 0 ? [] : sensitivityLabels.filter((label) => found.has(label));
}

function readLabels(value: unknown, found: Set<SensitivityLabel>): void {
  for (const item of Array.isArray(value) ? value : [value]) {
    if (!isNode(item)) continue;
    if (item.coding !== undefined) readLabels(item.coding, found);
    const { code, system } = item;
    if (typeof code !== 'string' || typeof system !== 'string' || !actCodeSystems.has(system)) continue;
    if (Object.hasOwn(actCodes, code)) found.add(actCodes[code] as SensitivityLabel);
  }
}

function walk(node: Node, words: string[], found: Set<SensitivityLabel>): void {
  const { code, system } = node;
  if (typeof code === 'string' && typeof system === 'string') readCode(system, code, found);
  for (const key in node) {
    const value = node[key];
    if (typeof value === 'string') {
      if (textMembers.has(key)) words.push(value);
      else if (key === 'data') readAttachment(node, value, words);
    } else if (Array.isArray(value)) {
      for (const item of value) {
        if (isNode(item)) walk(item, words, found);
        else if (typeof item === 'string' && textMembers.has(key)) words.push(item);
      }
    } else if (isNode(value)) walk(value, words, found);
  }
}

/** Longest attachment that is read for cues, in characters of base64. */
const LONGEST_NOTE = 1024 * 1024;

function readAttachment(node: Node, data: string, words: string[]): void {
  const type = node.contentType;
  if (typeof type !== 'string' || !/^text\//i.test(type) || data.length > LONGEST_NOTE) return;
  words.push(Buffer.from(data, 'base64').toString('utf8'));
}

interface SystemRules {
  readonly whole: ReadonlyMap<string, readonly SensitivityLabel[]>;
  /** Prefixes without dots, and how long the shortest and longest are. */
  readonly prefixes: ReadonlyMap<string, readonly SensitivityLabel[]>;
  readonly longest: number;
}

const systems: ReadonlyMap<string, SystemRules> = new Map(
  codeRules.flatMap((rules) => {
    const compiled = compile(rules);
    return rules.systems.map((system) => [system, compiled] as const);
  }),
);

function compile(rules: CodeRules): SystemRules {
  const codes = new Map<string, SensitivityLabel[]>();
  for (const [label, text] of Object.entries(rules.codes)) {
    for (const written of text.split(/\s+/)) {
      const code = rules.match === 'prefix' ? written.replaceAll('.', '') : written;
      codes.set(code, [...(codes.get(code) ?? []), label as SensitivityLabel]);
    }
  }
  const longest = Math.max(...[...codes.keys()].map((code) => code.length));
  const empty = new Map<string, readonly SensitivityLabel[]>();
  return rules.match === 'prefix'
    ? { whole: empty, prefixes: codes, longest }
    : { whole: codes, prefixes: empty, longest };
}

function readCode(system: string, code: string, found: Set<SensitivityLabel>): void {
  const rules = systems.get(system);
  if (!rules) return;
  for (const label of rules.whole.get(code) ?? []) found.add(label);
  if (rules.prefixes.size === 0) return;
  const bare = code.replaceAll('.', '').toUpperCase();
  for (let length = 1; length <= rules.longest && length <= bare.length; length += 1) {
    for (const label of rules.prefixes.get(bare.slice(0, length)) ?? []) found.add(label);
  }
}

const readCues = createCueReader();
