import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { ShownCare, ShownClaim, ShownWork } from '../../../api/invitation-types.ts';
import { keys } from '../../../api/keys.ts';
import { sessionQuery } from '../../../api/queries.ts';
import { SessionProvider } from '../../../api/session-context.tsx';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { ConfirmPrompt } from '../confirm/confirm-prompt.tsx';
import { LockedPage } from '../confirm/locked-page.tsx';
import { LoginPage } from '../login-page.tsx';
import classes from '../setup/setup.module.css';
import { Agree, Decline } from './agree.tsx';
import { invitedText as text } from './invited.text.ts';
import { Meaning } from './meaning.tsx';

interface ToRecordProps {
  readonly token: string;
  readonly issuer: string;
  readonly purpose: ShownClaim | ShownCare | ShownWork;
  /** The form in which somebody makes an account and agrees with it. */
  readonly newAccount: ReactNode;
  /** The frame of the page; the login page brings its own. */
  readonly frame: (children: ReactNode) => ReactNode;
}

/** Somebody was invited to a record: with the account that they have, or with a new one. */
export function ToRecord({ token, issuer, purpose, newAccount, frame }: ToRecordProps) {
  const api = useApi();
  const queries = useQueryClient();
  const session = useQuery(sessionQuery(api));
  const setup = useQuery({ queryKey: keys.setup, queryFn: api.setupState });
  const [way, setWay] = useState<'new' | 'login' | null>(null);
  const [declined, setDeclined] = useState(false);
  if (declined) {
    return frame(
      <>
        <p className={classes.lead} role="status">
          {text.declined}
        </p>
        <ButtonLink to="/">{text.toStart}</ButtonLink>
      </>,
    );
  }
  if (session.data?.locked) {
    const left = () => queries.setQueryData(sessionQuery(api).queryKey, null);
    return <LockedPage account={session.data.account} onLeft={left} />;
  }
  const no = { held: { token }, issuer, onDeclined: () => setDeclined(true) };
  if (session.data) {
    const { name, email } = session.data.account;
    return (
      <SessionProvider value={session.data}>
        {frame(
          <>
            <Meaning issuer={issuer} purpose={purpose} />
            <p>{text.asAccount(name, email)}</p>
            <Agree {...no} />
          </>,
        )}
        <ConfirmPrompt />
      </SessionProvider>
    );
  }
  if (way === 'login') {
    // Who signs in elsewhere leaves this page, and with it the link that they came by.
    const elsewhere = { providers: setup.data?.signOn ?? [], back: `/invitation#invitation=${token}` };
    return <LoginPage locked={false} registers={false} mails={false} {...elsewhere} />;
  }
  return frame(
    <>
      <Meaning issuer={issuer} purpose={purpose} />
      {way === 'new' ? (
        <>
          <p>{text.haveNoneWords}</p>
          {newAccount}
        </>
      ) : (
        <div className={classes.other}>
          <Button onClick={() => setWay('new')}>{text.haveNone}</Button>
          <Button variant="default" onClick={() => setWay('login')}>
            {text.have}
          </Button>
          <Decline {...no} />
        </div>
      )}
    </>,
  );
}
