/** The two sections that are read as results; their pages look the same. */
export type ResultsSection = 'results' | 'vitals';

/** Where one line of a section opens. */
export const trendPath = {
  results: '/people/$person/results/$analyte',
  vitals: '/people/$person/vitals/$analyte',
} as const satisfies Record<ResultsSection, string>;
