import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { type EnvFile, parseEnvFile } from './env-file.ts';
import { didYouMean, nearest } from './nearest.ts';
import { ConfigError, type ConfigProblem } from './problems.ts';
import { refusals } from './refusals.ts';
import { configSchema } from './schema.ts';
import { KeyOnce } from './secret.ts';
import { type Setting, settings } from './settings.ts';
import { readYamlFile } from './yaml-file.ts';

type Parsed = z.output<typeof configSchema>;

/** The checked settings. File names are absolute; secrets are wrapped; the root key is not among them. */
export interface Config extends Omit<Parsed, 'server' | 'keys'> {
  readonly server: Parsed['server'] & { readonly publicUrl: string };
  readonly keys: Omit<Parsed['keys'], 'root' | 'rootNext'>;
}

/** Where the root key comes from; the vault reads the files and checks their modes. */
export type RootKeyPlace =
  | { readonly place: 'environment'; readonly key: KeyOnce }
  | { readonly place: 'file'; readonly file: string }
  /** The embedded default: made there at first start. */
  | { readonly place: 'data'; readonly file: string };

/** Which of the places a setting was read from. */
export type Origin = 'environment' | '.env' | 'chartwarden.yaml' | 'default';

export interface LoadedConfig {
  readonly config: Config;
  readonly rootKey: RootKeyPlace;
  /** CHARTWARDEN_ROOT_KEY_NEXT, when set. */
  readonly nextRootKey: KeyOnce | undefined;
  /** By key, for `doctor`. */
  readonly origins: ReadonlyMap<string, Origin>;
}

export interface ConfigPlaces {
  /** The environment; CHARTWARDEN_ROOT_KEY and CHARTWARDEN_ROOT_KEY_NEXT are deleted from it. */
  readonly env: Record<string, string | undefined>;
  /** The working folder: `.env` and `chartwarden.yaml` are looked for here, file names are relative to it. */
  readonly cwd: string;
  /** False for verbs that serve nobody: refusals of an unsafe start are then not applied. */
  readonly serving?: boolean;
}

/** Names that are read before or beside the schema. */
const OTHER_NAMES = ['CHARTWARDEN_CONFIG'];
/** Set by test runs; never read by the program. */
const TEST_PREFIX = 'CHARTWARDEN_TEST_';
const ENV_FILE_BYTES = 256 * 1024;

/**
 * Reads and checks every setting: environment before `.env` before `chartwarden.yaml` before default.
 * Throws ConfigError with every problem at once; its text names settings, never values.
 */
export async function loadConfig({ env, cwd, serving = true }: ConfigPlaces): Promise<LoadedConfig> {
  const problems: ConfigProblem[] = [];
  const dotEnv = readEnvFile(join(cwd, '.env'), problems);
  const yamlName = env.CHARTWARDEN_CONFIG || dotEnv.values.get('CHARTWARDEN_CONFIG');
  const yaml = await readYamlFile(resolve(cwd, yamlName || 'chartwarden.yaml'), Boolean(yamlName), problems);
  checkEnvNames(env, dotEnv, problems);

  const tree: Record<string, Record<string, unknown>> = {};
  const origins = new Map<string, Origin>();
  for (const setting of settings) {
    const [origin, value] = find(setting, env, dotEnv, yaml);
    origins.set(setting.key, origin);
    if (origin !== 'default') tree[setting.section] = { ...tree[setting.section], [setting.name]: value };
  }
  delete env.CHARTWARDEN_ROOT_KEY;
  delete env.CHARTWARDEN_ROOT_KEY_NEXT;

  const parsed = configSchema.safeParse(tree);
  if (!parsed.success) problems.push(...valueProblems(parsed.error.issues, origins));
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems);

  const loaded = assemble(parsed.data, origins, cwd);
  if (serving) {
    const { root: rootHex, rootNext: nextHex } = parsed.data.keys;
    const refused = refusals({ ...loaded, rootHex, nextHex, envFileExposed: dotEnv.exposed });
    if (refused.length > 0) throw new ConfigError(refused);
  }
  return loaded;
}

/** `exposed` when it holds a secret and everybody on the machine may read it. */
type FoundEnvFile = EnvFile & { readonly exposed: boolean };

function readEnvFile(file: string, problems: ConfigProblem[]): FoundEnvFile {
  const none: FoundEnvFile = { values: new Map(), badLines: [], exposed: false };
  if (!existsSync(file)) return none;
  const { size, mode } = statSync(file);
  if (size > ENV_FILE_BYTES) {
    problems.push({ code: 'CW-CFG-004', key: '.env', detail: 'is larger than 256 KiB' });
    return none;
  }
  const read = parseEnvFile(readFileSync(file, 'utf8'));
  for (const line of read.badLines)
    problems.push({ code: 'CW-CFG-004', key: '.env', detail: `line ${line} is not NAME=value` });
  const holdsSecret = settings.some(({ env, secret }) => secret && env && read.values.get(env));
  // Windows reports no meaningful group and other bits.
  return { ...read, exposed: holdsSecret && process.platform !== 'win32' && (mode & 0o004) !== 0 };
}

function checkEnvNames(env: ConfigPlaces['env'], dotEnv: EnvFile, problems: ConfigProblem[]): void {
  const known = new Set([...settings.flatMap(({ env: name }) => name ?? []), ...OTHER_NAMES]);
  const own = Object.keys(env).filter((name) => name.startsWith('CHARTWARDEN_') && !name.startsWith(TEST_PREFIX));
  for (const name of new Set([...own, ...dotEnv.values.keys()])) {
    if (!known.has(name)) problems.push({ code: 'CW-CFG-001', key: name, detail: didYouMean(nearest(name, known)) });
  }
}

function find(
  setting: Setting,
  env: ConfigPlaces['env'],
  dotEnv: EnvFile,
  yaml: ReadonlyMap<string, unknown>,
): [Origin, unknown] {
  if (setting.env) {
    // An empty variable is an unset one: compose files and unit files often pass empty ones through.
    const real = env[setting.env];
    if (real) return ['environment', fromText(setting, real)];
    const filed = dotEnv.values.get(setting.env);
    if (filed) return ['.env', fromText(setting, filed)];
  }
  return yaml.has(setting.key) ? ['chartwarden.yaml', yaml.get(setting.key)] : ['default', undefined];
}

/** A variable's text as the schema wants it; what does not fit is left as text, and the schema refuses it. */
function fromText({ kind }: Setting, text: string): unknown {
  if (kind === 'number') return /^\d+$/.test(text.trim()) ? Number(text) : text;
  if (kind === 'boolean')
    return { true: true, '1': true, yes: true, false: false, '0': false, no: false }[text.trim().toLowerCase()] ?? text;
  if (kind === 'list')
    return text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  return text;
}

function valueProblems(issues: readonly z.core.$ZodIssue[], origins: ReadonlyMap<string, Origin>): ConfigProblem[] {
  return issues.map((issue) => {
    const key = issue.path.slice(0, 2).join('.');
    const setting = settings.find((candidate) => candidate.key === key);
    const fromEnv = origins.get(key) === 'environment' || origins.get(key) === '.env';
    // Inside an entry of a list, where: by names of the schema and numbers, never by what was given.
    const inner = issue.path.slice(2).map((part) => (typeof part === 'number' ? `entry ${part + 1}` : String(part)));
    const where = setting?.kind === 'list' && inner.length > 1 ? ` (${inner.join(', ')})` : '';
    return { code: 'CW-CFG-002', key: (fromEnv && setting?.env) || key, detail: `${explain(issue, setting)}${where}` };
  });
}

/** Words of our own: zod's texts can quote what was given, and what was given can be a secret in the wrong place. */
function explain(issue: z.core.$ZodIssue, setting: Setting | undefined): string {
  if (setting && setting.words.length > 0) return `is none of ${setting.words.join(', ')}`;
  if (issue.code === 'too_small') return `is less than ${issue.minimum}`;
  if (issue.code === 'too_big') return `is more than ${issue.maximum}`;
  if (issue.code === 'custom' && issue.message) return issue.message;
  if (issue.code === 'invalid_format' && issue.message.startsWith('needs')) return issue.message;
  return setting ? `is not a valid ${setting.kind}` : 'is not valid';
}

function assemble(parsed: Parsed, origins: ReadonlyMap<string, Origin>, cwd: string): LoadedConfig {
  const place = <T extends string | undefined>(file: T): T => (file === undefined ? file : (resolve(cwd, file) as T));
  const { root, rootNext, rootFile, ...keys } = parsed.keys;
  const { server, tls, session, backup, witness } = parsed;
  const data = resolve(cwd, server.data);
  const config: Config = {
    ...parsed,
    server: { ...server, data, publicUrl: server.publicUrl ?? `http://localhost:${server.port}` },
    tls: { cert: place(tls.cert), key: place(tls.key) },
    session: { ...session, loginFile: place(session.loginFile) },
    keys: { ...keys, rootFile: place(rootFile), backupDir: place(keys.backupDir) },
    backup: { dir: place(backup.dir) },
    witness: { dir: place(witness.dir) },
    mail: { ...parsed.mail, ca: place(parsed.mail.ca) },
    signOn: {
      ...parsed.signOn,
      providers: parsed.signOn.providers.map(({ secretFile, ...one }) => ({ ...one, secretFile: place(secretFile) })),
    },
  };
  const rootKey: RootKeyPlace = root
    ? { place: 'environment', key: new KeyOnce(root) }
    : config.keys.rootFile
      ? { place: 'file', file: config.keys.rootFile }
      : { place: 'data', file: join(data, 'keys', 'root.key') };
  return { config, rootKey, nextRootKey: rootNext ? new KeyOnce(rootNext) : undefined, origins };
}
