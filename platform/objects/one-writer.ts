/** What a writer of an address learns. */
export interface Put {
  readonly existed: boolean;
}

/**
 * Of several who write one address at a time the first decides, and the others learn that it is there; when the first one
 * fails, the next content is tried. Knows this process only.
 */
export function createOneWriter() {
  const writing = new Map<string, Promise<Put>>();
  return async (address: string, store: () => Promise<Put>): Promise<Put> => {
    for (let other = writing.get(address); other !== undefined; other = writing.get(address)) {
      const stored = await other.then(
        () => true,
        () => false,
      );
      if (stored) return { existed: true };
    }
    const own = store().finally(() => writing.delete(address));
    writing.set(address, own);
    return own;
  };
}
