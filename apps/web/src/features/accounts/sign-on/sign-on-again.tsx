import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { SignOnProvider } from '../../../api/sign-on-types.ts';
import { Problem, Remark } from '../../../ui/states.tsx';
import { whenProved } from './proof-channel.ts';
import { signOnText } from './sign-on.text.ts';

const text = signOnText.confirm;

interface SignOnAgainProps {
  readonly provider: SignOnProvider;
  readonly onDone: () => void;
}

/** Proves who is there by signing in elsewhere again: in a window of its own, so that this page stays as it is. */
export function SignOnAgain({ provider, onDone }: SignOnAgainProps) {
  const api = useApi();
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => (isWaiting ? whenProved(onDone) : undefined), [isWaiting, onDone]);
  const begin = useMutation({
    mutationFn: async () => {
      // Opened at the click: a browser does not let a page do so later.
      const opened = window.open('', '_blank');
      try {
        const url = await api.confirmBySignOn(provider.id);
        if (opened === null) location.assign(url);
        else {
          opened.opener = null;
          opened.location.href = url;
        }
        setWaiting(true);
      } catch (error) {
        opened?.close();
        throw error;
      }
    },
  });
  return (
    <>
      {begin.error ? <Problem error={begin.error} /> : null}
      <div role="status">{isWaiting ? <Remark>{text.waiting}</Remark> : null}</div>
      <Button variant="default" size="md" loading={begin.isPending} onClick={() => begin.mutate()} fullWidth>
        {text.again(provider.name)}
      </Button>
    </>
  );
}
