import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** A PATH on which the only node is one older than 24, with the npm that came with it. */
export interface OldNode {
  readonly version: string;
  readonly node: string;
  readonly path: string;
}

/** Looks for an older Node with npm in the PATH (or takes `named`), and lays a folder of links to it. Null without one. */
export function findOldNode(folder: string, named: string | undefined): OldNode | null {
  const places = named === undefined ? (process.env.PATH ?? '').split(delimiter) : [dirname(named)];
  for (const place of places) {
    const [node, npm, npx] = ['node', 'npm', 'npx'].map((name) => join(place, name));
    if (!node || !npm || !npx || ![node, npm, npx].every((file) => existsSync(file))) continue;
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
    if (!/^v(1\d|2[0-3])\./.test(version)) continue;
    mkdirSync(folder, { recursive: true });
    for (const file of [node, npm, npx]) symlinkSync(file, join(folder, file.slice(place.length + 1)));
    // sh, git, du, and nothing that is called node: a system's own folder may hold the same old one.
    return { version, node, path: [folder, '/usr/bin', '/bin'].join(delimiter) };
  }
  return null;
}
