import type { Block } from '../sheet/blocks.ts';
import type { Words } from '../words/words.ts';

export const nothingHere = (words: Words): readonly Block[] => [
  { kind: 'text', text: words.t('none.here'), tone: 'quiet' },
];
