import type { Core } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';
import type { OpenEntry } from '@chartwarden/ledger';

/** What a request left in the log, in the name of an account: jobs and other accounts write at the same time. */
export async function linesDuring<T>(
  { ledger }: Core,
  account: AccountId | undefined,
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly lines: readonly OpenEntry[] }> {
  const { size } = await ledger.refresh();
  const answer = await work();
  const before = (await ledger.refresh()).size;
  const entries = await ledger.reader.searchIn({}, { before, least: size, skip: 0, limit: 1000 });
  const lines = entries.filter(
    (entry): entry is OpenEntry => !entry.sealed && account !== undefined && entry.body.actor.account === account,
  );
  return { answer, lines };
}

/** A line as a failing test names it. */
const said = ({ body }: OpenEntry): string => `${body.action} ${body.outcome}`;

/**
 * What is wrong with the lines of one request (promise E2). An answer that shows something of a record has exactly one
 * line in which it was let out; an act (`acts`) has its own line, and may have others for what it read on the way. An
 * attempt that was denied has exactly one line that says so, and none that says anything else.
 */
export function wrongLines(
  lines: readonly OpenEntry[],
  { shows, denied, acts }: { readonly shows: string | null; readonly denied: boolean; readonly acts: boolean },
): readonly string[] {
  const released = lines.filter(({ body }) => body.record === shows && body.outcome !== 'refused');
  // Whose record it is stands in some answers beside the rest, and is let out by a line of its own.
  const withoutName = released.filter(({ body }) => body.action !== 'read-name');
  const counted = withoutName.length === 0 ? released : withoutName;
  // Whoever reaches into a part that is not theirs finds nothing there: a look that showed nothing says so, too.
  const refusals = lines.filter(
    ({ body }) =>
      body.outcome === 'refused' || body.outcome === 'failed' || (body.outcome === 'permitted' && body.count === 0),
  );
  const all = lines.map(said).join(', ');
  return [
    ...(shows !== null && (acts ? counted.length === 0 : counted.length !== 1)
      ? [`shows the record, and ${counted.length} lines say that it was let out (${all})`]
      : []),
    ...(denied && (refusals.length !== 1 || lines.length !== 1)
      ? [`was denied, and ${refusals.length} lines say so (${all})`]
      : []),
  ];
}
