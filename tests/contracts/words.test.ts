import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  catalogues,
  compiled,
  literalWordsIn,
  placeholdersOf,
  readCatalogue,
  sourceFiles,
  sourceMessages,
} from '../../apps/web/testing.ts';
import { projectRoot } from '../../scripts/project-files.ts';

const read = (file: string) => readFileSync(join(projectRoot, 'apps/web/src', file), 'utf8');

describe('the words of the web app', () => {
  it('are looked up: no component writes any by itself', () => {
    expect(sourceFiles().flatMap((file) => (file.endsWith('.tsx') ? literalWordsIn(file, read(file)) : []))).toEqual(
      [],
    );
  });

  it('leave numbers, dates and times to one module, which knows the language and the zone', () => {
    const own =
      /\.toLocale(Date|Time)?String\(|\bIntl\.(DateTimeFormat|NumberFormat|RelativeTimeFormat|ListFormat)\b(?!\(\)\.resolved)/;
    expect(sourceFiles().filter((file) => file !== 'ui/words.ts' && own.test(read(file)))).toEqual([]);
  });

  it('are messages that can be put together, with the placeholders that they are given', () => {
    const wrong: string[] = [];
    for (const [message, uses] of sourceMessages())
      for (const { file, line, given } of uses) {
        const wanted = [...placeholdersOf(message)].sort().join();
        // What has no values is shown as it stands, so it must need no putting together.
        const isAsItStands = wanted !== '' || compiled(message).join('') === message;
        if ((given !== null && [...given].sort().join() !== wanted) || !isAsItStands)
          wrong.push(`${file}:${line}: ${message} is given ${given?.join() ?? 'an object'}`);
      }
    expect(wrong).toEqual([]);
  });

  it.each(catalogues())('have the same placeholders in $language', ({ file }) => {
    const wrong = Object.entries(readCatalogue(file)).filter(
      ([message, words]) => [...placeholdersOf(message)].sort().join() !== [...placeholdersOf(words)].sort().join(),
    );
    expect(wrong).toEqual([]);
  });
});

describe('finding words in a component', () => {
  const wordsOf = (jsx: string) => literalWordsIn('x.tsx', `const x = (\n${jsx});`);

  it('finds them as text, in attributes that are read, and in choices', () => {
    expect(wordsOf('<p>Hello <b>there</b></p>')).toEqual(['x.tsx:2: Hello', 'x.tsx:2: there']);
    expect(wordsOf('<input aria-label="Your name" type="text" className="wide" />')).toEqual(['x.tsx:2: Your name']);
    expect(wordsOf(`<p>{isOld ? 'old' : text.fresh} {name ?? 'nobody'}</p>`)).toEqual([
      'x.tsx:2: old',
      'x.tsx:2: nobody',
    ]);
    expect(wordsOf('<p title={`Page`} />')).toEqual(['x.tsx:2: Page']);
  });

  it('leaves alone what is no word: signs, the name of the program, what is looked up', () => {
    expect(wordsOf('<p title={text.title}>Chartwarden · {text.words} (…)</p>')).toEqual([]);
  });
});
