import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from './keys.ts';
import type { Extent, Label, ShareForm } from './share-types.ts';

/** What is typed into the share form so far: kept in memory only, so that a look through other eyes leads back to it. */
export interface SharePlan {
  readonly effect: 'permit' | 'deny';
  /** Somebody with an account here, whoever accepts an invitation, or an organization. */
  readonly whom: 'address' | 'invite' | 'organization';
  readonly address: string;
  /** The only address that can accept the invitation; empty: whoever is handed its link. */
  readonly inviteEmail: string;
  readonly organization: { readonly id: string; readonly name: string } | null;
  /** Somebody whom the record knows already, in place of the address. */
  readonly known: { readonly account: string; readonly name: string } | null;
  /** What is kept back from every recipient there is or will be. */
  readonly everybody: boolean;
  readonly what: 'everything' | 'kinds' | 'laboratory' | 'vital-signs' | 'sources' | 'entries' | 'protected';
  readonly kinds: readonly string[];
  readonly sources: readonly string[];
  readonly entries: readonly string[];
  /** Days as a date field has them; empty: no limit. */
  readonly from: string;
  readonly to: string;
  readonly labels: readonly Label[];
  readonly extent: Extent;
  readonly takesCopy: boolean;
  readonly form: ShareForm;
  readonly reason: string;
  readonly until: '24-hours' | '30-days' | 'day' | 'open';
  readonly untilDay: string;
}

/** Everything but what is specially protected, to look at, for 30 days. */
export const FIRST_PLAN: SharePlan = {
  effect: 'permit',
  whom: 'address',
  address: '',
  inviteEmail: '',
  organization: null,
  known: null,
  everybody: false,
  what: 'everything',
  kinds: [],
  sources: [],
  entries: [],
  from: '',
  to: '',
  labels: [],
  extent: 'look',
  takesCopy: false,
  form: 'full_source_allowed',
  reason: '',
  until: '30-days',
  untilDay: '',
};

/** Puts a plan aside: a look through other eyes may take long. */
function keep(queries: QueryClient, person: string, plan: SharePlan): void {
  const key = keys.sharePlan(person);
  queries.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY });
  queries.setQueryData<SharePlan>(key, plan);
}

/** The plan of this record's share, and what changes it: at once, for somebody types into it. */
export function useSharePlan(person: string): readonly [SharePlan, (change: Partial<SharePlan>) => void] {
  const queries = useQueryClient();
  const [plan, setPlan] = useState(() => queries.getQueryData<SharePlan>(keys.sharePlan(person)) ?? FIRST_PLAN);
  const change = (part: Partial<SharePlan>) => {
    const next = { ...plan, ...part };
    setPlan(next);
    keep(queries, person, next);
  };
  return [plan, change];
}

/** Begins anew, with some of it known already. */
export function useBeginShare(person: string): (part: Partial<SharePlan>) => void {
  const queries = useQueryClient();
  return (part) => keep(queries, person, { ...FIRST_PLAN, ...part });
}
