import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './lists.module.css';
import { listsText as text } from './lists.text.ts';

/** Drawn at once; a long list shows more of itself when asked. */
const AT_ONCE = 200;

interface FirstOnesProps<Item> {
  readonly items: readonly Item[];
  readonly children: (shown: readonly Item[]) => ReactNode;
}

/** The first ones of a list, and a way to the others. */
export function FirstOnes<Item>({ items, children }: FirstOnesProps<Item>) {
  const [count, setCount] = useState(AT_ONCE);
  const left = items.length - count;
  return (
    <>
      {children(items.slice(0, count))}
      {left > 0 ? (
        <Button className={classes.rest ?? ''} variant="default" onClick={() => setCount(count + AT_ONCE)}>
          {text.more(Math.min(left, AT_ONCE))}
        </Button>
      ) : null}
    </>
  );
}
