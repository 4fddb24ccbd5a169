import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { ApiError } from '../../api/http.ts';
import { keys } from '../../api/keys.ts';
import { Plain } from '../../shell/plain.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { usePageTitle } from '../../ui/page.tsx';
import { Problem, Remark, Waiting } from '../../ui/states.tsx';
import { formatWait } from '../../ui/words.ts';
import { loginText } from './login.text.ts';
import { lostPasswordText as text } from './lost-password.text.ts';
import classes from './setup/setup.module.css';
import { looksLikeEmail } from './setup/setup-draft.ts';

/** `/lost-password`: asks for a link by mail. What it says does not tell whether there is an account. */
export function LostPasswordPage() {
  const api = useApi();
  const setup = useQuery({ queryKey: keys.setup, queryFn: api.setupState });
  const ask = useMutation({ mutationFn: api.lostPassword });
  usePageTitle(text.title);
  return (
    <Plain>
      <section className={classes.step}>
        <h1 className={classes.title} tabIndex={-1} data-focus-here="">
          {text.title}
        </h1>
        {ask.isSuccess ? (
          <div role="status">
            <p className={classes.lead}>{text.done}</p>
          </div>
        ) : setup.error ? (
          <Problem error={setup.error} onRetry={() => void setup.refetch()} />
        ) : setup.data === undefined ? (
          <Waiting />
        ) : setup.data.mail ? (
          <Ask busy={ask.isPending} error={ask.error} onAsk={(email) => ask.mutate(email)} />
        ) : (
          <Remark tone="care">{text.noMail}</Remark>
        )}
        <p className={classes.forgot}>
          <ButtonLink to="/" variant="subtle" color="gray">
            {text.toLogin}
          </ButtonLink>
        </p>
      </section>
    </Plain>
  );
}

interface AskProps {
  readonly busy: boolean;
  readonly error: unknown;
  readonly onAsk: (email: string) => void;
}

function Ask({ busy, error, onAsk }: AskProps) {
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const wrong = !looksLikeEmail(email.trim());
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (!wrong && !busy) onAsk(email.trim());
  };
  return (
    <>
      <p className={classes.lead}>{text.lead}</p>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          label={text.email}
          type="email"
          inputMode="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={tried && wrong ? text.emailMissing : null}
          size="md"
        />
        {error instanceof ApiError && error.status === 429 ? (
          <Remark tone="care">
            <p role="alert">{loginText.wait(formatWait(error.retryAfter ?? 30))}</p>
          </Remark>
        ) : error ? (
          <Problem error={error} />
        ) : null}
        <Button type="submit" size="md" loading={busy}>
          {text.submit}
        </Button>
      </form>
    </>
  );
}
