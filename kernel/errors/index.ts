import type { ErrorRow } from './define.ts';
import { type ErrorCode, errorRegistry } from './registry.ts';

export { defineErrors, type ErrorRow } from './define.ts';
export { type ErrorCode, errorRegistry } from './registry.ts';

/**
 * An error from the registry. `message` is the public sentence; `detail` may be shown to the caller (never record
 * content); `cause` stays private and is never logged whole.
 */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(errorRegistry[code].message, options);
    this.name = 'CodedError';
    this.code = code;
    this.detail = detail;
  }

  get row(): ErrorRow {
    return errorRegistry[this.code];
  }
}

export const isCoded = (error: unknown): error is CodedError => error instanceof CodedError;
