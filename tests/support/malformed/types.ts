/** What a malformed request is aimed at, and made of. */
export interface Aim {
  /** A person who is there, and one of their observations. */
  readonly person: string;
  readonly observation: string;
  /** `Authorization` of whoever may read and write there. */
  readonly authorization: string;
}

/** One malformed request as it goes over the wire, and what it may be answered with. */
export interface Malformed {
  /** What is wrong with it. */
  readonly name: string;
  readonly method: string;
  /** Everything behind the origin, as it is sent. */
  readonly target: string;
  /** Lines of the head as they are sent; `Host`, `Authorization`, `Connection` and the length are added where they are not said. */
  readonly lines: readonly string[];
  readonly body?: Buffer;
  /** Without it the length is said by Content-Length. */
  readonly framing?: 'as-said';
  /** Byte by byte, or broken off behind half. */
  readonly pace?: 'byte-by-byte' | 'half';
  /** What is right: one of these. */
  readonly statuses: readonly number[];
  /** The answer comes before there is a path, so that it cannot have the form of FHIR. */
  readonly withoutPath?: true;
}

/** Stands in what is sent, and never in an answer. */
export const SECRET = 'hunter2hunter2';

export type Pick = (limit: number) => number;

export const JSON_TYPE = 'Content-Type: application/fhir+json';
