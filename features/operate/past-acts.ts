import type { Ledger, OpenEntry } from '@chartwarden/ledger';

/** The last line about an act of the operator; undefined when there is none. */
export async function lastEntry(
  ledger: Pick<Ledger, 'reader'>,
  action: string,
  outcome?: 'done' | 'failed',
): Promise<OpenEntry | undefined> {
  const words = { action, ...(outcome === undefined ? {} : { outcome }) };
  const [entry] = await ledger.reader.search(words, { limit: 1 });
  return entry === undefined || entry.sealed ? undefined : entry;
}
