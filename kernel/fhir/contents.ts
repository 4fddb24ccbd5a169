import { each, isNode, type Node } from './index-values.ts';

/** Where the bytes of a content are: in the resource, in another resource that its `url` names, or nowhere in it. */
export type ContentBytes =
  | { readonly at: 'base64'; readonly data: string }
  | { readonly at: 'text'; readonly text: string }
  | { readonly at: 'url'; readonly url: string }
  | { readonly at: 'nowhere' };

/** A file, note or narrative that a resource carries (FHIR R4, 2.24.0.10 Attachment, 2.20 Narrative). All of it as the source wrote it. */
export interface Content {
  readonly kind: 'file' | 'document' | 'narrative';
  readonly bytes: ContentBytes;
  readonly mediaType?: string;
  readonly title?: string;
  readonly language?: string;
  readonly created?: string;
  /** In bytes. */
  readonly size?: number;
  /** Base64; SHA-1 by the standard. */
  readonly hash?: string;
}

/** Elements that hold Attachments, by type of resource. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  DocumentReference: ['content.attachment'],
  DiagnosticReport: ['presentedForm'],
  Media: ['content'],
  Communication: ['payload.contentAttachment'],
  CommunicationRequest: ['payload.contentAttachment'],
  Consent: ['sourceAttachment'],
  Patient: ['photo'],
  Practitioner: ['photo'],
  RelatedPerson: ['photo'],
  BodyStructure: ['image'],
};

/**
 * What a resource carries that can be opened, in an order that does not change: files first, then the document that its
 * sections make, then its narrative. The place in this list is the number under which each is asked for.
 */
export function contentsOf(resource: Node): readonly Content[] {
  const type = text(resource.resourceType) ?? '';
  const places = Object.hasOwn(PLACES, type) ? (PLACES[type] ?? []) : [];
  const files = places.flatMap((path) => at(resource, path.split('.'))).map((one) => fileOf(resource, one));
  const own = type === 'Binary' ? [binaryOf(resource)] : [];
  return [...files, ...own, ...documentOf(resource), ...narrativeOf(resource)];
}

function at(node: Node, path: readonly string[]): readonly Node[] {
  const [name, ...rest] = path;
  if (name === undefined) return [node];
  return each(node[name])
    .filter(isNode)
    .flatMap((one) => at(one, rest));
}

/** An Attachment; with both `data` and `url` the data counts, which are the same by the standard. */
function fileOf(resource: Node, attachment: Node): Content {
  const said = {
    ...textOf(attachment, 'contentType', 'mediaType'),
    ...textOf(attachment, 'title', 'title'),
    ...textOf(attachment, 'language', 'language'),
    ...textOf(attachment, 'creation', 'created'),
    ...textOf(attachment, 'hash', 'hash'),
    ...sizeOf(attachment.size),
  };
  const data = text(attachment.data);
  const url = text(attachment.url);
  if (data !== undefined) return { kind: 'file', ...said, bytes: { at: 'base64', data } };
  if (url === undefined) return { kind: 'file', ...said, bytes: { at: 'nowhere' } };
  if (url.startsWith('#')) {
    const contained = each(resource.contained).find((one) => isNode(one) && one.id === url.slice(1));
    const isBinary = isNode(contained) && contained.resourceType === 'Binary';
    return isBinary ? { ...binaryOf(contained), ...said } : { kind: 'file', ...said, bytes: { at: 'nowhere' } };
  }
  const inline = /^data:([^,]{0,200}?);base64,/i.exec(url);
  if (inline) {
    const mediaType = said.mediaType ?? inline[1];
    const bytes = { at: 'base64', data: url.slice(inline[0].length) } as const;
    return { kind: 'file', ...said, ...(mediaType ? { mediaType } : {}), bytes };
  }
  return { kind: 'file', ...said, bytes: { at: 'url', url } };
}

/** A Binary by itself (FHIR R4, Binary). */
function binaryOf(binary: Node): Content {
  const data = text(binary.data);
  const bytes: ContentBytes = data === undefined ? { at: 'nowhere' } : { at: 'base64', data };
  return { kind: 'file', ...textOf(binary, 'contentType', 'mediaType'), bytes };
}

/** Sections within sections deeper than this are told of, not shown. */
const DEEPEST = 8;

/** The narratives of a Composition's sections under their titles, as one HTML text (FHIR R4, Composition.section). */
function documentOf(resource: Node): readonly Content[] {
  if (resource.resourceType !== 'Composition') return [];
  const parts: string[] = [];
  const add = (sections: unknown, depth: number): void => {
    for (const section of each(sections).filter(isNode)) {
      const title = text(section.title);
      const level = Math.min(depth + 2, 6);
      if (title !== undefined) parts.push(`<h${level}>${escaped(title)}</h${level}>`);
      const words = divOf(section);
      if (words !== undefined) parts.push(words);
      if (depth < DEEPEST) add(section.section, depth + 1);
    }
  };
  add(resource.section, 0);
  if (parts.length === 0) return [];
  return [
    {
      kind: 'document',
      mediaType: 'text/html',
      ...textOf(resource, 'title', 'title'),
      ...textOf(resource, 'language', 'language'),
      bytes: { at: 'text', text: parts.join('\n') },
    },
  ];
}

function narrativeOf(resource: Node): readonly Content[] {
  const words = divOf(resource);
  return words === undefined ? [] : [{ kind: 'narrative', mediaType: 'text/html', bytes: { at: 'text', text: words } }];
}

const divOf = (node: Node): string | undefined => (isNode(node.text) ? text(node.text.div) : undefined);

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

function textOf<Name extends string>(node: Node, from: string, name: Name): { readonly [Key in Name]?: string } {
  const found = text(node[from]);
  return (found === undefined ? {} : { [name]: found }) as { readonly [Key in Name]?: string };
}

/** A size as a number, or as the digits that `parseWithDigits` leaves. */
function sizeOf(value: unknown): { readonly size?: number } {
  const size = typeof value === 'string' ? Number(value) : value;
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? { size } : {};
}
