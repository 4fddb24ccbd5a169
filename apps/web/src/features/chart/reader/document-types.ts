import type { Concept, FactMark } from '../../../api/section-types.ts';

interface DocumentPart {
  readonly n: number;
  readonly kind: 'file' | 'document' | 'narrative';
  readonly title: string | null;
  readonly mediaType: string | null;
  readonly size: number | null;
  readonly at: 'here' | 'linked' | 'nowhere';
}

/** features/chart/reading/documents.ts */
export interface Document extends FactMark, Concept {
  readonly title: string | null;
  readonly authors: readonly string[];
  readonly status: string | null;
  readonly docStatus: string | null;
  readonly parts: readonly DocumentPart[];
  readonly replacedBy: readonly string[];
}

export interface Documents {
  readonly documents: readonly Document[];
}

/** What its first file is, as the source says: a word for a list. */
export function formatOf({ parts }: Document): 'linked' | 'nowhere' | 'pdf' | 'picture' | 'text' | 'file' | null {
  const part = parts.find((one) => one.kind === 'file') ?? parts[0];
  if (part === undefined) return null;
  if (part.kind !== 'file') return 'text';
  if (part.at !== 'here') return part.at;
  const type = part.mediaType?.toLowerCase() ?? '';
  if (type.includes('pdf')) return 'pdf';
  if (type.startsWith('image/')) return 'picture';
  return type.startsWith('text/') ? 'text' : 'file';
}

/** Documents in which every word stands somewhere: title, kind, author. */
export function fitting(documents: readonly Document[], words: string): readonly Document[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return documents;
  return documents.filter(({ title, words: kind, authors }) => {
    const text = fold([title, kind, ...authors].join(' '));
    return wanted.every((word) => text.includes(word));
  });
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The same year under one heading, in the order in which they come. */
export function byYear(documents: readonly Document[]): readonly (readonly [string | null, readonly Document[]])[] {
  const years: [string | null, Document[]][] = [];
  for (const one of documents) {
    const year = one.when === null ? null : (/^\d{4}/.exec(one.when.text)?.[0] ?? null);
    const last = years.at(-1);
    if (last && last[0] === year) last[1].push(one);
    else years.push([year, [one]]);
  }
  return years;
}
