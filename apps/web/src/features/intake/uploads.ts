import type { Api } from '../../api/api.ts';
import { problemText } from '../../ui/problem-text.ts';

/** A file that a person chose, with the path it had inside the dropped folder. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

export interface Upload {
  readonly path: string;
  readonly size: number;
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'sent' | 'duplicate' | 'failed';
  /** Why it did not arrive, in words. */
  readonly reason?: string;
}

export interface UploadSet {
  readonly files: readonly Upload[];
  readonly done: boolean;
}

/** Sends the files of imports in the background, so that leaving the page does not stop them. */
export interface Uploads {
  /** Sends every file, two at a time, then asks the server to read what arrived. */
  start(importId: string, files: readonly ChosenFile[]): void;
  stop(importId: string): void;
  /** The same object until something changes. Undefined when this browser tab is not sending files for the import. */
  of(importId: string): UploadSet | undefined;
  subscribe(listener: () => void): () => void;
}

const AT_ONCE = 2;

export function createUploads(api: Pick<Api, 'uploadFile' | 'readImport'>): Uploads {
  const sets = new Map<string, UploadSet>();
  const stops = new Map<string, AbortController>();
  const listeners = new Set<() => void>();

  const change = (id: string, make: (set: UploadSet) => UploadSet) => {
    const set = sets.get(id);
    if (!set) return;
    sets.set(id, make(set));
    for (const listener of listeners) listener();
  };
  const update = (id: string, index: number, part: Partial<Upload>) =>
    change(id, (set) => ({ ...set, files: set.files.map((file, at) => (at === index ? { ...file, ...part } : file)) }));

  const sendOne = async (id: string, index: number, chosen: ChosenFile, signal: AbortSignal) => {
    update(id, index, { state: 'sending' });
    try {
      const answer = await api.uploadFile(id, chosen.path, chosen.file, (sent) => update(id, index, { sent }), signal);
      update(id, index, { state: answer.duplicateOf ? 'duplicate' : 'sent', sent: chosen.file.size });
    } catch (error) {
      update(id, index, { state: 'failed', reason: problemText(error) });
    }
  };

  const run = async (id: string, files: readonly ChosenFile[], signal: AbortSignal) => {
    let next = 0;
    const lane = async () => {
      while (next < files.length && !signal.aborted) {
        const index = next;
        next += 1;
        const chosen = files[index];
        if (chosen) await sendOne(id, index, chosen, signal);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    const arrived = sets.get(id)?.files.some((file) => file.state === 'sent' || file.state === 'duplicate') ?? false;
    // A reading that cannot start leaves the import as it is; its page then offers to start it again.
    if (arrived && !signal.aborted) await api.readImport(id).catch(() => undefined);
    change(id, (set) => ({ ...set, done: true }));
  };

  return {
    start: (id, files) => {
      const stop = new AbortController();
      stops.set(id, stop);
      sets.set(id, {
        files: files.map(({ path, file }) => ({ path, size: file.size, sent: 0, state: 'waiting' })),
        done: false,
      });
      void run(id, files, stop.signal);
    },
    stop: (id) => stops.get(id)?.abort(),
    of: (id) => sets.get(id),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
