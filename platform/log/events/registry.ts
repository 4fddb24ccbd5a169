import type { FieldKind, FieldValue } from '../fields.ts';
import { coreEvents } from './core.ts';
import type { EventRow } from './define.ts';
import { httpEvents } from './http.ts';
import { jobEvents } from './jobs.ts';
import { processEvents } from './process.ts';

const registry = { ...processEvents, ...httpEvents, ...jobEvents, ...coreEvents };

/** The name of a log line. */
export type LogEvent = keyof typeof registry;

/** The fields that an event may carry. */
export type LogFields<E extends LogEvent> = {
  readonly [Name in keyof (typeof registry)[E]['fields']]?: (typeof registry)[E]['fields'][Name] extends FieldKind
    ? FieldValue<(typeof registry)[E]['fields'][Name]> | undefined
    : never;
};

/** Every line that the program can write. */
export const eventRegistry: Readonly<Record<LogEvent, EventRow>> = registry;
