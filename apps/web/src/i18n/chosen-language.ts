import { type LanguageTag, languages } from './languages.ts';

/** The only thing kept about language in the browser: the choice itself, so that the login page can use it. */
const KEY = 'chartwarden-language';

/** The language chosen in this browser, or the first of the browser's own that the app speaks, or English. */
export function startLanguage(storage: Pick<Storage, 'getItem'>, wishes: readonly string[]): LanguageTag {
  const kept = storage.getItem(KEY);
  const wished = kept === null ? wishes : [kept, ...wishes];
  return wished.map(spoken).find((tag) => tag !== undefined) ?? 'en';
}

export function keepLanguage(storage: Pick<Storage, 'setItem'>, tag: LanguageTag): void {
  storage.setItem(KEY, tag);
}

/** "de-AT" is spoken as "de". */
function spoken(tag: string): LanguageTag | undefined {
  const primary = tag.split('-')[0]?.toLowerCase() ?? '';
  return Object.hasOwn(languages, primary) ? (primary as LanguageTag) : undefined;
}
