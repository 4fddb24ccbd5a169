import { brokenBy } from '@chartwarden/egress';
import { CodedError, isCoded } from '@chartwarden/errors';

/** The status with which the store refused; undefined when it did not answer. */
export const stopped = (error: unknown): number | undefined =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;

/** The store's own word for why, such as `AccessDenied`; never more of its answer, which names keys. */
const wordOf = (error: unknown): string => {
  const word = error instanceof Error && 'serviceCode' in error ? error.serviceCode : undefined;
  return typeof word === 'string' && word !== 'Unknown' && /^[A-Za-z]{1,40}$/.test(word) ? ` ${word}` : '';
};

/** True when there is no such object. A bucket that is not there is something else: nothing in it may count as missing. */
export const isMissing = (error: unknown): boolean =>
  stopped(error) === 404 && !/^ ?(?:NoSuchBucket|NoSuchUpload)$/.test(wordOf(error));

/**
 * CW-OBJ-001 for a store that does not answer or breaks off, CW-OBJ-002 for one that refuses us; the detail is a status and
 * a word, or the system's code. A refusal of the egress guard stays what it is.
 */
export function failure(error: unknown): unknown {
  if (isCoded(error)) return error;
  const status = stopped(error);
  if (status !== undefined)
    return new CodedError(
      status >= 500 || status === 429 || status === 408 ? 'CW-OBJ-001' : 'CW-OBJ-002',
      `${status}${wordOf(error)}`,
    );
  if (error instanceof Error && isCoded(error.cause)) return error.cause;
  return new CodedError('CW-OBJ-001', brokenBy(error) ?? 'an answer that is none of S3');
}
