import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { PasskeyLine } from '../../../api/factor-types.ts';
import { keys } from '../../../api/keys.ts';
import { Problem, Remark, Waiting } from '../../../ui/states.tsx';
import { formatWhen } from '../../../ui/words.ts';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import { isThereAlready, knowsPasskeys, makePasskey, wasLeft } from '../passkeys/web-authn.ts';
import { passkeysText as text } from './passkeys.text.ts';
import classes from './settings.module.css';

/** The passkeys of this account; each can be renamed and removed. */
export function PasskeysList() {
  const api = useApi();
  const queries = useQueryClient();
  const passkeys = useQuery({ queryKey: keys.passkeys, queryFn: api.passkeys, staleTime: 0 });
  const [asking, setAsking] = useState<{ readonly what: 'rename' | 'remove'; readonly passkey: PasskeyLine } | null>(
    null,
  );
  const [name, setName] = useState('');
  const close = () => setAsking(null);
  const done = () => {
    close();
    return queries.invalidateQueries({ queryKey: keys.passkeys });
  };
  const rename = useMutation({
    mutationFn: ({ id }: PasskeyLine) => api.renamePasskey(id, name.trim()),
    onSuccess: done,
  });
  const remove = useMutation({ mutationFn: ({ id }: PasskeyLine) => api.removePasskey(id), onSuccess: done });
  const ask = (what: 'rename' | 'remove', passkey: PasskeyLine) => {
    rename.reset();
    remove.reset();
    setName(passkey.name);
    setAsking({ what, passkey });
  };
  return (
    <section className={classes.group} aria-labelledby="settings-passkeys">
      <h2 className={classes.title} id="settings-passkeys">
        {text.title}
      </h2>
      <p className={classes.quiet}>{text.lead}</p>
      {passkeys.error ? (
        <Problem error={passkeys.error} onRetry={() => void passkeys.refetch()} />
      ) : passkeys.data === undefined ? (
        <Waiting />
      ) : passkeys.data.length === 0 ? (
        <p className={classes.quiet}>{text.none}</p>
      ) : (
        <ul className={classes.sessions}>
          {passkeys.data.map((one) => (
            <Passkey key={one.id} passkey={one} onAsk={(what) => ask(what, one)} />
          ))}
        </ul>
      )}
      {knowsPasskeys() ? <NewPasskey onAdded={done} /> : <p className={classes.quiet}>{text.notHere}</p>}
      {asking?.what === 'remove' ? (
        <ConfirmDialog
          title={text.removeTitle}
          confirm={text.remove}
          keep={text.keep}
          busy={remove.isPending}
          error={remove.error}
          onClose={close}
          onConfirm={() => remove.mutate(asking.passkey)}
        >
          <p>
            <bdi>{asking.passkey.name}</bdi>
          </p>
          <p>{text.removeWords}</p>
        </ConfirmDialog>
      ) : asking ? (
        <ConfirmDialog
          title={text.renameTitle}
          confirm={text.save}
          busy={rename.isPending}
          error={rename.error}
          onClose={close}
          onConfirm={() => name.trim() !== '' && rename.mutate(asking.passkey)}
        >
          <TextInput
            label={text.newName}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={name.trim() === '' ? text.nameMissing : null}
          />
        </ConfirmDialog>
      ) : null}
    </section>
  );
}

interface PasskeyProps {
  readonly passkey: PasskeyLine;
  readonly onAsk: (what: 'rename' | 'remove') => void;
}

function Passkey({ passkey, onAsk }: PasskeyProps) {
  const { name, createdAt, usedAt } = passkey;
  const now = Date.now();
  return (
    <li className={classes.session}>
      <div className={classes.sessionWords}>
        <p className={classes.device}>
          <bdi>{name}</bdi>
        </p>
        <p className={classes.quiet}>
          {[
            text.made(formatWhen(createdAt, now)),
            usedAt === null ? text.unused : text.used(formatWhen(usedAt, now)),
          ].join(' · ')}
        </p>
      </div>
      <div className={classes.actions}>
        <Button variant="default" size="xs" onClick={() => onAsk('rename')} aria-label={text.renameThis(name)}>
          {text.rename}
        </Button>
        <Button variant="default" size="xs" onClick={() => onAsk('remove')} aria-label={text.removeThis(name)}>
          {text.remove}
        </Button>
      </div>
    </li>
  );
}

function NewPasskey({ onAdded }: { readonly onAdded: () => Promise<unknown> }) {
  const api = useApi();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const missing = name.trim() === '';
  const add = useMutation({
    mutationFn: async () => api.addPasskey({ ...(await makePasskey(await api.askNewPasskey())), name: name.trim() }),
    onSuccess: () => {
      setName('');
      setTried(false);
      return onAdded();
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing && !add.isPending) add.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        label={text.name}
        description={text.nameHint}
        autoComplete="off"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={tried && missing ? text.nameMissing : null}
      />
      {isThereAlready(add.error) ? (
        <Remark tone="care">
          <p role="alert">{text.there}</p>
        </Remark>
      ) : add.error && !wasLeft(add.error) ? (
        <Problem error={add.error} />
      ) : null}
      <div role="status">{add.isSuccess ? <Remark tone="good">{text.added}</Remark> : null}</div>
      <div>
        <Button type="submit" variant="default" loading={add.isPending}>
          {text.add}
        </Button>
      </div>
    </form>
  );
}
