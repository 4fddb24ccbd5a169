import { useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { Plain } from '../../shell/plain.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { usePageTitle } from '../../ui/page.tsx';
import { Problem, Remark, Waiting } from '../../ui/states.tsx';
import { AccountForm } from './account-form.tsx';
import { invitationText as text } from './invitation.text.ts';
import classes from './setup/setup.module.css';

/** `/register`: an account of one's own, where the operator lets everybody make one. */
export function RegisterPage() {
  const api = useApi();
  const setup = useQuery({ queryKey: keys.setup, queryFn: api.setupState });
  const register = useMutation({ mutationFn: api.register });
  usePageTitle(text.registerTitle);
  return (
    <Plain>
      <section className={classes.step}>
        <h1 className={classes.title} tabIndex={-1} data-focus-here="">
          {text.registerTitle}
        </h1>
        {register.isSuccess ? (
          <>
            <div role="status">
              <p className={classes.lead}>{text.done}</p>
            </div>
            <ButtonLink to="/">{text.toLogin}</ButtonLink>
          </>
        ) : setup.error ? (
          <Problem error={setup.error} onRetry={() => void setup.refetch()} />
        ) : setup.data === undefined ? (
          <Waiting />
        ) : setup.data.registration ? (
          <>
            <p className={classes.lead}>{text.registerLead}</p>
            <AccountForm
              fixedEmail={null}
              busy={register.isPending}
              error={register.error}
              onSubmit={(account) => register.mutate(account)}
              providers={setup.data.signOn}
              onSignOn={(provider, account) => api.signOnBegin(provider, { for: 'registration', ...account })}
            />
          </>
        ) : (
          <Remark tone="care">{text.registerClosed}</Remark>
        )}
      </section>
    </Plain>
  );
}
