import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { NewAccount } from '../../api/account-types.ts';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { sessionQuery } from '../../api/queries.ts';
import { Plain } from '../../shell/plain.tsx';
import { usePageTitle } from '../../ui/page.tsx';
import { Problem, Remark, Waiting } from '../../ui/states.tsx';
import { AccountForm } from './account-form.tsx';
import { forgetFragment, fragmentValue } from './fragment.ts';
import { instanceText } from './instance/instance.text.ts';
import { invitationText as text } from './invitation.text.ts';
import { placeOf } from './invited/place-of.ts';
import { ToRecord } from './invited/to-record.tsx';
import classes from './setup/setup.module.css';

/** `/invitation#invitation=...`: whoever was invited makes an account, or agrees with the one they have. */
export function InvitationPage() {
  const [token] = useState(() => fragmentValue('invitation'));
  usePageTitle(text.title);
  useEffect(forgetFragment, []);
  return token === '' ? frame(<Remark tone="care">{text.noLink}</Remark>) : <Invited token={token} />;
}

const frame = (children: ReactNode): ReactNode => (
  <Plain>
    <section className={classes.step}>
      <h1 className={classes.title} tabIndex={-1} data-focus-here="">
        {text.title}
      </h1>
      {children}
    </section>
  </Plain>
);

function Invited({ token }: { readonly token: string }) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const session = useQuery(sessionQuery(api));
  const setup = useQuery({ queryKey: keys.setup, queryFn: api.setupState });
  // Never kept beyond this page: the key holds no token, and nobody else asks for it.
  const shown = useQuery({
    queryKey: ['invitation'],
    queryFn: () => api.lookAtInvitation(token),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const take = useMutation({
    mutationFn: (account: NewAccount) => api.takeInvitation(token, account),
    onSuccess: async (led) => {
      // Whatever another account saw here before is not for this one.
      queries.clear();
      await queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 });
      await navigate({ ...placeOf(led), replace: true });
    },
  });
  if (shown.error) return frame(<Problem error={shown.error} />);
  if (shown.data === undefined) return frame(<Waiting />);
  const { email, purpose, organization } = shown.data;
  // Somebody acts for the organization that looks after the record: both are named.
  const issuer = organization === null ? shown.data.issuer : `${shown.data.issuer}, ${organization}`;
  const form = (
    <AccountForm
      fixedEmail={email}
      busy={take.isPending}
      error={take.error}
      onSubmit={(one) => take.mutate(one)}
      providers={setup.data?.signOn ?? []}
      onSignOn={(provider, one) => api.signOnBegin(provider, { for: 'invitation', token, ...one })}
    />
  );
  if (purpose.kind !== 'join')
    return <ToRecord token={token} issuer={issuer} purpose={purpose} newAccount={form} frame={frame} />;
  return frame(
    <>
      <p className={classes.lead}>
        {text.lead(issuer)} {text.role(instanceText.roles[purpose.role])}.
      </p>
      {session.data ? <Remark>{text.loggedIn(session.data.account.name)}</Remark> : null}
      {form}
    </>,
  );
}
