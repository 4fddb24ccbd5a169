import { type Clock, systemClock } from '@chartwarden/time';
import { type DestinationStream, pino } from 'pino';
import { type ErrorFacts, errorFacts } from './error-facts.ts';
import { eventRegistry, type LogEvent, type LogFields } from './events/registry.ts';
import { accept } from './fields.ts';
import { neutralise } from './neutralise.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Writes a line of a registered event; an error tells its name, code and own frames, never its message. */
export type WriteLine = <E extends LogEvent>(event: E, fields?: LogFields<E>, error?: unknown) => void;

export interface Log {
  readonly debug: WriteLine;
  readonly info: WriteLine;
  readonly warn: WriteLine;
  readonly error: WriteLine;
  /**
   * Writes a payload when CHARTWARDEN_DEBUG_PAYLOADS is on, and does nothing otherwise; `text` is called only then.
   * @param label what it is, a constant such as `http.body`
   */
  payload(label: string, text: () => string): void;
  /** Tells the log which route templates there are; a `route` field takes nothing else. */
  learnRoutes(templates: Iterable<string>): void;
  /** How many fields were dropped so far because their event does not list them or their kind does not accept them. */
  droppedFields(): number;
}

export interface LogOptions {
  readonly level?: LogLevel;
  readonly debugPayloads?: boolean;
  readonly clock?: Clock;
  /** Where lines go; standard output unless a test says otherwise. */
  readonly destination?: { write(line: string): void };
}

/** A payload is cut here: the log is for reading. */
const PAYLOAD_CHARACTERS = 64 * 1024;

/**
 * The only thing that writes log lines: one JSON document per line on standard output, never a file. A line is a
 * registered event with the fields that its row lists, each checked against its kind; everything else is dropped
 * and counted (promise O15).
 */
export function createLog(options: LogOptions = {}): Log {
  const { level = 'info', debugPayloads = false, clock = systemClock, destination } = options;
  const logger = pino(
    {
      level,
      // Host name and process id are nobody's business in a log that may be sent to someone for help.
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      // Errors never reach pino whole; its own serializer would print messages.
      serializers: {},
    },
    destination ?? standardOutput(),
  );
  const routes = new Set(['*']);
  let droppedSoFar = 0;

  const writer =
    (at: LogLevel): WriteLine =>
    (event, fields, error) => {
      if (!logger.isLevelEnabled(at)) return;
      const row = eventRegistry[event];
      if (!row) {
        droppedSoFar += 1;
        return;
      }
      const line: Record<string, string | number | boolean | ErrorFacts> = { event };
      let dropped = 0;
      for (const [name, value] of Object.entries(fields ?? {})) {
        if (value === undefined) continue;
        const kind = Object.hasOwn(row.fields, name) ? row.fields[name] : undefined;
        const accepted = kind === undefined ? undefined : accept(kind, value, routes);
        if (accepted === undefined) dropped += 1;
        else line[name] = typeof accepted === 'string' ? neutralise(accepted) : accepted;
      }
      if (error !== undefined) line.error = errorFacts(error);
      if (dropped > 0) {
        line.dropped = dropped;
        droppedSoFar += dropped;
      }
      logger[at](line, row.message);
    };

  const log: Log = {
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
    payload(label, text) {
      if (!debugPayloads) return;
      logger.warn(
        {
          event: 'log.payload',
          label: accept('label', label, routes) ?? 'unknown',
          payload: neutralise(text().slice(0, PAYLOAD_CHARACTERS)),
        },
        'debug payload',
      );
    },
    learnRoutes(templates) {
      for (const template of templates) routes.add(template);
    },
    droppedFields: () => droppedSoFar,
  };
  if (debugPayloads) log.warn('log.debug-payloads');
  return log;
}

/** Bytes that may wait while standard output takes nothing; what comes beyond is dropped. */
const WAITING_BYTES = 1024 * 1024;

/** A reader that goes away or a disk that is full costs lines, never the server. */
function standardOutput(): DestinationStream {
  const stream = pino.destination({ fd: 1, sync: true, maxLength: WAITING_BYTES });
  stream.on('error', () => undefined);
  return stream;
}
