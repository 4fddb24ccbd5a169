export { openFileObjects } from './file-objects.ts';
export { keepRoomFor } from './keep-room.ts';
export { type Content, checkAddress, ObjectStorageError, type Objects } from './types.ts';
