/** Why bytes are not the JSON that is accepted; each has a sentence in problems.ts. */
export type JsonFault =
  | 'unexpected-end'
  | 'unexpected-character'
  | 'trailing-comma'
  | 'text-after-end'
  | 'control-character'
  | 'bad-escape'
  | 'bad-number'
  | 'number-too-long'
  | 'too-deep'
  | 'too-many-values'
  | 'not-utf8'
  | 'duplicate-name'
  | 'escaped-name'
  | 'forbidden-name';

/** Bytes that are refused; `offset` counts from the start of the bytes that were read. */
export class JsonError extends Error {
  readonly fault: JsonFault;
  readonly offset: number;

  constructor(fault: JsonFault, offset: number) {
    super(`${fault} at byte ${offset}`);
    this.name = 'JsonError';
    this.fault = fault;
    this.offset = offset;
  }
}
