import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from './keys.ts';
import type { Extent, Label, ShareForm } from './share-types.ts';

/** What is typed into the share form so far: kept in memory only, so that a look through other eyes leads back to it. */
export interface SharePlan {
  readonly effect: 'permit' | 'deny';
  readonly address: string;
  /** Somebody whom the record knows already, in place of the address. */
  readonly known: { readonly account: string; readonly name: string } | null;
  readonly what: 'everything' | 'kinds' | 'laboratory' | 'vital-signs' | 'sources' | 'entries' | 'protected';
  readonly kinds: readonly string[];
  readonly sources: readonly string[];
  readonly entries: readonly string[];
  /** Days as a date field has them; empty: no limit. */
  readonly from: string;
  readonly to: string;
  readonly labels: readonly Label[];
  readonly extent: Extent;
  readonly form: ShareForm;
  readonly reason: string;
  readonly until: '24-hours' | '30-days' | 'day' | 'open';
  readonly untilDay: string;
}

/** Everything but what is specially protected, to look at, for 30 days. */
export const FIRST_PLAN: SharePlan = {
  effect: 'permit',
  address: '',
  known: null,
  what: 'everything',
  kinds: [],
  sources: [],
  entries: [],
  from: '',
  to: '',
  labels: [],
  extent: 'look',
  form: 'full_source_allowed',
  reason: '',
  until: '30-days',
  untilDay: '',
};

const kept = (person: string) => ({
  queryKey: keys.sharePlan(person),
  queryFn: () => FIRST_PLAN,
  initialData: FIRST_PLAN,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/** The plan of this record's share, and what changes it. */
export function useSharePlan(person: string): readonly [SharePlan, (change: Partial<SharePlan>) => void] {
  const queries = useQueryClient();
  const { data } = useQuery(kept(person));
  const change = (part: Partial<SharePlan>) =>
    queries.setQueryData<SharePlan>(keys.sharePlan(person), (plan) => ({ ...(plan ?? FIRST_PLAN), ...part }));
  return [data, change];
}

/** Begins anew, with some of it known already. */
export function useBeginShare(person: string): (part: Partial<SharePlan>) => void {
  const queries = useQueryClient();
  return (part) => queries.setQueryData<SharePlan>(keys.sharePlan(person), { ...FIRST_PLAN, ...part });
}
