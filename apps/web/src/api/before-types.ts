import type { ShareChange } from './share-types.ts';

type Named = { readonly kind: string; readonly id: string; readonly name: string | null };

/** A change of who may what, in another instance: nobody in it is anybody here. */
export type BeforeChange =
  | (Omit<Extract<ShareChange, { kind: 'share' }>, 'recipient' | 'by' | 'extent' | 'document'> & {
      readonly recipient: Named | null;
      readonly by: Named;
    })
  | (Omit<Extract<ShareChange, { kind: 'custody' }>, 'holder' | 'by'> & { readonly holder: Named; readonly by: Named });

/** What an archive says of the time before. */
export interface Before {
  readonly source: { readonly id: string; readonly name: string; readonly receivedAt: number };
  /** Milliseconds. */
  readonly made: number | null;
  /** `holds`: under the key that the archive itself names. */
  readonly log: { readonly holds: boolean; readonly key: string; readonly lines: number };
  readonly changes: readonly BeforeChange[];
  /** Newest first. */
  readonly lines: readonly {
    readonly seq: number;
    readonly time: number;
    readonly actor: { readonly kind: string; readonly name: string | null; readonly role: string };
    readonly action: string;
    readonly outcome: string;
    readonly count: number;
  }[];
}
