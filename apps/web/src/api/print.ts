import type { Http } from './http.ts';

/** What can be printed, as the server has it. */
export type PrintName =
  | 'summary'
  | 'problems'
  | 'medicines'
  | 'allergies'
  | 'immunizations'
  | 'results'
  | 'trend'
  | 'vitals'
  | 'visits'
  | 'visit'
  | 'documents'
  | 'note'
  | 'procedures'
  | 'care-team'
  | 'family'
  | 'devices'
  | 'plans'
  | 'coverage'
  | 'appointments'
  | 'timeline';

export interface PrintChoices {
  readonly paper: 'a4' | 'letter';
  /** Of our words; the record's stay as they are. */
  readonly language: string;
  /** IANA name. */
  readonly zone: string;
  readonly withoutSensitive?: boolean;
  /** What `trend`, `visit` and `note` are of. */
  readonly entry?: string;
}

/** What stands on it. */
export interface PrintOutline {
  readonly pages: number;
  readonly sections: readonly { readonly name: string; readonly shown: number; readonly count: number }[];
  readonly missing: readonly string[];
  /** Different characters that stand as a box with their number. */
  readonly boxes: number;
}

export interface Printed {
  readonly outline: PrintOutline;
  readonly pdf: ArrayBuffer;
}

/** Makes a PDF on the server: it leaves a line in the log. */
export async function makePrint(
  { send }: Pick<Http, 'send'>,
  person: string,
  what: PrintName,
  choices: PrintChoices,
): Promise<Printed> {
  const path = `/api/people/${person}/print/${what}`;
  const { outline, pdf } = await send<{ outline: PrintOutline; pdf: string }>('POST', path, { ...choices, as: 'json' });
  return { outline, pdf: bytesOf(pdf) };
}

/** Bytes that came in base64 within JSON. */
export function bytesOf(base64: string): ArrayBuffer {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes.buffer;
}
