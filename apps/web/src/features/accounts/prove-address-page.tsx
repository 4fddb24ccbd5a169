import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { ApiError } from '../../api/http.ts';
import { keys } from '../../api/keys.ts';
import { Plain } from '../../shell/plain.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { usePageTitle } from '../../ui/page.tsx';
import { Problem, Remark } from '../../ui/states.tsx';
import { addressText as text } from './address.text.ts';
import { forgetFragment, fragmentValue } from './fragment.ts';
import classes from './setup/setup.module.css';

/** The answer to a link that was used or is too old. */
const GONE = 410;

/** `/prove-address#link=...`: asked, because programs that look at mail open links, too. */
export function ProveAddressPage() {
  const api = useApi();
  const queries = useQueryClient();
  const [link] = useState(() => fragmentValue('link'));
  const prove = useMutation({
    mutationFn: () => api.proveAddress(link),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.session }),
  });
  const isOver = prove.error instanceof ApiError && prove.error.status === GONE;
  usePageTitle(text.pageTitle);
  useEffect(forgetFragment, []);
  return (
    <Plain>
      <section className={classes.step}>
        <h1 className={classes.title} tabIndex={-1} data-focus-here="">
          {text.pageTitle}
        </h1>
        {link === '' ? (
          <Remark tone="care">{text.noLink}</Remark>
        ) : isOver ? (
          <>
            <Remark tone="care">{text.over}</Remark>
            <p>
              <Link to="/settings">{text.toSettings}</Link>
            </p>
          </>
        ) : prove.isSuccess ? (
          <>
            <div role="status">
              <p className={classes.lead}>{text.done}</p>
            </div>
            <ButtonLink to="/" replace>
              {text.goOn}
            </ButtonLink>
          </>
        ) : (
          <>
            <p className={classes.lead}>{text.ask}</p>
            <div className={classes.form}>
              {prove.error ? <Problem error={prove.error} /> : null}
              <Button size="md" loading={prove.isPending} onClick={() => prove.mutate()}>
                {text.confirm}
              </Button>
            </div>
          </>
        )}
      </section>
    </Plain>
  );
}
