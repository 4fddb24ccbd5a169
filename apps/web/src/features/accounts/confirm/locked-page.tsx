import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { sessionQuery } from '../../../api/queries.ts';
import type { Account } from '../../../api/types.ts';
import { Plain } from '../../../shell/plain.tsx';
import { usePageTitle } from '../../../ui/page.tsx';
import { Problem } from '../../../ui/states.tsx';
import classes from '../setup/setup.module.css';
import { confirmText as text } from './confirm.text.ts';
import { ConfirmForm } from './confirm-form.tsx';

/** Stands in for every page while the session is locked; the page behind is not drawn at all. */
export function LockedPage({ account, onLeft }: { readonly account: Account; readonly onLeft: () => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(text.lockedTitle);
  // What had the focus is gone with the page that was locked.
  useEffect(() => heading.current?.focus(), []);
  const logOut = useMutation({ mutationFn: api.logOut, onSuccess: onLeft });
  return (
    <Plain>
      <section className={classes.step}>
        <h1 ref={heading} className={classes.title} tabIndex={-1} data-focus-here="">
          {text.lockedTitle}
        </h1>
        <p className={classes.lead}>{text.lockedLead(account.name)}</p>
        <ConfirmForm
          email={account.email}
          onDone={() => void queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 })}
        />
        {logOut.error ? <Problem error={logOut.error} /> : null}
        <div className={classes.other}>
          <Button variant="subtle" color="gray" loading={logOut.isPending} onClick={() => logOut.mutate()} fullWidth>
            {text.logOut}
          </Button>
        </div>
      </section>
    </Plain>
  );
}
