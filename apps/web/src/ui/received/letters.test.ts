import { describe, expect, it } from 'vitest';
import { hasUnseen, piecesOf } from './letters.ts';

const kinds = (text: string) => piecesOf(text).map((one) => one.kind);

describe('letters that cannot be seen', () => {
  it('are told from words', () => {
    expect(piecesOf('photo\u202egnp.exe')).toEqual([
      { kind: 'text', text: 'photo' },
      { kind: 'direction', name: 'RLO' },
      { kind: 'text', text: 'gnp.exe' },
    ]);
    expect(piecesOf(`a${'\u200b'.repeat(500)}b`)[1]).toEqual({ kind: 'unseen', count: 500 });
    expect(piecesOf('x\u{e0069}\u{e0067}\u{e006e}')[1]).toEqual({ kind: 'tags', text: 'ign' });
    expect(kinds('\u0000\u0007')).toEqual(['unseen']);
  });

  it('are none in ordinary writing: Arabic, Persian with joiners, emoji with joiners and flags, line breaks', () => {
    for (const text of [
      'Grüße\r\n\tzu Hause',
      'العربية',
      'می\u200cخواهم',
      '👩‍👩‍👧',
      '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
      'a\u200eb',
    ])
      expect([hasUnseen(text), kinds(text)]).toEqual([false, ['text']]);
  });

  it('are found again and again', () => {
    expect([hasUnseen('\u200b'), hasUnseen('\u200b'), hasUnseen('')]).toEqual([true, true, false]);
  });
});
