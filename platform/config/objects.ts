import { z } from 'zod';
import { section, setting } from './define.ts';
import { fileName, httpUrl, secretText } from './values.ts';

/** The name of an S3 bucket (Amazon S3 User Guide, bucket naming rules); dots would need certificates of their own. */
const bucketName = z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'is not the name of a bucket');

/** A beginning of keys that needs no escaping anywhere; may be empty. */
const keyPrefix = z
  .string()
  .max(200)
  .regex(/^(?:[a-z0-9][a-z0-9_-]*(?:\/[a-z0-9][a-z0-9_-]*)*)?$/, 'has more than a-z, 0-9, _, - and / between them');

/** Where stored files stand; what goes with what is said by `refusals.ts`. */
export const objectsSection = section('Where stored files stand. Unset: in the data folder.', {
  folder: setting(fileName.optional(), {
    about:
      'A folder of its own for stored files, which several servers on one PostgreSQL database may share. They are encrypted; back it up with the database.',
    env: 'CHARTWARDEN_OBJECTS_FOLDER',
    example: '/srv/chartwarden/objects',
  }),
  endpoint: setting(httpUrl.optional(), {
    about:
      'An S3-compatible store to keep them in: scheme, host and port. Addressed as endpoint/bucket/prefix/object (path style); no other host is connected to.',
    env: 'CHARTWARDEN_OBJECTS_ENDPOINT',
    example: 'https://s3.eu-central-1.amazonaws.com',
  }),
  region: setting(
    z
      .string()
      .regex(/^[a-z0-9-]{1,64}$/, 'is not a region')
      .default('us-east-1'),
    {
      about: 'The region that requests are signed for.',
      env: 'CHARTWARDEN_OBJECTS_REGION',
    },
  ),
  bucket: setting(bucketName.optional(), {
    about: 'The bucket, which has to be there. Give it a rule that removes incomplete multipart uploads after a day.',
    env: 'CHARTWARDEN_OBJECTS_BUCKET',
    example: 'chartwarden-files',
  }),
  prefix: setting(keyPrefix.default('objects'), {
    about: 'What every key in the bucket begins with, without a slash at the end.',
    env: 'CHARTWARDEN_OBJECTS_PREFIX',
  }),
  accessKey: setting(secretText.optional(), {
    about: 'The access key id. It needs to get, put, delete and list objects of the bucket, and to abort uploads.',
    env: 'CHARTWARDEN_OBJECTS_ACCESS_KEY',
    secret: true,
  }),
  secretKey: setting(secretText.optional(), {
    about: 'The secret key that goes with it.',
    env: 'CHARTWARDEN_OBJECTS_SECRET_KEY',
    secret: true,
  }),
});
