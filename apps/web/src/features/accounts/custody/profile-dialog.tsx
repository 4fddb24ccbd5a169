import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { PersonProfile } from '../../../api/custody-types.ts';
import { keys } from '../../../api/keys.ts';
import { BirthDateField, isBirthDate } from '../birth-date-field.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { custodyText as text } from './custody.text.ts';

/** What the record says of the person: the name that the household uses, and when they were born. */
export function ProfileDialog({
  person,
  profile,
  onClose,
}: {
  readonly person: string;
  readonly profile: PersonProfile;
  readonly onClose: () => void;
}) {
  const api = useApi();
  const queries = useQueryClient();
  const [name, setName] = useState(profile.name);
  const [birthDate, setBirthDate] = useState(profile.birthDate ?? '');
  const [tried, setTried] = useState(false);
  const born = birthDate.trim();
  const wrong = { name: name.trim() === '', birthDate: born !== '' && !isBirthDate(born) };
  const save = useMutation({
    mutationFn: () => api.changeProfile(person, { name: name.trim(), ...(born === '' ? {} : { birthDate: born }) }),
    onSuccess: async (changed) => {
      onClose();
      queries.setQueryData(keys.profile(person), changed);
      await queries.invalidateQueries({ queryKey: keys.people });
    },
  });
  return (
    <ConfirmDialog
      title={text.changeTitle}
      confirm={text.save}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onConfirm={() => {
        setTried(true);
        if (!wrong.name && !wrong.birthDate) save.mutate();
      }}
    >
      <div className={classes.link}>
        <TextInput
          label={text.name}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried && wrong.name ? text.nameMissing : null}
        />
        <BirthDateField value={birthDate} tried={tried} onChange={setBirthDate} />
      </div>
    </ConfirmDialog>
  );
}
