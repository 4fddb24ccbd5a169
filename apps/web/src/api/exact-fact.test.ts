import { expect, it } from 'vitest';
import { exactFact } from './exact-fact.ts';
import type { Fact } from './types.ts';

it('keeps the digits of a resource, and its words', () => {
  const raw = '{"valueQuantity":{"value":71.20,"unit":"kg"},"note":["1.0"]}';
  const { resource } = exactFact({ raw, resource: JSON.parse(raw) } as Fact);
  expect(resource).toEqual({ valueQuantity: { value: '71.20', unit: 'kg' }, note: ['1.0'] });
});
