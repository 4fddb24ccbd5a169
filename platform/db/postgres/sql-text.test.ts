import { describe, expect, it } from 'vitest';
import { numberPlaceholders } from './sql-text.ts';

describe('placeholders', () => {
  it.each([
    ['select 1', 'select 1'],
    ['select ? + ?', 'select $1 + $2'],
    ["select '?' || ?", "select '?' || $1"],
    ["select 'it''s ?', ?", "select 'it''s ?', $1"],
    ["select E'\\'?', ?", "select E'\\'?', $1"],
    ["select name'?', ?", "select name'?', $1"],
    ["select typee'\\', ?", "select typee'\\', $1"],
    ['select "a?" from t where "b"" ?" = ?', 'select "a?" from t where "b"" ?" = $1'],
    ['select ? -- why?\n, ?', 'select $1 -- why?\n, $2'],
    ['select /* ? /* ? */ ? */ ?', 'select /* ? /* ? */ ? */ $1'],
    ['select $$ ? $$, $tag$ ? $$ ? $tag$, ?', 'select $$ ? $$, $tag$ ? $$ ? $tag$, $1'],
    ['select a$b, ? from c$d$', 'select a$b, $1 from c$d$'],
  ])('of %s are numbered outside strings, names and comments', (text, numbered) => {
    expect(numberPlaceholders(text)).toBe(numbered);
  });
});
