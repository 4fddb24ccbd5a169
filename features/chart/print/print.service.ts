import { CodedError } from '@chartwarden/errors';
import { deciding, type Gate } from '@chartwarden/gate';
import type { FactId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import { LABELS, type Slice, type Vault } from '@chartwarden/vault';
import { type Asking, createAskGate, factIdOf } from '../asking.ts';
import { standing } from '../duplicates.service.ts';
import { contents } from './contents/contents.ts';
import type { MakePrint } from './in-thread.ts';
import type { PrintChoices, Printed, PrintName } from './job.ts';
import { SUMMARY_TYPES } from './summary/summary-types.ts';

/** Facts from which one print is made at most. */
const MOST = 20_000;

/** Prints: sections, single documents and the summary as PDF. Every function begins at the gate. */
export function createPrints(parts: {
  readonly gate: Gate;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly print: MakePrint;
  readonly most?: number;
}) {
  const { gate, vault, clock, print, most = MOST } = parts;
  const ask = createAskGate(gate);

  /**
   * The PDF and what stands on it. Whoever may read and search may print what they may read: a print is a look that
   * stays (ADR 0071). Its line in the ledger names every fact that stands on it and is durable before the PDF leaves.
   * Throws CW-GEN-002 when there is nothing of that name to see, and what the gate and {@link MakePrint} throw.
   */
  const make = (who: Asking, person: string, what: PrintName, choices: PrintChoices): Promise<Printed> =>
    deciding(async () => {
      const types = what === 'summary' ? SUMMARY_TYPES : contents[what].types;
      const permit = await ask(who, person, ['read', 'search'], 'effective', sliceOf(what, choices));
      const only: readonly FactId[] | undefined = what === 'note' ? [factIdOf(choices.entry ?? '')] : undefined;
      const printed = await vault.read.print(permit, { types, most, what, ...(only ? { only } : {}) }, async (from) => {
        const { isWhole, name, files } = from;
        const sayings = standing(from.verdicts);
        const facts = from.facts.map(({ bytes, ...fact }) => ({ ...fact, bytes: Uint8Array.from(bytes) }));
        const made = await print({ what, choices, facts, sayings, isWhole, name, files, at: clock.now() });
        return made === null ? null : { facts: made.facts, rest: made };
      });
      if (printed === null) throw new CodedError('CW-GEN-002');
      return printed;
    });

  return { make };
}

export type Prints = ReturnType<typeof createPrints>;

/** Less than was granted, where less was asked for: what is left out never leaves the vault. */
function sliceOf(what: PrintName, { withoutSensitive, from, to }: PrintChoices): Slice | undefined {
  const labels = { labels: withoutSensitive ? [] : LABELS };
  const isSpan = what === 'timeline' && (from !== undefined || to !== undefined);
  if (!isSpan) return withoutSensitive ? labels : undefined;
  return { ...labels, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
