import { posix } from 'node:path';
import ts from 'typescript';
import { physicalDeclarations } from './logical-css.ts';
import {
  type Finding,
  finding,
  importsOf,
  isProduct,
  isTest,
  nodesOf,
  packageOf,
  type SourceFile,
} from './source-file.ts';

/** A rule of the house that neither the compiler, nor biome, nor dependency-cruiser can state. */
export interface Rule {
  readonly name: string;
  readonly why: string;
  /** Which files it is about. */
  readonly covers: (path: string) => boolean;
  readonly check: (file: SourceFile) => Generator<Finding>;
}

const CIPHERS = /^(create(C|Dec)ipher(iv)?|Cipher(iv)?|Decipher(iv)?|(public|private)(En|De)crypt|subtle|webcrypto)$/;
/** What verifying with a public key takes of node:crypto. */
const PUBLIC_CRYPTO = new Set(['createHash', 'createPublicKey', 'hash', 'KeyObject', 'verify']);
const PURE_NET = new Set(['isIP', 'isIPv4', 'isIPv6', 'BlockList', 'SocketAddress']);
/** A statement in one letter case, as SQL is written; a sentence that starts with "Select" is not one. */
const SQL = new RegExp(
  [
    'select\\s[\\s\\S]*\\sfrom\\s',
    'insert\\s+(or\\s+\\w+\\s+)?into\\s',
    'update\\s+\\w+\\s+set\\s',
    'delete\\s+from\\s',
  ]
    .concat('(create|alter|drop)\\s+(unique\\s+)?(table|index|trigger|view)\\s', 'pragma\\s')
    .flatMap((statement) => [statement, statement.replace(/(?<!\\)[a-z]+/g, (word) => word.toUpperCase())])
    .map((statement) => `^\\s*${statement}`)
    .join('|'),
);
const BACK_DOORS = new Set(['createRequire', 'getBuiltinModule', '_linkedBinding', 'dlopen']);
const MARKS = /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck|expect-error)|biome-ignore(?!.*:\s*\S)/;
const MAX_LINES = 300;

/** Every rule, in the order in which they are reported. */
export const rules: readonly Rule[] = [
  {
    name: 'one-cipher-module',
    why: 'Ciphers of node:crypto are called in record/vault/cipher.ts only: one nonce rule, one tag length, one AAD.',
    // The browser has no other hash than subtle's, and no keys; the guard handles whole modules to shut their doors.
    covers: (path) =>
      path !== 'record/vault/cipher.ts' &&
      !/^(record\/vault\/.*\.test\.ts|apps\/web\/|platform\/egress\/|tests\/|prove\/|scripts\/rules\/)/.test(path),
    *check(file) {
      for (const node of nodesOf(file)) {
        if (ts.isIdentifier(node) && CIPHERS.test(node.text))
          yield finding(file, node, `${node.text} outside the cipher module`);
      }
      for (const { node, from, names } of importsOf(file)) {
        if (/^(node:)?crypto$/.test(from) && names.includes('*')) {
          yield finding(file, node, 'import what you use of node:crypto by name, so that this rule can see it');
        }
      }
    },
  },
  {
    name: 'proofs-need-no-key',
    why: 'kernel/ledger-proof hashes and verifies: signing, randomness and private keys stay in record/.',
    covers: (path) => isProduct(path) && path.startsWith('kernel/ledger-proof/'),
    *check(file) {
      for (const { node, from, names } of importsOf(file)) {
        if (!/^(node:)?crypto$/.test(from)) continue;
        for (const name of names) if (!PUBLIC_CRYPTO.has(name)) yield finding(file, node, `${name} of node:crypto`);
      }
    },
  },
  {
    name: 'no-back-doors',
    why: 'A module loaded by another way than import is seen by no rule.',
    covers: (path) => isProduct(path) && !/^platform\/(egress|sandbox)\//.test(path),
    *check(file) {
      for (const node of nodesOf(file)) {
        if (ts.isIdentifier(node) && BACK_DOORS.has(node.text))
          yield finding(file, node, `${node.text} loads modules behind the rules' back`);
        if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require') {
          yield finding(file, node, "require loads modules behind the rules' back");
        }
        if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
          const from = node.arguments[0];
          if (from === undefined || !ts.isStringLiteralLike(from))
            yield finding(file, node, 'import() of a computed name');
        }
      }
    },
  },
  {
    name: 'pure-net',
    why: 'Outside the ports, node:net may parse addresses and nothing else.',
    covers: (path) => isProduct(path) && !/^platform\/(egress|sandbox|http|db)\//.test(path),
    *check(file) {
      for (const { node, from, names } of importsOf(file)) {
        if (!/^(node:)?net$/.test(from)) continue;
        for (const name of names) if (!PURE_NET.has(name)) yield finding(file, node, `${name} of node:net`);
      }
    },
  },
  {
    name: 'packages-by-name',
    why: 'Another package is imported as @chartwarden/<name>; a relative path would bind to where it stands.',
    covers: isProduct,
    *check(file) {
      for (const { node, from } of importsOf(file)) {
        if (!from.startsWith('.')) continue;
        const target = posix.join(posix.dirname(file.path), from);
        if (!target.startsWith(`${packageOf(file.path)}/`)) yield finding(file, node, `${from} leaves the package`);
      }
    },
  },
  {
    name: 'sql-in-stores',
    why: 'SQL stands in *.store.ts, migrations and platform/db, where a review looks for it.',
    covers: (path) =>
      isProduct(path) && !/^platform\/db\/|\.store\.ts$|(^|\/)migrations?\/|(^|[./])migrations\.ts$/.test(path),
    *check(file) {
      for (const node of nodesOf(file)) {
        const isText = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node);
        if (isText && SQL.test(node.text)) yield finding(file, node, 'SQL outside a store');
      }
    },
  },
  {
    name: 'time-from-a-clock',
    why: 'Time comes from a Clock that is passed in, so that tests decide what time it is.',
    // The guard counts refusals in every thread, before there is anything that could be passed in.
    covers: (path) => isProduct(path) && !/^(kernel\/(time|ids)\/|platform\/egress\/|apps\/)/.test(path),
    *check(file) {
      for (const node of nodesOf(file)) {
        const isNow =
          ts.isPropertyAccessExpression(node) &&
          node.name.text === 'now' &&
          ts.isIdentifier(node.expression) &&
          node.expression.text === 'Date';
        const isNew =
          ts.isNewExpression(node) &&
          ts.isIdentifier(node.expression) &&
          node.expression.text === 'Date' &&
          (node.arguments?.length ?? 0) === 0;
        if (isNow || isNew) yield finding(file, node, 'the wall clock');
      }
    },
  },
  {
    name: 'environment-in-config',
    why: 'Settings are one schema in platform/config; nothing else looks into the environment.',
    covers: (path) => isProduct(path) && !/^(platform\/(config|sandbox|egress)\/|apps\/)/.test(path),
    *check(file) {
      for (const node of nodesOf(file)) {
        if (
          ts.isPropertyAccessExpression(node) &&
          node.name.text === 'env' &&
          ts.isIdentifier(node.expression) &&
          node.expression.text === 'process'
        ) {
          yield finding(file, node, 'process.env');
        }
      }
    },
  },
  {
    name: 'no-left-out-tests',
    why: 'A skipped test is a promise nobody keeps. What a machine lacks is left out through tests/support/needs.ts.',
    covers: isTest,
    *check(file) {
      for (const node of nodesOf(file)) {
        if (!ts.isPropertyAccessExpression(node) || !/^(skip|only|todo|fails)$/.test(node.name.text)) continue;
        if (ts.isIdentifier(node.expression) && /^(it|test|describe)$/.test(node.expression.text)) {
          yield finding(file, node, `${node.expression.text}.${node.name.text}`);
        }
      }
    },
  },
  {
    name: 'nothing-half',
    why: 'No reminders, no silenced compiler, no silenced linter without its reason.',
    covers: (path) => !path.startsWith('scripts/rules/'),
    *check(file) {
      for (const [index, line] of file.text.split('\n').entries()) {
        const mark = MARKS.exec(line)?.[0];
        if (mark !== undefined) yield { path: file.path, line: index + 1, message: mark };
      }
    },
  },
  {
    name: 'logical-css',
    why: 'A page can run from right to left: our stylesheets say start and end, never left and right.',
    covers: (path) => path.startsWith('apps/web/') && path.endsWith('.css'),
    *check(file) {
      for (const { line, message } of physicalDeclarations(file.text)) yield { path: file.path, line, message };
    },
  },
  {
    name: 'one-job-per-file',
    why: `A file has one job and about 250 lines; above ${MAX_LINES} it has two.`,
    covers: (path) => isProduct(path) && !path.startsWith('kernel/fhir/generated/'),
    *check(file) {
      const lines = file.text.trimEnd().split('\n').length;
      if (lines > MAX_LINES) yield { path: file.path, line: lines, message: `${lines} lines` };
    },
  },
];
