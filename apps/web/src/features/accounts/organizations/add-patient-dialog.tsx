import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { organizationText } from './organization.text.ts';

interface AddPatientDialogProps {
  readonly organization: string;
  readonly onClose: () => void;
}

/** Makes a patient whose record the organization looks after, and goes on to adding files. */
export function AddPatientDialog({ organization, onClose }: AddPatientDialogProps) {
  const text = organizationText.patients;
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [born, setBorn] = useState('');
  const [tried, setTried] = useState(false);
  const isFuture = born !== '' && Date.parse(born) > Date.now();
  const add = useMutation({
    mutationFn: () => api.addPatient(organization, { name: name.trim(), ...(born === '' ? {} : { birthDate: born }) }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: keys.people });
      await queries.invalidateQueries({ queryKey: keys.organizations });
      await navigate({ to: '/people/$person/add', params: { person: id } });
    },
  });
  return (
    <ConfirmDialog
      title={text.addTitle}
      confirm={text.confirm}
      busy={add.isPending}
      error={add.error}
      onClose={onClose}
      onConfirm={() => {
        setTried(true);
        if (name.trim() !== '' && !isFuture) add.mutate();
      }}
    >
      <div className={classes.link}>
        <p className={classes.words}>{text.addWords}</p>
        <TextInput
          label={text.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried && name.trim() === '' ? text.nameMissing : null}
          autoComplete="off"
          maxLength={200}
        />
        <TextInput
          label={text.born}
          type="date"
          value={born}
          onChange={(event) => setBorn(event.currentTarget.value)}
          error={tried && isFuture ? text.bornWrong : null}
          autoComplete="off"
        />
      </div>
    </ConfirmDialog>
  );
}
