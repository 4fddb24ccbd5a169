import { describe, expect, it } from 'vitest';
import { compiled, messagesIn } from './messages.ts';

describe('messages found in source files', () => {
  it('finds every lookup with what it is given', () => {
    const source = [
      `const a = { get title() { return i18n.t('Records'); } };`,
      `const b = (count: number) => <p>{i18n.t("{count, plural, one {# day} other {# days}}", { count })}</p>;`,
      `const c = (all: Values) => i18n.t('By {name}', all);`,
    ].join('\n');
    expect(messagesIn('x.tsx', source)).toEqual([
      { message: 'Records', given: [], line: 1 },
      { message: '{count, plural, one {# day} other {# days}}', given: ['count'], line: 2 },
      { message: 'By {name}', given: null, line: 3 },
    ]);
  });

  it('refuses a message that could not be found for translation', () => {
    expect(() => messagesIn('x.ts', 'const a = i18n.t(word);')).toThrow('x.ts:1: i18n.t takes one string literal');
    expect(() => messagesIn('x.ts', 'const a = i18n.t(`So`);')).toThrow('one string literal');
  });

  it('compiles to pieces that need no parser', () => {
    expect(compiled('By {name}')).toEqual(['By ', ['name']]);
    expect(() => compiled('By {name')).toThrow();
  });
});
