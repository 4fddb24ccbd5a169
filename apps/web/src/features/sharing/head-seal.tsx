import { Button } from '@mantine/core';
import type { LedgerHead } from '../../api/types.ts';
import { SealIcon } from '../../ui/icons.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { formatWhen } from '../../ui/words.ts';
import { activityText } from './activity.text.ts';
import classes from './activity-page.module.css';

const text = activityText.head;

/** The head of the ledger and its signed checkpoint: what a person can put aside and compare later. */
export function HeadSeal({ head }: { readonly head: LedgerHead }) {
  return (
    <section className={classes.seal}>
      <h2 className={classes.sealTitle}>
        <SealIcon />
        {text.title}
      </h2>
      <p className={classes.sealWords}>{text.words(head.size, formatWhen(head.time, Date.now()))}</p>
      <details>
        <summary>{text.details}</summary>
        <p className={classes.sealName}>{text.root}</p>
        <code className={classes.code}>{head.root}</code>
        {head.note ? <Note note={head.note} /> : null}
      </details>
    </section>
  );
}

function Note({ note }: { readonly note: string }) {
  return (
    <>
      <p className={classes.sealName}>{text.note}</p>
      <pre className={classes.code}>{note}</pre>
      <Button variant="default" size="sm" onClick={() => saveFile(text.fileName, note, 'text/plain')}>
        {text.save}
      </Button>
    </>
  );
}
