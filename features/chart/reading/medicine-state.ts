import type { Node } from '@chartwarden/fhir';
import { writtenEndOf } from './dosage.ts';
import { lineOf, nodeOf, statusOf } from './elements.ts';
import { spanOf } from './quantity.ts';
import { isOver, periodOf, type When, whenOf } from './when.ts';

/**
 * `current`: the record says that it is taken. `unclear`: it says nothing, or its parts say different things (see
 * `because`). `not-taken`: it says that it is not, or must not be, taken. `planned`: not begun.
 */
export type MedicineState = 'current' | 'on-hold' | 'unclear' | 'planned' | 'past' | 'not-taken';

/** Why the state is not simply what the status says; null when it is. */
export type Because = 'end-passed' | 'supply-ended' | 'supply-left' | 'do-not-take' | 'no-status' | null;

export interface MedicineTime {
  readonly state: MedicineState;
  readonly because: Because;
  readonly start: When | null;
  /** An end that is written down. */
  readonly end: When | null;
  /** Milliseconds: when what was prescribed has been used up at the latest, refills included; null when it can't be told. */
  readonly supplyEnd: number | null;
}

/** What the status of a MedicationRequest means for taking it (R4, medicationrequest-status). */
const REQUEST = {
  active: 'current', 'on-hold': 'on-hold', cancelled: 'past', completed: 'past', stopped: 'past', draft: 'planned',
} as const satisfies Record<string, MedicineState>; // biome-ignore format: one list
/** And of a MedicationStatement (R4, medication-statement-status). */
const STATEMENT = {
  active: 'current', completed: 'past', intended: 'planned', stopped: 'past', 'on-hold': 'on-hold', 'not-taken': 'not-taken',
} as const satisfies Record<string, MedicineState>; // biome-ignore format: one list
const keys = <Key extends string>(table: Readonly<Record<Key, unknown>>) => Object.keys(table) as Key[];

/** Current or past, by status and dates of one MedicationRequest. */
export function requestTime(resource: Node, now: number): MedicineTime {
  const status = statusOf(resource.status, keys(REQUEST));
  const start = whenOf(resource.authoredOn);
  const end = whenOf(writtenEndOf(resource.dosageInstruction));
  const supplyEnd = supplyEndOf(resource, start);
  const time = { start, end, supplyEnd };
  if (resource.doNotPerform === true) return { ...time, state: 'not-taken', because: 'do-not-take' };
  if (status === null) return { ...time, state: 'unclear', because: 'no-status' };
  const isSupplied = supplyEnd !== null && supplyEnd >= now;
  // Completed: all was handed out. What was handed out may last.
  if (status === 'completed' && isSupplied && !(end !== null && isOver(end, now)))
    return { ...time, state: 'unclear', because: 'supply-left' };
  if (status !== 'active') return { ...time, state: REQUEST[status], because: null };
  // Suggested or possible, not ordered. (A plan may be what somebody says they take: US Core, reported medicines.)
  if (statusOf(resource.intent, ['proposal', 'option']) !== null) return { ...time, state: 'planned', because: null };
  if (end !== null && isOver(end, now)) return { ...time, state: 'past', because: 'end-passed' };
  if (supplyEnd !== null && !isSupplied) return { ...time, state: 'unclear', because: 'supply-ended' };
  return { ...time, state: 'current', because: null };
}

/** The same for a MedicationStatement: its effective time is when it was taken. */
export function statementTime(resource: Node, now: number): MedicineTime {
  const status = statusOf(resource.status, keys(STATEMENT));
  const period = periodOf(resource.effectivePeriod);
  const start = period.start ?? whenOf(resource.effectiveDateTime);
  const time = { start, end: period.end, supplyEnd: null };
  if (status === null) return { ...time, state: 'unclear', because: 'no-status' };
  if (status === 'active' && period.end !== null && isOver(period.end, now))
    return { ...time, state: 'past', because: 'end-passed' };
  return { ...time, state: STATEMENT[status], because: null };
}

/** Most refills that a prescription may say and be believed. */
const MOST_REPEATS = 1000;

function supplyEndOf({ dispenseRequest }: Node, start: When | null): number | null {
  const { expectedSupplyDuration, numberOfRepeatsAllowed } = nodeOf(dispenseRequest);
  const span = spanOf(expectedSupplyDuration);
  if (start === null || span === null) return null;
  const repeats = Number(lineOf(numberOfRepeatsAllowed) ?? '0');
  if (!Number.isInteger(repeats) || repeats < 0 || repeats > MOST_REPEATS) return null;
  return start.high + span * (1 + repeats);
}
