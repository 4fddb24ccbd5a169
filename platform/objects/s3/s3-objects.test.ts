import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deadPort, openTestS3, type TestS3 } from '../../../tests/support/s3-server.ts';
import { type Objects, openS3Objects } from '../index.ts';
import { addressOf, allOf, describeObjects, readAll, streamOf } from '../testing.ts';

const MIB = 1024 * 1024;
const clock = { now: () => Date.now() };
const patience = { timeout: 300, pause: 5 };

let s3: TestS3;
beforeAll(async () => {
  s3 = await openTestS3();
});
afterAll(() => s3.close());
beforeEach(() => s3.happen(() => 'none'));

let stores = 0;
const open = (more: Partial<Parameters<typeof openS3Objects>[0]> = {}): Promise<Objects> => {
  stores += 1;
  return openS3Objects({ ...s3.settings, prefix: `store-${stores}`, clock, timeout: 10_000, pause: 5, ...more });
};

describeObjects('objects on an S3-compatible store', async () => ({ objects: await open(), remove: () => undefined }));

describe('objects on an S3-compatible store', () => {
  it('stand under the prefix and leave alone what stands beside it', async () => {
    const objects = await open({ prefix: 'a/b' });
    await (await open({ prefix: 'a/bc' })).put(addressOf('other'), Buffer.from('other'));
    await (await open({ prefix: '' })).put(addressOf('bare'), Buffer.from('bare'));
    await objects.put(addressOf('own'), Buffer.from('own'));
    const listed = await allOf(objects.list());
    expect(listed).toEqual([addressOf('own')]);
    expect(await objects.has(addressOf('other'))).toBe(false);
    expect(s3.requests).toContain(`PUT /records/a/b/${addressOf('own').slice(0, 2)}/${addressOf('own')}`);
  });

  it('are listed a page at a time, however many there are', async () => {
    const objects = await open();
    const all = Array.from({ length: 1003 }, (_, at) => addressOf(`number ${at}`));
    for (let at = 0; at < all.length; at += 50)
      await Promise.all(all.slice(at, at + 50).map((one) => objects.put(one, Buffer.from('x'))));
    const before = s3.requests.length;
    expect((await allOf(objects.list())).sort()).toEqual(all.sort());
    expect(s3.requests.length - before).toBe(2);
  });

  it('may be empty', async () => {
    const objects = await open();
    await objects.put(addressOf('empty'), Buffer.alloc(0));
    await objects.put(addressOf('nothing came'), streamOf());
    // This server has a first byte of an empty object, which never comes; others refuse (RFC 9110, 15.5.17).
    s3.happen((_request, number) => (number === 0 ? { status: 416, word: 'InvalidRange' } : 'none'));
    expect(await objects.size(addressOf('empty'))).toBe(0);
    expect(await readAll(await objects.get(addressOf('nothing came')))).toBe('');
  });

  it('go in parts when they are large, and come back whole', async () => {
    const objects = await open();
    const parts = Array.from({ length: 20 }, (_, at) => Buffer.alloc(MIB + at, at));
    await objects.put(addressOf('large'), streamOf(...parts));
    expect(s3.requests.filter((one) => one.includes('partNumber=')).length).toBe(3);
    const bytes = Buffer.concat(await allOf((await objects.get(addressOf('large'))) ?? streamOf()));
    expect(bytes.equals(Buffer.concat(parts))).toBe(true);
    expect(await objects.rename(addressOf('large'), addressOf('placed'))).toBe(true);
    expect(await objects.size(addressOf('placed'))).toBe(bytes.length);
  });

  it('are not there when the content of a large one breaks off', async () => {
    const objects = await open();
    const broken = (async function* () {
      yield Buffer.alloc(9 * MIB);
      throw new Error('connection lost');
    })();
    await expect(objects.put(addressOf('large'), broken)).rejects.toThrow('connection lost');
    expect(await objects.has(addressOf('large'))).toBe(false);
    expect(await allOf(objects.list())).toEqual([]);
  });

  it('keep one whole content when two processes write one address', async () => {
    const prefix = 'shared';
    const [one, other] = [await open({ prefix }), await open({ prefix })];
    await Promise.all([one.put(addressOf('a'), Buffer.from('one')), other.put(addressOf('a'), Buffer.from('two'))]);
    expect(['one', 'two']).toContain(await readAll(await one.get(addressOf('a'))));
    expect(await other.put(addressOf('a'), Buffer.from('three'))).toEqual({ existed: true });
  });
});

describe('an S3-compatible store that fails now and then', () => {
  it.each(['lost', 'unanswered', { status: 500 }, { status: 503, word: 'SlowDown' }, { status: 429 }] as const)(
    'is asked again: %j',
    async (mishap) => {
      const objects = await open(patience);
      // Every second request goes wrong, whatever it is.
      s3.happen((_request, number) => (number % 2 === 0 ? mishap : 'none'));
      expect(await objects.put(addressOf('a'), Buffer.from('one'))).toEqual({ existed: false });
      expect(await readAll(await objects.get(addressOf('a')))).toBe('one');
      expect(await objects.rename(addressOf('a'), addressOf('b'))).toBe(true);
      expect(await allOf(objects.list())).toEqual([addressOf('b')]);
      expect(await objects.delete(addressOf('b'))).toBe(true);
      expect(await objects.has(addressOf('b'))).toBe(false);
    },
  );

  it('is asked again in the parts of a large object', async () => {
    const objects = await open({ ...patience, timeout: 5000 });
    s3.happen((_request, number) => (number % 2 === 0 ? { status: 500 } : 'none'));
    await objects.put(addressOf('a'), Buffer.alloc(17 * MIB, 3));
    expect(await objects.size(addressOf('a'))).toBe(17 * MIB);
  });

  it.each(['cut', 'stalled'] as const)('goes on where an answer was %s', async (mishap) => {
    const objects = await open(patience);
    const bytes = Buffer.from(Array.from({ length: 500_000 }, (_, at) => at % 251));
    await objects.put(addressOf('a'), bytes);
    s3.happen((request, number) => (request.startsWith('GET') && number < 2 ? mishap : 'none'));
    const read = Buffer.concat(await allOf((await objects.get(addressOf('a'))) ?? streamOf()));
    expect(read.equals(bytes)).toBe(true);
  });

  it('never goes on with another content', async () => {
    const objects = await open(patience);
    await objects.put(addressOf('a'), Buffer.alloc(500_000, 1));
    await objects.put(addressOf('other'), Buffer.alloc(500_000, 2));
    s3.happen((_request, number) => (number === 0 ? 'cut' : { status: 412, word: 'PreconditionFailed' }));
    const reading = readAll(await objects.get(addressOf('a')));
    await expect(reading).rejects.toMatchObject({ code: 'CW-OBJ-002', detail: '412 PreconditionFailed' });
  });
});

describe('an S3-compatible store that fails', () => {
  it.each([
    ['silent', 'CW-OBJ-001', 'ETIMEDOUT'],
    ['lost', 'CW-OBJ-001', 'UND_ERR_SOCKET'],
    [{ status: 500 }, 'CW-OBJ-001', '500'],
    [{ status: 403, word: 'AccessDenied' }, 'CW-OBJ-002', '403 AccessDenied'],
    [{ status: 404, word: 'NoSuchBucket' }, 'CW-OBJ-002', '404 NoSuchBucket'],
    [{ status: 301, word: 'PermanentRedirect' }, 'CW-OBJ-002', '301 PermanentRedirect'],
    [{ status: 400, word: '<b>' }, 'CW-OBJ-002', '400'],
  ] as const)('is named, after a few tries: %j', async (mishap, code, detail) => {
    const objects = await open({ ...patience, timeout: 60 });
    await objects.put(addressOf('a'), Buffer.from('one'));
    s3.happen(() => mishap);
    const before = s3.requests.length;
    for (const work of [
      () => objects.put(addressOf('b'), Buffer.from('two')),
      () => objects.get(addressOf('a')),
      () => objects.has(addressOf('a')),
      () => objects.size(addressOf('a')),
      () => objects.delete(addressOf('a')),
      () => objects.rename(addressOf('a'), addressOf('b')),
      () => allOf(objects.list()),
      () => objects.reach(),
    ])
      await expect(work()).rejects.toMatchObject({ code, detail });
    expect(s3.requests.length - before).toBeLessThanOrEqual(8 * 4);
    s3.happen(() => 'none');
    expect(await readAll(await objects.get(addressOf('a')))).toBe('one');
  });

  it('is named when nobody listens there', async () => {
    const objects = await open({ ...patience, endpoint: `http://127.0.0.1:${await deadPort()}` });
    await expect(objects.has(addressOf('a'))).rejects.toMatchObject({ code: 'CW-OBJ-001', detail: 'ECONNREFUSED' });
  });

  it('is named when it does not know our keys', async () => {
    const objects = await open({ secretKey: 'another' });
    await expect(objects.reach()).rejects.toMatchObject({
      code: 'CW-OBJ-002',
      detail: '403 SignatureDoesNotMatch',
    });
  });

  it('says nothing of addresses, keys and its own words', async () => {
    const objects = await open(patience);
    s3.happen(() => ({ status: 403, word: 'AccessDenied' }));
    const error: Error = await objects.get(addressOf('a')).then(
      () => expect.unreachable(),
      (thrown: Error) => thrown,
    );
    const text = `${error.message} ${JSON.stringify(error)} ${String(error.cause)}`;
    for (const secret of [addressOf('a'), s3.settings.secretKey, 'secret path', 'records'])
      expect(text).not.toContain(secret);
  });

  it('breaks off with a name when what it sends stays cut', async () => {
    const objects = await open(patience);
    await objects.put(addressOf('a'), Buffer.alloc(500_000, 1));
    s3.happen(() => 'cut');
    await expect(objects.get(addressOf('a')).then(readAll)).rejects.toMatchObject({ code: 'CW-OBJ-001' });
  });
});
