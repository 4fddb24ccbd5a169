import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { PasskeyAnswer, PasskeyAsked } from '../../../api/factor-types.ts';
import { Problem } from '../../../ui/states.tsx';
import { signWithPasskey, wasLeft } from './web-authn.ts';

interface PasskeyButtonProps {
  readonly label: string;
  readonly ask: () => Promise<PasskeyAsked>;
  readonly answer: (answer: PasskeyAnswer) => Promise<unknown>;
  readonly onDone: () => void;
}

/** Asks the browser for a passkey and gives the server its answer. */
export function PasskeyButton({ label, ask, answer, onDone }: PasskeyButtonProps) {
  const sign = useMutation({ mutationFn: async () => answer(await signWithPasskey(await ask())), onSuccess: onDone });
  return (
    <>
      {sign.error && !wasLeft(sign.error) ? <Problem error={sign.error} /> : null}
      <Button variant="default" size="md" loading={sign.isPending} onClick={() => sign.mutate()} fullWidth>
        {label}
      </Button>
    </>
  );
}
