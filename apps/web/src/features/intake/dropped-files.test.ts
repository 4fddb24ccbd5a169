import { describe, expect, it } from 'vitest';
import { filesOfDrop } from './dropped-files.ts';

/** A file system entry as a browser hands it out in a drop. */
const fileEntry = (path: string) => ({
  isFile: true,
  isDirectory: false,
  fullPath: path,
  file: (done: (file: File) => void) => done(new File(['x'], path.split('/').at(-1) ?? '')),
});

/** A folder hands out its children in portions and ends with an empty one. */
const folderEntry = (path: string, children: readonly unknown[], portion: number) => ({
  isFile: false,
  isDirectory: true,
  fullPath: path,
  createReader: () => {
    let at = 0;
    return {
      readEntries: (done: (entries: readonly unknown[]) => void) => {
        done(children.slice(at, at + portion));
        at += portion;
      },
    };
  },
});

const dropOf = (...entries: readonly unknown[]) =>
  ({
    items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })),
    files: [],
  }) as unknown as DataTransfer;

describe('what was dropped', () => {
  it('is walked to the bottom of every folder, portion by portion', async () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      fileEntry(`/export/lab/${String(index).padStart(3, '0')}.json`),
    );
    const drop = dropOf(
      folderEntry('/export', [folderEntry('/export/lab', many, 100), fileEntry('/export/a.json')], 100),
      fileEntry('/b.json'),
    );
    const { files } = await filesOfDrop(drop);
    expect(files).toHaveLength(252);
    expect(files.map((one) => one.path).slice(0, 3)).toEqual(['b.json', 'export/a.json', 'export/lab/000.json']);
  });

  it('leaves out what a system put there, and counts it', async () => {
    const names = ['.DS_Store', 'Thumbs.db', '__MACOSX/._a.json', 'desktop.ini', 'a.json', 'my.DS_Store.json'];
    const drop = dropOf(
      folderEntry(
        '/x',
        names.map((name) => fileEntry(`/x/${name}`)),
        10,
      ),
    );
    const { files, leftOut } = await filesOfDrop(drop);
    expect(files.map((one) => one.path)).toEqual(['x/a.json', 'x/my.DS_Store.json']);
    expect(leftOut).toBe(4);
  });

  it('may be nothing at all', async () => {
    expect(await filesOfDrop(dropOf(folderEntry('/empty', [], 10)))).toEqual({ files: [], leftOut: 0 });
  });
});
