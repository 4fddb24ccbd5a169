import { Button } from '@mantine/core';
import { Remark } from '../../../ui/states.tsx';
import classes from '../sharing.module.css';
import { keepingText } from './keeping.text.ts';
import type { Turn, Turning } from './use-turning.ts';

const text = keepingText.done;

/** What the last turn of a switch did, in words, and the way back. */
export function Turned({ turning }: { readonly turning: Turning }) {
  const { done } = turning;
  return (
    <div role="status">
      {done ? (
        <Remark tone="good">
          <p>{done.kept ? keptWords(done) : text.open}</p>
          {done.kept && done.from !== 'models' ? <p>{text.seen}</p> : null}
          {done.kept && done.from === 'everybody' ? <p>{text.links}</p> : null}
          <div className={classes.buttons}>
            <Button
              size="sm"
              variant="default"
              loading={turning.isBusy}
              onClick={() => turning.turn({ ...done, kept: !done.kept })}
            >
              {text.undo}
            </Button>
          </div>
        </Remark>
      ) : null}
    </div>
  );
}

function keptWords({ from, who }: Turn): string {
  if (from === 'everybody') return text.everybody;
  return from === 'models' ? text.models : text.person(who ?? '');
}
