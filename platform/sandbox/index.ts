export { createSandbox } from './create-sandbox.ts';
export type {
  IsolationLevel,
  ProgramOptions,
  Sandbox,
  SandboxJob,
  SandboxLimits,
  SandboxOptions,
  SandboxOutcome,
  SandboxSession,
  SandboxStatus,
} from './types.ts';
