import type { EventEmitter } from 'node:events';
import type { Log } from './create-log.ts';

/** The part of `process` that the handlers hold on to. */
export type CrashingProcess = EventEmitter & { exit(code: number): unknown };

/**
 * Logs what nobody caught by the log's own rule (name, code, own frames) and ends the process with exit code 1.
 * Without this, Node prints the message and the source line, either of which may hold record content. Runtime
 * warnings go the same way, without their text. Returns a function that takes the handlers off again.
 */
export function handleCrashes(log: Log, target: CrashingProcess = process): () => void {
  const crash = (error: unknown, origin: string): void => {
    log.error('process.crashed', { origin: origin === 'unhandledRejection' ? origin : 'uncaughtException' }, error);
    target.exit(1);
  };
  const onException = (error: unknown, origin: string): void => crash(error, origin);
  const onRejection = (reason: unknown): void => crash(reason, 'unhandledRejection');
  const onWarning = (warning: Error & { code?: string }): void =>
    log.warn('process.warning', { code: warning.code }, warning);
  target.on('uncaughtException', onException);
  target.on('unhandledRejection', onRejection);
  // Node's own printer of warnings is a listener like any other.
  target.removeAllListeners('warning');
  target.on('warning', onWarning);
  return () => {
    target.off('uncaughtException', onException);
    target.off('unhandledRejection', onRejection);
    target.off('warning', onWarning);
  };
}
