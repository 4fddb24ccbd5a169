import { describe, expect, it } from 'vitest';
import { compiled, messagesIn, placeholdersOf } from './messages.ts';

describe('messages found in source files', () => {
  it('finds every lookup with what it is given', () => {
    const source = [
      `const a = { get title() { return i18n.t('Records'); } };`,
      `const b = (count: number) => <p>{i18n.t("{count, plural, one {# day} other {# days}}", { count })}</p>;`,
      `function c(all: Values) { return i18n.t('By {name}', all); }`,
    ].join('\n');
    expect(messagesIn('x.tsx', source)).toEqual([
      { message: 'Records', given: [], line: 1 },
      { message: '{count, plural, one {# day} other {# days}}', given: ['count'], line: 2 },
      { message: 'By {name}', given: null, line: 3 },
    ]);
  });

  it('refuses a message that could not be found for translation', () => {
    expect(() => messagesIn('x.ts', 'const a = () => i18n.t(word);')).toThrow(
      'x.ts:1: i18n.t takes one string literal',
    );
    expect(() => messagesIn('x.ts', 'const a = () => i18n.t(`So`);')).toThrow('one string literal');
  });

  it('refuses a message that would stay in the language of the start', () => {
    expect(() => messagesIn('x.ts', `const a = () => 1;\nconst b = { title: i18n.t('Records') };`)).toThrow(
      'x.ts:2: i18n.t stands in a function',
    );
  });

  it('knows the placeholders, also those inside the cases of others', () => {
    const message = '{by, select, own {You} other {{name}}} opened {count, plural, one {# of {all}} other {#}}.';
    expect([...placeholdersOf(message)].sort()).toEqual(['all', 'by', 'count', 'name']);
    expect([...placeholdersOf('Records')]).toEqual([]);
  });

  it('compiles to pieces that need no parser', () => {
    expect(compiled('By {name}')).toEqual(['By ', ['name']]);
    expect(() => compiled('By {name')).toThrow();
  });
});
