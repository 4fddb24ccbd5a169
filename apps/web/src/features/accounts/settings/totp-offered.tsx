import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { TotpOffer } from '../../../api/factor-types.ts';
import { Qr } from '../../../ui/qr.tsx';
import { Problem } from '../../../ui/states.tsx';
import { securityText } from './security.text.ts';
import classes from './settings.module.css';

interface TotpOfferedProps {
  readonly offer: TotpOffer;
  readonly onCancel: () => void;
  /** With the recovery codes. */
  readonly onDone: (codes: readonly string[]) => Promise<unknown>;
}

/** The key for an authenticator app, shown once, and the code that proves that the app has it. */
export function TotpOffered({ offer, onCancel, onDone }: TotpOfferedProps) {
  const text = securityText.second;
  const api = useApi();
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const confirm = useMutation({ mutationFn: () => api.confirmTotp(code.trim()), onSuccess: onDone });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (code.trim() !== '' && !confirm.isPending) confirm.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <p className={classes.quiet}>{text.scan}</p>
      <Qr text={offer.uri} label={text.qr} />
      <div>
        <p className={classes.quiet}>{text.key}</p>
        <code className={classes.secret}>{offer.secret.replace(/.{4}(?=.)/g, '$& ')}</code>
      </div>
      <TextInput
        label={text.code}
        description={text.codeHint}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={tried && code.trim() === '' ? text.codeMissing : null}
      />
      {confirm.error ? <Problem error={confirm.error} /> : null}
      <div className={classes.actions}>
        <Button type="submit" loading={confirm.isPending}>
          {text.confirm}
        </Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {text.cancel}
        </Button>
      </div>
    </form>
  );
}
