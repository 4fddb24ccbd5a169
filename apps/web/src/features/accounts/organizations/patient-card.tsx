import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { Leaving, OrganizationAnswer, PatientLine } from '../../../api/organization-types.ts';
import { Problem, Remark } from '../../../ui/states.tsx';
import { formatDay } from '../../../ui/words.ts';
import classes from '../instance/instance.module.css';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { organizationText } from './organization.text.ts';

interface PatientCardProps {
  readonly organization: OrganizationAnswer;
  readonly patient: PatientLine;
  readonly leaving: Leaving | undefined;
}

/** One patient: their record, since when, and what becomes of it, for managers to decide. */
export function PatientCard({ organization, patient, leaving }: PatientCardProps) {
  const text = organizationText.leaving;
  const [open, setOpen] = useState<'hand-over' | 'leave' | null>(null);
  const close = () => setOpen(null);
  const name = patient.name || organizationText.patients.unnamed;
  const manages = organization.role === 'manager';
  return (
    <li className={classes.card}>
      <h3 className={classes.name}>
        <Link to="/people/$person/today" params={{ person: patient.id }}>
          <bdi>{name}</bdi>
        </Link>
      </h3>
      <p className={classes.quiet}>{organizationText.since(formatDay(patient.since))}</p>
      {leaving ? <Due leaving={leaving} name={name} manages={manages} /> : null}
      {manages ? (
        <div className={classes.buttons}>
          <Button
            variant="default"
            size="xs"
            onClick={() => setOpen('hand-over')}
            aria-label={organizationText.about(organizationText.handOver.open, name)}
          >
            {organizationText.handOver.open}
          </Button>
          {leaving === undefined ? (
            <Button
              variant="default"
              size="xs"
              onClick={() => setOpen('leave')}
              aria-label={organizationText.about(text.open, name)}
            >
              {text.open}
            </Button>
          ) : null}
        </div>
      ) : null}
      {open === 'leave' ? <LeaveDialog organization={organization.id} patient={patient} onClose={close} /> : null}
      {open === 'hand-over' ? (
        <HandOverDialog organization={organization.id} patient={patient} onClose={close} />
      ) : null}
    </li>
  );
}

interface DueProps {
  readonly leaving: Leaving;
  readonly name: string;
  readonly manages: boolean;
}

function Due({ leaving, name, manages }: DueProps) {
  const text = organizationText.leaving;
  const api = useApi();
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.cancelLeaving(leaving.id),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.organizations }),
  });
  return (
    <>
      <Remark tone="care">{text.due(formatDay(leaving.due))}</Remark>
      {cancel.error ? <Problem error={cancel.error} /> : null}
      {manages ? (
        <div className={classes.buttons}>
          <Button
            variant="default"
            size="xs"
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
            aria-label={organizationText.about(text.cancel, name)}
          >
            {text.cancel}
          </Button>
        </div>
      ) : null}
    </>
  );
}
