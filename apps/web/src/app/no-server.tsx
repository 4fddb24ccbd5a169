import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { Plain } from '../shell/plain.tsx';
import { usePageTitle } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { uiText } from '../ui/ui.text.ts';
import { appText as text } from './app.text.ts';

/** The app started and nobody answers: on the way, the server off, another network. Tries again when the network comes back. */
export function NoServer({ onRetry, busy }: { readonly onRetry: () => void; readonly busy: boolean }) {
  usePageTitle(text.noServerTitle);
  useEffect(() => {
    addEventListener('online', onRetry);
    return () => removeEventListener('online', onRetry);
  }, [onRetry]);
  return (
    <Plain>
      <Empty title={text.noServerTitle} whole>
        <p role="status">{text.noServerWords}</p>
        <Button variant="default" onClick={onRetry} loading={busy}>
          {uiText.tryAgain}
        </Button>
      </Empty>
    </Plain>
  );
}
