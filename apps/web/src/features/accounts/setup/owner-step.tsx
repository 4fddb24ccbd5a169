import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../../../ui/states.tsx';
import { setupText } from './setup.text.ts';
import { looksLikeEmail, type SetupDraft } from './setup-draft.ts';
import { StepFrame } from './step-frame.tsx';

const text = setupText.owner;

interface OwnerStepProps {
  readonly place: { readonly step: number; readonly steps: number };
  readonly draft: SetupDraft;
  readonly codeNeeded: boolean;
  /** The server refused the code. */
  readonly error: unknown;
  readonly onDone: (part: Pick<SetupDraft, 'name' | 'email' | 'code'>) => void;
}

export function OwnerStep({ place, draft, codeNeeded, error, onDone }: OwnerStepProps) {
  const [name, setName] = useState(draft.name);
  const [email, setEmail] = useState(draft.email);
  const [code, setCode] = useState(draft.code);
  const [tried, setTried] = useState(false);
  const wrong = {
    name: name.trim() === '',
    email: !looksLikeEmail(email.trim()),
    code: codeNeeded && code.trim() === '',
  };

  const submit = () => {
    setTried(true);
    if (wrong.name || wrong.email || wrong.code) return;
    onDone({ name: name.trim(), email: email.trim(), code: code.trim() });
  };

  return (
    <StepFrame {...place} title={text.title} lead={text.lead} submit={setupText.next} onSubmit={submit}>
      <TextInput
        label={text.name}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={tried && wrong.name ? text.nameMissing : null}
        size="md"
      />
      <TextInput
        label={text.email}
        description={text.emailHint}
        type="email"
        autoComplete="username"
        inputMode="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={tried && wrong.email ? text.emailMissing : null}
        size="md"
      />
      {codeNeeded ? (
        <TextInput
          label={text.code}
          description={text.codeHint}
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={tried && wrong.code ? text.codeMissing : null}
          size="md"
        />
      ) : null}
      {error ? <Problem error={error} /> : null}
    </StepFrame>
  );
}
