import type { Paper } from './sheet/papers.ts';
import type { Language } from './words/languages.ts';

/** A value on a page; `isSaid`: somebody wrote it, so it is kept apart from our words, whatever it holds. */
export interface PageValue {
  readonly text: string;
  readonly isSaid?: boolean;
}

/** A page of names and values that is no section of the chart: a receipt. Everything on it is put into words by its maker. */
export interface PageToPrint {
  readonly title: string;
  /** Whose record it is about. */
  readonly about: string;
  readonly foot: string;
  readonly parts: readonly {
    readonly title: string;
    readonly rows: readonly { readonly name: string; readonly values: readonly PageValue[] }[];
  }[];
}

export interface PageJob {
  readonly what: 'page';
  readonly page: PageToPrint;
  readonly choices: {
    readonly paper: Paper;
    readonly language: Language;
    /** IANA name. */
    readonly zone: string;
  };
  /** Milliseconds: when it is printed. */
  readonly at: number;
}
