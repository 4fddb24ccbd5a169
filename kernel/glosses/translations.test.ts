import { describe, expect, it } from 'vitest';
import { table } from './table.ts';
import { translatedTo, translationTo } from './translations.ts';

/** What would be advice, a verdict on the person, or a promise; as in entries.test.ts, in each language. */
const FORBIDDEN = {
  // "Sie" and "Ihr" speak to somebody where they do not begin a sentence.
  de: /(?<=[\p{L},] )(Sie|Ihr\p{L}*)(?!\p{L})|(?<!\p{L})(soll(te|ten|en)?|muss|müssen|normal\p{L}*|abnormal\p{L}*|empfehl\p{L}*|rat(en|schlag)|diagnos\p{L}*|behandel\p{L}*|vermeid\p{L}*|heil(en|bar|ung)|gesund(e[rns]?)?|gefährlich)(?!\p{L})/u,
  es: /(?<!\p{L})(debe(n|ría)?|hay que|normal(es)?|anormal\p{L}*|recom\p{L}*|aconsej\p{L}*|consult\p{L}*|diagn\p{L}*|trata(r|miento)|usted|evite|cura\p{L}*|san[oa]s?|peligros\p{L}*)(?!\p{L})/iu,
} as const;

describe.each(translatedTo)('the glosses in %s', (language) => {
  it('are there for every entry, and for nothing else', async () => {
    const words = await translationTo(language);
    expect([...words.keys()]).toEqual(table.map(({ en }) => en.name));
  });

  it('keep to the length of the English ones, and end as a sentence', async () => {
    for (const [, { name, text }] of await translationTo(language)) {
      expect({ name, ok: name.length >= 2 && name.length <= 60 }).toEqual({ name, ok: true });
      expect({ text, ok: text.length >= 15 && text.length <= 240 && text.endsWith('.') }).toEqual({ text, ok: true });
    }
  });

  it('never advise, judge or diagnose, and say no range', async () => {
    const wrong = [...(await translationTo(language)).values()].filter(
      ({ name, text }) => FORBIDDEN[language].test(`${name} ${text}`) || /\d\s?(%|mg|g\/|mmol|mm ?Hg|°)/i.test(text),
    );
    expect(wrong).toEqual([]);
  });

  it('name the same numbers as the English ones', async () => {
    const words = await translationTo(language);
    const numbers = (text: string) =>
      [...text.matchAll(/[1-9]\d*/g)]
        .map(([number]) => number)
        .sort()
        .join();
    const differ = table.filter(({ en }) => numbers(en.text) !== numbers(words.get(en.name)?.text ?? ''));
    expect(differ.map(({ en }) => `${en.text} / ${words.get(en.name)?.text}`)).toEqual([]);
  });
});

it('there are no words of our own for English, which stands in the table, nor for a language that is not there', async () => {
  expect((await translationTo('en')).size).toBe(0);
  expect((await translationTo('toString')).size).toBe(0);
});
