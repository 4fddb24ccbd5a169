import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { pulled } from './pulled.ts';
import { type TarFile, tar } from './tar.ts';

async function read(files: readonly TarFile[]): Promise<[string, string][]> {
  const found: [string, string][] = [];
  const archive = extract();
  Readable.from(
    tar(
      (async function* () {
        yield* files;
      })(),
    ),
  ).pipe(archive);
  for await (const entry of archive) {
    const pieces: Uint8Array[] = [];
    for await (const piece of entry) pieces.push(piece);
    found.push([entry.header.name, Buffer.concat(pieces).toString()]);
  }
  return found;
}

const file = (name: string, text: string): TarFile => {
  const content = Buffer.from(text);
  return { name, size: content.length, content };
};

describe('an archive', () => {
  it('is read by others, whatever its names and sizes', async () => {
    const files = [
      file('a', ''),
      file('exactly', 'x'.repeat(512)),
      file(`${'long/'.repeat(40)}name`, 'y'.repeat(1000)),
      file('sources/1/Ärztebrief 世界.pdf', 'z'),
    ];
    expect(await read(files)).toEqual(files.map(({ name, content }) => [name, String(content)]));
  });

  it('breaks off rather than holding a file of another size than it says', async () => {
    const short = (async function* () {
      yield { ...file('a', 'abc'), size: 4 };
    })();
    await expect(
      (async () => {
        for await (const _piece of tar(short));
      })(),
    ).rejects.toThrow(RangeError);
  });
});

describe('what is pushed', () => {
  it('comes out in order, one at a time, and a failure of the producer comes out, too', async () => {
    const taken: number[] = [];
    const run = async () => {
      const values = pulled<number>(async (push) => {
        for (let n = 1; n <= 3; n += 1) {
          await push(n);
          expect(taken).toHaveLength(n);
        }
        throw new Error('the disk failed');
      });
      for await (const value of values) taken.push(value);
    };
    await expect(run()).rejects.toThrow('the disk failed');
    expect(taken).toEqual([1, 2, 3]);
  });

  it('stops the producer when nobody takes it any more', async () => {
    let stopped = false;
    const values = pulled<number>(async (push) => {
      try {
        for (;;) await push(1);
      } finally {
        stopped = true;
      }
    });
    for await (const _value of values) break;
    expect(stopped).toBe(true);
  });
});
