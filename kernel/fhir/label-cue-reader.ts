import { cues, notBehind } from './label-cues.ts';
import type { SensitivityLabel } from './types.ts';

interface Cue {
  readonly label: SensitivityLabel;
  readonly pattern: RegExp;
}

/**
 * A reader of cues that looks only at places where a word begins with the three letters of one: a table look-up per
 * word and a regular expression only where it hits, which is some 20 times quicker than all cues at every place.
 */
export function createCueReader(): (text: string, found: Set<SensitivityLabel>) => void {
  const byStart = new Map<number, Cue[]>();
  for (const [label, patterns] of Object.entries(cues)) {
    for (const source of patterns) {
      // A cue with capitals is meant as written; the others in any case.
      const flags = /[A-Z]/.test(source.replaceAll(/\\./g, '')) ? 'y' : 'iy';
      const cue: Cue = { label: label as SensitivityLabel, pattern: new RegExp(source, flags) };
      for (const start of startsOf(source)) {
        const key = keyOf(start, 0);
        byStart.set(key, [...(byStart.get(key) ?? []), cue]);
      }
    }
  }
  return (text, found) => {
    let inWord = false;
    for (let at = 0; at < text.length - 2; at += 1) {
      const isLetter = letter(text.charCodeAt(at)) !== 0;
      if (isLetter && !inWord) {
        const candidates = byStart.get(keyOf(text, at));
        if (candidates) test(text, at, candidates, found);
      }
      inWord = isLetter;
    }
  };
}

function test(text: string, at: number, candidates: readonly Cue[], found: Set<SensitivityLabel>): void {
  for (const { label, pattern } of candidates) {
    if (found.has(label)) continue;
    pattern.lastIndex = at;
    if (!pattern.test(text)) continue;
    const refusal = notBehind.get(text.slice(at, at + 3).toLowerCase());
    if (!refusal?.test(text.slice(Math.max(0, at - 24), at))) found.add(label);
  }
}

/** ASCII letters in lower case, digits as they are, everything else 0. */
function letter(code: number): number {
  if (code >= 97 && code <= 122) return code;
  if (code >= 65 && code <= 90) return code + 32;
  return code >= 48 && code <= 57 ? code : 0;
}

function keyOf(text: string, at: number): number {
  return (letter(text.charCodeAt(at)) << 16) | (letter(text.charCodeAt(at + 1)) << 8) | letter(text.charCodeAt(at + 2));
}

/** The first three letters with which a pattern can begin: of each alternative of a group that it begins with. */
export function startsOf(source: string): string[] {
  const group = /^\(\?:((?:[^()]|\([^()]*\))*)\)/.exec(source)?.[1];
  const heads = group === undefined ? [source] : group.split('|');
  return [...new Set(heads.map((head) => startOf(head)))];
}

function startOf(head: string): string {
  const start = head.slice(0, 3);
  if (!/^[A-Za-z][A-Za-z0-9][A-Za-z0-9 ]$/.test(start)) throw new Error(`a cue must begin with three letters: ${head}`);
  return start;
}
