/** What the pages about organizations speak; times are milliseconds since the epoch. */

export type OrganizationRole = 'manager' | 'member' | 'viewer';

/** An organization that the account at the screen works for. */
export interface OrganizationLine {
  readonly id: string;
  readonly name: string;
  readonly role: OrganizationRole;
  readonly since: number;
  readonly members: number;
  /** Records in its custody. */
  readonly people: number;
}

export interface OrganizationMember {
  readonly account: string;
  readonly name: string | null;
  readonly role: OrganizationRole;
  readonly since: number;
  /** False: the account is shut out. */
  readonly active: boolean;
  readonly you: boolean;
}

export interface OrganizationAnswer extends Omit<OrganizationLine, 'members'> {
  /** Whoever has an account here finds it, to share with it. */
  readonly listed: boolean;
  readonly members: readonly OrganizationMember[];
}

export interface OrganizationSays {
  readonly name: string;
  readonly listed: boolean;
}

/** A record in the custody of an organization. */
export interface PatientLine {
  readonly id: string;
  readonly name: string;
  readonly since: number;
}

export interface PatientsAnswer {
  readonly people: readonly PatientLine[];
  /** The place from which to go on; null: that was all. */
  readonly next: number | null;
  readonly total: number;
}

/** What it means to let a patient go, to the byte; counts null: somebody else holds the record, and keeps it. */
export interface LeavingDraft {
  readonly id: string;
  readonly digest: string;
  readonly counts: { readonly facts: number; readonly sources: number; readonly bytes: number } | null;
  readonly noticeDays: number;
}

/** A record that is erased then, unless somebody takes it over before. */
export interface Leaving {
  readonly id: string;
  readonly person: string;
  readonly due: number;
}

/** Somebody who was asked to work for an organization and has not agreed yet. */
export interface WorkInvitation {
  readonly id: string;
  readonly role: OrganizationRole;
  readonly email: string | null;
  readonly issuer: string | null;
  readonly expires: number;
  /** False: it cannot be taken any more, only made anew or cancelled. */
  readonly live: boolean;
}

/** Whom a record is handed over to, and what the organization asks to keep. */
export interface HandOver {
  readonly relation: 'self' | 'custodian';
  readonly keeps: 'nothing' | 'look' | 'add';
  readonly email?: string;
}
