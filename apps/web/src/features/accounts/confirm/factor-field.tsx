import { TextInput } from '@mantine/core';
import { confirmText as text } from './confirm.text.ts';

interface FactorFieldProps {
  readonly way: 'code' | 'recovery';
  readonly value: string;
  readonly missing: boolean;
  readonly onChange: (value: string) => void;
}

/** The code of an app, or a recovery code. */
export function FactorField({ way, value, missing, onChange }: FactorFieldProps) {
  const shared = {
    value,
    size: 'md',
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  } as const;
  return way === 'code' ? (
    <TextInput
      {...shared}
      key="code"
      label={text.code}
      description={text.codeHint}
      inputMode="numeric"
      autoComplete="one-time-code"
      error={missing ? text.codeMissing : null}
    />
  ) : (
    <TextInput
      {...shared}
      key="recovery"
      label={text.recovery}
      description={text.recoveryHint}
      autoComplete="off"
      autoCapitalize="characters"
      error={missing ? text.recoveryMissing : null}
    />
  );
}
