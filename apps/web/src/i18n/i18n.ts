import { setupI18n } from '@lingui/core';
import { type LanguageTag, languages } from './languages.ts';
import { type Values, withReceived } from './received-values.ts';

/**
 * Words in the person's language. English is the source and its text is the key: `i18n.t('Records')`,
 * `i18n.t('{count, plural, one {# entry} other {# entries}}', { count })` (ICU MessageFormat). Looked up when drawn,
 * never at module level, because the language can change under a running page.
 */
const english = setupI18n({ locale: 'en', messages: { en: {} } });
const chosen = setupI18n({ locale: 'en', messages: { en: {} } });
const listeners = new Set<() => void>();

/** A message as the build compiled it: text and placeholders, ready to be put together. */
type Compiled = Parameters<typeof english.load>[1];

export const i18n = {
  /** The language that is shown now. */
  get language(): LanguageTag {
    return chosen.locale as LanguageTag;
  },

  /** The message in the language that is shown, in English where the translation is missing. */
  t(message: string, values?: Values): string {
    const isTranslated = Object.hasOwn(chosen.messages, message);
    if (values === undefined) return isTranslated ? chosen._(message) : message;
    return withReceived(values, (safe) => (isTranslated ? chosen : english)._(message, safe));
  },

  /** A sentence of the error registry (kernel/errors) that the server sent, in the language that is shown. */
  sent(sentence: string): string {
    return Object.hasOwn(chosen.messages, sentence) ? chosen._(sentence) : sentence;
  },

  /** Called by modules as the build writes them (build/messages.ts): their English messages that have placeholders. */
  load(compiled: Compiled): void {
    english.load('en', compiled);
  },

  /** Fetches the language's catalogue and shows it; the page that is drawn follows. */
  async show(tag: LanguageTag): Promise<void> {
    const messages = await languages[tag].messages();
    chosen.loadAndActivate({ locale: tag, messages });
    for (const listener of listeners) listener();
  },

  /** Calls back after every change of language. Returns what stops it. */
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
