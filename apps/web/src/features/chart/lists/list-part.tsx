import type { ReactNode } from 'react';
import { formatNumber } from '../../../ui/words.ts';
import classes from './lists.module.css';

interface ListPartProps {
  readonly title: string;
  /** A sentence on what stands here. */
  readonly words?: string;
  readonly count: number;
  readonly children: ReactNode;
}

/** A titled part of a list, with how many stand in it; nothing when there are none. */
export function ListPart({ title, words, count, children }: ListPartProps) {
  if (count === 0) return null;
  return (
    <section className={classes.part}>
      <h2 className={classes.partTitle}>
        {title} <span className={classes.count}>{formatNumber(count)}</span>
      </h2>
      {words === undefined ? null : <p className={classes.partWords}>{words}</p>}
      <ul className={classes.cards}>{children}</ul>
    </section>
  );
}

interface CardProps {
  readonly name: ReactNode;
  /** Beside the name: a state, a date. */
  readonly side?: ReactNode;
  /** Short parts of one line below the name; what is null is left out. */
  readonly about?: readonly (ReactNode | null)[];
  readonly children?: ReactNode;
}

/** One thing in a list: a line that becomes a card on a narrow screen. */
export function Card({ name, side, about = [], children }: CardProps) {
  const said = about.filter((one) => one !== null && one !== '');
  return (
    <li className={classes.card}>
      <div className={classes.first}>
        <h3 className={classes.name}>{name}</h3>
        {side ? <div className={classes.side}>{side}</div> : null}
      </div>
      {said.length > 0 ? (
        <p className={classes.about}>
          {said.map((one, at) => (
            <span key={at}>{one}</span>
          ))}
        </p>
      ) : null}
      {children}
    </li>
  );
}

/** A state in a word; `care` where it matters that it is seen. */
export function Chip({ tone, children }: { readonly tone?: 'care'; readonly children: ReactNode }) {
  return (
    <span className={classes.chip} data-tone={tone}>
      {children}
    </span>
  );
}
