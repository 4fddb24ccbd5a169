import type { Role } from './account-types.ts';
import type { Http } from './http.ts';

/** What whoever hands the instance over may be afterwards; null: an account without a role. */
export type KeptRole = Exclude<Role, 'owner' | 'demo'> | null;

interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly before: readonly Role[];
  readonly after: readonly Role[];
}

/** What handing over would mean, as both are shown it. */
export interface HandoverDraft {
  readonly giver: Somebody;
  readonly taker: Somebody & { readonly proven: boolean };
  readonly keeps: KeptRole;
  readonly days: number;
  readonly digest: string;
}

/** An offer that waits; times are milliseconds since the epoch. */
export interface WaitingHandover extends HandoverDraft {
  readonly id: string;
  readonly madeAt: number;
  readonly expires: number;
  readonly you: 'taker' | 'giver' | 'owner';
}

/** The calls about handing over the instance. */
export function handoverCalls({ send }: Http) {
  return {
    handover: () =>
      send<{ handover: WaitingHandover | null }>('GET', '/api/handover').then((answer) => answer.handover),
    draftHandover: (to: string, keeps: KeptRole) => send<HandoverDraft>('POST', '/api/handover/draft', { to, keeps }),
    offerHandover: ({ taker, keeps, digest }: HandoverDraft) =>
      send<WaitingHandover>('POST', '/api/handover', { to: taker.id, keeps, digest }),
    acceptHandover: ({ id, digest }: WaitingHandover) => send<void>('POST', `/api/handover/${id}/accept`, { digest }),
    endHandover: (id: string) => send<void>('DELETE', `/api/handover/${id}`),
  };
}
