export { openFileObjects } from './file-objects.ts';
export { keepRoomFor } from './keep-room.ts';
export { openS3Objects, type S3Options } from './s3/s3-objects.ts';
export { type Content, checkAddress, ObjectStorageError, type Objects } from './types.ts';
