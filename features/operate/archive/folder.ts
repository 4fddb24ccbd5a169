import { createHash } from 'node:crypto';
import type { RecordExport, View } from '@chartwarden/vault';
import type { TarFile } from '../backup/tar.ts';
import { safeName } from './names.ts';

/** What a folder of a record says about itself. */
export interface FolderAbout {
  readonly person: string;
  readonly view: View;
}

/** The files of a folder in the order in which they go out. `manifest.json` comes last: a folder without it was cut. */
export async function* filesOf(about: FolderAbout, { files, facts, sources }: RecordExport): AsyncGenerator<TarFile> {
  const sent: { path: string; sha256: string; size: number }[] = [];
  let number = 0;
  for (const file of files) {
    if (file.kind === 'source') number += 1;
    const path =
      file.kind === 'facts'
        ? `facts/${file.type}.ndjson`
        : `sources/${number}-${file.source.id}/${safeName(file.source.name)}`;
    const digest = createHash('sha256');
    const content = async function* () {
      for await (const piece of file.content) {
        digest.update(piece);
        yield piece;
      }
    };
    yield { name: path, size: file.size, content: content() };
    sent.push({ path, sha256: digest.digest('hex'), size: file.size });
  }
  const manifest = Buffer.from(`${JSON.stringify({ version: 1, ...about, facts, sources, files: sent }, null, 2)}\n`);
  yield { name: 'manifest.json', size: manifest.length, content: manifest };
}
