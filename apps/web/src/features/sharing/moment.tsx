import { Button, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import classes from './sharing.module.css';
import { sharingText } from './sharing.text.ts';

const text = sharingText.moment;

interface MomentProps {
  readonly at: number | null;
  /** Milliseconds; null: now. */
  readonly onChange: (at: number | null) => void;
}

/** Asks for a past moment, to see who had access then. */
export function Moment({ at, onChange }: MomentProps) {
  const [typed, setTyped] = useState('');
  const time = new Date(typed).getTime();
  const isPast = Number.isFinite(time) && time < Date.now();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isPast) onChange(time);
  };
  return (
    <form className={classes.moment} onSubmit={submit} data-print="no">
      <TextInput
        type="datetime-local"
        label={text.label}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!isPast}>
        {text.show}
      </Button>
      {at === null ? null : (
        <Button variant="subtle" color="gray" onClick={() => onChange(null)}>
          {text.now}
        </Button>
      )}
    </form>
  );
}
