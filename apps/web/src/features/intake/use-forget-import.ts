import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../../api/keys.ts';

/** After an import was withdrawn or moved: everything shown of the records that it touched is read anew. */
export function useForgetImport(person: string, id: string): (other?: string) => Promise<void> {
  const queries = useQueryClient();
  return async (other) => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: keys.import(id) }),
      queries.invalidateQueries({ queryKey: keys.person(person) }),
      queries.invalidateQueries({ queryKey: keys.people }),
      ...(other ? [queries.invalidateQueries({ queryKey: keys.person(other) })] : []),
    ]);
  };
}
