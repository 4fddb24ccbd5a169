import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { PersonDraft } from './person-fields.tsx';

/** Creates a person's record and goes on to adding the first files. */
export function useAddPerson() {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (draft: PersonDraft) =>
      api.addPerson(draft.name.trim(), draft.relation, draft.relation === 'self' ? '' : draft.birthDate.trim()),
    onSuccess: async (person) => {
      await queries.invalidateQueries({ queryKey: keys.people });
      await navigate({ to: '/people/$person/add', params: { person: person.id } });
    },
  });
}
