import classes from './avatar.module.css';
import { initialsOf } from './person-colour.ts';

/** A person's letters in a person's colour; the name stands beside it, so it is hidden from screen readers. */
export function Avatar({
  name,
  colour,
  size = 'md',
}: {
  readonly name: string;
  readonly colour: number;
  readonly size?: 'sm' | 'md';
}) {
  return (
    <span className={classes.avatar} data-person-colour={colour} data-size={size} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
