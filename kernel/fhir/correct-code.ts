import { type Change, type CorrectionRefusal, editObject, refuse } from './correct-edits.ts';
import { locate } from './correct-value.ts';
import { typeDef } from './element-table.ts';
import { isNode, type Node } from './index-values.ts';
import { type JsonTape, OBJECT } from './json-tape.ts';

/** The element that says what a fact is about. */
const codePaths = [
  'code',
  'vaccineCode',
  'medicationCodeableConcept',
  'codeCodeableConcept',
  'event',
  'type',
  'serviceType',
  'category',
] as const;

/** Replaces the coding and text of a CodeableConcept; its extensions stay. */
export function correctCode(
  tape: JsonTape,
  type: string,
  path: string | undefined,
  value: unknown,
): Change | CorrectionRefusal {
  const members = typeDef(type)?.members;
  const usual = codePaths.filter((name) => members?.get(name)?.type === 'CodeableConcept');
  const found = locate(tape, type, path?.replace(/\.(?:coding|text)$/, ''), usual);
  if (typeof found === 'string') return found;
  if (found.type !== 'CodeableConcept' || tape.kind(found.at) !== OBJECT) return refuse('wrong-element');
  const concept = conceptOf(value);
  if (!concept) return refuse('bad-value');
  // The old text would go on saying what was wrong, so it goes when no new one is given.
  const edits = editObject(
    tape,
    found.at,
    new Map([
      ['coding', concept.coding && JSON.stringify(concept.coding)],
      ['text', concept.text === undefined ? undefined : JSON.stringify(concept.text)],
    ]),
  );
  return { path: found.path, edits };
}

interface Concept {
  readonly coding?: readonly Node[];
  readonly text?: string;
}

function conceptOf(value: unknown): Concept | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : { text: value };
  if (!isNode(value)) return undefined;
  const text = typeof value.text === 'string' ? value.text : undefined;
  const codings = value.coding === undefined ? (value.code === undefined ? [] : [value]) : value.coding;
  if (!Array.isArray(codings)) return undefined;
  const coding: Node[] = [];
  for (const one of codings) {
    if (!isNode(one) || typeof one.code !== 'string' || one.code === '') return undefined;
    const { system, code, display } = one;
    if (system !== undefined && typeof system !== 'string') return undefined;
    if (display !== undefined && typeof display !== 'string') return undefined;
    coding.push({
      ...(system === undefined ? {} : { system }),
      code,
      ...(display === undefined ? {} : { display }),
    });
  }
  if (coding.length === 0) return text === undefined ? undefined : { text };
  return text === undefined ? { coding } : { coding, text };
}

const clinicalSystems: Readonly<Record<string, string>> = {
  'Condition.clinicalStatus': 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  'Condition.verificationStatus': 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
  'AllergyIntolerance.clinicalStatus': 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical',
  'AllergyIntolerance.verificationStatus': 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification',
};

/** Replaces `status`, or the coded clinicalStatus or verificationStatus of a Condition or AllergyIntolerance. */
export function correctStatus(
  tape: JsonTape,
  type: string,
  path: string | undefined,
  value: unknown,
): Change | CorrectionRefusal {
  const members = typeDef(type)?.members;
  const name = path ?? (members?.has('status') ? 'status' : 'clinicalStatus');
  const member = members?.get(name);
  if (!member || !/(?:^s|S)tatus$/.test(name)) return refuse('no-such-element');
  if (typeof value !== 'string' || (member.element.codes && !member.element.codes.has(value))) {
    return refuse('bad-value');
  }
  const system = clinicalSystems[`${type}.${name}`];
  if (member.type === 'CodeableConcept' && system === undefined) return refuse('wrong-element');
  const json = system === undefined ? JSON.stringify(value) : JSON.stringify({ coding: [{ system, code: value }] });
  return { path: name, edits: editObject(tape, 0, new Map([[name, json]])) };
}
