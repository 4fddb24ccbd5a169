import { type Content, contentsOf } from '@chartwarden/fhir';
import { type Concept, conceptOf, conceptsOf, lineOf, listOf, nodeOf, referenceOf } from './elements.ts';
import { namesOf, wordsOfReferences } from './names.ts';
import { nameOf, ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { newestFirst } from './when.ts';

/** Something that a document carries and that the reader opens by its number (kernel/fhir, contentsOf). */
export interface DocumentPart {
  readonly n: number;
  readonly kind: Content['kind'];
  readonly title: string | null;
  /** As the source says; what it is shows when it is opened. */
  readonly mediaType: string | null;
  /** Bytes, as the source says. */
  readonly size: number | null;
  /** `here`: it is in the record. `linked`: there is an address, which may lead to a part of the record. `nowhere`: neither. */
  readonly at: 'here' | 'linked' | 'nowhere';
}

/** How one document stands to another: `replaces`, `transforms`, `signs`, `appends`. */
export interface DocumentRelation {
  readonly how: string;
  /** Null when the other one is not in the record, or not to be seen. */
  readonly fact: string | null;
}

export interface Document extends SourcedMark, Concept {
  /** Its own title, where it says more than its type. */
  readonly title: string | null;
  readonly categories: readonly Concept[];
  readonly authors: readonly string[];
  /** As written: current, superseded; preliminary, final, amended. */
  readonly status: string | null;
  readonly docStatus: string | null;
  readonly parts: readonly DocumentPart[];
  readonly relatesTo: readonly DocumentRelation[];
  /** Documents of the record that say that they replace this one. */
  readonly replacedBy: readonly string[];
}

/** A report or a picture stands here with a file only. */
const hasFile = (resource: ReadFact['resource']): boolean =>
  contentsOf(resource).some((one) => one.kind !== 'narrative');

/** A fact that stands among documents, or is named there, without the bytes of what it carries; null for any other. */
export function documentPart(fact: ReadFact): ReadFact | null {
  const isBare = (fact.type === 'DiagnosticReport' || fact.type === 'Media') && !hasFile(fact.resource);
  return isBare ? null : { ...fact, resource: withoutBytes(fact.resource, 0) as ReadFact['resource'] };
}

/** Deeper than any resource is meant to be. */
const DEEPEST = 32;
/** Longer texts under these names are what one opens, not what one reads in a list. */
const CARRIED = new Set(['data', 'div', 'url']);
const LONGEST = 2000;

/** The same shape; of long contents only their beginning, so that it still shows where they are. */
function withoutBytes(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((one) => withoutBytes(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const isLong = typeof one === 'string' && one.length > LONGEST && CARRIED.has(name);
      return [name, isLong ? one.slice(0, LONGEST) : withoutBytes(one, depth + 1)];
    }),
  );
}

/**
 * Documents, newest first: what is written down as one, and what comes with a file. A report without a file is a
 * result or a procedure; a file that a document names stands in it and not for itself.
 */
export function readDocuments(facts: readonly ReadFact[]): { readonly documents: readonly Document[] } {
  const names = namesOf(facts);
  const byName = new Map(facts.map((fact) => [nameOf(fact), fact.id]));
  const urls = new Set<string>();
  const written = ofType(facts, 'DocumentReference', 'Composition', 'DiagnosticReport', 'Media').flatMap((fact) => {
    const contents = contentsOf(fact.resource);
    for (const { bytes } of contents) if (bytes.at === 'url') urls.add(addressIn(fact, bytes.url));
    return [documentOf(fact, contents)];
  });
  const files = ofType(facts, 'Binary').flatMap((fact) => {
    return addressesOf(fact).some((one) => urls.has(one)) ? [] : [documentOf(fact, contentsOf(fact.resource))];
  });
  const documents = [...written, ...files];
  const replaced = new Map<string, string[]>();
  for (const { id, relatesTo } of documents)
    for (const { how, fact } of relatesTo)
      if (how === 'replaces' && fact !== null) {
        const by = replaced.get(fact);
        if (by === undefined) replaced.set(fact, [id]);
        else by.push(id);
      }
  return { documents: documents.map((one) => ({ ...one, replacedBy: replaced.get(one.id) ?? [] })).sort(newestFirst) };

  function documentOf(fact: ReadFact, contents: readonly Content[]): Omit<Document, 'replacedBy'> {
    const { resource } = fact;
    const concept = conceptOf(fact.type === 'DiagnosticReport' ? resource.code : resource.type);
    const own = lineOf(resource.title) ?? lineOf(resource.description);
    const parts = contents.map((content, n) => partOf(content, n));
    const title = own ?? parts.map((one) => one.title).find((one) => one !== null) ?? null;
    return {
      ...sourcedMarkOf(fact),
      ...concept,
      words: concept.words ?? title,
      title: title === concept.words ? null : title,
      categories: conceptsOf(resource.category),
      authors: wordsOfReferences([...listOf(resource.author), ...authorsOf(fact)], names),
      status: lineOf(resource.status),
      docStatus: lineOf(resource.docStatus),
      parts,
      relatesTo: listOf(resource.relatesTo).flatMap((one) => {
        const how = lineOf(one.code);
        const target = referenceOf(one.target) ?? referenceOf(one.targetReference);
        return how === null ? [] : [{ how, fact: byName.get(target ?? '') ?? null }];
      }),
    };
  }
}

/** An address as a fact writes it: a relative one and a `urn:` mean something within its own portal or file only. */
const addressIn = ({ portal }: ReadFact, url: string): string =>
  /^https?:/i.test(url) ? url : `${portal ?? ''} ${url}`;

/** How others may name a file: unlike a reference, an address stays as it was received. */
function addressesOf(fact: ReadFact): readonly string[] {
  const { portal, upstreamId } = fact;
  const own = addressIn(fact, nameOf(fact));
  if (upstreamId === undefined) return [own];
  const name = `Binary/${upstreamId}`;
  const base = portal?.replace(/\/+$/, '') ?? '';
  return [own, addressIn(fact, name), addressIn(fact, `urn:uuid:${upstreamId}`), `${base}/${name}`];
}

/** Whoever a report or a picture is by. */
const authorsOf = ({ type, resource }: ReadFact): readonly unknown[] =>
  type === 'DiagnosticReport'
    ? [...listOf(resource.performer), ...listOf(resource.resultsInterpreter)]
    : type === 'Media'
      ? [nodeOf(resource.operator)]
      : [];

const partOf = ({ kind, bytes, title, mediaType, size }: Content, n: number): DocumentPart => ({
  n,
  kind,
  title: lineOf(title),
  mediaType: lineOf(mediaType),
  size: size ?? null,
  at: bytes.at === 'url' ? 'linked' : bytes.at === 'nowhere' ? 'nowhere' : 'here',
});
