/** One row of the error registry. */
export interface ErrorRow {
  /** HTTP status the error is answered with. */
  readonly status: number;
  /** FHIR IssueType (http://hl7.org/fhir/R4/valueset-issue-type.html) for OperationOutcome. */
  readonly issue: string;
  /** A sentence for the person: what happened, what is safe, what to do. Never record content. */
  readonly message: string;
}

/** Fixes the literal codes of an area's rows so that a misspelt code does not compile. */
export const defineErrors = <T extends Record<string, ErrorRow>>(rows: T): T => rows;
