import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { SpawnSandbox } from '@chartwarden/egress';
import { createSandbox } from './create-sandbox.ts';
import type { Sandbox, SandboxOptions } from './types.ts';

/** Starts programs as the guard's capability does; for tests, which run without the guard. */
export const testSpawn: SpawnSandbox = (file, args, { cwd }) =>
  spawn(file, args, { cwd, env: {}, stdio: ['pipe', 'pipe', 'pipe'] });

/** A sandbox for tests of importers: `code` names the importer's folder below the project's root. */
export const createTestSandbox = (
  code: readonly string[],
  more: Partial<Pick<SandboxOptions, 'atMost' | 'cache' | 'warm' | 'warmMs' | 'spawn'>> = {},
): Sandbox => createSandbox({ spawn: testSpawn, root: resolve(import.meta.dirname, '../..'), code, ...more });

/** A file's bytes as a job's input. */
export async function* inputOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}
