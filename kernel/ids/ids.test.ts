import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { idFromBytes, idToBytes, isId, newId } from './index.ts';

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('an id', () => {
  it('is a UUIDv7 that begins with the time it was made', async () => {
    // Ids never go back, and others may have made some today: a maker of its own, which knows of none.
    vi.resetModules();
    const { newId } = await import('./index.ts');
    const id = newId(0x0123456789ab);
    expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isId(id)).toBe(true);
  });

  it('sorts after every id made before it, also within a millisecond and when the clock steps back', () => {
    const start = Date.now() + 60_000;
    const ids = Array.from({ length: 20_000 }, (_, index) => newId(start - (index % 3)));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('comes back from its bytes as it was', () => {
    fc.assert(
      fc.property(bytes, (raw) => {
        expect(idToBytes(idFromBytes(raw))).toEqual(Buffer.from(raw));
      }),
    );
  });

  it('is refused when it is not one', () => {
    for (const text of ['', 'abc', '00000000-0000-0000-0000-00000000000', 'not-a-uuid', `${newId()}00`]) {
      expect(() => idToBytes(text)).toThrow(RangeError);
    }
    expect(() => idFromBytes(Buffer.alloc(15))).toThrow(RangeError);
    expect(isId(newId().toUpperCase())).toBe(false);
  });
});
