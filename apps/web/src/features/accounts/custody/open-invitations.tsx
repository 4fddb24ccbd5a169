import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import type { PersonInvitation } from '../../../api/invitation-types.ts';
import { keys } from '../../../api/keys.ts';
import { Problem } from '../../../ui/states.tsx';
import classes from '../instance/instance.module.css';
import { OpenInvitation } from '../invitations/open-invitation.tsx';
import { custodyText as text } from './custody.text.ts';

const isClaim = (one: PersonInvitation): boolean => one.purpose.kind === 'claim';

/** Who was invited to hold the record and has not answered; nothing while nobody was. */
export function OpenInvitations({ person }: { readonly person: string }) {
  const api = useApi();
  const list = keys.personInvitations(person);
  const invitations = useQuery({ queryKey: list, queryFn: () => api.personInvitations(person), staleTime: 30_000 });
  if (invitations.error) return <Problem error={invitations.error} onRetry={() => void invitations.refetch()} />;
  const open = (invitations.data ?? []).filter(isClaim);
  if (open.length === 0) return null;
  const ways = {
    renew: (id: string) => api.renewPersonInvitation(person, id),
    cancel: (id: string) => api.cancelPersonInvitation(person, id),
    list,
  };
  return (
    <section className={classes.part} aria-labelledby="waiting">
      <h2 className={classes.partTitle} id="waiting">
        {text.waiting}
      </h2>
      <ul className={classes.list}>
        {open.map((one) => (
          <OpenInvitation
            key={one.id}
            invitation={one}
            to={one.email ?? one.to}
            leads={waitsFor(one)}
            level="h3"
            ways={ways}
          />
        ))}
      </ul>
    </section>
  );
}

function waitsFor({ purpose }: PersonInvitation): string {
  if (purpose.kind !== 'claim') return '';
  if (purpose.relation === 'self') return text.waitsFor.self;
  return purpose.hand === 'over' ? text.waitsFor.over : text.waitsFor.custodian;
}
