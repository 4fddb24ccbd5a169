import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { ApiError } from '../../../api/http.ts';
import { keys } from '../../../api/keys.ts';
import { useSession } from '../../../api/session-context.tsx';
import { Problem, Remark } from '../../../ui/states.tsx';
import { formatWait } from '../../../ui/words.ts';
import { loginText } from '../login.text.ts';
import { newPasswordText } from '../new-password.text.ts';
import { lengthOf, PASSWORD_LENGTH, PASSWORD_LENGTH_BESIDE_A_CODE } from '../setup/setup-draft.ts';
import { useCountdown } from '../use-countdown.ts';
import classes from './settings.module.css';
import { settingsText } from './settings.text.ts';

/** A new password, with the current one as proof of who asks. */
export function PasswordForm() {
  const text = settingsText.password;
  const api = useApi();
  const queries = useQueryClient();
  const { account } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [visible, setVisible] = useState(false);
  const [tried, setTried] = useState(false);
  const wait = useCountdown();
  const count = lengthOf(next);
  const { data: factors } = useQuery({ queryKey: keys.factors, queryFn: api.factors });
  const least = factors?.totpSince ? PASSWORD_LENGTH_BESIDE_A_CODE : PASSWORD_LENGTH;

  const isFirst = factors?.hasPassword === false;

  const save = useMutation({
    mutationFn: () => api.changePassword(isFirst ? null : current, next),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      setTried(false);
      return Promise.all([keys.sessions, keys.factors].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status === 429) wait.start(error.retryAfter ?? 30);
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if ((isFirst || current !== '') && count >= least && !save.isPending && wait.seconds === 0) save.mutate();
  };
  const toggle = { 'aria-label': visible ? newPasswordText.hide : newPasswordText.show, tabIndex: 0 };
  const failed = save.error instanceof ApiError ? save.error : null;

  return (
    <section className={classes.group} aria-labelledby="settings-password">
      <h2 className={classes.title} id="settings-password">
        {text.title}
      </h2>
      <p className={classes.quiet}>{isFirst ? text.firstLead : text.lead}</p>
      <form className={classes.form} onSubmit={submit} noValidate>
        {/* For password managers, which otherwise do not know whose password this is. */}
        <input type="hidden" autoComplete="username" value={account.email} readOnly />
        {isFirst ? null : (
          <PasswordInput
            label={text.current}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            visible={visible}
            onVisibilityChange={setVisible}
            visibilityToggleButtonProps={toggle}
            error={tried && current === '' ? text.currentMissing : null}
          />
        )}
        <PasswordInput
          label={text.next}
          description={least === PASSWORD_LENGTH ? newPasswordText.hint : newPasswordText.hintBesideCode}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          visible={visible}
          onVisibilityChange={setVisible}
          visibilityToggleButtonProps={toggle}
          error={
            tried && count < least
              ? least === PASSWORD_LENGTH
                ? newPasswordText.tooShort(count)
                : newPasswordText.tooShortBesideCode(count)
              : null
          }
        />
        <div>
          <Button type="submit" variant="default" loading={save.isPending} disabled={wait.seconds > 0}>
            {wait.seconds > 0 ? formatWait(wait.seconds) : isFirst ? text.submitFirst : text.submit}
          </Button>
        </div>
        <div role="status">{save.isSuccess ? <Remark tone="good">{text.done}</Remark> : null}</div>
        {failed?.code === 'CW-ACC-002' ? (
          <Remark tone="care">
            <p role="alert">{text.wrong}</p>
          </Remark>
        ) : failed?.status === 429 ? (
          <Remark tone="care">
            <p role="alert">{loginText.wait(formatWait(wait.asked))}</p>
          </Remark>
        ) : save.error ? (
          <Problem error={save.error} />
        ) : null}
      </form>
    </section>
  );
}
