import { createReadStream, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { CodedError } from '@chartwarden/errors';

/** One file on its way in. */
export interface Upload {
  /** As it is kept: the path below the folder that was named, or the file's own name. */
  readonly name: string;
  /** Where it is, for messages. */
  readonly path: string;
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

const MOST_FILES = 2000;

/** The files that were named, and every file in the folders that were named, hidden ones apart. Throws CW-CLI-007. */
export function collectFiles(paths: readonly string[]): Upload[] {
  const found = paths.flatMap((path) => {
    const stats = look(path);
    if (stats.isDirectory())
      return filesBelow(path).map((file) => uploadOf(file, relative(path, file).split(sep).join('/')));
    if (!stats.isFile()) throw new CodedError('CW-CLI-007', `${path} is neither a file nor a folder`);
    return [uploadOf(path, basename(path))];
  });
  if (found.length === 0) throw new CodedError('CW-CLI-007', 'the folder holds no files');
  if (found.length > MOST_FILES) throw new CodedError('CW-CLI-007', `at most ${MOST_FILES} files at a time`);
  return found;
}

const uploadOf = (path: string, name: string): Upload => ({
  name,
  path,
  size: look(path).size,
  open: () => createReadStream(path),
});

function look(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new CodedError('CW-CLI-007', path, { cause: error });
  }
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    // Links are followed only when they were named: a folder of downloads can point anywhere.
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}
