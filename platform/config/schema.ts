import { z } from 'zod';
import { count, section, setting } from './define.ts';
import { objectsSection } from './objects.ts';
import { signOnSection } from './sign-on.ts';
import { address, cspSources, endpoint, fileName, httpUrl, origins, proxies, rootKey, secretText } from './values.ts';

/** Read by a part of Chartwarden that is not there yet; known, so that setting it is not a mistake. */
const LATER = 'Accepted now and read by the assistant, a later part of Chartwarden.';

/**
 * Every setting there is. `.env.example`, `chartwarden.example.yaml` and `docs/reference/config.md` are generated from
 * this table; a key is `<section>.<name>` in `chartwarden.yaml`.
 */
export const configSchema = z.strictObject({
  server: section('Where it listens and what it is called.', {
    env: setting(z.enum(['dev', 'prod']).default('dev'), {
      about:
        'dev makes missing secrets itself, allows http on localhost and allows debug payloads. prod refuses all three.',
      env: 'CHARTWARDEN_ENV',
    }),
    publicUrl: setting(httpUrl.optional(), {
      about:
        'The one address under which people reach this server: cookies, links, passkeys and the sign-in server are bound to it. Scheme, host and port only.',
      env: 'CHARTWARDEN_PUBLIC_URL',
      shownDefault: 'http://localhost:PORT',
      example: 'https://health.example.org',
    }),
    host: setting(address.default('127.0.0.1'), {
      about: 'The address to listen on. Anything but a loopback address needs TLS or a trusted proxy.',
      env: 'CHARTWARDEN_HOST',
    }),
    port: setting(z.int().min(0).max(65535).default(8800), {
      about: 'The port to listen on; 0 takes a free one.',
      env: 'CHARTWARDEN_PORT',
    }),
    data: setting(fileName.default('./data'), {
      about:
        'The data folder: database, stored files and, unless placed elsewhere, keys. Relative to the working folder.',
      env: 'CHARTWARDEN_DATA',
    }),
  }),
  tls: section('TLS served by Chartwarden itself. Leave empty behind a reverse proxy.', {
    cert: setting(fileName.optional(), {
      about: 'The certificate chain, a PEM file. Read again when it changes.',
      env: 'CHARTWARDEN_TLS_CERT',
      example: '/etc/letsencrypt/live/health.example.org/fullchain.pem',
    }),
    key: setting(fileName.optional(), {
      about: 'The private key of the certificate, a PEM file.',
      env: 'CHARTWARDEN_TLS_KEY',
      example: '/etc/letsencrypt/live/health.example.org/privkey.pem',
    }),
  }),
  proxy: section('A reverse proxy that ends TLS in front of Chartwarden.', {
    trusted: setting(proxies.default([]), {
      about:
        'Addresses or networks (CIDR) of the proxies whose X-Forwarded-For, -Proto and -Host are believed. From anyone else these headers are ignored.',
      env: 'CHARTWARDEN_TRUSTED_PROXIES',
      example: '[127.0.0.1]',
    }),
  }),
  csp: section('What the browser may load. The default is this server only.', {
    frameAncestors: setting(origins.default([]), {
      about: 'Origins that may show Chartwarden in a frame. Empty: nobody.',
      env: 'CHARTWARDEN_CSP_FRAME_ANCESTORS',
      example: '[https://portal.example.org]',
    }),
    extra: setting(cspSources.default({}), {
      about: 'Further origins per Content-Security-Policy directive.',
      example: '{ img-src: [https://tiles.example.org] }',
    }),
  }),
  session: section('Logins.', {
    secret: setting(secretText.optional(), {
      about:
        'Session tokens are stored under this secret, 32 characters or more: changing it ends every session. Made by itself in dev. A good one: openssl rand -hex 32',
      env: 'SESSION_SECRET',
      secret: true,
    }),
    maxAgeDays: setting(count(1, 365, 14), {
      about: 'Days after which a session ends, used or not.',
      env: 'CHARTWARDEN_SESSION_MAX_AGE_DAYS',
    }),
    idleMinutes: setting(count(0, 525_600, 0), {
      about: 'Minutes without use after which a session ends; 0 leaves only session.maxAgeDays.',
      env: 'CHARTWARDEN_SESSION_IDLE_MINUTES',
    }),
    loginFile: setting(fileName.optional(), {
      about: 'Where the command line keeps its login.',
      env: 'CHARTWARDEN_LOGIN_FILE',
      shownDefault: "the user's configuration folder",
      example: '/home/me/.config/chartwarden/login.json',
    }),
  }),
  accounts: section('Accounts.', {
    registration: setting(z.enum(['closed', 'open']).default('closed'), {
      about:
        'open lets everybody who reaches this server make an account, as a member who sees nothing until somebody shares it. closed: accounts are made by invitation.',
      env: 'CHARTWARDEN_REGISTRATION',
    }),
    invitations: setting(z.enum(['holders', 'administrators']).default('holders'), {
      about:
        'holders lets whoever looks after a record invite people without an account to it; they become members. With administrators only owners and admins bring people in, and a record is shared with those who are there.',
      env: 'CHARTWARDEN_INVITATIONS',
    }),
    tokenHours: setting(count(1, 8760, 8), {
      about: 'Hours after which an API token ends, used or not; at most 24 in prod. A token can ask for less.',
      env: 'CHARTWARDEN_TOKEN_HOURS',
    }),
  }),
  signOn: signOnSection,
  custody: section('Who looks after whose record.', {
    teenAge: setting(count(0, 25, 14), {
      about:
        'Years of age from which what carries a sensitive label is a young person’s own: whoever looks after their record does not see it unless they say so. It needs their date of birth.',
      env: 'CHARTWARDEN_CUSTODY_TEEN_AGE',
    }),
    adultAge: setting(count(14, 30, 18), {
      about:
        'Years of age at which whoever looked after a child lets go, as soon as the grown child holds their own record.',
      env: 'CHARTWARDEN_CUSTODY_ADULT_AGE',
    }),
    noticeDays: setting(count(1, 365, 30), {
      about:
        'Days for which a record that an organization lets go of, and that nobody else holds, stays before it is erased. Whoever claims it before keeps it.',
      env: 'CHARTWARDEN_CUSTODY_NOTICE_DAYS',
    }),
  }),
  mail: section('Mail, for lost passwords and invitations. Off unless mail.host is set.', {
    host: setting(address.optional(), {
      about: 'The mail server (SMTP) that takes our messages. No other is ever connected to.',
      env: 'CHARTWARDEN_MAIL_HOST',
      example: 'smtp.example.org',
    }),
    port: setting(z.int().min(1).max(65535).default(587), {
      about: 'Its port: usually 587 with starttls, 465 with tls.',
      env: 'CHARTWARDEN_MAIL_PORT',
    }),
    security: setting(z.enum(['starttls', 'tls', 'none']).default('starttls'), {
      about: 'How the connection is encrypted. none is for a server on this machine only.',
      env: 'CHARTWARDEN_MAIL_SECURITY',
    }),
    from: setting(z.email().max(254).optional(), {
      about: 'The address that our messages come from.',
      env: 'CHARTWARDEN_MAIL_FROM',
      example: 'chartwarden@example.org',
    }),
    user: setting(z.string().min(1).max(320).optional(), {
      about: 'The login at the mail server, if it wants one.',
      env: 'CHARTWARDEN_MAIL_USER',
      example: 'chartwarden@example.org',
    }),
    password: setting(secretText.optional(), {
      about: 'The password of mail.user.',
      env: 'CHARTWARDEN_MAIL_PASSWORD',
      secret: true,
    }),
    ca: setting(fileName.optional(), {
      about: 'The certificate of an authority of your own that vouches for the mail server, a PEM file.',
      env: 'CHARTWARDEN_MAIL_CA',
      example: '/etc/ssl/own-ca.pem',
    }),
  }),
  objects: objectsSection,
  keys: section('The keys that everything is encrypted under.', {
    root: setting(rootKey.optional(), {
      about:
        'The root key, 64 hexadecimal digits. Taken out of the environment once read. Prefer CHARTWARDEN_ROOT_KEY_FILE.',
      env: 'CHARTWARDEN_ROOT_KEY',
      secret: true,
    }),
    rootFile: setting(fileName.optional(), {
      about: 'A file that holds the root key (systemd credential, Docker secret), readable by this user only.',
      env: 'CHARTWARDEN_ROOT_KEY_FILE',
      shownDefault: 'dev: <data>/keys/root.key',
      example: '/run/secrets/chartwarden_root_key',
    }),
    rootNext: setting(rootKey.optional(), {
      about: 'The next root key, 64 hexadecimal digits, while "chartwarden keys rotate" moves the keyring to it.',
      env: 'CHARTWARDEN_ROOT_KEY_NEXT',
      secret: true,
    }),
    keyringUrl: setting(secretText.optional(), {
      about: 'A PostgreSQL URL for the keyring, with backups of its own. Unset: <data>/keys/keyring.db.',
      env: 'CHARTWARDEN_KEYRING_URL',
      secret: true,
    }),
    backupDir: setting(fileName.optional(), {
      about: 'A folder, best on another disk, where the sealed keyring is kept up to date.',
      env: 'CHARTWARDEN_KEYS_BACKUP_DIR',
      example: '/mnt/usb/chartwarden-keys',
    }),
  }),
  database: section('Where records are kept.', {
    url: setting(secretText.optional(), {
      about: 'A PostgreSQL URL. Unset: the embedded database in the data folder.',
      env: 'DATABASE_URL',
      secret: true,
    }),
    connections: setting(count(1, 200, 10), {
      about: 'The most connections to PostgreSQL at once.',
      env: 'CHARTWARDEN_DATABASE_CONNECTIONS',
    }),
  }),
  disk: section('Room on the disk of the data folder.', {
    reserveMegabytes: setting(count(0, 102_400, 64), {
      about:
        'Room that is kept back, in MiB, as a file in the data folder: on a full disk it is given up bit by bit to the log, so that records stay readable, and imports are refused. 0 keeps nothing back.',
      env: 'CHARTWARDEN_DISK_RESERVE_MEGABYTES',
    }),
  }),
  backup: section('Backups.', {
    dir: setting(fileName.optional(), {
      about: 'Where "chartwarden backup" writes when no file is named.',
      env: 'CHARTWARDEN_BACKUP_DIR',
      example: '/mnt/usb/chartwarden',
    }),
  }),
  witness: section('The second place that notices when history is rewritten.', {
    dir: setting(fileName.optional(), {
      about: 'A folder outside the data folder for ledger checkpoints. Unset: the place chosen at set-up.',
      env: 'CHARTWARDEN_WITNESS_DIR',
      example: '/mnt/usb/chartwarden-witness',
    }),
  }),
  limits: section('What one caller may take.', {
    uploadMegabytes: setting(count(1, 102_400, 2048), {
      about: 'The largest file that can be imported, in MiB.',
      env: 'CHARTWARDEN_LIMIT_UPLOAD_MEGABYTES',
    }),
    bodyMegabytes: setting(count(1, 1024, 16), {
      about: 'The largest request body other than an uploaded file, in MiB.',
      env: 'CHARTWARDEN_LIMIT_BODY_MEGABYTES',
    }),
    requestsPerMinute: setting(count(0, 10_000_000, 6000), {
      about: 'Requests per minute from one address (one /64 network on IPv6); 0 means no limit.',
      env: 'CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE',
    }),
    connections: setting(count(10, 100_000, 1000), {
      about: 'Open connections at once.',
      env: 'CHARTWARDEN_LIMIT_CONNECTIONS',
    }),
    streams: setting(count(1, 100_000, 200), {
      about: 'Open event streams (progress pages) at once.',
      env: 'CHARTWARDEN_LIMIT_STREAMS',
    }),
  }),
  log: section('What is written to standard output.', {
    level: setting(z.enum(['debug', 'info', 'warn', 'error']).default('info'), {
      about: 'The least important level that is written.',
      env: 'CHARTWARDEN_LOG_LEVEL',
    }),
    debugPayloads: setting(z.boolean().default(false), {
      about:
        'Writes request bodies to the log. These hold records: only for dev, only with made-up data. Warns at every start.',
      env: 'CHARTWARDEN_DEBUG_PAYLOADS',
    }),
  }),
  llm: section('Language models. Off unless set.', {
    provider: setting(z.enum(['anthropic', 'openai', 'google', 'local']).optional(), {
      about: `The model provider. ${LATER}`,
      env: 'CHARTWARDEN_LLM_PROVIDER',
      example: 'local',
    }),
    anthropicKey: setting(secretText.optional(), { about: LATER, env: 'ANTHROPIC_API_KEY', secret: true }),
    openaiKey: setting(secretText.optional(), { about: LATER, env: 'OPENAI_API_KEY', secret: true }),
    googleKey: setting(secretText.optional(), { about: LATER, env: 'GOOGLE_API_KEY', secret: true }),
    localEndpoint: setting(endpoint.optional(), {
      about: `The address of a model server on your own network. ${LATER}`,
      env: 'LOCAL_LLM_ENDPOINT',
      example: 'http://127.0.0.1:11434',
    }),
  }),
});
