import { type Section, type Setting, sections } from './settings.ts';

/** A file whose text follows from the schema. */
export interface ConfigGenerator {
  /** Path from the project's root. */
  readonly file: string;
  text(): string;
}

/** The files that are generated from the schema; `scripts/generate.ts` writes them, a test compares them. */
export const configGenerators: readonly ConfigGenerator[] = [
  { file: '.env.example', text: envExample },
  { file: 'chartwarden.example.yaml', text: yamlExample },
  { file: 'docs/reference/config.md', text: configPage },
];

const GENERATED = 'Generated from platform/config/schema.ts.';
const WIDTH = 110;

function envExample(): string {
  const parts = sections.flatMap((section) => {
    const secrets = section.settings.filter(({ secret }) => secret);
    return secrets.map((setting) => `${comment(setting.about)}# ${setting.env}=\n`);
  });
  const head = comment(
    `${GENERATED} Copy to .env (chmod 600) and fill in what you need. Variables of the environment come before this file. Everything that is not a secret belongs into chartwarden.yaml; every setting's variable may stand here too.`,
  );
  return `${head}\n${parts.join('\n')}`;
}

function yamlExample(): string {
  const head = comment(
    `${GENERATED} Copy to chartwarden.yaml and take the # from what you change; the values shown are the defaults, or examples where it says so. Secrets belong into .env.`,
  );
  const parts = sections.map(yamlSection).filter(Boolean);
  return `${head}\n${parts.join('\n')}`;
}

function yamlSection({ name, about, settings }: Section): string {
  const open = settings.filter(({ secret }) => !secret);
  if (open.length === 0) return '';
  const rows = open.map((setting) => {
    const value =
      setting.otherwise === undefined || isEmpty(setting.otherwise) ? setting.example : plain(setting.otherwise);
    const isExample =
      setting.otherwise === undefined
        ? ' (example)'
        : isEmpty(setting.otherwise)
          ? ` (example; default ${plain(setting.otherwise)})`
          : '';
    return `${comment(setting.about + isExample, '  # ')}  # ${setting.name}: ${value}\n`;
  });
  return `${comment(about)}${name}:\n${rows.join('')}`;
}

function configPage(): string {
  const intro = [
    '# Settings',
    '',
    `<!-- ${GENERATED} Change it there, then run: npm run generate -->`,
    '',
    'A setting is read from the environment, else from `.env` in the working folder, else from `chartwarden.yaml` in the',
    'working folder (or the file that `CHARTWARDEN_CONFIG` names), else it has its default. Secrets are never read from',
    '`chartwarden.yaml`. A name that is not listed here stops the start, as do the unsafe combinations at the end.',
    'File names are relative to the working folder; lists are written with commas in variables.',
    '',
  ];
  const parts = sections.flatMap(({ name, about, settings }) => [
    `## ${name}`,
    '',
    about,
    '',
    '| key | variable | default | what it does |',
    '| --- | --- | --- | --- |',
    ...settings.map(
      (setting) =>
        `| ${yamlKey(setting)} | ${setting.env ? `\`${setting.env}\`` : ''} | ${shownDefault(setting)} | ${setting.about}${values(setting)} |`,
    ),
    '',
  ]);
  return [...intro, ...parts, ...REFUSALS].join('\n');
}

const REFUSALS = [
  '## What stops the start',
  '',
  'Everywhere: an unknown name; a value that does not fit; a secret in `chartwarden.yaml`; a `SESSION_SECRET` that is shorter',
  'than 32 characters or a placeholder; a root key that is not random, or that has two places; an http `server.publicUrl`',
  'other than localhost; an https one, or a `server.host` that others can reach, with neither TLS nor a trusted proxy; half of',
  '`tls`; TLS with an http `server.publicUrl`.',
  '',
  'With `CHARTWARDEN_ENV=prod` also: no `SESSION_SECRET`; any secret that is a placeholder; a root key that lies in the data',
  'folder; http on localhost; debug payloads; a `.env` with secrets that everybody on the machine may read.',
  '',
];

const yamlKey = ({ key, secret }: Setting): string => (secret ? `${key} (secret)` : `\`${key}\``);
const values = ({ words }: Setting): string =>
  words.length > 0 ? ` One of ${words.map((word) => `\`${word}\``).join(', ')}.` : '';

function shownDefault({ otherwise, shownDefault: shown }: Setting): string {
  if (shown) return shown;
  return otherwise === undefined ? '' : `\`${plain(otherwise)}\``;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
const plain = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The text as comment lines of at most {@link WIDTH} characters. */
function comment(text: string, mark = '# '): string {
  let lines = '';
  let line = '';
  for (const word of text.split(' ')) {
    if (line && mark.length + line.length + 1 + word.length > WIDTH) {
      lines += `${mark}${line}\n`;
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return `${lines}${mark}${line}\n`;
}
