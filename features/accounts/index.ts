export type { AccountNotes } from './account-notes.ts';
export { accountsMigrations } from './accounts.migrations.ts';
export { accountsRoutes } from './accounts.routes.ts';
export { type Accounts, type AccountsOperator, createAccounts } from './accounts.service.ts';
export { custodyRoutes } from './custody/custody.routes.ts';
export { createCustody } from './custody/custody.service.ts';
export type { CarePurpose, CareTerms, ClaimPurpose } from './invitation-content.ts';
export type { IssuedInvitation } from './invitation-issuing.ts';
export type { Caller } from './notes.ts';
export { organizationsRoutes } from './organizations/organizations.routes.ts';
export { createWorkplaces } from './organizations/organizations.service.ts';
export { createPatients } from './organizations/patients.service.ts';
export { createPasswords } from './password.ts';
export type { PersonInvitations, PersonWish } from './person-invitations.ts';
export type {
  AccountsPorts,
  AccountsSettings,
  MailPort,
  Message,
  RecoveryKit,
  SignOnProvider,
  WitnessPort,
} from './ports.ts';
export type { CarriesSession } from './presented.ts';
export type { SessionView } from './session-view.ts';
export { endEveryLogin } from './sessions.store.ts';
export type { Session, SessionLine } from './sessions.ts';
export type { FirstOwner, SetupState } from './setup.ts';
