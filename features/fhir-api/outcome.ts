import { type ErrorCode, errorRegistry } from '@chartwarden/errors';
import { Answer } from '@chartwarden/http';
import { FHIR_JSON } from './negotiate.ts';

/** One thing that is wrong, or worth telling (R4 OperationOutcome). Never a value of a record. */
export interface Issue {
  readonly code: ErrorCode;
  readonly severity?: 'error' | 'warning' | 'information';
  /** The FHIR issue code where it is finer than that of the registry. */
  readonly issue?: string;
  /** Where, as FHIRPath, or `http.name` of a part of the request. */
  readonly expression?: string;
  readonly diagnostics?: string;
}

export const outcomeOf = (issues: readonly Issue[]): Buffer =>
  Buffer.from(JSON.stringify({ resourceType: 'OperationOutcome', issue: issues.map(issueOf) }));

function issueOf({ code, severity = 'error', issue, expression, diagnostics }: Issue) {
  const row = errorRegistry[code];
  return {
    severity,
    code: issue ?? row.issue,
    details: { coding: [{ system: 'urn:chartwarden:error', code }], text: row.message },
    ...(diagnostics === undefined ? {} : { diagnostics }),
    ...(expression === undefined ? {} : { expression: [expression] }),
  };
}

/** Refuses with everything that is wrong; the status is that of the first. */
export const refusal = (issues: readonly [Issue, ...Issue[]]): Answer =>
  new Answer(errorRegistry[issues[0].code].status, outcomeOf(issues), { 'content-type': FHIR_JSON });

/** An OperationOutcome that reports no error. */
export const allWell = (text: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'information', code: 'informational', diagnostics: text }],
    }),
  );

/** What stops a request with more to say than one code. Caught where the request is answered. */
export class Refused extends Error {
  readonly issues: readonly [Issue, ...Issue[]];

  constructor(issues: readonly [Issue, ...Issue[]]) {
    super(errorRegistry[issues[0].code].message);
    this.issues = issues;
  }
}

/** The answer of a piece of work, also when it was refused at length. */
export async function answering(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return refusal(error.issues);
    throw error;
  }
}
