/** Whether a style keeps text from the eye: one look at its declarations, nothing is applied. */
function hides(style: CSSStyleDeclaration): boolean {
  const value = (name: string): string => style.getPropertyValue(name).trim().toLowerCase();
  const number = (name: string): number => Number.parseFloat(value(name));
  if (value('display') === 'none' || /^(?:hidden|collapse)$/.test(value('visibility'))) return true;
  if (number('opacity') <= 0.1 || number('font-size') <= 3) return true;
  if (number('text-indent') < -500) return true;
  if (
    /^(?:absolute|fixed)$/.test(value('position')) &&
    ['left', 'top', 'right', 'bottom'].some((side) => number(side) < -500)
  )
    return true;
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

const LONGEST_SELECTOR = 200;
const MOST_RULES = 200;

/**
 * Says which elements of a document that no window shows their source hides. Style sheets are read by the browser's own
 * parser and never adopted: no address in them is fetched.
 */
export function hidingOf(document: Document): (element: Element) => boolean {
  const sheet = new CSSStyleSheet();
  const hiding: string[] = [];
  for (const style of document.querySelectorAll('style')) {
    sheet.replaceSync(style.textContent);
    collect(sheet.cssRules, hiding);
  }
  const inline = new CSSStyleSheet();
  return (element) => {
    if (element.hasAttribute('hidden')) return true;
    const colour = element.localName === 'font' ? element.getAttribute('color') : null;
    if (colour !== null && WHITE.test(colour.trim().toLowerCase())) return true;
    if (hiding.some((selector) => isMatched(element, selector))) return true;
    const style = element.getAttribute('style');
    if (style === null) return false;
    inline.replaceSync(`x{${style}}`);
    const [rule] = inline.cssRules;
    return rule instanceof CSSStyleRule && hides(rule.style);
  };
}

function collect(rules: CSSRuleList, hiding: string[]): void {
  for (const rule of rules) {
    if (hiding.length >= MOST_RULES) return;
    if (rule instanceof CSSMediaRule) collect(rule.cssRules, hiding);
    else if (rule instanceof CSSStyleRule && rule.selectorText.length <= LONGEST_SELECTOR && hides(rule.style))
      hiding.push(rule.selectorText);
  }
}

function isMatched(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    // A selector that only means something inside another rule (`&`).
    return false;
  }
}
