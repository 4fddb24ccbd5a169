/** Where a long act stands; `step` is a few plain words. The same shape as the command line's. */
export interface Progress {
  readonly step: string;
  readonly done?: number;
  readonly total?: number;
  readonly unit?: 'bytes' | 'entries' | 'facts' | 'rows' | 'keys' | 'files';
}

export type Report = (progress: Progress) => void;
