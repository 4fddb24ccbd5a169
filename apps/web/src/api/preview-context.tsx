import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { useApi } from './api-context.tsx';
import { keys } from './keys.ts';
import type { LookAs } from './share-types.ts';

/** The record is shown as somebody else sees it, or will. */
export interface Preview {
  readonly person: string;
  readonly as: LookAs;
  /** Who that is, as the person at the screen named them. */
  readonly who: string;
  /** What was being done when it began. */
  readonly back: 'sharing' | 'wizard';
}

interface Previewing {
  readonly preview: Preview | null;
  readonly look: (preview: Preview) => void;
  readonly leave: () => void;
}

const PreviewContext = createContext<Previewing | null>(null);

/**
 * Looks through somebody else's eyes (ADR 0081): from then on every request about that record says so, and what was
 * read for other eyes is forgotten, in both directions. A reload ends it.
 */
export function PreviewProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const queries = useQueryClient();
  const [preview, setPreview] = useState<Preview | null>(null);
  const change = useCallback(
    (next: Preview | null) => {
      api.lookAs(next);
      setPreview(next);
      for (const person of [next?.person, preview?.person])
        if (person !== undefined) queries.removeQueries({ queryKey: keys.person(person) });
    },
    [api, queries, preview],
  );
  const value = useMemo(() => ({ preview, look: change, leave: () => change(null) }), [preview, change]);
  return <PreviewContext value={value}>{children}</PreviewContext>;
}

export function usePreview(): Previewing {
  const previewing = use(PreviewContext);
  if (!previewing) throw new Error('usePreview needs a PreviewProvider above it');
  return previewing;
}
