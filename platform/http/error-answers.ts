import { CodedError, type ErrorCode, isCoded } from '@chartwarden/errors';

/** What an error looks like on the way out. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: ErrorCode;
  readonly mediaType: string;
  readonly body: unknown;
}

/** True for paths whose errors are FHIR OperationOutcomes (design section 6). */
export const isFhirPath = (url: string): boolean => /^\/fhir(?:[/?]|$)/.test(url);

/** Framework errors that mean something to the caller; every other one is the server's own failure. */
const FRAMEWORK: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'CW-HTTP-001',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'CW-HTTP-002',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'CW-GEN-003',
  FST_ERR_CTP_INVALID_JSON_BODY: 'CW-HTTP-010',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'CW-HTTP-010',
  FST_ERR_VALIDATION: 'CW-GEN-003',
  FST_ERR_BAD_URL: 'CW-GEN-003',
  FST_ERR_MAX_PARAM_LENGTH: 'CW-GEN-003',
  FST_ERR_ASYNC_CONSTRAINT: 'CW-GEN-003',
  FST_ERR_NOT_FOUND: 'CW-GEN-002',
};

/** The registry's error for anything that was thrown; what nobody foresaw becomes CW-GEN-001. */
export function toCoded(error: unknown): CodedError {
  if (isCoded(error)) return error;
  if (typeof error !== 'object' || error === null) return new CodedError('CW-GEN-001', undefined, { cause: error });
  const { code, name, statusCode, validation, validationContext: part } = error as Readonly<Record<string, unknown>>;
  if (Array.isArray(validation))
    return new CodedError('CW-GEN-003', places(validation, String(part)), { cause: error });
  const known = typeof code === 'string' && Object.hasOwn(FRAMEWORK, code) ? FRAMEWORK[code] : undefined;
  if (known) return new CodedError(known, undefined, { cause: error });
  // Of the database and of the object store, which this floor knows by name only.
  if (name === 'StorageError' || name === 'ObjectStorageError')
    return new CodedError('CW-DB-005', undefined, { cause: error });
  // JSON.parse's own error, and the secure parser's for __proto__ keys: both carry statusCode 400.
  if (name === 'SyntaxError' && statusCode === 400) return new CodedError('CW-HTTP-010', undefined, { cause: error });
  return new CodedError('CW-GEN-001', undefined, { cause: error });
}

/** `body/name: invalid_type`: which parts of the request do not fit and how, never what stood there. */
function places(issues: readonly unknown[], part: string): string {
  const lines = issues.slice(0, 10).map((issue) => {
    const { instancePath, keyword } = issue as { instancePath?: string; keyword?: string };
    const path = String(instancePath ?? '')
      .split('/')
      .filter(Boolean)
      // A key of a free map would be the caller's own text.
      .map((part) => (/^(?:[A-Za-z][A-Za-z0-9_-]{0,39}|\d{1,6})$/.test(part) ? part : '?'));
    return `${[part, ...path].join('/')}: ${keyword ?? 'invalid'}`;
  });
  return lines.join('; ');
}

/**
 * The answer for an error under the given path: `{code, message, detail?}`, or an OperationOutcome under /fhir
 * (FHIR R4, 3.1.0.1.6).
 */
export function errorAnswer(error: CodedError, url: string): ErrorAnswer {
  const { code, detail, row } = error;
  if (!isFhirPath(url)) {
    const body = { code, message: row.message, ...(detail !== undefined && { detail }) };
    return { status: row.status, code, mediaType: 'application/json; charset=utf-8', body };
  }
  const issue = {
    severity: row.status >= 500 ? 'fatal' : 'error',
    code: row.issue,
    details: { coding: [{ system: 'urn:chartwarden:error', code }], text: row.message },
    ...(detail !== undefined && { diagnostics: detail }),
  };
  const body = { resourceType: 'OperationOutcome', issue: [issue] };
  return { status: row.status, code, mediaType: 'application/fhir+json; charset=utf-8', body };
}
