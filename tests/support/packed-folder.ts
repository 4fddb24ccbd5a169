import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Name in the folder to permission bits and content in Base64; folders have no content. */
type Packed = Record<string, readonly [mode: number, base64?: string]>;

/** A folder with its permissions in one file that git can keep: a data folder has `.db` and `.key` files, and modes matter. */
export function packFolder(folder: string, leaveOut: readonly string[]): Buffer {
  const names = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => !leaveOut.includes(name))
    .sort();
  const packed: Packed = {};
  for (const name of names) {
    const stat = statSync(join(folder, name));
    const mode = stat.mode & 0o777;
    packed[name] = stat.isDirectory() ? [mode] : [mode, readFileSync(join(folder, name)).toString('base64')];
  }
  return gzipSync(JSON.stringify(packed), { level: 9 });
}

export function unpackFolder(bytes: Uint8Array, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, [mode, base64]] of Object.entries(JSON.parse(gunzipSync(bytes).toString('utf8')) as Packed)) {
    const path = join(folder, name);
    if (base64 === undefined) mkdirSync(path, { recursive: true, mode });
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, Buffer.from(base64, 'base64'), { mode });
    }
    chmodSync(path, mode);
  }
}
