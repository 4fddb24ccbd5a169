import { useQuery } from '@tanstack/react-query';
import { useApi } from './api-context.tsx';
import { usePreview } from './preview-context.tsx';
import { importsQuery, peopleQuery } from './queries.ts';

/** Through an organization that holds the record, and that they do not manage. */
const WORKING: ReadonlySet<string> = new Set(['colleague', 'onlooker']);

/** Relations that see the whole record; whoever else reads it was granted a part. */
const SEEING: ReadonlySet<string> = new Set(['self', 'custodian', 'staff', ...WORKING]);

/** A patient of where somebody works, and nobody of their household. */
export const isPatient = (relation: string): boolean => relation === 'staff' || WORKING.has(relation);

function useRelation(person: string): string | undefined {
  const api = useApi();
  const { data } = useQuery({ ...peopleQuery(api), enabled: false });
  return data?.find(({ id }) => id === person)?.relation;
}

/** Whether the person at the screen sees a whole record, or what was shared of it. */
export function useReach(person: string): 'whole' | 'part' {
  const { preview } = usePreview();
  const relation = useRelation(person);
  if (preview?.person === person) return 'part';
  return relation === undefined || SEEING.has(relation) ? 'whole' : 'part';
}

/** Whether they hold the record: share it, read its log, take it along. */
export function useHolds(person: string): boolean {
  const isWhole = useReach(person) === 'whole';
  const relation = useRelation(person);
  return isWhole && (relation === undefined || !WORKING.has(relation));
}

/** Whether they may add notes and corrections: holders, and those to whom it was granted; nobody in a preview. */
export function useMayCorrect(person: string): boolean {
  const { preview } = usePreview();
  const relation = useRelation(person);
  return preview === null && relation !== 'viewer' && relation !== 'onlooker';
}

/** A person's imports, which are their holder's to know: never asked for by whoever was granted a part. */
export function useImports(person: string) {
  const api = useApi();
  const isWhole = useReach(person) === 'whole';
  return useQuery({ ...importsQuery(api, person), enabled: isWhole });
}
