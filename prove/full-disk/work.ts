import { statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AnswerError, type Client } from '../../tests/support/running-server.ts';

/** NDJSON of so many observations, each of some 500 bytes, with upstream ids from a number on. */
export const observations = (from: number, count: number): Buffer =>
  Buffer.from(
    Array.from({ length: count }, (_, at) =>
      JSON.stringify({
        resourceType: 'Observation',
        id: `o${from + at}`,
        status: 'final',
        code: { text: 'Body weight' },
        effectiveDateTime: '2020-01-02',
        note: [{ text: 'x'.repeat(400) }],
      }),
    ).join('\n'),
  );

/** How a request ended, in a word that stands in the result. */
export const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AnswerError ? `${error.status} ${error.code}` : `no answer: ${error}`),
  );

/** Does something so many times, `lanes` at once. */
export async function inTurns(lanes: number, times: number, work: () => Promise<void>): Promise<void> {
  let left = times;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** How many facts a person's overview shows: one read with its line in the log. */
export async function shownFacts(client: Client, person: string): Promise<number> {
  const { types } = await client.json<{ types: { count: number }[] }>('GET', `/api/people/${person}/types`);
  return types.reduce((sum, one) => sum + one.count, 0);
}

/** Fills what is free but for some bytes. Somebody else's file: the server knows nothing of it. */
export function fill(folder: string, leave: number, name = 'filler'): void {
  const { bavail, bsize } = statfsSync(folder);
  try {
    writeFileSync(join(folder, name), Buffer.alloc(Math.max(0, bavail * bsize - leave)));
  } catch (error) {
    // Somebody wrote meanwhile: then it is fuller still.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
