import type { Http } from './http.ts';
import type { IssuedInvitation } from './invitation-types.ts';
import { bytesOf, type PrintChoices } from './print.ts';
import type { ShareChange, ShareDraft, ShareLine, SharesNow, ShareWish } from './share-types.ts';

/** A share, or an invitation to it: its link is in this answer only. */
export type Given = { readonly share: ShareLine } | { readonly invitation: IssuedInvitation };

/** The calls about who may what with a record. */
export function shareCalls({ send, lookAs }: Http) {
  const shares = (id: string, rest = '') => `/api/people/${id}/shares${rest}`;
  return {
    lookAs,
    /** `at`: milliseconds; now without one. */
    shares: (id: string, at?: number) => send<SharesNow>('GET', shares(id, at === undefined ? '' : `?at=${at}`)),
    shareHistory: (id: string) =>
      send<{ changes: ShareChange[] }>('GET', shares(id, '/history')).then((answer) => answer.changes),
    ownShares: (id: string) => send<{ shares: ShareLine[] }>('GET', shares(id, '/own')).then((answer) => answer.shares),
    shareReceipt: (id: string, event: string) => send<object>('GET', shares(id, `/${event}/receipt`)),
    shareAsFhir: (id: string, event: string) => send<object>('GET', shares(id, `/${event}/consent`)),
    shareReceiptOnPaper: (id: string, event: string, choices: PrintChoices) =>
      send<{ pdf: string }>('POST', shares(id, `/${event}/receipt/print`), { ...choices, as: 'json' }).then(({ pdf }) =>
        bytesOf(pdf),
      ),
    draftShare: (id: string, wish: ShareWish) => send<ShareDraft>('POST', shares(id, '/drafts'), wish),
    giveShare: (draft: string, digest: string) => send<Given>('POST', `/api/shares/${draft}/give`, { digest }),
    endShare: (event: string) => send<void>('POST', `/api/shares/${event}/end`),
    /** Ends an exception: what was kept back is seen again. */
    liftException: (event: string) => send<void>('POST', `/api/shares/${event}/lift`),
  };
}
