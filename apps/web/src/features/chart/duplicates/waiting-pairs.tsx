import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Pair, VerdictWord } from '../../../api/duplicate-types.ts';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { Problem } from '../../../ui/states.tsx';
import { ComparedTable } from './compared-table.tsx';
import classes from './duplicates.module.css';
import { duplicatesText as text } from './duplicates.text.ts';

interface WaitingPairsProps {
  readonly pairs: readonly Pair[];
  readonly busy: boolean;
  readonly error: unknown;
  readonly onAnswer: (pair: Pair, verdict: VerdictWord) => void;
}

const KEYS: Readonly<Record<string, VerdictWord>> = { 1: 'same', 2: 'different', 3: 'later' };

/** One question at a time: two entries side by side, and the three answers. */
export function WaitingPairs({ pairs, busy, error, onAnswer }: WaitingPairsProps) {
  const [wanted, setWanted] = useState(0);
  const at = Math.min(wanted, pairs.length - 1);
  const pair = pairs[at];
  const question = useRef<HTMLHeadingElement>(null);
  const name = pair && `${pair.one.id} ${pair.other.id}`;
  const before = useRef(name);
  // After an answer the next question takes the focus; not when the page opens.
  useEffect(() => {
    if (before.current !== name) question.current?.focus();
    before.current = name;
  }, [name]);
  if (pair === undefined) return <p className={classes.quiet}>{text.nothingWaits}</p>;

  const go = (step: number) => setWanted((at + step + pairs.length) % pairs.length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const verdict = KEYS[event.key];
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (verdict === undefined && step === 0) return;
    event.preventDefault();
    if (step !== 0) go(step);
    else if (verdict !== undefined && !busy) onAnswer(pair, verdict);
  };
  return (
    // Keys work only while the focus is inside (WCAG 2.2, 2.1.4); every one of them has a button.
    <section className={classes.pair} aria-label={text.question} onKeyDown={onKeyDown}>
      <div className={classes.pairHead}>
        <h3 className={classes.pairTitle} ref={question} tabIndex={-1}>
          <bdi>{pair.one.title || text.untitled}</bdi>
        </h3>
        <span className={classes.quiet}>{typeWords(pair.one.type)}</span>
        <span className={classes.place}>{text.place(at + 1, pairs.length)}</span>
      </div>
      <p className={classes.question}>
        {text.question} <span className={classes.quiet}>{text.why[pair.why]}</span>
      </p>
      <ComparedTable one={pair.one} other={pair.other} fields={pair.fields} />
      {error ? <Problem error={error} /> : null}
      <div className={classes.answers}>
        <Button onClick={() => onAnswer(pair, 'same')} disabled={busy} variant="default">
          {text.answers.same}
        </Button>
        <Button onClick={() => onAnswer(pair, 'different')} disabled={busy} variant="default">
          {text.answers.different}
        </Button>
        <Button onClick={() => onAnswer(pair, 'later')} disabled={busy} variant="default">
          {text.answers.later}
        </Button>
        <span className={classes.moves}>
          <Button onClick={() => go(-1)} variant="subtle" disabled={pairs.length < 2}>
            {text.previous}
          </Button>
          <Button onClick={() => go(1)} variant="subtle" disabled={pairs.length < 2}>
            {text.next}
          </Button>
        </span>
      </div>
      <p className={classes.keys}>{text.keys}</p>
    </section>
  );
}
