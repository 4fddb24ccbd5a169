import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { OrganizationAnswer } from '../../../api/organization-types.ts';
import { Problem, Waiting } from '../../../ui/states.tsx';
import classes from '../instance/instance.module.css';
import { AddPatientDialog } from './add-patient-dialog.tsx';
import { organizationText } from './organization.text.ts';
import { PatientCard } from './patient-card.tsx';

/** Records in the care of an organization. Each name read is a line in that person's log, so they come in pages. */
export function Patients({ organization }: { readonly organization: OrganizationAnswer }) {
  const text = organizationText.patients;
  const api = useApi();
  const { id, role } = organization;
  const [adding, setAdding] = useState(false);
  const patients = useInfiniteQuery({
    queryKey: keys.patients(id),
    queryFn: ({ pageParam }) => api.patients(id, pageParam),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 60_000,
  });
  const leavings = useQuery({ queryKey: keys.leavings(id), queryFn: () => api.leavings(id), staleTime: 60_000 });
  const people = patients.data?.pages.flatMap((page) => page.people);
  return (
    <section className={classes.part} aria-labelledby="patients">
      <h2 className={classes.partTitle} id="patients">
        {text.title}
      </h2>
      <p className={classes.quiet}>{text.lead}</p>
      {role === 'viewer' ? null : (
        <div className={classes.buttons}>
          <Button onClick={() => setAdding(true)}>{text.add}</Button>
        </div>
      )}
      {patients.error ? (
        <Problem error={patients.error} onRetry={() => void patients.refetch()} />
      ) : people === undefined ? (
        <Waiting />
      ) : people.length === 0 ? (
        <p className={classes.below}>{text.none}</p>
      ) : (
        <ul className={`${classes.list} ${classes.below}`}>
          {people.map((one) => (
            <PatientCard
              key={one.id}
              organization={organization}
              patient={one}
              leaving={leavings.data?.find(({ person }) => person === one.id)}
            />
          ))}
        </ul>
      )}
      {patients.hasNextPage ? (
        <div className={classes.buttons}>
          <Button variant="default" loading={patients.isFetchingNextPage} onClick={() => void patients.fetchNextPage()}>
            {text.more}
          </Button>
        </div>
      ) : null}
      {adding ? <AddPatientDialog organization={id} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}
