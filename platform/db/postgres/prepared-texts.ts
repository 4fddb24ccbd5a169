import { createHash } from 'node:crypto';
import { numberPlaceholders } from './sql-text.ts';

/** A statement's text for PostgreSQL and the name under which each connection keeps it prepared. */
export interface PreparedText {
  readonly text: string;
  readonly name?: string;
}

/** Each connection keeps what it has prepared, so texts that are made up at run time get no name beyond this many. */
const LIMIT = 1000;

/** Remembers what each text becomes: numbered placeholders and a name by its hash. */
export function createPreparedTexts(): (sql: string, numbered?: boolean) => PreparedText {
  const known = new Map<string, PreparedText>();
  return (sql, numbered = false) => {
    const found = known.get(sql);
    if (found !== undefined) return found;
    const text = numbered ? sql : numberPlaceholders(sql);
    if (known.size >= LIMIT) return { text };
    const made = { text, name: `cw_${createHash('sha256').update(text).digest('hex').slice(0, 32)}` };
    known.set(sql, made);
    return made;
  };
}
