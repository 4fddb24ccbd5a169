import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { HandOver, PatientLine } from '../../../api/organization-types.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { instanceText } from '../instance/instance.text.ts';
import { OnceLinkShown } from '../instance/once-link.tsx';
import { looksLikeEmail } from '../setup/setup-draft.ts';
import { organizationText } from './organization.text.ts';

interface HandOverDialogProps {
  readonly organization: string;
  readonly patient: PatientLine;
  readonly onClose: () => void;
}

/** To whom a record goes and what the organization asks to keep; then the link, once. */
export function HandOverDialog({ organization, patient, onClose }: HandOverDialogProps) {
  const text = organizationText.handOver;
  const asks = instanceText.invite;
  const api = useApi();
  const [relation, setRelation] = useState<HandOver['relation']>('self');
  const [keeps, setKeeps] = useState<HandOver['keeps']>('look');
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const address = email.trim();
  const wrong = address !== '' && !looksLikeEmail(address);
  const make = useMutation({
    mutationFn: () =>
      api.handOver(organization, patient.id, { relation, keeps, ...(address === '' ? {} : { email: address }) }),
  });
  const title = text.title(patient.name || organizationText.patients.unnamed);
  if (make.data)
    return (
      <Dialog title={title} open onClose={onClose}>
        <OnceLinkShown link={make.data} sent={make.data.sent} onClose={onClose} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={title}
      confirm={text.confirm}
      busy={make.isPending}
      error={make.error}
      onClose={onClose}
      onConfirm={() => {
        setTried(true);
        if (!wrong) make.mutate();
      }}
    >
      <div className={classes.link}>
        <p className={classes.words}>{text.words}</p>
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
        <TextInput
          label={asks.email}
          description={asks.emailHint}
          type="email"
          inputMode="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={tried && wrong ? asks.emailWrong : null}
        />
      </div>
    </ConfirmDialog>
  );
}
