import { crc32 } from 'node:zlib';
import { CodedError } from '@chartwarden/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSegment, mergeSegments } from './build.ts';
import { factOf, idOf } from './search.testing.ts';
import { openIndex } from './search-index.ts';
import { openSegment } from './segment.ts';

const codeOf = (bytes: Uint8Array): string => {
  try {
    openSegment(bytes);
    return 'opened';
  } catch (error) {
    return error instanceof CodedError ? error.code : String(error);
  }
};

const sample = buildSegment(
  Array.from({ length: 40 }, (_, number) =>
    factOf(number, [`Result ${number % 7} größer 𝒜𝒷`, { field: 'note', text: 'kept, 𐐷𐐸 and 𐐷𐐹', code: 'x|1' }], {
      date: number % 5 === 0 ? null : (number - 20) * 86_400_000,
      sources: [`s${number % 3}`],
      labels: number % 4 === 0 ? ['PSY'] : [],
    }),
  ),
  [idOf(1000)],
);

describe('a segment', () => {
  it('gives back facts, deletions and words as they were', () => {
    const dates = fc.oneof(fc.constant(null), fc.integer({ min: -6.3e13, max: 2.54e14 }));
    const facts = fc.array(
      fc.record({ id: fc.uuid(), date: dates, text: fc.string({ unit: 'binary' }), type: fc.string() }),
    );
    fc.assert(
      fc.property(facts, fc.uuid(), (list, deleted) => {
        const inputs = list.map(({ id, text, ...rest }) => ({
          ...factOf(0, [{ field: 'note', text, code: text }]),
          ...rest,
          id: id as ReturnType<typeof idOf>,
          type: rest.type.toWellFormed(),
        }));
        const bytes = buildSegment(inputs, [deleted as ReturnType<typeof idOf>]);
        const segment = openSegment(bytes);
        expect(segment.facts).toEqual(inputs.map(({ texts: _, ...fact }) => fact));
        expect(segment.deleted).toEqual([deleted]);
        expect([...segment.terms]).toEqual([...new Set(segment.terms)].sort());
        if (new Set(inputs.map(({ id }) => id)).size === inputs.length && !inputs.some(({ id }) => id === deleted)) {
          expect(mergeSegments([bytes], false).equals(bytes)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('refuses bytes with one bit flipped, cut short or lengthened', () => {
    for (let at = 0; at < sample.length; at += 1) {
      const flipped = Buffer.from(sample);
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (at % 8)), at);
      expect([at, codeOf(flipped)]).toEqual([at, 'CW-SRCH-001']);
      expect([at, codeOf(sample.subarray(0, at))]).toEqual([at, 'CW-SRCH-001']);
    }
    expect(codeOf(Buffer.concat([sample, Buffer.from([0])]))).toBe('CW-SRCH-001');
    expect(codeOf(sample)).toBe('opened');
    expect(() => openIndex([sample, Buffer.from('CWS1')])).toThrow(CodedError);
  });

  it('meets made-up bytes with a right checksum in time, by opening or by that one error', () => {
    const change = fc.record({ at: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const bytes = Buffer.from(sample);
        for (const { at, bytes: put } of changes) bytes.set(put, 4 + (at % (sample.length - 14)));
        bytes.writeUInt32LE(crc32(bytes.subarray(0, -4)), bytes.length - 4);
        const started = process.cpuUsage().user / 1000;
        const code = codeOf(bytes);
        expect(['opened', 'CW-SRCH-001']).toContain(code);
        if (code === 'opened') openIndex([bytes]).search({ text: 'result kept' }, () => true);
        expect(process.cpuUsage().user / 1000 - started).toBeLessThan(1000);
      }),
      { numRuns: 3000 },
    );
  });
});
