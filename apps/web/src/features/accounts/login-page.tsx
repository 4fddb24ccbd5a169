import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import type { SecondStepWanted } from '../../api/factor-types.ts';
import { ApiError } from '../../api/http.ts';
import { sessionQuery } from '../../api/queries.ts';
import type { SignOnProvider } from '../../api/sign-on-types.ts';
import { Plain } from '../../shell/plain.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { usePageTitle } from '../../ui/page.tsx';
import { Problem, Remark } from '../../ui/states.tsx';
import { formatWait } from '../../ui/words.ts';
import { loginText as text } from './login.text.ts';
import { PasskeyButton } from './passkeys/passkey-button.tsx';
import { knowsPasskeys } from './passkeys/web-authn.ts';
import classes from './setup/setup.module.css';
import { SignOnButtons } from './sign-on/sign-on-buttons.tsx';
import { useCountdown } from './use-countdown.ts';

const SecondStep = lazyPart(() => import('./confirm/second-step.tsx').then((module) => module.SecondStep));

interface LoginPageProps {
  readonly locked: boolean;
  /** People may make accounts for themselves. */
  readonly registers: boolean;
  /** A lost password is replaced by mail. */
  readonly mails: boolean;
  /** Where people may sign in instead of here. */
  readonly providers: readonly SignOnProvider[];
  /** Where they go on after that; absent: where they are. */
  readonly back?: string;
}

/** Stands in for any page that has no session. `locked` when a session has just ended under the person's hands. */
export function LoginPage({ locked, registers, mails, providers, back }: LoginPageProps) {
  const api = useApi();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [visible, setVisible] = useState(false);
  const [tried, setTried] = useState(false);
  const [wanted, setWanted] = useState<SecondStepWanted | null>(null);
  const wait = useCountdown();
  const title = locked ? text.lockedTitle : text.title;
  usePageTitle(title);

  const enter = () => void queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 });
  const logIn = useMutation({
    mutationFn: () => api.logIn(email.trim(), password),
    onSuccess: (answer) => ('second' in answer ? setWanted(answer.second) : enter()),
    onError: (error) => {
      if (error instanceof ApiError && error.status === 429) wait.start(error.retryAfter ?? 30);
    },
  });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // What had the focus is gone with the page that was locked.
    if (locked) heading.current?.focus();
  }, [locked]);
  useEffect(() => setVisible((before) => before && !logIn.isPending), [logIn.isPending]);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (email.trim() !== '' && password !== '' && !logIn.isPending && wait.seconds === 0) logIn.mutate();
  };
  const throttled = logIn.error instanceof ApiError && logIn.error.status === 429;

  if (wanted !== null) {
    const startOver = () => {
      setPassword('');
      setTried(false);
      setWanted(null);
    };
    return (
      <Plain>
        <SecondStep wanted={wanted} onDone={enter} onStartOver={startOver} />
      </Plain>
    );
  }
  return (
    <Plain>
      <section className={classes.step}>
        <h1 ref={heading} className={classes.title} tabIndex={-1} data-focus-here="">
          {title}
        </h1>
        {locked ? <p className={classes.lead}>{text.lockedWords}</p> : <div className={classes.lead} />}
        <form className={classes.form} onSubmit={submit} noValidate>
          <TextInput
            label={text.email}
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={tried && email.trim() === '' ? text.emailMissing : null}
            size="md"
          />
          <PasswordInput
            label={text.password}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visible={visible}
            onVisibilityChange={setVisible}
            visibilityToggleButtonProps={{ 'aria-label': visible ? text.hide : text.show, tabIndex: 0 }}
            error={tried && password === '' ? text.passwordMissing : null}
            size="md"
          />
          {throttled && wait.seconds > 0 ? (
            <Remark tone="care">
              <p role="alert">{text.wait(formatWait(wait.asked))}</p>
            </Remark>
          ) : logIn.error && !throttled ? (
            <Problem error={logIn.error} />
          ) : null}
          <Button type="submit" size="md" loading={logIn.isPending} disabled={wait.seconds > 0} fullWidth>
            {wait.seconds > 0 ? formatWait(wait.seconds) : text.submit}
          </Button>
        </form>
        {knowsPasskeys() ? (
          <div className={classes.other}>
            <PasskeyButton label={text.passkey} ask={api.askPasskeyLogin} answer={api.passkeyLogin} onDone={enter} />
          </div>
        ) : null}
        <SignOnButtons
          providers={providers}
          begin={(provider) =>
            api.signOnBegin(provider, { for: 'login', back: back ?? location.pathname + location.search })
          }
        />
        {registers && !locked ? (
          <p className={classes.forgot}>
            <Link to="/register">{text.register}</Link>
          </p>
        ) : null}
        <details className={classes.forgot}>
          <summary>{text.forgot}</summary>
          {mails ? (
            <p>
              <Link to="/lost-password">{text.forgotMail}</Link>
            </p>
          ) : null}
          <p>{text.forgotOwner}</p>
          <p>{text.forgotWords}</p>
          <code className={classes.command}>{text.forgotCommand}</code>
        </details>
      </section>
    </Plain>
  );
}
