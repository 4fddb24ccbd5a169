import { each, isNode, type Node } from './index-values.ts';

/** The references between a resource and what it contains, while they are walked (R4 references, 2.3.0.6). */
export class Contained {
  private readonly types = new Map<string, string>();
  private readonly items: readonly unknown[];
  private readonly used = new Set<string>();
  /** Contained resources that name the one around them (`#`). */
  private readonly pointing = new Set<Node>();
  /** The one that is being walked. */
  inside: Node | undefined;

  constructor(contained: unknown) {
    this.items = Array.isArray(contained) ? contained : [];
    for (const { id, resourceType } of each(contained)) {
      if (typeof id === 'string') this.types.set(id, typeof resourceType === 'string' ? resourceType : '');
    }
  }

  /** A reference, or a uri, that begins with `#`. */
  note(fragment: string): void {
    if (fragment !== '#') this.used.add(fragment.slice(1));
    else if (this.inside) this.pointing.add(this.inside);
  }

  /** The type of what a fragment names, where there is such a thing. */
  typeOf(fragment: string): string | undefined {
    return this.types.get(fragment.slice(1));
  }

  /** dom-3: the places of those that nothing refers to, and that do not refer to what is around them. */
  unused(): readonly number[] {
    return this.items.flatMap((one, index) => {
      if (!isNode(one) || this.pointing.has(one)) return [];
      return typeof one.id === 'string' && this.used.has(one.id) ? [] : index;
    });
  }
}

/** dom-2, dom-4 and dom-5: what a contained resource may not have. */
export function rulesOfContained({ contained, meta }: Node): readonly string[] {
  const broken: string[] = [];
  if (contained !== undefined) broken.push('dom-2');
  if (isNode(meta)) {
    if (meta.versionId !== undefined || meta.lastUpdated !== undefined) broken.push('dom-4');
    if (meta.security !== undefined) broken.push('dom-5');
  }
  return broken;
}
