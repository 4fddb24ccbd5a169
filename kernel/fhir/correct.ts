import { CodedError, type ErrorCode } from '@chartwarden/errors';
import { clinicalDatePaths } from './clinical-date.ts';
import { correctCode, correctStatus } from './correct-code.ts';
import { appendNote, type Change, type CorrectionRefusal, insertMember, refuse } from './correct-edits.ts';
import { correctUnit, correctValue } from './correct-value.ts';
import { dateRange } from './date.ts';
import { type FoundElement, findElement } from './element-path.ts';
import { typeDef } from './element-table.ts';
import { isNode, type Node } from './index-values.ts';
import { ARRAY, decode, JsonTape, OBJECT } from './json-tape.ts';
import { applyEdits } from './splice.ts';
import { type ValidationIssue, validate } from './validate.ts';

export type CorrectionKind = 'value' | 'unit' | 'date' | 'code' | 'status' | 'note' | 'not-mine' | 'did-not-happen';

export interface CorrectionInput {
  readonly kind: CorrectionKind;
  /** The element, as `component[1].valueQuantity.value`; without one the type's own (the value of an Observation ...). */
  readonly path?: string;
  /**
   * What stands there instead. value: the text as it is to be written ("6.40" stays "6.40"), or true/false; unit: the
   * text or {unit, system, code}; date: a FHIR date, or {start, end} for a period; code: {system, code, display} or
   * {coding, text}; status: the code; note: the text or {text, time, authorString}.
   */
  readonly value?: unknown;
}

const codes = {
  'no-such-element': 'CW-FHIR-060',
  'element-absent': 'CW-FHIR-061',
  'wrong-element': 'CW-FHIR-062',
  'bad-value': 'CW-FHIR-063',
  'not-valid': 'CW-FHIR-064',
} as const satisfies Record<CorrectionRefusal, ErrorCode>;

/**
 * A corrected version of a resource's bytes: just the one element is written anew, everything else stays byte for byte.
 * `bytes` is one resource that was read strictly before. `path` says which element changed.
 *
 * `not-mine` and `did-not-happen` leave the fact out of the effective view: there is no corrected version of it, and
 * asking for one is refused like an element that the type doesn't have. Throws CodedError CW-FHIR-060 (the type has no
 * such element), 061 (this resource doesn't have it), 062 (not that one), 063 (the value is none for it), 064 (the
 * result would break the structure); a newer version of a fact may no longer fit a correction of an older one.
 */
export function correct(
  bytes: Uint8Array,
  input: CorrectionInput,
): { readonly bytes: Uint8Array; readonly path: string } {
  const tape = new JsonTape();
  tape.read(bytes);
  const type = tape.text(tape.member(0, 'resourceType'));
  if (type === undefined || !typeDef(type)?.members.has('implicitRules')) throw refused('no-such-element');
  const change = changeOf(tape, type, input);
  if (typeof change === 'string') throw refused(change);
  const corrected = applyEdits(bytes, change.edits);
  const before = new Set(validate(parse(bytes)).map(nameOf));
  // Rules between elements do not count: whoever says that a condition was entered in error need not take its status out.
  const broken = validate(parse(corrected)).find(
    (issue) => issue.severity === 'error' && issue.fault !== 'invariant' && !before.has(nameOf(issue)),
  );
  if (broken) throw refused('not-valid', broken.expression);
  return { bytes: corrected, path: `${type}.${change.path}` };
}

const refused = (because: CorrectionRefusal, detail?: string): CodedError => new CodedError(codes[because], detail);
const nameOf = (issue: ValidationIssue): string => `${issue.fault} ${issue.expression}`;

function changeOf(tape: JsonTape, type: string, input: CorrectionInput): Change | CorrectionRefusal {
  switch (input.kind) {
    case 'value':
      return correctValue(tape, type, input.path, input.value);
    case 'unit':
      return correctUnit(tape, type, input.path, input.value);
    case 'date':
      return correctDate(tape, type, input.path, input.value);
    case 'code':
      return correctCode(tape, type, input.path, input.value);
    case 'status':
      return correctStatus(tape, type, input.path, input.value);
    case 'note':
      return appendNote(tape, type, input.value);
    default:
      return refuse('no-such-element');
  }
}

function parse(bytes: Uint8Array): Node {
  const value: unknown = JSON.parse(decode(bytes, 0, bytes.length));
  return isNode(value) ? value : {};
}

const dateTypes = new Set(['date', 'dateTime', 'instant', 'Period']);

function correctDate(
  tape: JsonTape,
  type: string,
  path: string | undefined,
  value: unknown,
): Change | CorrectionRefusal {
  const found = path === undefined ? firstDate(tape, type) : findElement(tape, type, path);
  if (found) {
    if (!dateTypes.has(found.type)) return refuse('wrong-element');
    return replaceDate(tape, found, value);
  }
  if (path?.includes('.')) return refuse('element-absent');
  const members = typeDef(type)?.members;
  const names = path === undefined ? (clinicalDatePaths(type) ?? []).filter((one) => !one.includes('.')) : [path];
  for (const name of names) {
    const member = members?.get(name);
    if (!member || !dateTypes.has(member.type)) continue;
    const text = dateJson(member.type, value);
    if (text === undefined) return refuse('bad-value');
    return insertMember(tape, name, text);
  }
  return refuse('no-such-element');
}

function firstDate(tape: JsonTape, type: string): FoundElement | undefined {
  for (const path of clinicalDatePaths(type) ?? []) {
    const found = findElement(tape, type, path);
    if (found && dateTypes.has(found.type) && tape.kind(found.at) !== ARRAY) return found;
  }
  return undefined;
}

function replaceDate(tape: JsonTape, found: FoundElement, value: unknown): Change | CorrectionRefusal {
  const whole = { start: tape.start(found.at), end: tape.stop(found.at) };
  if (found.type === 'Period' && typeof value === 'string') {
    // A point in time instead of a period: its start moves, or the choice becomes a dateTime where it may.
    const choice = found.element.choice && found.element.types.includes('dateTime');
    const text = dateJson('dateTime', value);
    if (text === undefined) return refuse('bad-value');
    if (!choice) {
      const start = tape.kind(found.at) === OBJECT ? tape.member(found.at, 'start') : -1;
      if (start < 0) return refuse('element-absent');
      return {
        path: `${found.path}.start`,
        edits: [{ start: tape.start(start), end: tape.stop(start), text }],
      };
    }
    const name = `${found.element.name}DateTime`;
    const nameAt = found.at - 1;
    return {
      path: found.path.replace(/\w+$/, name),
      edits: [
        { start: tape.start(nameAt), end: tape.stop(nameAt), text: JSON.stringify(name) },
        { ...whole, text },
      ],
    };
  }
  const text = dateJson(found.type, value);
  return text === undefined ? refuse('bad-value') : { path: found.path, edits: [{ ...whole, text }] };
}

/** The JSON of a date of a type; undefined when the value isn't one. */
function dateJson(type: string, value: unknown): string | undefined {
  if (type === 'Period') {
    const period = typeof value === 'string' ? { start: value } : value;
    if (!isNode(period)) return undefined;
    const { start, end } = period;
    const from = typeof start === 'string' ? dateRange(start) : undefined;
    const to = typeof end === 'string' ? dateRange(end) : undefined;
    if ((start !== undefined && !from) || (end !== undefined && !to) || (!from && !to)) return undefined;
    if (from && to && to.high < from.low) return undefined;
    return JSON.stringify({ ...(from ? { start } : {}), ...(to ? { end } : {}) });
  }
  if (typeof value !== 'string' || !dateRange(value)) return undefined;
  if (type === 'date' && value.length > 10) return undefined;
  if (type === 'instant' && !/T..:..:/.test(value)) return undefined;
  return JSON.stringify(value);
}
