import { CodedError } from '@chartwarden/errors';
import { type Content, ObjectStorageError, type Objects } from './types.ts';

/**
 * The same store, which takes nothing new (CW-DB-006) while `mayGrow` says no, also in the middle of an object: what
 * was given up for the log must not go to an upload.
 */
export function keepRoomFor(objects: Objects, mayGrow: () => Promise<boolean>): Objects {
  const check = async (): Promise<void> => {
    if (!(await mayGrow())) throw new CodedError('CW-DB-006');
  };
  async function* checked(content: Exclude<Content, Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of content) {
      await check();
      yield piece;
    }
  }
  return {
    ...objects,
    async put(address, content) {
      await check();
      try {
        return await objects.put(address, content instanceof Uint8Array ? content : checked(content));
      } catch (error) {
        if (!(error instanceof ObjectStorageError) || error.code !== 'ENOSPC') throw error;
        throw new CodedError('CW-DB-006', undefined, { cause: error });
      }
    },
  };
}
