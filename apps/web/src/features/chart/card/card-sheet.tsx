import { useLayoutEffect, useRef } from 'react';
import { Qr } from '../../../ui/qr.tsx';
import { formatDay, formatRecordDate } from '../../../ui/words.ts';
import classes from './card.module.css';
import { cardText as text } from './card.text.ts';
import { CARD_PARTS, type CardPart } from './card-items.ts';

/** What is on the card, in the order in which it matters. */
export interface CardContent extends Readonly<Record<CardPart, readonly string[]>> {
  readonly name: string;
  readonly birthDate: string | undefined;
  readonly bloodGroup: string;
  readonly contacts: readonly string[];
  readonly notes: readonly string[];
  /** The link that opens it; null: it has none. */
  readonly link: string | null;
}

interface CardSheetProps {
  readonly content: CardContent;
  readonly paper: 'wallet' | 'page';
  /** Told whether all of it fits on that paper. */
  readonly onFit: (fits: boolean) => void;
}

/** The card as it is printed, at its size on paper. */
export function CardSheet({ content, paper, onFit }: CardSheetProps) {
  const { name, birthDate, bloodGroup, contacts, notes, link } = content;
  const front = useRef<HTMLDivElement>(null);
  const back = useRef<HTMLDivElement>(null);
  // Looked at after each drawing: what stands on it changes its height.
  useLayoutEffect(() => {
    const fits = [front, back].every(
      ({ current }) => current === null || current.scrollHeight <= current.clientHeight + 1,
    );
    onFit(paper === 'page' || fits);
  });
  const list = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? <Lines title={title} lines={lines} /> : null;
  const [allergies, conditions, medicines] = CARD_PARTS.map((part) => list(text.parts[part], content[part]));
  return (
    <div className={classes.sheet} data-paper={paper}>
      <div className={classes.side} ref={front}>
        <p className={classes.kind}>{text.name}</p>
        <p className={classes.name}>
          <bdi>{name}</bdi>
        </p>
        {birthDate ? <p className={classes.line}>{text.born(formatRecordDate(birthDate))}</p> : null}
        {bloodGroup === '' ? null : list(text.bloodGroup, [bloodGroup])}
        {allergies}
        {list(text.contacts, contacts)}
        {list(text.notes, notes)}
      </div>
      <div className={classes.side} ref={back}>
        {link === null ? null : (
          <div className={classes.code}>
            <Qr text={link} label={text.link.code} />
            <p className={classes.small}>{text.scan}</p>
          </div>
        )}
        {conditions}
        {medicines}
        <p className={classes.small}>{text.asOf(formatDay(Date.now()))}</p>
      </div>
    </div>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section className={classes.lines}>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <bdi>{line}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
