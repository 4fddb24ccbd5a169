import { type ReactNode, useMemo } from 'react';
import { Remark } from '../states.tsx';
import { hasUnseen } from './letters.ts';
import { withMarks } from './marked-text.tsx';
import classes from './received.module.css';
import { receivedText as text } from './received.text.ts';
import { blocksOf, isDrawing } from './text-blocks.ts';

const LONGEST = 2_000_000;

/** Plain text of a source: its own line breaks and words, set to be read. What is drawn with blanks keeps its columns. */
export function ReceivedText({ words }: { readonly words: string }) {
  const { content, isCut, letters } = useMemo(() => set(words), [words]);
  return (
    <>
      {letters ? <Remark>{text.remarks.letters}</Remark> : null}
      <div className={classes.text} data-received="">
        {content ?? <p className={classes.quiet}>{text.empty}</p>}
      </div>
      {isCut ? <p className={classes.quiet}>{text.cut}</p> : null}
    </>
  );
}

function set(words: string): { readonly content: ReactNode; readonly isCut: boolean; readonly letters: boolean } {
  const shown = words.slice(0, LONGEST);
  const facts = { isCut: words.length > LONGEST, letters: hasUnseen(shown) };
  if (shown.trim() === '') return { ...facts, content: null };
  if (isDrawing(shown)) return { ...facts, content: <pre className={classes.drawing}>{withMarks(shown)}</pre> };
  const content = blocksOf(shown).map((block, at) =>
    block.kind === 'heading' ? (
      <h3 key={at}>{withMarks(block.text)}</h3>
    ) : (
      <p key={at} className={block.kind === 'item' ? classes.item : undefined}>
        {withMarks(block.text)}
      </p>
    ),
  );
  return { ...facts, content };
}
