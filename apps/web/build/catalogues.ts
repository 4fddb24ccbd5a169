import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { errorRegistry } from '@chartwarden/errors';
import { type MessageUse, messagesIn } from './messages.ts';

const SRC = resolve(import.meta.dirname, '../src');
const LOCALES = join(SRC, 'i18n/locales');

/** Areas of the error registry whose sentences never reach a browser: they belong to the shell and to the start. */
const UNSEEN = /^CW-(CLI|CFG|DEMO|EGR|OPS|SRV)-|^CW-(DB-00[1-4]|VLT-00[56])$/;

/** Every message that the web app can show, with the places that use it, in the order of files and lines. */
export function sourceMessages(): ReadonlyMap<string, readonly (MessageUse & { readonly file: string })[]> {
  const found = new Map<string, (MessageUse & { file: string })[]>();
  for (const file of sourceFiles())
    for (const use of messagesIn(file, readFileSync(join(SRC, file), 'utf8'))) {
      const uses = found.get(use.message) ?? [];
      found.set(use.message, [...uses, { ...use, file }]);
    }
  return found;
}

/** Sentences of the error registry that the server sends to the browser, which looks up their translation. */
export const sentSentences = (): readonly string[] =>
  Object.entries(errorRegistry).flatMap(([code, { message }]) => (UNSEEN.test(code) ? [] : [message]));

/** Every key that a catalogue should have, in its order. */
export const wantedKeys = (): readonly string[] => [...new Set([...sourceMessages().keys(), ...sentSentences()])];

/** Source files of the app, as paths from `src`, sorted. */
export const sourceFiles = (): readonly string[] =>
  readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(SRC, join(entry.parentPath, entry.name)))
    .sort();

/** Languages that have a catalogue, and its file. */
export const catalogues = (): readonly { readonly language: string; readonly file: string }[] =>
  readdirSync(LOCALES).map((name) => ({ language: name.replace('.json', ''), file: join(LOCALES, name) }));

/** English message to its translation. */
export const readCatalogue = (file: string): Readonly<Record<string, string>> => JSON.parse(readFileSync(file, 'utf8'));
