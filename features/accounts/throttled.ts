import { Answer } from '@chartwarden/http';
import { ThrottledError } from './throttle.ts';

/** 429 carries how long to wait, in whole seconds, in the header and in the body. */
export async function throttled<T>(work: () => Promise<T>): Promise<T | Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ThrottledError)) throw error;
    const { code, message, retryAfter, row } = error;
    return new Answer(row.status, { code, message, retryAfter }, { 'retry-after': String(retryAfter) });
  }
}
