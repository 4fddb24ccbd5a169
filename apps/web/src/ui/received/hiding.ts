import { type Element, elementsNamed, textIn } from './html-tree.ts';

/** Whether a style keeps text from the eye: one look at its declarations, nothing is applied. */
function hides(style: CSSStyleDeclaration): boolean {
  const value = (name: string): string => style.getPropertyValue(name).trim().toLowerCase();
  const number = (name: string): number => Number.parseFloat(value(name));
  if (value('display') === 'none' || /^(?:hidden|collapse)$/.test(value('visibility'))) return true;
  if (number('opacity') <= 0.1 || number('font-size') <= 3) return true;
  if (number('text-indent') < -500) return true;
  const isPlaced = /^(?:absolute|fixed)$/.test(value('position'));
  if (isPlaced && ['left', 'top', 'right', 'bottom'].some((side) => number(side) < -500)) return true;
  if (/^rect\((?:0|1)(?:px)?[, ]/.test(value('clip')) || /inset\((?:50|100)%/.test(value('clip-path'))) return true;
  const isNothing = number('width') === 0 || number('height') === 0 || number('max-height') === 0;
  if (isNothing && /hidden|clip/.test(value('overflow') || value('overflow-x'))) return true;
  return isUnseenColour(value('color'), value('background-color') || value('background'));
}

const WHITE =
  /^(?:white|transparent|#fff(?:fff)?|#f[a-f]f[a-f]f[a-f]|rgb\(25[0-5], 25[0-5], 25[0-5]\)|rgba\(.*, 0(?:\.0\d*)?\))$/;

/** White on what is not coloured (paper is white), or a colour on itself. */
const isUnseenColour = (colour: string, ground: string): boolean =>
  colour !== '' && (ground === '' || WHITE.test(ground) ? WHITE.test(colour) : colour === ground);

/** One compound selector: `p`, `.note`, `p.note.small`, `#x`. Others are not looked at: their text is shown all the same. */
const COMPOUND = /^([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)$/i;
const MOST_RULES = 200;

interface Rule {
  readonly name: string | undefined;
  readonly ids: readonly string[];
  readonly classes: readonly string[];
}

/**
 * Says which elements their source hides. Styles are read by the browser's own parser in sheets that no document adopts:
 * nothing in them is applied, and no address in them is fetched.
 */
export function hidingOf(root: Element): (element: Element) => boolean {
  const hiding: Rule[] = [];
  for (const style of elementsNamed(root, 'style')) collect(rulesOf(textIn(style)), hiding);
  return ({ name, attributes }) => {
    if (attributes.has('hidden')) return true;
    const colour = name === 'font' ? attributes.get('color') : undefined;
    if (colour !== undefined && WHITE.test(colour.trim().toLowerCase())) return true;
    const classes = attributes.get('class')?.split(/\s+/) ?? [];
    const isMatched = hiding.some(
      (rule) =>
        (rule.name === undefined || rule.name === name) &&
        rule.classes.every((one) => classes.includes(one)) &&
        rule.ids.every((one) => one === attributes.get('id')),
    );
    if (isMatched) return true;
    const style = attributes.get('style');
    if (style === undefined) return false;
    const [rule] = rulesOf(`x{${style}}`);
    return rule instanceof CSSStyleRule && hides(rule.style);
  };
}

function rulesOf(text: string): CSSRuleList {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet.cssRules;
}

function collect(rules: CSSRuleList, hiding: Rule[]): void {
  for (const rule of rules) {
    if (hiding.length >= MOST_RULES) return;
    if (rule instanceof CSSMediaRule) collect(rule.cssRules, hiding);
    else if (rule instanceof CSSStyleRule && hides(rule.style))
      for (const selector of rule.selectorText.split(',')) {
        const found = COMPOUND.exec(selector.trim());
        if (found === null || found[0] === '' || found[0] === '*') continue;
        const parts = found[2]?.match(/[.#][\w-]+/g) ?? [];
        const named = (sign: string) => parts.filter((one) => one.startsWith(sign)).map((one) => one.slice(1));
        const name = found[1] === '*' ? undefined : found[1]?.toLowerCase();
        hiding.push({ name, ids: named('#'), classes: named('.') });
      }
  }
}
