export { openFileObjects } from './file-objects.ts';
export { type Content, checkAddress, ObjectStorageError, type Objects } from './types.ts';
