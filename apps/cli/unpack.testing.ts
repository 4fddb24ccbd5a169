import { createHash } from 'node:crypto';
import { pack } from 'tar-stream';
import type { Manifest } from './unpack.ts';

/** An export as the server sends it: the files, then the manifest. */
export async function tarOf(
  files: Readonly<Record<string, string | Buffer>>,
  listed?: Manifest['files'],
  more: Partial<Manifest> = {},
): Promise<Buffer> {
  const archive = pack();
  const own = Object.entries(files).map(([path, content]) => {
    const bytes = Buffer.from(content);
    archive.entry({ name: path }, bytes);
    return { path, sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
  });
  const manifest: Manifest = {
    version: 1,
    view: 'effective',
    person: 'p',
    facts: 1,
    sources: 1,
    files: listed ?? own,
    ...more,
  };
  archive.entry({ name: 'manifest.json' }, JSON.stringify(manifest));
  archive.finalize();
  return readAll(archive);
}

export async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
