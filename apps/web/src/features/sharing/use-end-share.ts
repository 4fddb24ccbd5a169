import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { ShareLine, SharesNow } from '../../api/share-types.ts';
import { findFocus } from '../../ui/focus.ts';
import { sharingText as text } from './sharing.text.ts';

/** Ends a share in one step, and says what that means. `done`: the words for it, once it is over, beside what is left. */
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
      return queries.invalidateQueries({ queryKey: [...keys.person(person), 'shares'] }).then(findFocus);
    },
  });
  return {
    end,
    done: end.isSuccess ? (left: Pick<SharesNow, 'inForce'> | null) => doneWords(end.variables, left) : null,
  };
}

function doneWords({ event, recipient, effect }: ShareLine, left: Pick<SharesNow, 'inForce'> | null): string {
  if (effect === 'deny') return text.endedKept;
  if (recipient?.you) return text.givenBack;
  const who = recipient ? (recipient.name ?? text.sentence.unnamed(recipient.kind)) : text.everybodyElse;
  const hasMore = left?.inForce.some(
    (one) => one.effect === 'permit' && one.event !== event && one.recipient?.id === recipient?.id,
  );
  return hasMore ? text.endedPart(who) : text.ended(who);
}
