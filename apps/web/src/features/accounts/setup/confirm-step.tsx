import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { ApiError } from '../../../api/http.ts';
import { Problem } from '../../../ui/states.tsx';
import { setupText } from './setup.text.ts';
import { StepFrame } from './step-frame.tsx';

const text = setupText.confirm;

interface ConfirmStepProps {
  readonly place: { readonly step: number; readonly steps: number };
  readonly onDone: () => void;
  readonly onBack: () => void;
}

/** The person types the last group, so that the kit surely exists outside this screen. */
export function ConfirmStep({ place, onDone, onBack }: ConfirmStepProps) {
  const api = useApi();
  const [group, setGroup] = useState('');
  const [tried, setTried] = useState(false);
  const confirm = useMutation({ mutationFn: api.confirmKit, onSuccess: onDone });
  const wrong = confirm.error instanceof ApiError && confirm.error.status === 400;
  const missing = tried && group.trim() === '';

  const submit = () => {
    setTried(true);
    if (group.trim() !== '') confirm.mutate(group.trim());
  };

  return (
    <StepFrame
      {...place}
      title={text.title}
      lead={text.lead}
      submit={setupText.next}
      busy={confirm.isPending}
      onSubmit={submit}
      onBack={onBack}
      backLabel={text.again}
    >
      <TextInput
        label={text.label}
        value={group}
        onChange={(event) => {
          setGroup(event.currentTarget.value);
          confirm.reset();
        }}
        error={missing ? text.missing : wrong ? text.wrong : null}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        size="md"
      />
      {confirm.error && !wrong ? <Problem error={confirm.error} /> : null}
    </StepFrame>
  );
}
