export { accountsMigrations } from './accounts.migrations.ts';
export { accountsRoutes } from './accounts.routes.ts';
export { type Accounts, type AccountsOperator, createAccounts, type SessionView } from './accounts.service.ts';
export type { Caller } from './notes.ts';
export type { AccountsPorts, AccountsSettings, RecoveryKit, WitnessPort } from './ports.ts';
export type { CarriesSession } from './presented.ts';
export { endEveryLogin } from './sessions.store.ts';
export type { Session, SessionLine } from './sessions.ts';
export type { FirstOwner, SetupState } from './setup.ts';
