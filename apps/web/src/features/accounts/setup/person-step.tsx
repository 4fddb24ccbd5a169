import { useState } from 'react';
import { Problem } from '../../../ui/states.tsx';
import { personText as text } from '../person.text.ts';
import { isWholeDraft, type PersonDraft, PersonFields } from '../person-fields.tsx';
import { useAddPerson } from '../use-add-person.ts';
import { StepFrame } from './step-frame.tsx';

interface PersonStepProps {
  readonly place: { readonly step: number; readonly steps: number };
  readonly ownName: string;
}

export function PersonStep({ place, ownName }: PersonStepProps) {
  const [draft, setDraft] = useState<PersonDraft>({ relation: 'self', name: ownName, birthDate: '' });
  const [tried, setTried] = useState(false);
  const add = useAddPerson();

  const submit = () => {
    setTried(true);
    if (isWholeDraft(draft)) add.mutate(draft);
  };

  return (
    <StepFrame
      {...place}
      title={text.firstTitle}
      lead={text.firstLead}
      submit={text.create}
      busy={add.isPending}
      onSubmit={submit}
    >
      <PersonFields draft={draft} ownName={ownName} mayBeMine tried={tried} onChange={setDraft} />
      {add.error ? <Problem error={add.error} /> : null}
    </StepFrame>
  );
}
