import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../../../ui/states.tsx';
import { setupText } from './setup.text.ts';
import { lengthOf, PASSWORD_LENGTH } from './setup-draft.ts';
import { StepFrame } from './step-frame.tsx';

const text = setupText.password;

interface PasswordStepProps {
  readonly place: { readonly step: number; readonly steps: number };
  readonly email: string;
  readonly password: string;
  /** The server refused this password, because it is easy to guess. */
  readonly error: unknown;
  readonly onDone: (password: string) => void;
  readonly onBack: () => void;
}

export function PasswordStep({ place, email, password: earlier, error, onDone, onBack }: PasswordStepProps) {
  const [password, setPassword] = useState(earlier);
  const [visible, setVisible] = useState(false);
  const [tried, setTried] = useState(false);
  const count = lengthOf(password);
  const enough = count >= PASSWORD_LENGTH;
  const saidAlready = (error && password === earlier) || (tried && !enough);

  const submit = () => {
    setTried(true);
    if (enough) onDone(password);
  };

  return (
    <StepFrame {...place} title={text.title} lead={text.lead} submit={setupText.next} onSubmit={submit} onBack={onBack}>
      {/* Password managers look for the name that goes with a new password. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <PasswordInput
        label={text.label}
        description={text.hint}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visible={visible}
        onVisibilityChange={setVisible}
        visibilityToggleButtonProps={{ 'aria-label': visible ? text.hide : text.show, tabIndex: 0 }}
        error={tried && !enough ? text.tooShort(count) : null}
        size="md"
      />
      {error && password === earlier ? <Problem error={error} /> : null}
      <span aria-live="polite">{count === 0 || saidAlready ? '' : enough ? text.enough : text.soFar(count)}</span>
    </StepFrame>
  );
}
