import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { Api } from '../api/api.ts';
import { ApiProvider } from '../api/api-context.tsx';
import { type Confirmations, ConfirmationsProvider } from '../api/confirmations.ts';
import { PreviewProvider } from '../api/preview-context.tsx';
import { type Uploads, UploadsProvider } from '../features/intake/uploads-context.tsx';
import { Translated } from '../i18n/translated.tsx';
import type { AppRouter } from './router.tsx';
import { theme } from './theme.ts';

interface AppProps {
  readonly queries: QueryClient;
  readonly api: Api;
  readonly confirmations: Confirmations;
  readonly router: AppRouter;
  readonly uploads: Uploads;
}

const colorScheme = localStorageColorSchemeManager({ key: 'chartwarden-theme' });

/** The parts that every screen stands on. The theme's variables are in the stylesheet already (build/theme-stylesheet.ts). */
export function App({ queries, api, confirmations, router, uploads }: AppProps) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        <ApiProvider value={api}>
          <ConfirmationsProvider value={confirmations}>
            <PreviewProvider>
              <UploadsProvider value={uploads}>
                <Translated>
                  <RouterProvider router={router} />
                </Translated>
              </UploadsProvider>
            </PreviewProvider>
          </ConfirmationsProvider>
        </ApiProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
