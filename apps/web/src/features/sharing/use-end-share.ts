import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { ShareLine } from '../../api/share-types.ts';
import { sharingText as text } from './sharing.text.ts';

/** Ends a share in one step, and says what that means. `done`: the words for it, once it is over. */
export function useEndShare(person: string) {
  const api = useApi();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: ({ effect, event }: ShareLine) => (effect === 'deny' ? api.liftException(event) : api.endShare(event)),
    onSuccess: (_nothing, share) => {
      if (share.recipient?.you) {
        // What was seen of the record is over: nothing of it stays here, and maybe the person is gone from the list.
        queries.removeQueries({ queryKey: keys.person(person) });
        return queries.invalidateQueries({ queryKey: keys.people });
      }
      return queries.invalidateQueries({ queryKey: [...keys.person(person), 'shares'] });
    },
  });
  return { end, done: end.isSuccess ? doneWords(end.variables) : null };
}

function doneWords({ recipient, effect }: ShareLine): string {
  if (effect === 'deny') return text.endedKept;
  return recipient?.you ? text.givenBack : text.ended(recipient?.name ?? text.everybodyElse);
}
