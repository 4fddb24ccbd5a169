import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Qr } from '../../ui/qr.tsx';
import classes from './shown-once.module.css';

interface ShownOnceProps {
  readonly label: string;
  /** That it is shown only now, and until when it works. */
  readonly words: string;
  readonly value: string;
  readonly text: { readonly copy: string; readonly copied: string; readonly close: string };
  /** For a link that somebody at the screen opens on their own telephone: what a scanner's picture of it is called. */
  readonly qr?: string;
  readonly onClose: () => void;
}

/** A secret that is shown once, to be handed over by hand. */
export function ShownOnce({ label, words, value, text, qr, onClose }: ShownOnceProps) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(value).then(() => setCopied(true));
  return (
    <div className={classes.once}>
      <TextInput
        label={label}
        description={words}
        value={value}
        readOnly
        autoComplete="off"
        spellCheck={false}
        className={classes.field ?? ''}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p className={classes.quiet} role="status">
        {copied ? text.copied : ''}
      </p>
      {qr === undefined ? null : <Qr text={value} label={qr} />}
      <div className={classes.buttons}>
        {/* Plain http has no clipboard: there the field is copied by hand. */}
        {'clipboard' in navigator ? (
          <Button variant="default" onClick={() => void copy()}>
            {text.copy}
          </Button>
        ) : null}
        <Button onClick={onClose}>{text.close}</Button>
      </div>
    </div>
  );
}
