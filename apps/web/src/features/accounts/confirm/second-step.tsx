import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { SecondStepWanted } from '../../../api/factor-types.ts';
import { ApiError } from '../../../api/http.ts';
import { usePageTitle } from '../../../ui/page.tsx';
import { Problem, Remark } from '../../../ui/states.tsx';
import { formatWait } from '../../../ui/words.ts';
import { loginText } from '../login.text.ts';
import { PasskeyButton } from '../passkeys/passkey-button.tsx';
import { knowsPasskeys } from '../passkeys/web-authn.ts';
import classes from '../setup/setup.module.css';
import { useCountdown } from '../use-countdown.ts';
import { confirmText as text } from './confirm.text.ts';
import { FactorField } from './factor-field.tsx';

interface SecondStepProps {
  readonly wanted: SecondStepWanted;
  readonly onDone: () => void;
  /** They signed in elsewhere: there was no password. */
  readonly isElsewhere?: boolean;
  /** Back to the beginning. */
  readonly onStartOver: () => void;
}

/** The password was right; now the code. */
export function SecondStep({ wanted, isElsewhere = false, onDone, onStartOver }: SecondStepProps) {
  const api = useApi();
  const [way, setWay] = useState<'code' | 'recovery'>('code');
  const [value, setValue] = useState('');
  const [tried, setTried] = useState(false);
  const wait = useCountdown();
  usePageTitle(text.secondTitle);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const finish = useMutation({
    mutationFn: () =>
      api.secondStep(wanted.token, way === 'code' ? { code: value.trim() } : { recovery: value.trim() }),
    onSuccess: onDone,
    onError: (error) => {
      setValue('');
      if (error instanceof ApiError && error.status === 429) wait.start(error.retryAfter ?? 30);
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (value.trim() !== '' && !finish.isPending && wait.seconds === 0) finish.mutate();
  };
  const failed = finish.error instanceof ApiError ? finish.error : null;
  const other = way === 'code' ? 'recovery' : 'code';
  return (
    <section className={classes.step}>
      <h1 ref={heading} className={classes.title} tabIndex={-1} data-focus-here="">
        {text.secondTitle}
      </h1>
      <p className={classes.lead}>{isElsewhere ? text.secondLeadElsewhere : text.secondLead}</p>
      {wanted.ways.includes('code') ? (
        <form className={classes.form} onSubmit={submit} noValidate>
          <FactorField
            way={way}
            value={value}
            missing={tried && value.trim() === '' && finish.error === null}
            onChange={setValue}
          />
          {failed?.status === 429 ? (
            <Remark tone="care">
              <p role="alert">{loginText.wait(formatWait(wait.asked))}</p>
            </Remark>
          ) : finish.error ? (
            <Problem error={finish.error} />
          ) : null}
          {failed?.status === 410 ? (
            <Button size="md" onClick={onStartOver} fullWidth>
              {text.startOver}
            </Button>
          ) : (
            <Button type="submit" size="md" loading={finish.isPending} disabled={wait.seconds > 0} fullWidth>
              {wait.seconds > 0 ? formatWait(wait.seconds) : text.secondSubmit}
            </Button>
          )}
          {wanted.ways.includes(other) ? (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => {
                setWay(other);
                setValue('');
                setTried(false);
                finish.reset();
              }}
            >
              {other === 'code' ? text.useCode : text.useRecovery}
            </Button>
          ) : null}
        </form>
      ) : null}
      {wanted.ways.includes('passkey') && knowsPasskeys() ? (
        <div className={classes.other}>
          <PasskeyButton label={text.usePasskey} ask={api.askPasskeyLogin} answer={api.passkeyLogin} onDone={onDone} />
        </div>
      ) : wanted.ways.includes('code') ? null : (
        <Remark tone="care">{text.passkeyNotHere}</Remark>
      )}
      <details className={classes.forgot}>
        <summary>{text.lost}</summary>
        <p>{text.lostWords}</p>
        <p>{text.lostOwner}</p>
        <code className={classes.command}>{loginText.forgotCommand}</code>
      </details>
    </section>
  );
}
