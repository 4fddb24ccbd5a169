import { type ErrorComponentProps, useLocation } from '@tanstack/react-router';
import { ApiError } from '../api/http.ts';
import { Plain } from '../shell/plain.tsx';
import { Page } from '../ui/page.tsx';
import { pageNameOf } from '../ui/pages.ts';
import { Panel, PanelTitle } from '../ui/panel.tsx';
import { Problem } from '../ui/states.tsx';
import { appText as text } from './app.text.ts';
import { startAgain } from './lazy-page.ts';

/** What stands in place of a page that could not be drawn, or not be fetched. */
export function PageFailed(failed: ErrorComponentProps) {
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <Page title={pageNameOf(pathname) ?? text.failedTitle}>
      <What {...failed} />
    </Page>
  );
}

/** The same where no record is open, and nothing stands around it. */
export function PlainFailed(failed: ErrorComponentProps) {
  return (
    <Plain wide>
      <PageFailed {...failed} />
    </Plain>
  );
}

/** The same beside a list, or over it. */
export function PartFailed(failed: ErrorComponentProps) {
  return (
    <Panel label={text.failedTitle} close={null}>
      <PanelTitle>{text.failedTitle}</PanelTitle>
      <What {...failed} />
    </Panel>
  );
}

function What({ error, reset }: ErrorComponentProps) {
  return <Problem error={error} onRetry={error instanceof ApiError ? () => void startAgain() : reset} />;
}
