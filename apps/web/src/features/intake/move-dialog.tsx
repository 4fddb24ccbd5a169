import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { peopleQuery } from '../../api/queries.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Remark } from '../../ui/states.tsx';
import { sourcesText as text } from './intake.text.ts';
import { useForgetImport } from './use-forget-import.ts';
import { FileNames, type ImportDialogProps } from './withdraw-dialog.tsx';

export function MoveDialog({ person, id, names, open, onClose, onDone }: ImportDialogProps) {
  const api = useApi();
  const forget = useForgetImport(person, id);
  const people = useQuery({ ...peopleQuery(api), enabled: open });
  const others = people.data?.filter((one) => one.id !== person) ?? [];
  const [to, setTo] = useState('');
  const [tried, setTried] = useState(false);
  const move = useMutation({
    mutationFn: (reason: string) => api.moveImport(id, to, reason),
    onSuccess: async () => {
      onClose();
      await forget(to);
      onDone();
    },
  });

  return (
    <ReasonDialog
      title={text.moveTitle}
      words={text.moveWords}
      action={text.moveAction}
      open={open}
      busy={move.isPending}
      error={move.error}
      ready={to !== ''}
      onTry={() => setTried(true)}
      onClose={onClose}
      onConfirm={(reason) => move.mutate(reason)}
    >
      <FileNames names={names} />
      {people.data && others.length === 0 ? (
        <Remark tone="care">{text.moveNobody}</Remark>
      ) : (
        <NativeSelect
          label={text.moveTo}
          data={[{ value: '', label: text.moveChoose }, ...others.map((one) => ({ value: one.id, label: one.name }))]}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          error={tried && to === '' ? text.moveMissing : null}
        />
      )}
    </ReasonDialog>
  );
}
