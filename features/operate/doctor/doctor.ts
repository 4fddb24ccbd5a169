import { isCoded } from '@chartwarden/errors';
import type { Report } from '../report.ts';
import { backups, sealedKeyring } from './key-checks.ts';
import { access, tree, witness } from './ledger-checks.ts';
import { diskSpace, durability, importerIsolation, jobs, keyFiles, mail, settings, signOn, stored } from './machine.ts';
import { imports, records, strangers } from './record-checks.ts';
import { type Check, type DoctorParts, type Examine, problem } from './types.ts';

/** Every examination, in the order in which its findings are said. */
const EXAMINATIONS: Readonly<Record<string, Examine>> = {
  settings,
  keyFiles,
  sealedKeyring,
  tree,
  witness,
  access,
  strangers,
  stored,
  records,
  imports,
  backups,
  jobs,
  mail,
  signOn,
  importerIsolation,
  diskSpace,
  durability,
};

/** Examines everything and names what is wrong. Changes nothing but the log, which says that records were looked at. */
export async function examine(
  parts: DoctorParts,
  report: Report,
): Promise<{ readonly healthy: boolean; readonly checks: readonly Check[] }> {
  const checks: Check[] = [];
  for (const [name, look] of Object.entries(EXAMINATIONS)) {
    try {
      checks.push(...(await look(parts, report)));
    } catch (error) {
      // One thing that cannot be looked at must not hide the others.
      const what = isCoded(error) ? `${error.code}: ${error.message}` : `It could not be examined (${nameOf(error)}).`;
      checks.push(problem(`doctor.${name}`, what));
    }
  }
  return { healthy: checks.every(({ state }) => state !== 'problem'), checks };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
