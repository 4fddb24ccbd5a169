import type { ChosenFile } from './uploads.ts';

/** What operating systems leave in folders; never part of a record. */
const LEFT_BEHIND = /(^|\/)(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini|__MACOSX\/.*)$/i;

export interface Gathered {
  readonly files: readonly ChosenFile[];
  /** How many files were left out because a system, not a person, put them there. */
  readonly leftOut: number;
}

/**
 * Everything in a drop, folders walked to the bottom. Must be called while the drop event runs: the browser
 * forgets the entries afterwards.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<Gathered> {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  // A browser without entries (or a test) still hands out plain files.
  if (entries.length === 0) return sortOut(filesOf(transfer.files));
  const found = await Promise.all(entries.map(walk));
  return sortOut(found.flat());
}

/** The files of an input; `webkitRelativePath` is set when a folder was chosen. */
export function filesOfInput(list: FileList): Gathered {
  return sortOut(filesOf(list));
}

const filesOf = (list: FileList): ChosenFile[] =>
  [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

function sortOut(files: readonly ChosenFile[]): Gathered {
  const wanted = files.filter(({ path }) => !LEFT_BEHIND.test(path));
  wanted.sort((one, other) => one.path.localeCompare(other.path));
  return { files: wanted, leftOut: files.length - wanted.length };
}

async function walk(entry: FileSystemEntry): Promise<ChosenFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  if (!isDirectory(entry)) return [];
  const reader = entry.createReader();
  const found: ChosenFile[] = [];
  // readEntries hands out at most about a hundred at a time and ends with an empty list.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const child of some) found.push(...(await walk(child)));
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
