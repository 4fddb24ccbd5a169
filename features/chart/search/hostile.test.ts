import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSegment } from './build.ts';
import { textOfHtml } from './html-text.ts';
import { factOf } from './search.testing.ts';
import { openIndex } from './search-index.ts';
import { snippetsOf } from './snippets.ts';
import { textsOf } from './texts-of.ts';
import { eachWord } from './words.ts';

const MB = 1_000_000;
/** CPU time of this process in milliseconds: what else runs on the machine does not count. */
const spent = (): number => process.cpuUsage().user / 1000;
const everything = (): boolean => true;

/** Texts that were made to cost: each with the most bytes its index may take. */
const costly: readonly (readonly [string, string, number])[] = [
  ['one word of 1 MB', 'a'.repeat(MB), 300],
  ['one word of 1 MB outside the first plane', '𐐀'.repeat(MB / 2), 500],
  ['marks stacked on one letter', `e${'\u0301'.repeat(MB)}`, 300],
  ['marks on nothing', '\u0301'.repeat(MB), 300],
  ['lone surrogates', '\ud800'.repeat(MB), 300],
  ['half pairs the wrong way round', '\udc00\ud800x'.repeat(MB / 4), 300],
  ['a code that never ends', '1-'.repeat(MB / 2), 2_000],
  ['words that never end', 'a.b/c-'.repeat(MB / 6), 2_000],
  ['one ligature that NFKD makes long', '\ufdfa'.repeat(MB / 2), 1_000],
  ['directions', '\u202e\u2066\u2069\u202c'.repeat(MB / 4), 300],
  ['a script without spaces', '病院診療記録'.repeat(MB / 6), 500],
  ['zeroes and control characters', '\0\u0001\u001f'.repeat(MB / 3), 300],
  [
    'more words than are kept',
    Array.from({ length: 100_000 }, (_, number) => `w${number.toString(36)}`).join(' '),
    200_000,
  ],
];

describe('hostile text', () => {
  for (const [name, text, most] of costly) {
    it(`is bounded in time and size: ${name}`, () => {
      const started = spent();
      const bytes = buildSegment([factOf(1, [text, { field: 'note', text, code: text }])]);
      const index = openIndex([bytes]);
      index.search({ text }, everything);
      index.suggest(text, everything);
      snippetsOf(text, [{ field: 'note', text }]);
      expect(bytes.length).toBeLessThan(most + 500);
      expect(spent() - started).toBeLessThan(3_000);
    });
  }

  it('takes any text in the index and in the query, and folds what is folded to itself', () => {
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.base64String());
    fc.assert(
      fc.property(any, any, (text, query) => {
        const index = openIndex([buildSegment([factOf(1, [{ field: 'title', text, code: text }])])]);
        index.search({ text: query }, everything);
        index.suggest(query, everything);
        for (const snippet of snippetsOf(query, [{ field: 'note', text }])) expect(snippet.text).toBeTypeOf('string');
        eachWord(text, 'index', (forms, start, end) => {
          expect(start).toBeLessThan(end);
          const again: string[] = [];
          if (/^[\p{L}\p{N}]+$/u.test(text)) eachWord(forms[0] ?? '', 'index', (folded) => again.push(folded[0] ?? ''));
          if (again.length === 1) expect(again[0]).toBe(forms[0]);
        });
        let words = 0;
        eachWord(text, 'query', () => {
          words += 1;
        });
        if (words > 0 && words <= 12 && text.length <= 400) {
          expect(index.search({ text }, everything).total).toBe(1);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('reads HTML in time proportional to its length, without script, style, comments and attributes', () => {
    expect(
      textOfHtml(
        '<p title="no>where">Blood<br/>pres<b>sure</b> &amp; pulse&#33; &auml;&#x41;&unknown; <!-- hidden <b>-->1 < 2' +
          '<script>alert("out")</script><style>p{}</style ><svg onload=x>in</svg>',
      )
        .replaceAll(/\s+/g, ' ')
        .trim(),
    ).toBe('Blood pressure & pulse! äA 1 < 2 in');
    const bombs = ['<', '</', '<!--', '<script>', '<a b="', '<a b=">', '<style></', '&', '&#x', '<b>'.repeat(3), '<!'];
    for (const bomb of bombs) {
      const started = spent();
      textOfHtml(bomb.repeat(MB / bomb.length));
      expect([bomb, spent() - started < 2_000]).toEqual([bomb, true]);
    }
  });

  it('takes what a person would search for from any resource, and never throws', () => {
    const json = fc.json({ maxDepth: 8 }).map((text) => JSON.parse(text) as unknown);
    const names = fc.constantFrom(
      'code',
      'coding',
      'text',
      'div',
      'value',
      'unit',
      'name',
      'display',
      'note',
      'data',
      'x',
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.oneof(json, fc.dictionary(names, json)), { maxKeys: 6 }), (resource) => {
        for (const { text } of textsOf(resource)) expect(text).toBeTypeOf('string');
      }),
      { numRuns: 1000 },
    );
    let deep: Record<string, unknown> = { text: 'below' };
    for (let depth = 0; depth < 5_000; depth += 1) deep = { item: [deep] };
    expect(textsOf({ resourceType: 'Basic', ...deep }).some(({ text }) => text === 'below')).toBe(false);
    const wide = {
      resourceType: 'Basic',
      note: Array.from({ length: 50_000 }, (_, at) => ({ text: `${at}`.repeat(50) })),
    };
    expect(textsOf(wide).reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(400_100);
  });
});
