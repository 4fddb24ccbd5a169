import type { CodeSystem } from './code-systems.ts';
import type { Source } from './sources.ts';

/** A language is added here; the compiler then names every entry that has no words in it. */
export type Language = 'en';

export interface Words {
  /** A short plain name, at most 60 characters. */
  readonly name: string;
  /** One or two sentences: what it is or what it measures. Never advice, never what is usual, never a diagnosis. */
  readonly text: string;
}

/** One gloss. Its codes mean the same to a reader; where they differ (maker, method, sample), the words hold for all. */
export type Entry = Readonly<Record<Language, Words>> & {
  readonly codes: Readonly<Partial<Record<CodeSystem, readonly string[]>>>;
  /** A public page about the subject, so that whoever doubts a sentence can check it. */
  readonly source: Source;
};
