import './app/mantine.css';
import 'virtual:theme.css';
import './app/tokens.css';
import './app/people.css';
import './app/print.css';
import { QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi } from './api/api.ts';
import { createConfirmations } from './api/confirmations.ts';
import { ApiError, createHttp } from './api/http.ts';
import { App } from './app/app.tsx';
import { createAppRouter } from './app/router.tsx';
import { endSession, lockSession } from './app/session-end.ts';
import { createUploads } from './features/intake/uploads.ts';
import { startLanguage } from './i18n/chosen-language.ts';
import { i18n } from './i18n/i18n.ts';
import { keepShell } from './worker/register.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // The server may be this very device, or in the next room: what a browser calls offline says nothing about it.
      networkMode: 'always',
      staleTime: 15_000,
      // Every look at a record is a line in its ledger: nothing is read again just because a window came to the front.
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (failures, error) =>
        error instanceof ApiError && (error.status === 0 || error.status >= 500) && failures < 2,
    },
    mutations: { networkMode: 'always' },
  },
});

const confirmations = createConfirmations();
const api = createApi(
  createHttp({
    onUnauthorized: () => endSession(queries, 'locked'),
    onLocked: () => lockSession(queries),
    confirm: confirmations.ask,
  }),
);

keepShell();
// Without its catalogue a language is shown in English: better than not at all.
await i18n.show(startLanguage(localStorage, navigator.languages)).catch(() => undefined);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App
      queries={queries}
      api={api}
      confirmations={confirmations}
      router={createAppRouter()}
      uploads={createUploads(api)}
    />
  </StrictMode>,
);
