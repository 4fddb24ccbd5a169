import { createHash } from 'node:crypto';
import { CodedError } from '@chartwarden/errors';
import { type Core, deciding } from '@chartwarden/gate';
import { isId, type RecordId } from '@chartwarden/ids';
import type { ExportFile, View } from '@chartwarden/vault';
import { safeName } from '../archive/names.ts';
import { type TarFile, tar } from '../backup/tar.ts';
import type { Asking } from '../erasure/erasure.service.ts';

/** What goes out, and whether it still may: asked while it does. */
export interface Leaving {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly stillAllowed: () => Promise<boolean>;
}

/** A record as a tar archive, for whoever may have all of it. One ledger entry, durable before the first byte. */
export function createExports({ gate, vault }: Pick<Core, 'gate' | 'vault'>) {
  /** Resolves when the entry is written; the bytes follow. `manifest.json` comes last: an archive without it was cut. */
  const record = (who: Asking, person: string, view: View): Promise<Leaving> =>
    deciding(async () => {
      if (!isId(person)) throw new CodedError('CW-GEN-002');
      const request = {
        actor: who.actor,
        record: person as RecordId,
        actions: ['export'],
        purpose: 'export',
        channel: 'export',
        view,
        request: who.request,
      } as const;
      const stillAllowed = await gate.following(request);
      const { files, facts, sources } = await vault.export.record(await gate.permit(request));
      return { bytes: tar(filesOf({ person, view, facts, sources }, files)), stillAllowed };
    });

  return { record };
}

async function* filesOf(
  about: { readonly person: string; readonly view: View; readonly facts: number; readonly sources: number },
  files: readonly ExportFile[],
): AsyncGenerator<TarFile> {
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
  const manifest = Buffer.from(`${JSON.stringify({ version: 1, ...about, files: sent }, null, 2)}\n`);
  yield { name: 'manifest.json', size: manifest.length, content: manifest };
}
