/** One coloured piece of a line of JSON. */
export interface JsonToken {
  readonly kind: 'key' | 'text' | 'number' | 'word' | 'sign';
  /** Exactly the characters of the source: "1.50" stays "1.50". */
  readonly text: string;
}

export interface JsonLine {
  readonly depth: number;
  readonly tokens: readonly JsonToken[];
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;

/**
 * Breaks JSON text into indented, coloured lines without parsing its values, so that no number and no escape is
 * rewritten. White space outside strings is the only thing that changes. Empty objects and arrays stay on one line.
 */
export function jsonLines(source: string): readonly JsonLine[] {
  const found = source.match(TOKEN) ?? [];
  const lines: { depth: number; tokens: JsonToken[] }[] = [];
  let depth = 0;
  let line: JsonToken[] = [];
  const end = () => {
    if (line.length > 0) lines.push({ depth, tokens: line });
    line = [];
  };

  for (let at = 0; at < found.length; at += 1) {
    const text = found[at] as string;
    const next = found[at + 1];
    if (text === '{' || text === '[') {
      const closes = next === '}' || next === ']';
      line.push({ kind: 'sign', text: closes ? text + next : text });
      if (closes) {
        at += 1;
        if (found[at + 1] !== ',') end();
      } else {
        end();
        depth += 1;
      }
    } else if (text === '}' || text === ']') {
      end();
      depth -= 1;
      line.push({ kind: 'sign', text });
      if (next !== ',') end();
    } else if (text === ',') {
      line.push({ kind: 'sign', text });
      end();
    } else if (text === ':') {
      line.push({ kind: 'sign', text: ': ' });
    } else {
      line.push({ kind: kindOf(text, next), text });
    }
  }
  end();
  return lines;
}

function kindOf(text: string, next: string | undefined): JsonToken['kind'] {
  if (text.startsWith('"')) return next === ':' ? 'key' : 'text';
  return /^[-\d]/.test(text) ? 'number' : 'word';
}
