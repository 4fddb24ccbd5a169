import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMac } from './mac.ts';

it('is HMAC-SHA256 for every message, whatever was asked before', () => {
  const key = createSecretKey(randomBytes(32));
  const mac = createMac(key);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (message) => {
      expect(mac(message)).toEqual(createHmac('sha256', key).update(message).digest());
    }),
  );
});

it('gives results that later ones leave alone', () => {
  const mac = createMac(createSecretKey(randomBytes(32)));
  const first = mac(Buffer.from('one'));
  const copy = Buffer.from(first);
  mac(Buffer.from('two'));
  expect(first).toEqual(copy);
});
