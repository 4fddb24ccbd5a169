import type { LoadedConfig } from './load.ts';
import { isPlaceholder, isWeakKey } from './placeholders.ts';
import type { ConfigProblem } from './problems.ts';
import type { Secret } from './secret.ts';
import { type Setting, settings } from './settings.ts';
import { readSecrets } from './sign-on.ts';
import { isLoopback } from './values.ts';

/** What the rules look at: the settings and, for as long as they are checked, the digits of keys. */
export interface Start extends Pick<LoadedConfig, 'config' | 'rootKey'> {
  readonly rootHex: string | undefined;
  readonly nextHex: string | undefined;
  /** `.env` holds a secret and everybody on the machine may read it. */
  readonly envFileExposed: boolean;
}

/** Every reason not to start, in the order of the rules. Empty: nothing stands against it. */
export const refusals = (start: Start): ConfigProblem[] => rules.flatMap((rule) => rule(start));

const SESSION_SECRET_LENGTH = 32;
const MOST_TOKEN_HOURS = 24;
const MOST_ON_S3 = 4500;

type Rule = (start: Start) => ConfigProblem[];

const when = (holds: boolean, code: ConfigProblem['code'], key: string, detail: string): ConfigProblem[] =>
  holds ? [{ code, key, detail }] : [];

const isProd = ({ config }: Start): boolean => config.server.env === 'prod';
const endsTls = ({ config }: Start): boolean => Boolean(config.tls.cert) || config.proxy.trusted.length > 0;

/** The rules, one line of reasoning each. Those without `isProd` hold in dev as well (design section 6). */
const rules: readonly Rule[] = [
  function sessionSecretIsSet(start) {
    const unset = isProd(start) && !start.config.session.secret;
    return when(unset, 'CW-CFG-005', 'SESSION_SECRET', 'is not set; make one with: openssl rand -hex 32');
  },
  function sessionSecretIsLong({ config }) {
    const secret = config.session.secret?.reveal();
    const short = secret !== undefined && secret.length < SESSION_SECRET_LENGTH;
    return when(short, 'CW-CFG-006', 'SESSION_SECRET', `has fewer than ${SESSION_SECRET_LENGTH} characters`);
  },
  function secretsAreNotPlaceholders(start) {
    // A developer's local database may well have the password "postgres"; what guards sessions may not, ever.
    const checked = settings.filter(({ secret, key }) => secret && (isProd(start) || key === 'session.secret'));
    return checked.flatMap((setting) => {
      const value = secretOf(start.config, setting);
      return when(
        value !== undefined && isPlaceholder(value),
        'CW-CFG-007',
        setting.env ?? setting.key,
        'is a known placeholder',
      );
    });
  },
  function rootKeysAreRandom({ rootHex, nextHex }) {
    return [
      ...when(
        rootHex !== undefined && isWeakKey(rootHex),
        'CW-CFG-007',
        'CHARTWARDEN_ROOT_KEY',
        'is not random; make one with: openssl rand -hex 32',
      ),
      ...when(
        nextHex !== undefined && isWeakKey(nextHex),
        'CW-CFG-007',
        'CHARTWARDEN_ROOT_KEY_NEXT',
        'is not random; make one with: openssl rand -hex 32',
      ),
      ...when(
        rootHex !== undefined && rootHex.toLowerCase() === nextHex?.toLowerCase(),
        'CW-CFG-012',
        'CHARTWARDEN_ROOT_KEY_NEXT',
        'is the same as CHARTWARDEN_ROOT_KEY',
      ),
    ];
  },
  function rootKeyHasOnePlace({ config, rootHex }) {
    const two = rootHex !== undefined && config.keys.rootFile !== undefined;
    return when(two, 'CW-CFG-012', 'CHARTWARDEN_ROOT_KEY', 'is set together with CHARTWARDEN_ROOT_KEY_FILE; keep one');
  },
  function rootKeyHasAPlaceOfItsOwn(start) {
    const inData = isProd(start) && start.rootKey.place === 'data';
    return when(inData, 'CW-CFG-008', 'CHARTWARDEN_ROOT_KEY_FILE', 'is not set, and neither is CHARTWARDEN_ROOT_KEY');
  },
  function publicUrlIsHttps(start) {
    const url = new URL(start.config.server.publicUrl);
    if (url.protocol === 'https:') return [];
    if (!isLoopback(url.hostname))
      return [{ code: 'CW-CFG-009', key: 'CHARTWARDEN_PUBLIC_URL', detail: 'is http, and http is for localhost only' }];
    return when(
      isProd(start),
      'CW-CFG-009',
      'CHARTWARDEN_PUBLIC_URL',
      'is http on localhost; prod needs an https address',
    );
  },
  function httpsComesFromSomewhere(start) {
    const missing = start.config.server.publicUrl.startsWith('https:') && !endsTls(start);
    return when(
      missing,
      'CW-CFG-010',
      'CHARTWARDEN_PUBLIC_URL',
      'is https, but neither tls.cert and tls.key nor proxy.trusted is set',
    );
  },
  function openHostIsProtected(start) {
    const open = !isLoopback(start.config.server.host) && !endsTls(start);
    return when(
      open,
      'CW-CFG-010',
      'CHARTWARDEN_HOST',
      'is not a loopback address; set tls.cert and tls.key, or proxy.trusted',
    );
  },
  function tlsIsWhole({ config: { tls } }) {
    return [
      ...when(Boolean(tls.cert) && !tls.key, 'CW-CFG-012', 'tls.cert', 'is set without tls.key'),
      ...when(Boolean(tls.key) && !tls.cert, 'CW-CFG-012', 'tls.key', 'is set without tls.cert'),
    ];
  },
  function tlsMeansHttps({ config: { tls, server } }) {
    const plain = Boolean(tls.cert) && !server.publicUrl.startsWith('https:');
    return when(plain, 'CW-CFG-012', 'CHARTWARDEN_PUBLIC_URL', 'is not https although tls.cert is set');
  },
  function envFileIsPrivate(start) {
    const open = isProd(start) && start.envFileExposed;
    return when(open, 'CW-CFG-013', '.env', 'holds secrets and everybody may read it');
  },
  function tokensAreShortLived(start) {
    const long = isProd(start) && start.config.accounts.tokenHours > MOST_TOKEN_HOURS;
    return when(long, 'CW-CFG-014', 'accounts.tokenHours', `is more than ${MOST_TOKEN_HOURS}`);
  },
  function mailIsWhole({ config: { mail } }) {
    return [
      ...when(Boolean(mail.host) && !mail.from, 'CW-CFG-012', 'mail.host', 'is set without mail.from'),
      ...when(
        Boolean(mail.password) && !mail.user,
        'CW-CFG-012',
        'CHARTWARDEN_MAIL_PASSWORD',
        'is set without mail.user',
      ),
    ];
  },
  function mailIsEncrypted({ config: { mail } }) {
    const clear = mail.host !== undefined && mail.security === 'none' && !isLoopback(mail.host);
    return when(clear, 'CW-CFG-015', 'mail.security', 'is none, and mail.host is another machine');
  },
  function objectsAreWhole({ config: { objects, limits } }) {
    const { endpoint, folder, bucket, accessKey, secretKey } = objects;
    const key = 'objects.endpoint';
    return [
      ...when(Boolean(endpoint) && !bucket, 'CW-CFG-012', key, 'is set without objects.bucket'),
      ...when(
        Boolean(endpoint) && !(accessKey && secretKey),
        'CW-CFG-012',
        key,
        'is set without CHARTWARDEN_OBJECTS_ACCESS_KEY and CHARTWARDEN_OBJECTS_SECRET_KEY',
      ),
      ...when(Boolean(endpoint) && Boolean(folder), 'CW-CFG-012', key, 'is set together with objects.folder; keep one'),
      // S3 copies 5 GB in one step, and an object takes its address by a copy (CopyObject).
      ...when(
        Boolean(endpoint) && limits.uploadMegabytes > MOST_ON_S3,
        'CW-CFG-012',
        'limits.uploadMegabytes',
        `is more than ${MOST_ON_S3}, which is what an S3 store takes`,
      ),
    ];
  },
  function objectsTravelEncrypted(start) {
    const { endpoint } = start.config.objects;
    const url = endpoint === undefined ? undefined : new URL(endpoint);
    const plain = url?.protocol === 'http:' && !isLoopback(url.hostname);
    return when(isProd(start) && plain, 'CW-CFG-009', 'objects.endpoint', 'is http, and another machine');
  },
  function signOnIsWhole({ config: { signOn } }) {
    const { providers } = signOn;
    const twice = (what: 'id' | 'issuer') => new Set(providers.map((one) => one[what])).size < providers.length;
    const text = signOn.secrets?.reveal();
    const secrets = text === undefined ? new Map<string, string>() : readSecrets(text);
    const variable = 'CHARTWARDEN_SIGN_ON_SECRETS';
    return [
      ...when(twice('id'), 'CW-CFG-012', 'signOn.providers', 'names one id twice'),
      // Who somebody is there is told by the issuer: with two of one there would be two buttons for the same account.
      ...when(twice('issuer'), 'CW-CFG-012', 'signOn.providers', 'names one issuer twice'),
      ...when(secrets === null, 'CW-CFG-002', variable, 'is not ID=SECRET, with spaces between several'),
      ...[...(secrets?.keys() ?? [])].flatMap((id) => {
        const found = providers.find((one) => one.id === id);
        return [
          ...when(found === undefined, 'CW-CFG-012', variable, 'names an id that signOn.providers has not'),
          ...when(found?.secretFile !== undefined, 'CW-CFG-012', variable, 'names a provider that has a secretFile'),
        ];
      }),
    ];
  },
  function signOnIsEncrypted(start) {
    const plain = start.config.signOn.providers.some(({ issuer }) => issuer.startsWith('http:'));
    return when(isProd(start) && plain, 'CW-CFG-009', 'signOn.providers', 'has an http issuer');
  },
  function debugPayloadsAreForDev(start) {
    const on = isProd(start) && start.config.log.debugPayloads;
    return when(on, 'CW-CFG-011', 'CHARTWARDEN_DEBUG_PAYLOADS', 'is on');
  },
];

function secretOf(config: Start['config'], { section, name }: Setting): string | undefined {
  const values = config[section as keyof Start['config']] as Readonly<Record<string, unknown>>;
  return (values[name] as Secret | undefined)?.reveal();
}
