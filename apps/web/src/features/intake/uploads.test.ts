import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/http.ts';
import { type ChosenFile, createUploads, type Uploads } from './uploads.ts';

const chosen = (path: string, size = 10): ChosenFile => ({ path, file: new File(['x'.repeat(size)], path) });

/** A server whose answers the test decides: resolves or rejects each upload by its path. */
function bench(refuse: Readonly<Record<string, ApiError>> = {}) {
  const sending = new Set<string>();
  let most = 0;
  const read: string[] = [];
  const uploads = createUploads({
    uploadFile: async (_id, path, bytes, onSent) => {
      sending.add(path);
      most = Math.max(most, sending.size);
      await Promise.resolve();
      onSent(bytes.size);
      await Promise.resolve();
      sending.delete(path);
      const error = refuse[path];
      if (error) throw error;
      return { source: path };
    },
    readImport: async (id) => {
      read.push(id);
    },
  });
  return { uploads, read, most: () => most };
}

const done = (uploads: Uploads) => vi.waitFor(() => expect(uploads.of('import')?.done).toBe(true));

describe('sending files', () => {
  it('sends two at a time and asks for the reading once all have arrived', async () => {
    const { uploads, read, most } = bench();
    uploads.start(
      'import',
      Array.from({ length: 7 }, (_, index) => chosen(`${index}.json`)),
    );
    await done(uploads);
    expect(uploads.of('import')?.files.every((file) => file.state === 'sent' && file.sent === file.size)).toBe(true);
    expect(most()).toBe(2);
    expect(read).toEqual(['import']);
  });

  it('goes on when one file is refused, and keeps the server’s words for it', async () => {
    const { uploads, read } = bench({
      'big.json': new ApiError(413, { code: 'CW-HTTP-413', message: 'This file is too large.' }),
    });
    uploads.start('import', [chosen('big.json'), chosen('small.json')]);
    await done(uploads);
    expect(uploads.of('import')?.files).toMatchObject([
      { state: 'failed', reason: 'This file is too large.' },
      { state: 'sent' },
    ]);
    expect(read).toEqual(['import']);
  });

  it('asks for no reading when nothing arrived', async () => {
    const { uploads, read } = bench({ 'a.json': new ApiError(0, {}) });
    uploads.start('import', [chosen('a.json')]);
    await done(uploads);
    expect(read).toEqual([]);
  });

  it('stops when the import is cancelled', async () => {
    const { uploads, read } = bench();
    uploads.start(
      'import',
      Array.from({ length: 9 }, (_, index) => chosen(`${index}.json`)),
    );
    uploads.stop('import');
    await done(uploads);
    expect(uploads.of('import')?.files.filter((file) => file.state === 'waiting').length).toBeGreaterThan(0);
    expect(read).toEqual([]);
  });
});
