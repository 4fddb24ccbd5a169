import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import type { Duplicates, Pair, VerdictWord } from '../../../api/duplicate-types.ts';
import { keys } from '../../../api/keys.ts';

interface Answer {
  readonly pair: Pick<Pair, 'one' | 'other'>;
  readonly verdict: VerdictWord;
}

const isOf = ({ one, other }: Pick<Pair, 'one' | 'other'>, pair: Pick<Pair, 'one' | 'other'>): boolean =>
  one.id === pair.one.id && other.id === pair.other.id;

/**
 * Says something of two entries, and takes it back. The lists follow at once without another look at the record: each
 * look is a line in its log. Everything else that was read of the person is read anew when it is shown again.
 */
export function useVerdicts(person: string) {
  const api = useApi();
  const queries = useQueryClient();
  const others = async (): Promise<void> => {
    const isOwn = (key: readonly unknown[]): boolean => key[2] === 'duplicates' && key.length === 3;
    await queries.invalidateQueries({
      queryKey: keys.person(person),
      refetchType: 'none',
      predicate: ({ queryKey }) => !isOwn(queryKey),
    });
    await queries.invalidateQueries({ queryKey: keys.duplicates(person), exact: true, refetchType: 'none' });
  };

  const say = useMutation({
    mutationFn: ({ pair, verdict }: Answer) => api.sayOfTwo(person, pair.one.id, pair.other.id, verdict),
    onSuccess: async (made, { pair, verdict }) => {
      queries.setQueryData<Duplicates>(keys.duplicates(person), (known) => known && after(known, pair, verdict, made));
      await others();
    },
  });
  const undo = useMutation({
    mutationFn: (verdict: string) => api.undoVerdict(person, verdict),
    onSuccess: async () => {
      await others();
      // What it was about may wait again, or be linked again: only the server knows.
      await queries.refetchQueries({ queryKey: keys.duplicates(person), exact: true });
    },
  });
  return { say, undo };
}

function after(known: Duplicates, pair: Pick<Pair, 'one' | 'other'>, verdict: VerdictWord, made: object): Duplicates {
  const whole = [...known.waiting, ...known.later].find((one) => isOf(one, pair));
  const without = (list: readonly Pair[]): readonly Pair[] => list.filter((one) => !isOf(one, pair));
  const linked = known.linked.filter(
    ({ leader, others }) =>
      verdict !== 'different' || leader.id !== pair.one.id || !others.some((one) => one.id === pair.other.id),
  );
  const decision = { by: null, ...made, one: pair.one, other: pair.other } as Duplicates['decided'][number];
  return {
    ...known,
    waiting: without(known.waiting),
    later: [...without(known.later), ...(verdict === 'later' && whole !== undefined ? [whole] : [])],
    linked,
    linkedCount: known.linkedCount - (known.linked.length - linked.length),
    decided: [decision, ...known.decided],
  };
}
