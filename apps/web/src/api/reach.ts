import { useQuery } from '@tanstack/react-query';
import { useApi } from './api-context.tsx';
import { usePreview } from './preview-context.tsx';
import { importsQuery, peopleQuery } from './queries.ts';

/** Relations that hold the whole record; whoever else reads it was granted a part. */
const HOLDING: ReadonlySet<string> = new Set(['self', 'custodian', 'staff']);

/** Whether the person at the screen sees a whole record, or what was shared of it. */
export function useReach(person: string): 'whole' | 'part' {
  const api = useApi();
  const { preview } = usePreview();
  const { data } = useQuery({ ...peopleQuery(api), enabled: false });
  const relation = data?.find(({ id }) => id === person)?.relation;
  if (preview?.person === person) return 'part';
  return relation === undefined || HOLDING.has(relation) ? 'whole' : 'part';
}

/** Whether they may add notes and corrections: holders, and those to whom it was granted; nobody in a preview. */
export function useMayCorrect(person: string): boolean {
  const api = useApi();
  const { preview } = usePreview();
  const { data } = useQuery({ ...peopleQuery(api), enabled: false });
  const relation = data?.find(({ id }) => id === person)?.relation;
  return preview === null && relation !== 'viewer';
}

/** A person's imports, which are their holder's to know: never asked for by whoever was granted a part. */
export function useImports(person: string) {
  const api = useApi();
  const isWhole = useReach(person) === 'whole';
  return useQuery({ ...importsQuery(api, person), enabled: isWhole });
}
