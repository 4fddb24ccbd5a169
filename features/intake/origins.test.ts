import { describe, expect, it } from 'vitest';
import { originOf } from './origins.ts';

const uuid = '7f9c24e8-3b12-4b6a-9d51-0f2a8c1de001';

describe('the origin of a fact', () => {
  it('is the base of its full URL, whatever was answered', () => {
    const fact = { type: 'Observation', id: 'o1', fullUrl: 'https://a.example/fhir/Observation/o1' };
    expect(originOf(fact, 'St. Anna')).toBe('https://a.example/fhir');
  });

  it('is shared by all UUIDs of which nothing else is known, whatever was answered for other ids', () => {
    expect(originOf({ type: 'Observation', id: uuid }, undefined)).toBe('unknown');
    expect(originOf({ type: 'Observation', id: uuid, fullUrl: `urn:uuid:${uuid}` }, 'St. Anna')).toBe('unknown');
  });

  it('is what was answered for other ids, and nothing without an answer or an id', () => {
    expect(originOf({ type: 'Observation', id: 'o1' }, 'St. Anna')).toBe('St. Anna');
    expect(originOf({ type: 'Observation', id: 'o1' }, undefined)).toBeNull();
    expect(originOf({ type: 'Observation' }, 'St. Anna')).toBeNull();
  });
});
