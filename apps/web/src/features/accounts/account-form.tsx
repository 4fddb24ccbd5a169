import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { NewAccount } from '../../api/account-types.ts';
import { ApiError } from '../../api/http.ts';
import type { SignOnProvider } from '../../api/sign-on-types.ts';
import { Problem, Remark } from '../../ui/states.tsx';
import { formatWait } from '../../ui/words.ts';
import { invitationText as text } from './invitation.text.ts';
import { loginText } from './login.text.ts';
import { newPasswordText } from './new-password.text.ts';
import classes from './setup/setup.module.css';
import { lengthOf, looksLikeEmail, PASSWORD_LENGTH } from './setup/setup-draft.ts';
import { signOnText } from './sign-on/sign-on.text.ts';

interface AccountFormProps {
  /** The only address that it can be made for; null: any. */
  readonly fixedEmail: string | null;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: (account: NewAccount) => void;
  /** Where people may sign in instead of choosing a password. */
  readonly providers: readonly SignOnProvider[];
  /** Answers the address that the browser goes to for that. */
  readonly onSignOn: (provider: string, account: Omit<NewAccount, 'password'>) => Promise<string>;
}

/** Name, address and password of a new account. */
export function AccountForm({ fixedEmail, busy, error, onSubmit, providers, onSignOn }: AccountFormProps) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState(fixedEmail ?? '');
  const [password, setPassword] = useState('');
  const [visible, setVisible] = useState(false);
  const [tried, setTried] = useState(false);
  const count = lengthOf(password);
  const wrong = { name: name.trim() === '', email: !looksLikeEmail(email.trim()), password: count < PASSWORD_LENGTH };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (!busy && !wrong.name && !wrong.email && !wrong.password)
      onSubmit({ name: name.trim(), email: email.trim(), password });
  };
  const leave = useMutation({
    mutationFn: async (provider: string) =>
      location.assign(await onSignOn(provider, { name: name.trim(), email: email.trim() })),
  });
  const signOn = (provider: string) => {
    setTried(true);
    // The password may stay empty.
    if (!busy && !wrong.name && !wrong.email) leave.mutate(provider);
  };
  const throttled = error instanceof ApiError && error.status === 429 ? error : null;
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        label={text.name}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={tried && wrong.name ? text.nameMissing : null}
        size="md"
      />
      <TextInput
        label={text.email}
        description={fixedEmail === null ? undefined : text.emailFixed}
        type="email"
        inputMode="email"
        autoComplete="username"
        value={email}
        readOnly={fixedEmail !== null}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={tried && wrong.email ? text.emailMissing : null}
        size="md"
      />
      <PasswordInput
        label={text.password}
        description={newPasswordText.hint}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visible={visible}
        onVisibilityChange={setVisible}
        visibilityToggleButtonProps={{
          'aria-label': visible ? newPasswordText.hide : newPasswordText.show,
          tabIndex: 0,
        }}
        error={tried && wrong.password ? newPasswordText.tooShort(count) : null}
        size="md"
      />
      {throttled ? (
        <Remark tone="care">
          <p role="alert">{loginText.wait(formatWait(throttled.retryAfter ?? 30))}</p>
        </Remark>
      ) : error ? (
        <Problem error={error} />
      ) : null}
      <Button type="submit" size="md" loading={busy}>
        {text.submit}
      </Button>
      {providers.length > 0 ? (
        <div>
          <p className={classes.lead}>{signOnText.insteadOfPassword}</p>
          {leave.error ? <Problem error={leave.error} /> : null}
          <div className={classes.other}>
            {providers.map(({ id, name: there }) => (
              <Button
                key={id}
                variant="default"
                size="md"
                loading={leave.isPending && leave.variables === id}
                onClick={() => signOn(id)}
              >
                {signOnText.continue(there)}
              </Button>
            ))}
          </div>
        </div>
      ) : null}
    </form>
  );
}
