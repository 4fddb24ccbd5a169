export type { Access } from './access.ts';
export { type AccessState, fold, stateAt } from './access-state.ts';
export type { AccessEvent, ConsentEvent, CustodyEvent, InstanceRole, NewAccessEvent } from './access-types.ts';
export { type Approvals, type Draft, draftDigest } from './approvals.ts';
export { type Decision, decide } from './decide.ts';
export { deciding } from './gate.ts';
export type { Gate, GateRequest, Refusal } from './gate-types.ts';
export { type Core, type CoreParts, coreMigrations, openCore } from './open-core.ts';
export type { People, PersonLine } from './people.ts';
