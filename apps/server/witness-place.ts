import { constants } from 'node:fs';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { CodedError } from '@chartwarden/errors';
import { createFolderWitness, type Witness } from '@chartwarden/ledger';
import { type DataFolder, readWitnessNote, writeWitnessNote } from './data-folder.ts';

/** The second place for checkpoints: from the settings, or chosen at set-up and changeable while the server runs. */
export interface WitnessPlace {
  /** For the ledger: does nothing as long as there is no place. */
  witness(origin: string): Witness;
  current(): string | null;
  suggested(): Promise<string | null>;
  /** Throws CW-SRV-001 when the folder cannot hold checkpoints. */
  configure(folder: string | null): Promise<void>;
}

export function createWitnessPlace(data: DataFolder, configured: string | undefined): WitnessPlace {
  let folder: string | null = configured ?? readWitnessNote(data) ?? null;

  const isInside = (path: string): boolean => {
    const way = relative(data.root, path);
    return way === '' || (!way.startsWith('..') && !isAbsolute(way));
  };

  return {
    current: () => folder,
    witness(origin) {
      return {
        read: async () => (folder === null ? [] : createFolderWitness(folder, origin).read()),
        last: async () => (folder === null ? undefined : createFolderWitness(folder, origin).last()),
        write: async (note) => {
          if (folder !== null) await createFolderWitness(folder, origin).write(note);
        },
      };
    },
    async suggested() {
      return configured ?? join(homedir(), 'chartwarden-witness');
    },
    async configure(wanted) {
      if (configured !== undefined) return;
      if (wanted !== null) {
        if (!isAbsolute(wanted)) throw new CodedError('CW-SRV-001', 'give the whole path of the folder');
        if (isInside(wanted))
          throw new CodedError('CW-SRV-001', 'it lies inside the data folder, so whoever changes one changes both');
        const probe = join(wanted, '.chartwarden-probe');
        try {
          await mkdir(wanted, { recursive: true, mode: 0o700 });
          await access(wanted, constants.W_OK);
          await writeFile(probe, '');
          await rm(probe);
        } catch (cause) {
          throw new CodedError('CW-SRV-001', 'the folder cannot be written', { cause });
        }
      }
      writeWitnessNote(data, wanted);
      folder = wanted;
    },
  };
}
