import type { Http } from './http.ts';
import type { Label, Named, ShareLine } from './share-types.ts';

/** What is kept back: one file, one entry, or everything that carries one label. */
export type KeptAbout = { readonly source: string } | { readonly fact: string } | { readonly label: Label };

export type KeptFrom = 'everybody' | 'models' | { readonly account: string } | { readonly organization: string };

/** Somebody with access; `sees`: entries of it that they see now, null where that cannot be told. */
export interface KeepLine {
  readonly who: Named;
  readonly sees: number | null;
  readonly kept: string | null;
  readonly given: string | null;
}

export interface Keeping {
  readonly everybody: string | null;
  readonly models: string | null;
  readonly people: readonly KeepLine[];
  readonly changes: readonly (ShareLine & { readonly ends: string | null })[];
}

const pathOf = (person: string, about: KeptAbout): string => {
  const what =
    'source' in about ? `sources/${about.source}` : 'fact' in about ? `facts/${about.fact}` : `labels/${about.label}`;
  return `/api/people/${person}/${what}/sharing`;
};

/** The calls about what of a record may go to whom. */
export const keepingCalls = ({ send }: Http) => ({
  keeping: (person: string, about: KeptAbout) => send<Keeping>('GET', pathOf(person, about)),
  turnKeeping: (person: string, about: KeptAbout, from: KeptFrom, kept: boolean) =>
    send<Keeping>('POST', pathOf(person, about), { from, kept }),
});
