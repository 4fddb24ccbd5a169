import { isNode, type Node } from '@chartwarden/fhir';

/** Reading bits of FHIR JSON whose shape is not to be trusted: every function answers with what is there, or nothing. */

export interface Coding {
  readonly system: string | null;
  readonly code: string;
  readonly display: string | null;
}

/** A CodeableConcept: its words as the record has them, and its codes. */
export interface Concept {
  readonly words: string | null;
  readonly codings: readonly Coding[];
}

/** Longer displays are none that a list could show; notes and dosages may be longer. */
const LONGEST = 300;

/** One line of text without control characters; null when there is none. A cut never splits a surrogate pair. */
export function lineOf(value: unknown, longest = LONGEST): string | null {
  if (typeof value !== 'string') return null;
  const line = value.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (line === '') return null;
  return line.length <= longest ? line : `${[...line.slice(0, longest)].slice(0, -1).join('')}…`;
}

/** The objects of an element, be it written once or as a list. */
export const listOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? value : [value]).filter(isNode);

export const nodeOf = (value: unknown): Node => (isNode(value) ? value : {});

const codeText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** CodeableConcept, Coding or a plain code. Words: its own text, else the first display, else the first code. */
export function conceptOf(value: unknown): Concept {
  if (typeof value === 'string') return { words: lineOf(value), codings: [] };
  const node = nodeOf(value);
  const written = node.coding === undefined && node.code !== undefined ? [node] : listOf(node.coding);
  const codings = written.flatMap(({ system, code, display }): Coding[] => {
    const known = codeText(code);
    return known === null ? [] : [{ system: codeText(system), code: known, display: lineOf(display) }];
  });
  const words =
    lineOf(node.text) ??
    written.map((one) => lineOf(one.display)).find((one) => one !== null) ??
    lineOf(codings[0]?.code) ??
    null;
  return { words, codings };
}

export const conceptsOf = (value: unknown): readonly Concept[] =>
  listOf(value)
    .map(conceptOf)
    .filter((one) => one.words !== null);

/**
 * The code of a status, as a code or a CodeableConcept; null when there is none of these codes. A coding of another
 * system with the same letters is another code.
 */
export function statusOf<Code extends string>(value: unknown, known: readonly Code[], system?: string): Code | null {
  const isKnown = (code: unknown): code is Code => (known as readonly unknown[]).includes(code);
  if (isKnown(value)) return value;
  for (const coding of listOf(nodeOf(value).coding)) {
    const isOfSystem = coding.system === undefined || system === undefined || coding.system === system;
    if (isOfSystem && isKnown(coding.code)) return coding.code;
  }
  return null;
}

/** `Type/id` or whatever else stands there; null when the reference has none. */
export const referenceOf = (value: unknown): string | null => codeText(nodeOf(value).reference);
