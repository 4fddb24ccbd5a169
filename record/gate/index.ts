export type { Access } from './access.ts';
export { type AccessState, type AccountState, type Custody, fold, type RecordState, stateAt } from './access-state.ts';
export {
  type AccessEvent,
  type Capacity,
  type ConsentEvent,
  type CustodyEvent,
  INSTANCE_ROLES,
  type InstanceRole,
  type MembershipEvent,
  type NewAccessEvent,
  ORGANIZATION_ROLES,
  type OrganizationRole,
} from './access-types.ts';
export {
  type Activity,
  type ActivityBehind,
  type ActivityLine,
  type ActivityQuery,
  type ConsentBehind,
  createActivity,
} from './activity.ts';
export { type Approvals, type Draft, draftDigest } from './approvals.ts';
export type { Archives, PersonArchive } from './archives.ts';
export type { AskedOfLog, Audit, AuditLine, AuditQuery } from './audit.ts';
export { type Decision, decide } from './decide.ts';
export type { Emergencies } from './emergencies.ts';
export type { Erased, Erasing } from './erasing.ts';
export { deciding } from './gate.ts';
export {
  type Asked,
  channelOf,
  type Gate,
  type GateRequest,
  type Refusal,
  type Relation,
  requestFacts,
} from './gate-types.ts';
export type { AccessOfRecord, Ending, Grants } from './grants.ts';
export { type Growing, type GrowingAges, type GrowingSoon, growsUp } from './growing.ts';
export type { Invited, InvitedTo } from './invited.ts';
export type { LinkAtDoor, LinkDoor } from './link-door.ts';
export { type Core, type CoreParts, coreMigrations, openCore } from './open-core.ts';
export type { HeldByOrganization, Member, OrganizationCard, Organizations } from './organizations.ts';
export type { People, PersonLine } from './people.ts';
export { type Capability, isForShow, mayActAs, ROLE_CAPABILITIES } from './roles.ts';
export type { ToldConsent } from './told.ts';
export type { ViewAs } from './view-as.ts';
