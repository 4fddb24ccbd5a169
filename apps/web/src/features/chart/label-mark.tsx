import { LockIcon } from '../../ui/icons.tsx';
import { chartText as text } from './chart.text.ts';
import classes from './fact-row.module.css';

/** A sensitivity label in words. */
export function LabelMark({ label }: { readonly label: string }) {
  return (
    <span className={classes.label} title={text.labelHint}>
      <LockIcon size={13} />
      {text.labels[label] ?? label}
    </span>
  );
}
