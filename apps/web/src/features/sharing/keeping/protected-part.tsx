import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { LABELS } from '../../../api/share-types.ts';
import classes from '../sharing.module.css';
import { sharingText } from '../sharing.text.ts';
import { keepingText as text } from './keeping.text.ts';

/** What stays out of every share by itself, and the way to who may see it. */
export function ProtectedPart({ person }: { readonly person: string }) {
  const title = useId();
  return (
    <section className={classes.part} aria-labelledby={title} data-print="no">
      <h2 className={classes.title} id={title}>
        {text.labelsTitle}
      </h2>
      <p className={classes.quiet}>{text.labelsLead}</p>
      <ul className={classes.counts}>
        {LABELS.map((label) => (
          <li key={label}>
            <Link to="/people/$person/sharing/kept" params={{ person }} search={{ label }}>
              {sharingText.sentence.labels[label]}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
