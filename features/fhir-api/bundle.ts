import type { SearchPair } from '@chartwarden/fhir';
import type { Resource } from './answers.ts';

/** A resource of a Bundle, or what is said in place of one, in its own bytes. */
export interface Entry {
  readonly fullUrl?: string;
  readonly bytes?: Buffer;
  /** Members of the entry behind the resource, as JSON: `"search":{"mode":"match"}`. */
  readonly rest: string;
}

export interface Link {
  readonly relation: string;
  readonly url: string;
}

export interface BundleHead {
  readonly type: 'searchset' | 'history' | 'batch-response' | 'transaction-response';
  readonly id?: string;
  readonly total?: number;
  readonly links?: readonly Link[];
}

/** A Bundle (R4 bundle, 2.36): the resources stand in it byte for byte. */
export function bundleBytes({ type, id, total, links = [] }: BundleHead, entries: readonly Entry[]): Buffer {
  const head = JSON.stringify({
    resourceType: 'Bundle',
    ...(id === undefined ? {} : { id }),
    type,
    ...(total === undefined ? {} : { total }),
    ...(links.length === 0 ? {} : { link: links.map(({ relation, url }) => ({ relation, url })) }),
  });
  // R4 json, 2.6.2.3: a list without items is left out.
  if (entries.length === 0) return Buffer.from(head);
  const texts: string[] = [];
  let size = head.length * 3 + 16;
  for (const { fullUrl, bytes, rest } of entries) {
    const url = fullUrl === undefined ? '' : `"fullUrl":${JSON.stringify(fullUrl)}`;
    const between = url !== '' && (bytes !== undefined || rest !== '') ? ',' : '';
    const text = `{${url}${between}${bytes === undefined ? '' : '"resource":'}`;
    texts.push(text);
    size += text.length * 3 + (bytes?.length ?? 0) + rest.length * 3 + 3;
  }
  const out = Buffer.allocUnsafe(size);
  let at = out.write(`${head.slice(0, -1)},"entry":[`, 0);
  entries.forEach(({ bytes, rest }, index) => {
    at += out.write(texts[index] ?? '', at);
    if (bytes !== undefined) at += bytes.copy(out, at);
    at += out.write(
      `${bytes !== undefined && rest !== '' ? ',' : ''}${rest}}${index === entries.length - 1 ? ']}' : ','}`,
      at,
    );
  });
  return out.subarray(0, at);
}

export const MATCH = '"search":{"mode":"match"}';
export const INCLUDE = '"search":{"mode":"include"}';
export const OUTCOME = '"search":{"mode":"outcome"}';

/** An entry of a search (R4 search, 3.1.1.3). */
export const found = (
  base: string,
  { type, id, bytes }: Pick<Resource, 'type' | 'id' | 'bytes'>,
  rest: string,
): Entry => ({
  fullUrl: `${base}/${type}/${id}`,
  bytes,
  rest,
});

/** The links of a page (R4 http, 3.1.0.1.12): `self` says what was understood, `next` goes on from there. */
export function pageLinks(url: string, used: readonly SearchPair[], next: string | null): readonly Link[] {
  const at = (pairs: readonly SearchPair[]): string =>
    pairs.length === 0 ? url : `${url}?${pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')}`;
  const self = { relation: 'self', url: at(used) };
  return next === null ? [self] : [self, { relation: 'next', url: at([...used, ['_cursor', next]]) }];
}
