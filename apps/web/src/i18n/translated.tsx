import { Fragment, type ReactNode, useLayoutEffect, useSyncExternalStore } from 'react';
import { i18n } from './i18n.ts';
import { languages } from './languages.ts';

/** Draws its children anew when the language changes: words are looked up while drawing, and nothing else holds them. */
export function Translated({ children }: { children: ReactNode }) {
  const language = useSyncExternalStore(i18n.subscribe, () => i18n.language);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = languages[language].direction;
  }, [language]);
  return <Fragment key={language}>{children}</Fragment>;
}
