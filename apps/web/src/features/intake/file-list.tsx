import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { FileLine } from './file-lines.ts';
import classes from './file-list.module.css';
import headings from './import-page.module.css';
import { intakeText } from './intake.text.ts';

const text = intakeText.files;
/** A dropped folder may hold thousands of files; more are drawn when asked for. */
const PAGE = 100;

/** The files of an import, each with what was recognised and how far it is. */
export function FileList({ lines }: { readonly lines: readonly FileLine[] }) {
  const [shown, setShown] = useState(PAGE);
  if (lines.length === 0) return null;
  const hidden = lines.length - shown;
  return (
    <section>
      <h2 className={headings.heading}>{text.title}</h2>
      <ul className={classes.list}>
        {lines.slice(0, shown).map((line) => (
          <li key={line.key} className={classes.row}>
            <div className={classes.line}>
              <span className={classes.name}>{line.name}</span>
              <span className={classes.status} data-tone={line.tone}>
                {line.status}
              </span>
            </div>
            <p className={classes.about}>{[line.recognised, line.size].filter(Boolean).join(' · ')}</p>
            {line.progress === undefined ? null : (
              <Progress value={line.progress * 100} size="sm" aria-label={text.progress(line.name)} />
            )}
            {line.remark ? <p className={classes.remark}>{line.remark}</p> : null}
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <Button variant="default" onClick={() => setShown(shown + PAGE * 5)}>
          {text.more(hidden)}
        </Button>
      ) : null}
    </section>
  );
}
