import type { ImportState } from '../../../api/types.ts';

/** What surely is not in the record although somebody added it. */
export interface Gap {
  readonly import: string;
  readonly at: number;
  readonly kind: 'failed' | 'files' | 'entries';
  /** Names of files, as they were added. */
  readonly files: readonly string[];
  /** How many files or entries stayed out; of `failed`, how many files there were. */
  readonly count: number;
}

/** Newest first. */
export function gapsOf(imports: readonly ImportState[]): readonly Gap[] {
  return imports
    .flatMap((one): Gap[] => {
      const at = one.committedAt ?? one.startedAt;
      const all = one.files.map((file) => file.name);
      if (one.state === 'failed') return [{ import: one.id, at, kind: 'failed', files: all, count: all.length }];
      if (one.state !== 'committed') return [];
      const refused = one.files.filter((file) => file.state === 'refused').map((file) => file.name);
      const partly = one.files.filter((file) => file.state === 'read' && file.counts.refused > 0);
      const entries = partly.reduce((sum, file) => sum + file.counts.refused, 0);
      return [
        ...(refused.length > 0
          ? [{ import: one.id, at, kind: 'files' as const, files: refused, count: refused.length }]
          : []),
        ...(entries > 0
          ? [{ import: one.id, at, kind: 'entries' as const, files: partly.map((file) => file.name), count: entries }]
          : []),
      ];
    })
    .toSorted((one, other) => other.at - one.at);
}

/** Imports that go no further without the person; those still being read come by themselves. */
export const waitingOf = (imports: readonly ImportState[]): readonly ImportState[] =>
  imports.filter((one) => one.state === 'ready' || one.state === 'receiving');

/** "a.json, b.json", the first three. */
export const fileNames = ({ files }: Pick<ImportState, 'files'>): string => firstOf(files.map((one) => one.name));

export const firstOf = (names: readonly string[]): string =>
  [...names.slice(0, 3), ...(names.length > 3 ? ['…'] : [])].join(', ');
