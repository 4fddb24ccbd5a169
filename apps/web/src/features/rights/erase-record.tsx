import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import type { ErasureDraft } from '../../api/rights-calls.ts';
import { Problem, Remark } from '../../ui/states.tsx';
import { formatBytes, formatWhen } from '../../ui/words.ts';
import classes from './rights.module.css';
import { rightsText as text } from './rights.text.ts';

/** A draft that says what would be lost and what stays, the name typed once more, and then it is done. */
export function EraseRecord({ person }: { readonly person: string }) {
  const api = useApi();
  const draft = useMutation({ mutationFn: () => api.draftErasure(person) });
  const erase = useMutation({ mutationFn: (shown: ErasureDraft) => api.approveErasure(shown) });
  const shown = draft.data;
  return (
    <section className={classes.part} aria-labelledby="rights-erase">
      <h2 className={classes.title} id="rights-erase">
        {text.eraseTitle}
      </h2>
      <div role="status">
        {erase.data && shown ? (
          <Remark tone="good">
            <p>{text.erased(shown.person.name, formatWhen(erase.data.at, Date.now()))}</p>
            <p>{text.receipt(erase.data.seq)}</p>
            <p>{text.remains}</p>
          </Remark>
        ) : null}
      </div>
      {erase.data ? (
        <div className={classes.buttons}>
          {/* The whole page anew: nothing of the record stays in this one's memory. */}
          <Button component="a" href="/" variant="default">
            {text.leave}
          </Button>
        </div>
      ) : shown === undefined ? (
        <>
          <p>{text.eraseWords}</p>
          {draft.error ? <Problem error={draft.error} /> : null}
          <div className={classes.buttons} data-print="no">
            <Button variant="default" loading={draft.isPending} onClick={() => draft.mutate()}>
              {text.eraseStart}
            </Button>
          </div>
        </>
      ) : (
        <Shown
          draft={shown}
          busy={erase.isPending}
          error={erase.error}
          onErase={() => erase.mutate(shown)}
          onCancel={() => {
            erase.reset();
            draft.reset();
          }}
        />
      )}
    </section>
  );
}

interface ShownProps {
  readonly draft: ErasureDraft;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onErase: () => void;
  readonly onCancel: () => void;
}

function Shown({ draft, busy, error, onErase, onCancel }: ShownProps) {
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const { counts, person } = draft;
  const isRight = typed.trim().normalize() === person.name.trim().normalize();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (isRight && !busy) onErase();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <p>
        <strong>{text.lost(text.facts(counts.facts), text.files(counts.sources, formatBytes(counts.bytes)))}</strong>{' '}
        {text.eraseWords}
      </p>
      <h3 className={classes.stays}>{text.staysTitle}</h3>
      <ul className={classes.list}>
        {text.stays.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <TextInput
        label={text.name}
        description={text.nameWords(person.name)}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={tried && !isRight ? text.nameWrong : null}
      />
      {error ? <Problem error={error} /> : null}
      <div className={classes.buttons}>
        <Button type="submit" loading={busy}>
          {text.eraseGo}
        </Button>
        <Button variant="default" onClick={onCancel} disabled={busy}>
          {text.cancel}
        </Button>
      </div>
    </form>
  );
}
