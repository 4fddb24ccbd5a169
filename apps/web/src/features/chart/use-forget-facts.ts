import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../../api/keys.ts';

/** After a correction: everything read of this person is read anew, the list and its marks included. */
export function useForgetFacts(person: string): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: keys.person(person) });
}
