import { describe, expect, it } from 'vitest';
import { applyRules } from './apply-rules.ts';
import { rules } from './rules.ts';

/** Where a piece of code stands, the code, and the rule it breaks (null: none). */
type Row = readonly [path: string, code: string, rule: string | null];

const rows: readonly Row[] = [
  ['record/vault/cipher.ts', "import { createCipheriv } from 'node:crypto';", null],
  ['record/vault/cipher.test.ts', "import { createDecipheriv } from 'node:crypto';", null],
  ['record/vault/blobs.ts', "import { createCipheriv } from 'node:crypto';", 'one-cipher-module'],
  ['features/intake/index.ts', "import { createDecipheriv as open } from 'node:crypto';", 'one-cipher-module'],
  ['platform/db/open.ts', 'const x = crypto.subtle;', 'one-cipher-module'],
  ['record/ledger/leaf.ts', "import * as crypto from 'node:crypto';", 'one-cipher-module'],
  ['record/ledger/leaf.ts', "const { createHash } = await import('crypto');", 'one-cipher-module'],
  ['record/ledger/leaf.ts', "import { createHash } from 'node:crypto';", null],
  ['kernel/ledger-proof/note.ts', "import { type KeyObject, verify } from 'node:crypto';", null],
  ['kernel/ledger-proof/note.ts', "import { sign } from 'node:crypto';", 'proofs-need-no-key'],
  ['kernel/ledger-proof/note.ts', "import { createPrivateKey } from 'crypto';", 'proofs-need-no-key'],
  ['features/intake/load.ts', "import { createRequire } from 'node:module';", 'no-back-doors'],
  ['features/intake/load.ts', "const fs = require('fs');", 'no-back-doors'],
  ['features/intake/load.ts', "const net = process.getBuiltinModule('net');", 'no-back-doors'],
  ['features/intake/load.ts', 'const importer = await import(name);', 'no-back-doors'],
  ['features/intake/load.ts', "const importer = await import('./fhir.ts');", null],
  ['platform/config/values.ts', "import { isIP } from 'node:net';", null],
  ['platform/config/values.ts', "import { connect } from 'node:net';", 'pure-net'],
  ['platform/config/values.ts', "import net from 'node:net';", 'pure-net'],
  ['features/intake/index.ts', "import { x } from '../../record/gate/index.ts';", 'packages-by-name'],
  ['features/intake/importers/fhir.ts', "import { x } from '../limits.ts';", null],
  ['features/intake/index.test.ts', "import { x } from '../../tests/support/needs.ts';", null],
  ['features/intake/intake.service.ts', "const sql = 'select id from facts';", 'sql-in-stores'],
  ['features/intake/intake.service.ts', 'const sql = `INSERT INTO facts $' + '{values}`;', 'sql-in-stores'],
  ['features/intake/intake.store.ts', "const sql = 'select id from facts';", null],
  ['features/intake/migrations/0001-intake.ts', "const sql = 'create table facts (id blob)';", null],
  ['features/intake/words.ts', "const sentence = 'Select a file from the list';", null],
  ['record/gate/decide.ts', 'const now = Date.now();', 'time-from-a-clock'],
  ['record/gate/decide.ts', 'const now = new Date();', 'time-from-a-clock'],
  ['record/gate/decide.ts', 'const then = new Date(0);', null],
  ['record/gate/decide.ts', 'const home = process.env.HOME;', 'environment-in-config'],
  ['platform/config/read.ts', 'const home = process.env.HOME;', null],
  ['kernel/ids/ids.test.ts', "it.skip('is unique', () => {});", 'no-left-out-tests'],
  ['kernel/ids/ids.test.ts', "describe.only('ids', () => {});", 'no-left-out-tests'],
  ['kernel/ids/ids.test.ts', "it('is unique', () => {});", null],
  ['kernel/ids/index.ts', '// TODO: think', 'nothing-half'],
  ['kernel/ids/index.ts', '// @ts-ignore', 'nothing-half'],
  ['kernel/ids/index.ts', '// biome-ignore lint/style/noDefaultExport', 'nothing-half'],
  ['kernel/ids/index.ts', '// biome-ignore lint/style/noDefaultExport: the tool reads it', null],
  ['apps/web/src/a.module.css', '.a { margin-left: 1rem; }', 'logical-css'],
  ['apps/web/src/a.module.css', '.a {\n  right: 0;\n}', 'logical-css'],
  ['apps/web/src/a.module.css', '.a { border-right-color: red; text-align: left }', 'logical-css'],
  ['apps/web/src/a.module.css', '.a { padding: 0 clamp(1rem, 3vw, 2rem) 0 calc((1rem + 2px) * 2); }', 'logical-css'],
  ['apps/web/src/a.module.css', '.a { border-radius: 4px 0 0 4px; }', 'logical-css'],
  ['apps/web/src/a.module.css', '.a:hover { padding: 0 1rem; border-radius: 4px 4px 0 0; text-align: start }', null],
  ['apps/web/src/a.module.css', '.a { margin: 0 clamp(1rem, 3vw, 2rem) 1px clamp(1rem, 3vw, 2rem); --left: 0; }', null],
  ['kernel/ids/index.ts', 'const a = 1;\n'.repeat(301), 'one-job-per-file'],
  ['kernel/fhir/generated/extractors.ts', 'const a = 1;\n'.repeat(301), null],
];

describe('the rules of the house', () => {
  for (const [path, code, rule] of rows) {
    const shown = code.length > 60 ? `${code.slice(0, 40)}...` : code;
    it(`${rule ?? 'nothing'} is broken by ${shown.replaceAll('\n', ' ')} in ${path}`, () => {
      expect([...new Set(applyRules(path, code).map((broken) => broken.rule))]).toEqual(rule === null ? [] : [rule]);
    });
  }

  it('are each tried against a violation', () => {
    const tried = new Set(rows.map(([, , rule]) => rule));
    expect(rules.map((rule) => rule.name).filter((name) => !tried.has(name))).toEqual([]);
  });

  it('name the line', () => {
    expect(applyRules('kernel/ids/index.ts', 'const a = 1;\n\n// FIXME\n')).toMatchObject([{ line: 3 }]);
  });
});
