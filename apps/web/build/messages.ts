import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { type ESTree, type Plugin, parseSync, Visitor } from 'vite';

/** One `i18n.t('…', { … })` in a source file. */
export interface MessageUse {
  readonly message: string;
  /** The placeholders it is given: the names in the object, or null when what is given is not an object literal. */
  readonly given: readonly string[] | null;
  readonly line: number;
}

/**
 * The messages of one TypeScript file, in their order. Throws when a message is not written as one string literal (it
 * could not be found for translation) or stands outside every function (it would stay in the language of the start).
 */
export function messagesIn(file: string, source: string): readonly MessageUse[] {
  const uses: MessageUse[] = [];
  let depth = 0;
  const enter = () => {
    depth += 1;
  };
  const leave = () => {
    depth -= 1;
  };
  new Visitor({
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    CallExpression(node) {
      if (!isLookup(node.callee)) return;
      const [message, values] = node.arguments;
      const line = source.slice(0, node.start).split('\n').length;
      if (message?.type !== 'Literal' || typeof message.value !== 'string')
        throw new Error(`${file}:${line}: i18n.t takes one string literal, not an expression`);
      if (depth === 0) throw new Error(`${file}:${line}: i18n.t stands in a function, so that it follows the language`);
      uses.push({ message: message.value, given: values === undefined ? [] : namesIn(values), line });
    },
  }).visit(parseSync(file, source).program);
  return uses;
}

function isLookup(callee: ESTree.Expression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'i18n' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 't'
  );
}

function namesIn(values: ESTree.Argument): readonly string[] | null {
  if (values.type !== 'ObjectExpression') return null;
  const names = values.properties.map((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : null,
  );
  return names.every((name) => name !== null) ? names : null;
}

/** A message ready for the browser: pieces of text and placeholders. Throws when it is not ICU MessageFormat. */
export function compiled(message: string): readonly unknown[] {
  return compileMessageOrThrow(message);
}

/** The names of a message's placeholders. Throws when it is not ICU MessageFormat. */
export function placeholdersOf(message: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (token: unknown): void => {
    if (!Array.isArray(token)) return;
    const [name, , cases] = token;
    names.add(String(name));
    if (typeof cases === 'object' && cases !== null)
      for (const inside of Object.values(cases)) if (Array.isArray(inside)) inside.forEach(visit);
  };
  compiled(message).forEach(visit);
  return names;
}

const SOURCE = /\/apps\/web\/src\/.*\.tsx?$/;
const CATALOGUE = /\/apps\/web\/src\/i18n\/locales\/[a-z-]+\.json$/;

/**
 * Compiles messages while building, so that the browser gets no parser: each module brings its own English messages
 * that have placeholders (a page that is loaded late brings its words late), and the catalogues of other languages
 * are compiled whole.
 */
export function compiledMessages(): Plugin {
  return {
    name: 'chartwarden-messages',
    enforce: 'pre',
    transform(code, id) {
      if (CATALOGUE.test(id)) {
        const catalogue: Record<string, string> = JSON.parse(code);
        const entries = Object.entries(catalogue).map(([message, words]) => [message, compiled(words)]);
        return { code: JSON.stringify(Object.fromEntries(entries)), map: null };
      }
      if (!SOURCE.test(id) || !code.includes('i18n.t(')) return null;
      const withValues = messagesIn(id, code).filter(({ given }) => given === null || given.length > 0);
      if (withValues.length === 0) return null;
      const shapes = Object.fromEntries(withValues.map(({ message }) => [message, compiled(message)]));
      // After the module's own text: no line moves, and nothing is drawn before every module has run.
      return { code: `${code}\ni18n.load(${JSON.stringify(shapes)});\n`, map: null };
    },
  };
}
