import { execFileSync } from 'node:child_process';

/** Where and when a result was made, so that it can be made again. */
export interface Stamp {
  readonly date: string;
  /** Short commit, with `+changes` when the tree held more than that commit; null outside a checkout. */
  readonly commit: string | null;
  readonly node: string;
}

/** The stamp of a result made now in the checkout at `root`. */
export function stamp(root: string): Stamp {
  return { date: new Date().toISOString(), commit: commitOf(root), node: process.version };
}

function commitOf(root: string): string | null {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return (
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') ? '+changes' : '')
    );
  } catch {
    return null;
  }
}
