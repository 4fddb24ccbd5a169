import { useQuery } from '@tanstack/react-query';
import type { Gloss } from '../../api/types.ts';
import { i18n } from '../../i18n/i18n.ts';

/** A gloss in the language that is shown; in English until the words are there, and where there are none. */
export function useGlossWords({ name, text, language }: Gloss) {
  const translation = useQuery({
    queryKey: ['gloss-words', i18n.language],
    queryFn: async () => (await import('@chartwarden/glosses')).translationTo(i18n.language),
    enabled: i18n.language !== language,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const words = translation.data?.get(name);
  return words === undefined
    ? { name, meaning: text, language }
    : { name: words.name, meaning: words.text, language: i18n.language };
}
