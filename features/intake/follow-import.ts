import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportId, RecordId } from '@chartwarden/ids';
import type { Intake } from './intake.service.ts';
import type { Asking } from './ports.ts';
import type { ImportView } from './report.ts';

const OVER: ReadonlySet<string> = new Set(['ready', 'committed', 'cancelled', 'failed', 'withdrawn']);

/** Milliseconds between two glances at what this process does. They read no record. */
const GLANCE = 250;
/** Milliseconds until the next look at an import whose reading merely goes on. */
const GOING_ON = 2000;
/** Milliseconds until the next look at one that nothing is known of here: another process may be at it. */
const UNKNOWN = 10_000;

/**
 * States of an import until nothing moves any more. Each look is a permit and a line in the person's log, so it is taken
 * only when there may be something to see.
 */
export async function* followImport(
  intake: Intake,
  who: Asking,
  record: RecordId,
  first: ImportView,
  signal: AbortSignal,
): AsyncGenerator<ImportView> {
  const id = first.id as ImportId;
  let last = '';
  let known: ImportView | null = first;
  while (!signal.aborted) {
    // Before the look: what happens during it is worth another.
    const before = glance(intake, id);
    const view = known ?? (await intake.current(who, record, id));
    known = null;
    const text = JSON.stringify(view);
    if (text !== last) yield view;
    last = text;
    // A read import that is taken in at once passes through `ready`.
    if (OVER.has(view.state) && glance(intake, id).progress === undefined) return;
    for (let waited = 0; waited < UNKNOWN && !signal.aborted; waited += GLANCE) {
      const now = glance(intake, id);
      const isTurn = now.changes !== before.changes || (now.progress === undefined) !== (before.progress === undefined);
      if (isTurn || (waited >= GOING_ON && now.progress !== before.progress)) break;
      await sleep(GLANCE, undefined, { signal }).catch(() => undefined);
    }
  }
}

function glance(intake: Intake, id: ImportId): { readonly changes: number; readonly progress: string | undefined } {
  const progress = intake.progressOf(id);
  return { changes: intake.changesOf(id), progress: progress && JSON.stringify(progress) };
}
