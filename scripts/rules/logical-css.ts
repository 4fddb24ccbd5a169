/** Declarations of a stylesheet that name a side of the page, where a language may run the other way. */
export function physicalDeclarations(text: string): readonly { readonly line: number; readonly message: string }[] {
  const found: { line: number; message: string }[] = [];
  for (const match of text.matchAll(/(?<=^|[{;\s])([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])/g)) {
    const [, property = '', value = ''] = match;
    const instead = logicalFor(property, value.trim());
    if (instead === null) continue;
    const line = text.slice(0, match.index).split('\n').length;
    found.push({ line, message: `${property}: ${value.trim()} (write ${instead})` });
  }
  return found;
}

/** What to write in place of a physical declaration; null for one that is fine. */
function logicalFor(property: string, value: string): string | null {
  if (/^(left|right)$/.test(property)) return `inset-inline-${side(property)}`;
  const sided = /^((?:scroll-)?(?:margin|padding)|border)-(left|right)(-[a-z]+)?$/.exec(property);
  if (sided) return `${sided[1]}-inline-${side(sided[2])}${sided[3] ?? ''}`;
  if (/^border-(top|bottom)-(left|right)-radius$/.test(property)) return 'border-start-start-radius and the like';
  if (/^(text-align|float|clear)$/.test(property) && /^(left|right)$/.test(value)) return 'start or end';
  const values = partsOf(value);
  if (values.length !== 4) return null;
  const [first, second, third, fourth] = values;
  if (/^(margin|padding|inset)$/.test(property) && second !== fourth) return `${property}-block and ${property}-inline`;
  if (property === 'border-radius' && (first !== second || third !== fourth))
    return 'border-start-start-radius and the like';
  return null;
}

const side = (physical: string | undefined): string => (physical === 'left' ? 'start' : 'end');

/** The parts of a shorthand; what stands in brackets is one part. */
const partsOf = (value: string): readonly string[] => value.match(/(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];
