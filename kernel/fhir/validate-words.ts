/** What is wrong with an element. */
export type ValidationFault = keyof typeof faultWords;

/** What a departure from R4 is, in words that follow the element's path. */
export const faultWords = {
  'unknown-element': 'R4 has no such element',
  'missing-element': 'it is required and missing',
  'not-a-list': 'it should be a list',
  'is-a-list': 'it should not be a list',
  'empty-list': 'the list is empty',
  'empty-object': 'it is empty',
  'null-value': 'it is null',
  'not-an-object': 'it should have parts',
  'bad-primitive': 'its form is not right',
  'code-not-allowed': 'the code is not one of those allowed',
  'two-of-a-choice': 'only one of its kinds may be there',
  'unknown-resource': 'no known resource',
  'bad-reference': 'it is no reference to a resource',
  'reference-target': 'it points to a type that is not meant',
  'missing-contained': 'what it points to is not there',
  'bad-companion': 'its extension has no place',
  'value-and-extension': 'it has a value and extensions',
  invariant: 'it breaks a rule of R4',
} as const;

export interface ValidationIssue {
  readonly fault: ValidationFault;
  /** Where, as FHIRPath: `Observation.component[0].valueQuantity.value`. Never a value of the record. */
  readonly expression: string;
  /** A warning is worth telling; only errors flag the resource. */
  readonly severity: 'error' | 'warning';
  /** The key of a broken invariant: `obs-6`. */
  readonly rule?: string;
}

/** Whether a resource with this issue is refused when somebody writes it here; one that is received is kept. */
export const isRefused = ({ severity, fault }: ValidationIssue): boolean =>
  severity === 'error' || fault === 'reference-target';
