import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import type { KeptAbout, KeptFrom } from '../../../api/keeping-calls.ts';
import { keys } from '../../../api/keys.ts';

/** One turn of a switch; `who`: the name of the account, for the words afterwards. */
export interface Turn {
  readonly from: KeptFrom;
  readonly who: string | null;
  readonly kept: boolean;
}

export interface Turning {
  readonly turn: (turn: Turn) => void;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** The last turn that was done, so that it can be undone. */
  readonly done: Turn | null;
}

/** Turns one switch of what is kept back, and takes what stands then from the answer. */
export function useTurning(person: string, about: KeptAbout): Turning {
  const api = useApi();
  const queries = useQueryClient();
  const turn = useMutation({
    mutationFn: ({ from, kept }: Turn) => api.turnKeeping(person, about, from, kept),
    onSuccess: async (keeping) => {
      await queries.invalidateQueries({ queryKey: [...keys.person(person), 'shares'], refetchType: 'none' });
      queries.setQueryData(keys.keeping(person, JSON.stringify(about)), keeping);
    },
  });
  return {
    turn: turn.mutate,
    isBusy: turn.isPending,
    error: turn.error,
    done: turn.isSuccess ? turn.variables : null,
  };
}
