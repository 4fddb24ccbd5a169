import { PassThrough } from 'node:stream';
import type { PoolClient } from 'pg';
import { expect, it } from 'vitest';
import { StorageError } from '../types.ts';
import { runBatch } from './batch.ts';
import { createPreparedTexts } from './prepared-texts.ts';

/** Answers like a server on which somebody cancels what `refused` says. */
const clientThat = (refused: (text: string) => boolean): PoolClient => {
  const query = (asked: string | { readonly text: string }) =>
    refused(typeof asked === 'string' ? asked : asked.text)
      ? Promise.reject(Object.assign(new Error('canceling statement'), { code: '57014' }))
      : Promise.resolve({ rowCount: 1, rows: [] });
  return { query, connection: { stream: new PassThrough() } } as unknown as PoolClient;
};
const two = [1, 2].map((id) => ({ sql: 'insert into notes values (?)', parameters: [id] }));

it('a batch whose transaction did not begin may be there all the same', async () => {
  const batch = runBatch(
    clientThat((text) => text === 'begin'),
    createPreparedTexts(),
    two,
  );
  // What the ledger does not try again: twice the same line would be worse than a refusal.
  await expect(batch).rejects.toBeInstanceOf(StorageError);
});

it('a batch of which a statement was cancelled is known not to be there', async () => {
  const batch = runBatch(
    clientThat((text) => text.startsWith('insert')),
    createPreparedTexts(),
    two,
  );
  await expect(batch).rejects.toMatchObject({ name: 'QueryError' });
});
