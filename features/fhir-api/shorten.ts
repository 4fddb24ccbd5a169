import { createSubset, type SearchRequest } from '@chartwarden/fhir';
import type { Resource } from './answers.ts';

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
