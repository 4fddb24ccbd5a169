import { Fragment, type ReactNode } from 'react';
import { type Piece, piecesOf } from './letters.ts';
import classes from './received.module.css';
import { receivedText as text } from './received.text.ts';

/** Text of a source as it may stand on a page: letters that cannot be seen are marks. */
export function withMarks(words: string): ReactNode {
  const pieces = piecesOf(words);
  return pieces.length === 1 && pieces[0]?.kind === 'text'
    ? words
    : pieces.map((piece, at) => <Fragment key={at}>{drawn(piece)}</Fragment>);
}

function drawn(piece: Piece): ReactNode {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'unseen') return <span className={classes.mark}>{text.unseen(piece.count)}</span>;
  if (piece.kind === 'direction')
    return (
      <span className={classes.mark} title={text.direction}>
        {piece.name}
      </span>
    );
  return (
    <span className={classes.hidden}>
      <span className={classes.mark}>{text.hidden}</span> {piece.text}
    </span>
  );
}
