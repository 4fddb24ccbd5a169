import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../scripts/project-files.ts';

const ROUTE = /(?:\bpage\(|getParentRoute: \(\) => person,)\s*(?:path: )?'([^'$]+)'/g;

/** The pages of a person's record that need nothing but the person, as the router has them: a new one is found by itself. */
export function listPages(): readonly string[] {
  const folder = join(projectRoot, 'apps/web/src/app');
  const routes = readdirSync(folder).filter((name) => /^rout.*\.tsx$/.test(name));
  const pages = routes.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(ROUTE)].map(([, path]) => path ?? ''),
  );
  const found = pages.filter((path) => path !== '/');
  // Routes that stand elsewhere, or are written otherwise, must not be left out in silence.
  if (found.length < 30) throw new Error(`only ${found.length} pages were found in the router`);
  return found;
}
