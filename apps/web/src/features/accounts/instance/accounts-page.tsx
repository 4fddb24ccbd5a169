import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { isAdministrator } from '../../../api/roles.ts';
import { useSession } from '../../../api/session-context.tsx';
import { InstanceFrame } from '../../../shell/instance-frame.tsx';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Problem, Waiting } from '../../../ui/states.tsx';
import { Handover } from '../handover/handover.tsx';
import { AccountCard } from './account-card.tsx';
import classes from './instance.module.css';
import { instanceText as text } from './instance.text.ts';
import { Invitations } from './invitations.tsx';

/** `/instance/accounts`: who can log in, for owners and admins. */
export function AccountsPage() {
  const { account } = useSession();
  return (
    <InstanceFrame>
      {isAdministrator(account.roles) ? (
        <Accounts />
      ) : (
        <Empty title={text.notYours} whole>
          <p>{text.notYoursWords}</p>
          <ButtonLink to="/" variant="default">
            {text.back}
          </ButtonLink>
        </Empty>
      )}
    </InstanceFrame>
  );
}

function Accounts() {
  const api = useApi();
  const isOwner = useSession().account.roles.includes('owner');
  const accounts = useQuery({ queryKey: keys.accounts, queryFn: api.accounts, staleTime: 0 });
  return (
    <Page
      title={text.title}
      lead={text.lead}
      actions={
        <ButtonLink to="/" variant="default">
          {text.back}
        </ButtonLink>
      }
    >
      {accounts.error ? (
        <Problem error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : accounts.data === undefined ? (
        <Waiting />
      ) : (
        <>
          <ul className={classes.list}>
            {accounts.data.map((one) => (
              <AccountCard key={one.id} account={one} />
            ))}
          </ul>
          <Invitations />
          {isOwner ? <Handover accounts={accounts.data} /> : null}
        </>
      )}
    </Page>
  );
}
