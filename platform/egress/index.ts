export { openConnection } from './connection.ts';
export { claimEgress, isGuarded } from './guard/install.ts';
export { brokenBy, type Patience, patientFetch } from './patient-fetch.ts';
export { type PinnedRequest, requestPinned } from './pinned-request.ts';
export { postgresRule } from './postgres-rule.ts';
export type {
  EgressClaim,
  EgressDoor,
  EgressOptions,
  EgressRule,
  EgressWay,
  ListenRule,
  Refusal,
  SandboxSpawnOptions,
  SpawnSandbox,
  TcpRule,
  UnixRule,
} from './types.ts';
