import { describe, expect, it } from 'vitest';
import { errorFacts } from './error-facts.ts';

describe('what is told of an error', () => {
  it('is its name, code and the frames of our own files, not its message', () => {
    const facts = errorFacts(Object.assign(new TypeError('Maria Gonzalez, born 1980'), { code: 'EBADF' }));
    expect(facts.name).toBe('TypeError');
    expect(facts.code).toBe('EBADF');
    expect(facts.frames?.[0]).toMatch(/^platform\/log\/error-facts\.test\.ts:\d+:\d+$/);
    expect(JSON.stringify(facts)).not.toContain('Maria');
  });

  it('includes causes by the same rule', () => {
    const facts = errorFacts(new Error('a', { cause: new RangeError('Maria') }));
    expect(facts.cause?.name).toBe('RangeError');
    expect(JSON.stringify(facts)).not.toContain('Maria');
    const many = errorFacts(new AggregateError([new RangeError('Maria'), new TypeError('b')], 'Maria'));
    expect([many.name, many.cause?.name]).toEqual(['AggregateError', 'RangeError']);
    expect(JSON.stringify(many)).not.toContain('Maria');
  });

  it('ends a circle of causes', () => {
    const error = new Error('a');
    error.cause = error;
    expect(JSON.stringify(errorFacts(error)).length).toBeLessThan(10_000);
  });

  it('does not take a message for frames', () => {
    const forged = new Error(
      'x\n    at f (file:///srv/platform/log/maria-gonzalez.ts:1:1)\n    at g (file:///srv/platform/log/index.ts:7:7)',
    );
    const text = JSON.stringify(errorFacts(forged));
    expect(text).not.toContain('maria');
    expect(text).not.toContain('index.ts:7:7');
  });

  it('does not trust names and codes that are not identifiers', () => {
    const error = Object.assign(new Error('m'), { name: 'Maria Gonzalez', code: 'born 1980' });
    expect(errorFacts(error)).toMatchObject({ name: 'Error' });
    expect(errorFacts(error)).not.toHaveProperty('code');
  });

  it.each([['text'], [42], [null], [{ message: 'Maria' }]])('of %j, which is no error, is only that', (thrown) => {
    expect(errorFacts(thrown)).toEqual({ name: 'NotAnError' });
  });

  it('survives an error that fights back', () => {
    const hostile = new Proxy(new Error('m'), {
      get() {
        throw new Error('no');
      },
    });
    expect(errorFacts(hostile).name).toBe('Unreadable');
  });
});
