import type { FieldKind } from '../fields.ts';

/** One kind of log line: a constant sentence and the fields that it may carry. */
export interface EventRow {
  readonly message: string;
  readonly fields: Readonly<Record<string, FieldKind>>;
}

/** Fixes the literal names and kinds of an area's events, so that a misspelt field does not compile. */
export const defineEvents = <const T extends Record<string, EventRow>>(rows: T): T => rows;
