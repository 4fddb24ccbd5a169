import { CodedError } from '@chartwarden/errors';
import { describe, expect, it } from 'vitest';
import type { Client } from './client.ts';
import type { Operator, Progress } from './operator-api.ts';
import { operatorStream, remoteOperator } from './operator-wire.ts';

/** A server that answers with the stream of this operator, cut into pieces of `size` bytes. */
function served(operator: Partial<Operator>, seen: unknown[] = [], size = 7, cut = Number.POSITIVE_INFINITY): Client {
  return {
    async request(method, path, options = {}) {
      seen.push([method, path, options.body, options.authorization]);
      const act = path.replace('/api/operator/', '') as keyof Operator;
      async function* bytes(): AsyncGenerator<Uint8Array> {
        let text = '';
        for await (const line of operatorStream(operator as Operator, act, options.body, (error) => seen.push(error)))
          text += line;
        const all = Buffer.from(text).subarray(0, cut);
        for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
      }
      return { status: 200, bytes };
    },
  };
}

describe('the operator of a running server', () => {
  it('tells where an act stands and what came of it', async () => {
    const seen: unknown[] = [];
    const client = served(
      {
        async backupKeys(input, report) {
          report({ step: 'sealing für später', done: 1, total: 2, unit: 'keys' });
          await new Promise((resolve) => setTimeout(resolve, 5));
          report({ step: 'sealing', done: 2, total: 2, unit: 'keys' });
          return { out: input.out ?? '?', keys: 2 };
        },
      },
      seen,
    );
    const told: Progress[] = [];
    const done = await remoteOperator(client, 'ab').backupKeys({ out: '/k' }, (progress) => told.push(progress));
    expect([done, told.map(({ step }) => step)]).toEqual([{ out: '/k', keys: 2 }, ['sealing für später', 'sealing']]);
    expect(seen).toEqual([['POST', '/api/operator/backupKeys', { out: '/k' }, 'Operator ab']]);
  });

  it('fails with the code, the words and the detail of the act', async () => {
    const client = served({ doctor: () => Promise.reject(new CodedError('CW-VLT-004', 'which one')) });
    await expect(remoteOperator(client, 'ab').doctor({}, () => undefined)).rejects.toMatchObject({
      code: 'CW-VLT-004',
      message: new CodedError('CW-VLT-004').message,
      detail: 'which one',
    });
  });

  it('keeps to itself what nobody foresaw', async () => {
    const seen: unknown[] = [];
    const client = served({ doctor: () => Promise.reject(new Error('Maya was here')) }, seen);
    const failure = await remoteOperator(client, 'ab')
      .doctor({}, () => undefined)
      .catch((error: unknown) => error);
    expect([JSON.stringify(failure), (failure as Error).message]).not.toContain('Maya');
    expect(failure).toMatchObject({ code: 'CW-GEN-001' });
    expect(seen).toContainEqual(new Error('Maya was here'));
  });

  it('does not take a cut answer for a finished act', async () => {
    const client = served({ ledgerKey: async () => ({ publicKey: 'k' }) }, [], 7, 10);
    await expect(remoteOperator(client, 'ab').ledgerKey({}, () => undefined)).rejects.toMatchObject({
      code: 'CW-CLI-009',
    });
  });
});
