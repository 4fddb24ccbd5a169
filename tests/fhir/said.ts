import type { Answer } from '../support/open-test-app.ts';

/** A resource as a client meets it. */
export interface Said {
  readonly resourceType: string;
  readonly id: string;
  readonly meta: {
    readonly versionId: string;
    readonly lastUpdated: string;
    readonly tag?: readonly { readonly code: string }[];
  };
  readonly [element: string]: unknown;
}

export interface SaidEntry {
  readonly fullUrl?: string;
  readonly resource?: Said;
  readonly search?: { readonly mode: string };
  readonly request?: { readonly method: string; readonly url: string };
  readonly response?: {
    readonly status: string;
    readonly location?: string;
    readonly etag?: string;
    readonly lastModified?: string;
    readonly outcome?: Outcome;
  };
}

export interface SaidBundle {
  readonly resourceType: 'Bundle';
  readonly type: string;
  readonly total?: number;
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly SaidEntry[];
}

export interface Outcome {
  readonly resourceType: 'OperationOutcome';
  readonly issue: readonly {
    readonly severity: string;
    readonly code: string;
    readonly details?: { readonly text: string; readonly coding?: readonly { readonly code: string }[] };
    readonly diagnostics?: string;
    readonly expression?: readonly string[];
  }[];
}

export const said = ({ text }: Answer): Said => JSON.parse(text);
export const bundle = ({ text }: Answer): SaidBundle => JSON.parse(text);
export const outcome = ({ text }: Answer): Outcome => JSON.parse(text);

/** Status, and of an OperationOutcome the code of what it says first. */
export function told(answer: Answer): readonly [status: number, issue: string | undefined] {
  const { resourceType, issue } = JSON.parse(answer.text) as Partial<Outcome>;
  return [answer.status, resourceType === 'OperationOutcome' ? issue?.[0]?.code : resourceType];
}

export const linkOf = ({ link = [] }: SaidBundle, relation: string): string | undefined =>
  link.find((one) => one.relation === relation)?.url;

/** The ids of what a search found, in its order. */
export const matches = ({ entry = [] }: SaidBundle): readonly string[] =>
  entry.flatMap(({ search, resource }) => (search?.mode === 'match' && resource ? [resource.id] : []));

/** An Observation about a person, made up. */
export const pulse = (person: string, more: object = {}): object => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }], text: 'Pulse' },
  subject: { reference: `Patient/${person}` },
  effectiveDateTime: '2021-03-04',
  valueQuantity: { value: 61, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
  ...more,
});
