import { type ESTree, parseSync, Visitor } from 'vite';

/** Attributes whose value somebody reads or hears. */
const READ =
  /^(title|label|alt|placeholder|description|lead|error|children|aria-(label|description|roledescription|valuetext))$/;
/** The one word that is the same in every language. */
const OWN_NAME = /\bChartwarden\b/g;
const WORD = /\p{L}{2,}/u;

/** Words that a component writes by itself instead of looking them up, with their lines. */
export function literalWordsIn(file: string, source: string): readonly string[] {
  const found: string[] = [];
  const note = (node: { readonly start: number }, text: string) => {
    if (WORD.test(text.replaceAll(OWN_NAME, '')))
      found.push(`${file}:${source.slice(0, node.start).split('\n').length}: ${text.trim()}`);
  };
  const look = (node: ESTree.Expression | ESTree.JSXEmptyExpression): void => {
    if (node.type === 'Literal' && typeof node.value === 'string') note(node, node.value);
    else if (node.type === 'TemplateLiteral') for (const part of node.quasis) note(node, part.value.raw);
    else if (node.type === 'ConditionalExpression') {
      look(node.consequent);
      look(node.alternate);
    } else if (node.type === 'LogicalExpression') look(node.right);
  };
  new Visitor({
    JSXText: (node) => note(node, node.value),
    JSXAttribute({ name, value }) {
      if (name.type !== 'JSXIdentifier' || !READ.test(name.name) || value === null) return;
      if (value.type === 'Literal') note(value, String(value.value));
      else if (value.type === 'JSXExpressionContainer') look(value.expression);
    },
    JSXElement({ children }) {
      for (const child of children) if (child.type === 'JSXExpressionContainer') look(child.expression);
    },
  }).visit(parseSync(file, source).program);
  return found;
}
