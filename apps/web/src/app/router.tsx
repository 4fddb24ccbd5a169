import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { Waiting } from '../ui/states.tsx';
import { lazyPage } from './lazy-page.ts';
import { PageFailed } from './page-failed.tsx';
import { chartRoutes } from './routes-chart.tsx';
import {
  gate,
  invitation,
  lostPassword,
  newPassword,
  ofAccount,
  openedLink,
  proveAddress,
  register,
  root,
  setup,
  signOn,
} from './routes-outside.tsx';
import { page, person } from './routes-person.tsx';
import { sharingRoutes } from './routes-sharing.tsx';

const personHome = createRoute({
  getParentRoute: () => person,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/people/$person/today', params, replace: true });
  },
});

const add = page(
  'add',
  lazyPage(() => import('../features/intake/add-page.tsx'), 'AddPage'),
);

const importing = page(
  'add/$import',
  lazyPage(() => import('../features/intake/import-page.tsx'), 'ImportPage'),
);

const sources = page(
  'sources',
  lazyPage(() => import('../features/intake/sources-page.tsx'), 'SourcesPage'),
);

const settings = page(
  'settings',
  lazyPage(() => import('../features/accounts/settings/settings-page.tsx'), 'SettingsPage'),
);

const custody = page(
  'custody',
  lazyPage(() => import('../features/accounts/custody/custody-page.tsx'), 'CustodyPage'),
);
const tree = root.addChildren([
  setup,
  newPassword,
  lostPassword,
  invitation,
  register,
  proveAddress,
  signOn,
  openedLink,
  gate.addChildren([
    ...ofAccount,
    person.addChildren([personHome, ...chartRoutes, add, importing, sources, ...sharingRoutes, custody, settings]),
  ]),
]);

/** Every address of the app. Pages load when they are first opened. */
export function createAppRouter() {
  return createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultErrorComponent: PageFailed,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
