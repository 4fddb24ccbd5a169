import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a log line tells of an error: never its message, which may quote what was being worked on. */
export interface ErrorFacts {
  readonly name: string;
  readonly code?: string;
  /** `file:line:column` in our own source, innermost first. */
  readonly frames?: readonly string[];
  readonly cause?: ErrorFacts;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FRAME =
  /((?:apps|features|record|platform|kernel)\/[a-z0-9/-]+(?:\.[a-z0-9-]+)*\.(?:ts|tsx|mjs)):(\d{1,6}):(\d{1,6})\)?$/;
const NAME = /^[A-Z][A-Za-z0-9]{0,40}$/;
const CODE = /^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+){0,8}$/;
const FRAMES = 12;
const CAUSES = 4;

/** Name, code and own stack frames of anything that was thrown. Never throws, whatever it is given. */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  try {
    return describe(error, depth);
  } catch {
    return { name: 'Unreadable' };
  }
}

function describe(error: unknown, depth: number): ErrorFacts {
  if (!(error instanceof Error)) return { name: 'NotAnError' };
  const name = typeof error.name === 'string' && NAME.test(error.name) ? error.name : 'Error';
  const given: unknown = (error as { code?: unknown }).code;
  const code = typeof given === 'string' && CODE.test(given) && given.length <= 64 ? given : undefined;
  const frames = ownFrames(error);
  // Of many that failed, the first stands for them.
  const under: unknown = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
  const cause = under !== undefined && depth < CAUSES ? errorFacts(under, depth + 1) : undefined;
  return { name, ...(code && { code }), ...(frames.length > 0 && { frames }), ...(cause && { cause }) };
}

function ownFrames(error: Error): string[] {
  const { stack, message } = error;
  if (typeof stack !== 'string') return [];
  // The message stands before the frames, and could itself look like frames.
  const start = message && stack.includes(message) ? stack.indexOf(message) + message.length : 0;
  const frames: string[] = [];
  for (const line of stack.slice(start, start + 32_768).split('\n')) {
    const [, file, row, column] = /^\s+at /.test(line) ? (FRAME.exec(line) ?? []) : [];
    // A frame names a file that is really ours; text that merely looks like one does not get through.
    if (file && existsSync(ROOT + file)) frames.push(`${file}:${row}:${column}`);
    if (frames.length === FRAMES) break;
  }
  return frames;
}
