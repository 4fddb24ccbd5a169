import type { ServedFact } from '@chartwarden/vault';
import type { ArchiveLanguage } from './words.ts';

/** A fact as a line of the pages to read; texts are plain. */
export interface PageLine {
  readonly section: string;
  readonly date: string | null;
  readonly title: string;
  readonly value: string | null;
  readonly status: string | null;
  readonly from: string | null;
  readonly corrected: boolean;
  readonly labels: readonly string[];
}

/** What the chart lends: how an entry reads as a line, and what the sections are called. */
export interface ChartWords {
  line(fact: ServedFact): Promise<PageLine>;
  title(section: string): string;
  moment(at: number): string;
  readonly corrected: string;
  /** In the order of the chart. */
  readonly sections: readonly string[];
}

export type ChartWordsIn = (language: ArchiveLanguage) => ChartWords;
