import type {
  AlertChoices,
  AuditFilter,
  AuditPage,
  MailView,
  SeenDetail,
  SeenFilter,
  SeenPage,
} from './activity-types.ts';
import type { Http } from './http.ts';

/** Names and values of what was said; what was not is left out. */
function searchOf(said: Readonly<Record<string, string | number | null | undefined>>): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(said))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  return search;
}

/** The calls about who saw what, and about the log of the instance. */
export function activityCalls({ send }: Http) {
  return {
    /** `zone`: IANA, where the reader's days begin. */
    seen: (id: string, filter: SeenFilter, zone: string, cursor: string | null) =>
      send<SeenPage>('GET', `/api/people/${id}/activity/days?${searchOf({ ...filter, zone, cursor })}`),
    seenLine: (id: string, seq: number) => send<SeenDetail>('GET', `/api/people/${id}/activity/${seq}`),
    stopAccess: (consent: string) => send<void>('POST', `/api/shares/${consent}/end`),

    alerts: () => send<AlertChoices>('GET', '/api/alerts'),
    chooseAlerts: (choices: AlertChoices) => send<AlertChoices>('PUT', '/api/alerts', choices),
    mailView: () => send<MailView>('GET', '/api/account/mail'),
    chooseMail: (choices: MailView['choices']) => send<MailView>('PUT', '/api/account/mail', choices),

    /** Lines below the sequence `before`; the newest without one. */
    audit: (filter: AuditFilter, before: number | null) =>
      send<AuditPage>('GET', `/api/audit?${searchOf({ ...filter, before })}`),
    auditFileUrl: (filter: AuditFilter, format: 'csv' | 'ndjson') =>
      `/api/audit/export?${searchOf({ ...filter, format })}`,
  };
}
