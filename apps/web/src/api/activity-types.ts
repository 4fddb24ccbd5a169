/** What "who saw what" and the log of the instance speak; times are milliseconds since the epoch. */

export type GroupKind = 'looks' | 'copies' | 'changes' | 'access' | 'refused';
export type Unusual = 'emergency' | 'refused' | 'copy' | 'first' | 'many' | 'night';

export interface SeenActor {
  readonly kind: string;
  readonly role: string;
  /** The asking account itself. */
  readonly own: boolean;
  readonly account?: string;
  readonly name?: string;
}

/** One line within a group. */
export interface SeenLine {
  readonly seq: number;
  readonly time: number;
  readonly action: string;
  readonly outcome: string;
  readonly code?: string;
  readonly count?: number;
  /** Somebody took the record into their care. */
  readonly taken?: true;
}

/** A consent on which lines rest. `live`: it holds, and can be ended. */
export interface SeenConsent {
  readonly id: string;
  readonly effect: 'permit' | 'deny';
  readonly given: number;
  readonly until: number | null;
  readonly ended: number | null;
  readonly live: boolean;
  readonly reason?: string;
}

/** What one actor did on one day, of one kind, for one purpose. */
export interface SeenGroup {
  readonly key: string;
  /** ISO 8601, in the zone that was asked for. */
  readonly day: string;
  readonly kind: GroupKind;
  readonly actor: SeenActor;
  readonly from: number;
  readonly to: number;
  /** Newest first. */
  readonly lines: readonly [SeenLine, ...SeenLine[]];
  /** Different entries; `types` says of which types, as far as that is known. */
  readonly entries: number;
  readonly types: readonly { readonly type: string; readonly count: number }[];
  readonly purpose?: string;
  readonly clients: readonly string[];
  readonly consents: readonly SeenConsent[];
  /** Organizations for which it was done, by name. */
  readonly places?: readonly string[];
  readonly unusual: readonly Unusual[];
}

export interface SeenPage {
  readonly groups: readonly SeenGroup[];
  readonly next: string | null;
  readonly head: { readonly size: number; readonly root: string; readonly time: number };
}

/** One line with everything it says. */
export interface SeenDetail extends SeenLine {
  readonly actor: SeenActor & { readonly client?: string };
  readonly purpose?: string;
  readonly types?: readonly string[];
  readonly ip?: string;
  readonly agent?: string;
  /** `type`: while it is an entry of the record; null for what is gone, and for files. */
  readonly items?: readonly { readonly id: string; readonly type: string | null }[];
  readonly consents: readonly SeenConsent[];
  readonly places?: readonly string[];
}

/** What to look for in the log of a record. */
export interface SeenFilter {
  readonly own: 'show' | 'hide';
  readonly who?: string;
  readonly kind?: GroupKind;
  readonly from?: number;
  readonly to?: number;
}

/** One line of the log of the instance. */
export interface AuditEntry {
  readonly seq: number;
  readonly createdAt: string;
  readonly actorKind?: string;
  readonly actorUserId?: string;
  readonly actorEmail?: string;
  readonly actorName?: string;
  readonly actorRole?: string;
  readonly action?: string;
  readonly resourceType?: string;
  readonly resourceId?: string;
  readonly count?: number;
  readonly method?: string;
  readonly path?: string;
  readonly statusCode?: number;
  readonly outcome?: 'success' | 'failure';
  readonly code?: string;
  readonly purpose?: string;
  readonly ipAddress?: string;
  readonly userAgent?: string;
  /** Of an erased person: nobody can read it. */
  readonly erased?: true;
}

export interface AuditPage {
  readonly page: number;
  readonly limit: number;
  /** Null where words were looked for. */
  readonly total: number | null;
  readonly next: number | null;
  readonly entries: readonly AuditEntry[];
}

/** All of it must match. `from` inclusive, `to` exclusive: ISO 8601. */
export interface AuditFilter {
  readonly outcome?: 'success' | 'failure';
  readonly actorEmail?: string;
  readonly actorKind?: 'operator' | 'system' | 'anonymous';
  readonly action?: string;
  readonly resourceType?: string;
  readonly from?: string;
  readonly to?: string;
}

/** What somebody is told about unasked. */
export type Alert =
  | 'failed-logins'
  | 'first-look'
  | 'export'
  | 'mass-read'
  | 'break-glass'
  | 'log-broken'
  | 'clock-back';
export type AlertChoices = Readonly<Record<Alert, boolean>>;

/** What comes by mail besides standing above every page. */
export type MailTopic = Alert | 'account' | 'sharing';
export interface MailView {
  /** Whether this server sends mail at all. */
  readonly open: boolean;
  readonly choices: Readonly<Record<MailTopic, boolean>>;
  readonly fixed: readonly MailTopic[];
}
