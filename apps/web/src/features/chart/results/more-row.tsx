import type { ReactNode } from 'react';
import classes from './results.module.css';

/** The last line of a list that shows more of it. */
export function MoreRow({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <li className={classes.more}>
      <button type="button" className={classes.moreButton} onClick={onClick}>
        {children}
      </button>
    </li>
  );
}
