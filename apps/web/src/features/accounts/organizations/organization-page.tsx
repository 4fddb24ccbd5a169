import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { ApiError } from '../../../api/http.ts';
import { keys } from '../../../api/keys.ts';
import type { OrganizationAnswer } from '../../../api/organization-types.ts';
import { InstanceFrame } from '../../../shell/instance-frame.tsx';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Problem, Waiting } from '../../../ui/states.tsx';
import { formatDay } from '../../../ui/words.ts';
import classes from '../instance/instance.module.css';
import { EmergencyPolicyPart } from './emergency-policy.tsx';
import { Members } from './members.tsx';
import { organizationText as text } from './organization.text.ts';
import { Patients } from './patients.tsx';
import { SaysDialog } from './says-dialog.tsx';

/** `/organizations/$organization`: who works there, and the records in its care. */
export function OrganizationPage() {
  const { organization } = useParams({ from: '/session/organizations/$organization' });
  const api = useApi();
  const found = useQuery({
    queryKey: keys.organization(organization),
    queryFn: () => api.organization(organization),
    staleTime: 0,
    retry: false,
  });
  const isGone = found.error instanceof ApiError && found.error.status === 404;
  return (
    <InstanceFrame>
      {found.data ? (
        <Organization organization={found.data} />
      ) : isGone ? (
        <Empty title={text.gone} whole>
          <p>{text.goneWords}</p>
          <ButtonLink to="/organizations" variant="default">
            {text.all}
          </ButtonLink>
        </Empty>
      ) : (
        <Page title={text.one}>
          {found.error ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />}
        </Page>
      )}
    </InstanceFrame>
  );
}

function Organization({ organization }: { readonly organization: OrganizationAnswer }) {
  const { name, role, since, listed } = organization;
  const [changing, setChanging] = useState(false);
  return (
    <Page title={name} lead={`${text.roles[role]}, ${text.since(formatDay(since))}. ${text.youWould[role]}`}>
      <ButtonLink to="/organizations" variant="default" size="xs">
        {text.all}
      </ButtonLink>
      <Patients organization={organization} />
      <Members organization={organization} />
      <EmergencyPolicyPart organization={organization} />
      <section className={classes.part} aria-labelledby="says">
        <h2 className={classes.partTitle} id="says">
          {text.says.title}
        </h2>
        <div className={classes.card}>
          <p className={classes.words}>
            <bdi>{name}</bdi>
          </p>
          <p className={classes.quiet}>{listed ? text.says.isListed : text.says.isHidden}</p>
          {role === 'manager' ? (
            <div className={classes.buttons}>
              <Button variant="default" size="xs" onClick={() => setChanging(true)}>
                {text.says.change}
              </Button>
            </div>
          ) : null}
        </div>
      </section>
      {changing ? <SaysDialog organization={organization} onClose={() => setChanging(false)} /> : null}
    </Page>
  );
}
