import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { OrganizationLine } from '../../../api/organization-types.ts';
import { InstanceFrame } from '../../../shell/instance-frame.tsx';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Problem, Waiting } from '../../../ui/states.tsx';
import { formatDay } from '../../../ui/words.ts';
import classes from '../instance/instance.module.css';
import { MakeDialog } from './make-dialog.tsx';
import { organizationText as text } from './organization.text.ts';

/** `/organizations`: where the account at the screen works, and making one more for whose role it is. */
export function OrganizationsPage() {
  const api = useApi();
  const [making, setMaking] = useState(false);
  const mine = useQuery({ queryKey: keys.organizations, queryFn: api.organizations, staleTime: 0 });
  const { organizations = [], makes = false } = mine.data ?? {};
  return (
    <InstanceFrame>
      <Page
        title={text.title}
        lead={text.lead}
        actions={
          <>
            {makes ? <Button onClick={() => setMaking(true)}>{text.make.open}</Button> : null}
            <ButtonLink to="/" variant="default">
              {text.back}
            </ButtonLink>
          </>
        }
      >
        {mine.error ? (
          <Problem error={mine.error} onRetry={() => void mine.refetch()} />
        ) : mine.data === undefined ? (
          <Waiting />
        ) : organizations.length === 0 ? (
          <Empty title={text.none}>
            <p>{makes ? text.noneMakes : text.noneWords}</p>
          </Empty>
        ) : (
          <ul className={classes.list}>
            {organizations.map((one) => (
              <OrganizationCard key={one.id} organization={one} />
            ))}
          </ul>
        )}
        {making ? <MakeDialog onClose={() => setMaking(false)} /> : null}
      </Page>
    </InstanceFrame>
  );
}

function OrganizationCard({ organization }: { readonly organization: OrganizationLine }) {
  const { id, name, role, since, members, people } = organization;
  return (
    <li className={classes.card}>
      <h2 className={classes.name}>
        <Link to="/organizations/$organization" params={{ organization: id }}>
          <bdi>{name}</bdi>
        </Link>
      </h2>
      <p className={classes.quiet}>
        {[text.roles[role], text.since(formatDay(since)), text.members(members), text.people(people)].join(' · ')}
      </p>
    </li>
  );
}
