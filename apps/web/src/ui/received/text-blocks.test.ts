import { describe, expect, it } from 'vitest';
import { blocksOf, isDrawing } from './text-blocks.ts';

describe('a plain note', () => {
  it('is set in headings, items and paragraphs without changing a word', () => {
    const note =
      '\n2024-03-01\n\n# Chief Complaint\n- Cough\n- Fever\n\nHISTORY OF PRESENT ILLNESS\r\nJosé is 40.\r\nHe coughs.\n';
    expect(blocksOf(note)).toEqual([
      { kind: 'paragraph', text: '2024-03-01' },
      { kind: 'heading', text: 'Chief Complaint' },
      { kind: 'item', text: '- Cough' },
      { kind: 'item', text: '- Fever' },
      { kind: 'heading', text: 'HISTORY OF PRESENT ILLNESS' },
      { kind: 'paragraph', text: 'José is 40.\nHe coughs.' },
    ]);
    expect(blocksOf('HIV\n12\nA.')).toEqual([
      { kind: 'heading', text: 'HIV' },
      { kind: 'paragraph', text: '12\nA.' },
    ]);
  });

  it('keeps its columns where it is drawn with blanks', () => {
    expect(isDrawing('Na    140   mmol/l\nK     4.1   mmol/l\nCl    101   mmol/l')).toBe(true);
    expect(isDrawing('A letter.  With two blanks.\nAnd more.\nAnd more.')).toBe(false);
  });
});
