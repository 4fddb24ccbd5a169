import { CodedError } from '@chartwarden/errors';
import {
  faultWords,
  isRefused,
  JsonError,
  JsonTape,
  prepareSplice,
  type ValidationFault,
  validate,
} from '@chartwarden/fhir';
import { type Issue, Refused } from './outcome.ts';

/** A resource that was sent, as far as it has to be known before it is written. */
export interface Body {
  readonly bytes: Buffer;
  readonly type: string;
  readonly id: string | undefined;
  /** The ids in references `Patient/...`, each once. */
  readonly patients: readonly string[];
}

// Read and done with in one turn.
const tape = new JsonTape();
const PATIENT = /(?:^|\/)Patient\/([^/?#]+)/;

/** Reads what was sent as one resource. Throws CW-HTTP-010 for no JSON, CW-FHIR-105 for no resource. */
export function readBody(bytes: Buffer): Body {
  const { type, id } = readStrictly(bytes);
  if (type === undefined) throw new CodedError('CW-FHIR-105', 'resourceType');
  const patients = new Set<string>();
  prepareSplice(bytes, {
    reference({ reference }) {
      const patient = PATIENT.exec(reference)?.[1];
      if (patient !== undefined) patients.add(patient);
      return null;
    },
  });
  return { bytes, type, id, patients: [...patients] };
}

function readStrictly(bytes: Buffer): { readonly type: string | undefined; readonly id: string | undefined } {
  try {
    tape.read(bytes);
  } catch (error) {
    if (error instanceof JsonError) throw new CodedError('CW-HTTP-010', error.fault, { cause: error });
    throw error;
  }
  return { type: tape.text(tape.member(0, 'resourceType')), id: tape.text(tape.member(0, 'id')) };
}

const MOST_ISSUES = 50;
const ISSUE_CODES: Readonly<Partial<Record<ValidationFault, string>>> = {
  'missing-element': 'required',
  'bad-primitive': 'value',
  'code-not-allowed': 'code-invalid',
  'missing-contained': 'not-found',
  invariant: 'invariant',
};

/** What R4 says against a resource, errors first. */
export function issuesOf(bytes: Buffer): readonly Issue[] {
  const found = validate(JSON.parse(bytes.toString('utf8')), MOST_ISSUES);
  return found
    .map((one) => ({
      code: 'CW-FHIR-111' as const,
      severity: isRefused(one) ? ('error' as const) : ('warning' as const),
      issue: ISSUE_CODES[one.fault] ?? 'structure',
      expression: one.expression,
      diagnostics: one.rule === undefined ? faultWords[one.fault] : `${faultWords[one.fault]} (${one.rule})`,
    }))
    .sort((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error'));
}

/** Of an entry of a Bundle, by its path in there. */
const within = (path: string, one: Issue): Issue =>
  one.expression === undefined ? one : { ...one, expression: one.expression.replace(/^\w+/, `${path}.resource`) };

/** Throws Refused when the resource departs from R4 (R4 http, 3.1.0.8: failed basic FHIR validation rules). */
export function requireValid({ bytes }: Body, path?: string): void {
  const issues = issuesOf(bytes);
  const [first, ...others] = path === undefined ? issues : issues.map((one) => within(path, one));
  if (first !== undefined && first.severity === 'error') throw new Refused([first, ...others]);
}
