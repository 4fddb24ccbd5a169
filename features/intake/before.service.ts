import { CodedError } from '@chartwarden/errors';
import type { Source } from '@chartwarden/vault';
import { type Before, createBefore } from './before.ts';
import type { ImporterJob } from './importers/messages.ts';
import type { Asking, IntakePorts } from './ports.ts';
import { laterBytes } from './read-import.ts';

/** A file as it was received, past the gate and with its line. */
type OpenFile = (
  who: Asking,
  person: string,
  id: string,
) => Promise<Source & { readonly bytes: AsyncIterable<Uint8Array>; readonly stillAllowed: () => Promise<boolean> }>;

/** What an archive among the files of a record says of the time before, in another instance: read anew from it each time. */
export function createBeforeReader(
  { sandbox, importer: entry }: Pick<IntakePorts, 'sandbox' | 'importer'>,
  file: OpenFile,
) {
  /** One after the other: each takes a program of its own. */
  let reading: Promise<unknown> = Promise.resolve();

  return async (who: Asking, person: string, id: string): Promise<Before> => {
    const { stillAllowed, bytes, ...found } = await file(who, person, id);
    const { name, size, receivedAt } = found;
    const told = createBefore({ id, name, receivedAt });
    const job: ImporterJob = { name, size, want: 'before' };
    const again = () => laterBytes(async () => (await file(who, person, id)).bytes);
    const run = reading.then(() =>
      sandbox.run({ entry, job, input: bytes, again, onMessage: (header) => told.take(header) }),
    );
    reading = run.catch(() => undefined);
    await run;
    // It may have waited.
    if (!(await stillAllowed())) throw new CodedError('CW-GEN-002');
    return told.result();
  };
}
