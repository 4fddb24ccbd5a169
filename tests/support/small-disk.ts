import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A file system of its own that can lose its power. */
export interface SmallDisk {
  readonly folder: string;
  /** Whatever was not synced is gone, and every further write and sync fails, as when the power is cut. */
  cut(): void;
  /** The disk as it is found after the power is back. */
  restart(): Promise<void>;
  remove(): void;
}

const run = (command: string, ...parameters: string[]): string =>
  execFileSync(command, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** True when this machine has what it takes: root, loop devices, mkfs.ext4 and xfs_io (packages e2fsprogs, xfsprogs). */
export function canMakeDisks(): boolean {
  try {
    run('xfs_io', '-V');
    run('mkfs.ext4', '-V');
    run('losetup', '-f');
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

/** A file system in memory of so many megabytes at `folder`; it can be full, not lose its power. */
export function makeMemoryDisk(folder: string, megabytes: number): Pick<SmallDisk, 'folder' | 'remove'> {
  mkdirSync(folder);
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder);
  return { folder, remove: () => void run('umount', folder) };
}

/** An ext4 file system of so many megabytes in a file under `scratch`, on a loop device. */
export function makeSmallDisk(scratch: string, megabytes: number): SmallDisk {
  const image = join(scratch, 'disk.img');
  const folder = join(scratch, 'disk');
  writeFileSync(image, '');
  truncateSync(image, megabytes * 1024 * 1024);
  mkdirSync(folder);
  run('mkfs.ext4', '-q', image);
  const device = run('losetup', '--find', '--show', image);
  run('mount', device, folder);
  return {
    folder,
    // EXT4_IOC_SHUTDOWN without flushing the journal: what xfstests does for a power failure.
    cut: () => void run('xfs_io', '-x', '-c', 'shutdown', folder),
    async restart() {
      for (let tries = 1; ; tries += 1) {
        run('umount', folder);
        run('mount', device, folder);
        try {
          writeFileSync(join(folder, 'back'), '');
          return;
        } catch (error) {
          if (tries === 60) throw error;
          // A mount namespace of somebody else was copied meanwhile and still holds the disk that was cut.
          await sleep(500);
        }
      }
    },
    remove() {
      run('umount', folder);
      run('losetup', '-d', device);
    },
  };
}
