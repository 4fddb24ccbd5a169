import type { FactId, RecordId } from '@chartwarden/ids';
import { afterEach, describe, expect, it } from 'vitest';
import { buildSegment } from '../search/build.ts';
import { createSearchEngine } from './search-engine.ts';
import { piecesOfSegment } from './segment-pieces.ts';

const RECORD = '01a20000-0000-7000-8000-000000000001' as RecordId;
const FACT = '01a20000-0000-7000-8000-0000000000f1' as FactId;

const segment = buildSegment([
  {
    id: FACT,
    type: 'Condition',
    date: null,
    sources: [],
    labels: [],
    texts: [{ field: 'title', text: 'Zitronenfalter' }],
  },
]);

/** A build as the vault gives it, and how often it was read. */
function built(build: string, bytes: Uint8Array) {
  const inside = {
    build,
    builtAt: 0,
    isCurrent: true,
    allowed: null,
    read: 0,
    pieces: async () => {
      inside.read += 1;
      return piecesOfSegment(bytes, 64).map((one) => Buffer.from(one));
    },
  };
  return inside;
}

describe('the search engine', () => {
  const engine = createSearchEngine();
  afterEach(() => engine.close());
  const found = async (inside: ReturnType<typeof built>) =>
    (await engine.search(inside, { text: 'zitronenfalter' })).hits.map((hit) => hit.fact.id);

  it('opens an index once, and again when its record was forgotten', async () => {
    const one = built(`${RECORD}/1`, segment);
    expect([await found(one), await found(one)]).toEqual([[FACT], [FACT]]);
    expect(one.read).toBe(1);
    await engine.forget(RECORD);
    expect(await found(one)).toEqual([FACT]);
    expect(one.read).toBe(2);
  });

  it('keeps what it holds open of others when an index is damaged', async () => {
    const [one, damaged] = [built(`${RECORD}/1`, segment), built('other/1', segment.subarray(0, -3))];
    expect(await found(one)).toEqual([FACT]);
    await expect(found(damaged)).rejects.toThrow();
    expect(await found(one)).toEqual([FACT]);
    expect(one.read).toBe(1);
  });
});
