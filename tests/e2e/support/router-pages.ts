import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../scripts/project-files.ts';

const ROUTE = /(?:\bpage\(|getParentRoute: \(\) => person,)\s*(?:path: )?'([^'$]+)'/g;

/** The pages of a person's record that need nothing but the person, as the router has them: a new one is found by itself. */
export function listPages(): readonly string[] {
  const router = readFileSync(join(projectRoot, 'apps/web/src/app/router.tsx'), 'utf8');
  return [...router.matchAll(ROUTE)].map(([, path]) => path ?? '').filter((path) => path !== '/');
}
