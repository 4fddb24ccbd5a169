/** What the reader of an archive says of the time before. Whoever gets it checks it (`features/intake/before.ts`). */
export type BeforeMessage =
  | {
      readonly kind: 'before';
      /** Milliseconds; NaN where it does not say. */
      readonly made: number;
      /** `holds`: under the key that it names; whose key that is, only a kit can tell. */
      readonly log: { readonly holds: boolean; readonly key: string; readonly lines: number };
    }
  | { readonly kind: 'changes' | 'lines'; readonly list: readonly object[] }
  | { readonly kind: 'done' };
