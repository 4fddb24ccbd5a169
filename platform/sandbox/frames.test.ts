import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader, createFrameWriter, FrameLimitError, frameHead, frameKinds } from './frames.ts';

const limits = { maxHeaderBytes: 10_000, maxBodyBytes: 10_000 };

describe('frames', () => {
  it('come out as they went in, wherever the stream is cut', () => {
    const message = fc.record({
      header: fc.string({ maxLength: 300, unit: 'grapheme' }),
      body: fc.uint8Array({ maxLength: 400 }),
    });
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 2000 }),
        (messages, cuts, batchBytes) => {
          const written: Buffer[] = [];
          const writer = createFrameWriter((bytes) => written.push(Buffer.from(bytes)), batchBytes);
          for (const { header, body } of messages) writer.write(frameKinds.message, header, body);
          writer.flush();
          const stream = Buffer.concat(written);
          const reader = createFrameReader(limits);
          const read: { header: string; body: Uint8Array }[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn++) {
            const cut = cuts[turn % cuts.length] ?? 1;
            reader.push(stream.subarray(at, at + cut));
            at += cut;
            for (let frame = reader.next(); frame !== undefined; frame = reader.next())
              read.push({ header: frame.header.toString('utf8'), body: new Uint8Array(frame.body) });
          }
          expect(read).toEqual(messages.map(({ header, body }) => ({ header: header.toWellFormed(), body })));
          expect(reader.atBoundary).toBe(true);
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  it('that are larger than allowed are refused by their head alone', () => {
    for (const [header, body] of [
      [limits.maxHeaderBytes + 1, 0],
      [0, limits.maxBodyBytes + 1],
      [0xffffffff, 0xffffffff],
    ] as const) {
      const reader = createFrameReader(limits);
      reader.push(frameHead(frameKinds.message, header, body));
      expect(() => reader.next()).toThrow(FrameLimitError);
    }
  });

  it('that are cut off leave the reader between no two frames', () => {
    const reader = createFrameReader(limits);
    reader.push(frameHead(frameKinds.message, 2, 5));
    expect(reader.next()).toBeUndefined();
    expect(reader.atBoundary).toBe(false);
  });

  it('of many chunks are joined once', () => {
    const reader = createFrameReader({ maxHeaderBytes: 100, maxBodyBytes: 64 * 1024 * 1024 });
    const size = 48 * 1024 * 1024;
    reader.push(frameHead(frameKinds.message, 0, size));
    const start = performance.now();
    const chunk = Buffer.alloc(4096, 1);
    for (let at = 0; at < size; at += chunk.length) {
      reader.push(chunk);
      if (at + chunk.length < size) expect(reader.next()).toBeUndefined();
    }
    expect(reader.next()?.body.length).toBe(size);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
