import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { ApiError } from '../../../api/http.ts';
import { keys } from '../../../api/keys.ts';
import { Problem, Remark } from '../../../ui/states.tsx';
import { formatWait } from '../../../ui/words.ts';
import { loginText } from '../login.text.ts';
import { PasskeyButton } from '../passkeys/passkey-button.tsx';
import { knowsPasskeys } from '../passkeys/web-authn.ts';
import classes from '../setup/setup.module.css';
import { linkedProviders } from '../sign-on/linked-providers.ts';
import { SignOnAgain } from '../sign-on/sign-on-again.tsx';
import { useCountdown } from '../use-countdown.ts';
import { confirmText as text } from './confirm.text.ts';
import { FactorField } from './factor-field.tsx';

type Way = 'password' | 'code' | 'recovery';

interface ConfirmFormProps {
  /** For password managers. */
  readonly email: string;
  readonly onDone: () => void;
  /** Absent: there is nothing to go back to. */
  readonly onCancel?: () => void;
}

/** Who holds this session shows that it is them: with what they have. */
export function ConfirmForm({ email, onDone, onCancel }: ConfirmFormProps) {
  const api = useApi();
  const [chosen, setWay] = useState<Way>('password');
  const [value, setValue] = useState('');
  const [visible, setVisible] = useState(false);
  const [tried, setTried] = useState(false);
  const wait = useCountdown();
  const { data: factors } = useQuery({ queryKey: keys.factors, queryFn: api.factors });
  const { data: passkeys } = useQuery({ queryKey: keys.passkeys, queryFn: api.passkeys });
  const { data: elsewhere } = useQuery({ queryKey: keys.identities, queryFn: api.identities });
  const ways: readonly Way[] = [
    ...(factors === undefined || factors.hasPassword ? (['password'] as const) : []),
    ...(factors?.totpSince ? (['code'] as const) : []),
    ...(factors?.totpSince && factors.recoveryLeft > 0 ? (['recovery'] as const) : []),
  ];
  const way = ways.includes(chosen) ? chosen : (ways[0] ?? null);
  const providers = linkedProviders(elsewhere);
  const confirm = useMutation({
    mutationFn: () =>
      api.confirmIdentity(
        way === 'password' ? { password: value } : way === 'code' ? { code: value.trim() } : { recovery: value.trim() },
      ),
    onSuccess: onDone,
    onError: (error) => {
      setValue('');
      if (error instanceof ApiError && error.status === 429) wait.start(error.retryAfter ?? 30);
    },
  });
  const labels = { password: text.usePassword, code: text.useCode, recovery: text.useRecovery };
  const field = useRef<HTMLInputElement>(null);
  const isDialog = onCancel !== undefined;
  useEffect(() => {
    // The form was fetched after the dialog had opened and taken the focus. A page has its heading for that.
    if (isDialog) field.current?.focus();
  }, [isDialog]);
  const turnTo = (next: Way) => {
    setWay(next);
    setValue('');
    setTried(false);
    confirm.reset();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (way !== null && value.trim() !== '' && !confirm.isPending && wait.seconds === 0) confirm.mutate();
  };
  const failed = confirm.error instanceof ApiError ? confirm.error : null;
  const missing = tried && value.trim() === '' && confirm.error === null;
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <input type="hidden" autoComplete="username" value={email} readOnly />
      {way === null ? null : way === 'password' ? (
        <PasswordInput
          label={text.password}
          autoComplete="current-password"
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          visible={visible}
          onVisibilityChange={setVisible}
          visibilityToggleButtonProps={{ 'aria-label': visible ? loginText.hide : loginText.show, tabIndex: 0 }}
          error={missing ? text.passwordMissing : null}
          size="md"
          ref={field}
        />
      ) : (
        <FactorField way={way} value={value} missing={missing} onChange={setValue} />
      )}
      {failed?.code === 'CW-ACC-002' ? (
        <Remark tone="care">
          <p role="alert">{text.wrongPassword}</p>
        </Remark>
      ) : failed?.status === 429 ? (
        <Remark tone="care">
          <p role="alert">{loginText.wait(formatWait(wait.asked))}</p>
        </Remark>
      ) : confirm.error ? (
        <Problem error={confirm.error} />
      ) : null}
      {way === null ? null : (
        <Button type="submit" size="md" loading={confirm.isPending} disabled={wait.seconds > 0} fullWidth>
          {wait.seconds > 0 ? formatWait(wait.seconds) : text.submit}
        </Button>
      )}
      {passkeys !== undefined && passkeys.length > 0 && knowsPasskeys() ? (
        <PasskeyButton
          label={text.usePasskey}
          ask={api.askPasskeyAgain}
          answer={api.confirmByPasskey}
          onDone={onDone}
        />
      ) : null}
      {providers.map((provider) => (
        <SignOnAgain key={provider.id} provider={provider} onDone={onDone} />
      ))}
      {ways
        .filter((one) => one !== way)
        .map((one) => (
          <Button key={one} variant="subtle" color="gray" onClick={() => turnTo(one)}>
            {labels[one]}
          </Button>
        ))}
      {onCancel ? (
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {text.cancel}
        </Button>
      ) : null}
    </form>
  );
}
