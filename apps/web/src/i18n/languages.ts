import type { Messages } from '@lingui/core';

/** A language the app speaks: its own name for itself, the way it is written, and its words (fetched when chosen). */
interface Language {
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  messages(): Promise<Messages>;
}

/** Every language, under its BCP 47 tag. English is the source: its words are in the code. */
export const languages: Readonly<Record<'en' | 'de' | 'es', Language>> = {
  en: { name: 'English', direction: 'ltr', messages: async () => ({}) },
  de: { name: 'Deutsch', direction: 'ltr', messages: async () => (await import('./locales/de.json')).default },
  es: { name: 'Español', direction: 'ltr', messages: async () => (await import('./locales/es.json')).default },
};

export type LanguageTag = keyof typeof languages;
