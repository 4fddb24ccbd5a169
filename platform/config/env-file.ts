/** What stands in a `.env` file: the values by name, and the numbers of the lines that are not understood. */
export interface EnvFile {
  readonly values: ReadonlyMap<string, string>;
  readonly badLines: readonly number[];
}

const LINE = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;

/**
 * Reads the text of a `.env` file. One `NAME=value` per line, `#` comments, `export` allowed. Single quotes keep the
 * value as it is; double quotes know \n, \r, \t, \" and \\; an unquoted value ends at ` #`. Nothing is expanded: a
 * password with a `$` stays that password. The last of two equal names counts.
 */
export function parseEnvFile(text: string): EnvFile {
  const values = new Map<string, string>();
  const badLines: number[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const match = LINE.exec(line);
    const value = match ? readValue((match[2] as string).trim()) : undefined;
    if (!match || value === undefined) badLines.push(index + 1);
    else values.set(match[1] as string, value);
  }
  return { values, badLines };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function readValue(raw: string): string | undefined {
  const quote = raw[0];
  if (quote === "'") return /^'([^']*)'\s*(?:#.*)?$/.exec(raw)?.[1];
  if (quote === '"') {
    const inner = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(raw)?.[1];
    return inner?.replace(/\\(.)/g, (whole, letter: string) => ESCAPES[letter] ?? whole);
  }
  return raw.replace(/\s+#.*$/, '');
}
