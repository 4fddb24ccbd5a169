/** Matches, from one place on, whatever a `?` must not be looked for in. PostgreSQL manual, 4.1 Lexical Structure. */
const SKIPPED = [
  // An escape string (4.1.2.2) may hold a quote behind a backslash.
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'/y,
  /'(?:[^']|'')*'/y,
  /"(?:[^"]|"")*"/y,
  /\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[\s\S]*?\$\1\$/y,
  /--[^\n]*/y,
];
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;

/** Turns each `?` placeholder into `$1`, `$2` ..., leaving strings, quoted names and comments as they are. */
export function numberPlaceholders(sql: string): string {
  let out = '';
  let copied = 0;
  let count = 0;
  for (let at = 0; at < sql.length; ) {
    if (sql[at] === '?') {
      count += 1;
      out += `${sql.slice(copied, at)}$${count}`;
      at += 1;
      copied = at;
    } else {
      at = skip(sql, at);
    }
  }
  return out + sql.slice(copied);
}

/** The place behind the token that starts at `at`. */
function skip(sql: string, at: number): number {
  if (sql.startsWith('/*', at)) return endOfBlockComment(sql, at);
  for (const pattern of SKIPPED) {
    pattern.lastIndex = at;
    if (pattern.test(sql)) return pattern.lastIndex;
  }
  // A whole word, so that the e of a column name in front of a string is not taken for an escape string's.
  WORD.lastIndex = at;
  return WORD.test(sql) ? WORD.lastIndex : at + 1;
}

/** Block comments nest (4.1.5). */
function endOfBlockComment(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; at += 1) {
    if (sql.startsWith('/*', at)) {
      depth += 1;
      at += 1;
    } else if (sql.startsWith('*/', at)) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  return sql.length;
}
