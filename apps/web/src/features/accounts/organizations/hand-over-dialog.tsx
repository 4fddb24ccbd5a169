import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { HandOver, PatientLine } from '../../../api/organization-types.ts';
import classes from '../instance/instance.module.css';
import { InviteDialog } from '../invitations/invite-dialog.tsx';
import { organizationText } from './organization.text.ts';

interface HandOverDialogProps {
  readonly organization: string;
  readonly patient: PatientLine;
  readonly onClose: () => void;
}

/** To whom a record goes and what the organization asks to keep; then the link, once. */
export function HandOverDialog({ organization, patient, onClose }: HandOverDialogProps) {
  const text = organizationText.handOver;
  const api = useApi();
  const [relation, setRelation] = useState<HandOver['relation']>('self');
  const [keeps, setKeeps] = useState<HandOver['keeps']>('look');
  return (
    <InviteDialog
      title={text.title(patient.name || organizationText.patients.unnamed)}
      confirm={text.confirm}
      words={<p className={classes.words}>{text.words}</p>}
      make={({ email }) =>
        api.handOver(organization, patient.id, { relation, keeps, ...(email === undefined ? {} : { email }) })
      }
      onClose={onClose}
    >
      <NativeSelect
        label={text.who}
        value={relation}
        onChange={(event) => setRelation(event.currentTarget.value as HandOver['relation'])}
        data={[
          { value: 'self', label: text.self },
          { value: 'custodian', label: text.custodian },
        ]}
      />
      <NativeSelect
        label={text.keeps}
        description={text.keepsWords}
        value={keeps}
        onChange={(event) => setKeeps(event.currentTarget.value as HandOver['keeps'])}
        data={(['nothing', 'look', 'add'] as const).map((value) => ({ value, label: text[value] }))}
      />
    </InviteDialog>
  );
}
