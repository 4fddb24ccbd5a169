import { Button, Checkbox, Radio, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { OfferedTo } from '../../../api/emergency-calls.ts';
import { keys } from '../../../api/keys.ts';
import { peopleQuery } from '../../../api/queries.ts';
import { Dialog, DialogButtons } from '../../../ui/dialog.tsx';
import { OfferedToChoice } from '../../../ui/offered-to.tsx';
import { Problem } from '../../../ui/states.tsx';
import { uiText } from '../../../ui/ui.text.ts';
import classes from '../sharing.module.css';
import { emergencyText as text } from './emergency.text.ts';

/** What is offered, and what that means, before it is. */
export function OfferDialog({ person, onClose }: { readonly person: string; readonly onClose: () => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const people = useQuery({ ...peopleQuery(api), enabled: false });
  const isStaff = people.data?.find(({ id }) => id === person)?.relation === 'staff';
  const [to, setTo] = useState<OfferedTo>('practitioners');
  const [what, setWhat] = useState<'essential' | 'everything'>('essential');
  const [labels, setLabels] = useState(false);
  const [document, setDocument] = useState('');
  const offer = useMutation({
    mutationFn: () =>
      api.offerEmergency(person, {
        to,
        what,
        labels,
        ...(document.trim() === '' ? {} : { document: document.trim() }),
      }),
    onSuccess: (now) => {
      onClose();
      queries.setQueryData(keys.emergency(person), now);
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!offer.isPending) offer.mutate();
  };
  return (
    <Dialog title={text.offerTitle} open onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes.page}>
        <fieldset className={classes.choices}>
          <legend>{text.what}</legend>
          {(['essential', 'everything'] as const).map((one) => (
            <Radio
              key={one}
              name="what"
              value={one}
              label={text[one]}
              checked={what === one}
              onChange={() => setWhat(one)}
            />
          ))}
          <Checkbox label={text.labels} checked={labels} onChange={(event) => setLabels(event.currentTarget.checked)} />
        </fieldset>
        <OfferedToChoice value={to} onChange={setTo} />
        {isStaff ? (
          <TextInput
            label={text.document}
            description={text.documentHint}
            value={document}
            onChange={(event) => setDocument(event.currentTarget.value)}
          />
        ) : null}
        <p>{text.papers}</p>
        {offer.error ? <Problem error={offer.error} /> : null}
        <DialogButtons>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {uiText.cancel}
          </Button>
          <Button type="submit" loading={offer.isPending}>
            {text.confirm}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
