import { createSubset, parseSearch, type SearchRequest } from '@chartwarden/fhir';
import type { Resource } from './answers.ts';
import type { Query } from './asking.ts';

/** Cuts a resource to as much of it as was asked for (`_summary`, `_elements`). */
export type Shorten = <T extends Pick<Resource, 'bytes'>>(one: T) => T;

/** One for each answer: it remembers what each type keeps. */
export function shortener({ summary, elements }: Pick<SearchRequest, 'summary' | 'elements'>): Shorten {
  const isPart = summary === 'true' || summary === 'text' || summary === 'data';
  const form = elements !== undefined ? { elements } : isPart ? { summary } : null;
  if (form === null) return (one) => one;
  const cut = createSubset(form);
  return (one) => {
    const bytes = cut(one.bytes);
    return { ...one, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) };
  };
}

/** A single resource as its address asks for it; what else stands there is passed over (R4 http, 3.1.0.2.1). */
export function partOf(query: Query, one: Resource): Resource {
  const asked = query.filter(([name]) => name === '_summary' || name === '_elements');
  return asked.length === 0 ? one : shortener(parseSearch(one.type, asked, { handling: 'lenient' }))(one);
}
