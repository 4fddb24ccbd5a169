import type { Words } from './entry.ts';

/** The words of every gloss in another language, under its English name. */
export type Translation = ReadonlyMap<string, Words>;

/** The languages that the table is translated to. Each is fetched by itself: the browser takes the one it shows. */
const TRANSLATIONS = {
  de: () => import('./words.de.json', { with: { type: 'json' } }),
  es: () => import('./words.es.json', { with: { type: 'json' } }),
} as const;

export const translatedTo = Object.keys(TRANSLATIONS) as readonly (keyof typeof TRANSLATIONS)[];

/** The words in a language (BCP 47, primary tag only); none for English, which stands in the table, and for others. */
export async function translationTo(language: string): Promise<Translation> {
  if (!Object.hasOwn(TRANSLATIONS, language)) return new Map();
  const { default: words } = await TRANSLATIONS[language as keyof typeof TRANSLATIONS]();
  return new Map(Object.entries(words));
}
