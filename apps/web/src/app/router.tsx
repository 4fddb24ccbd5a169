import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { View } from '../api/types.ts';
import { KINDS, type Kind } from '../features/chart/kinds.ts';
import { type At, atOf, EVERYTHING } from '../features/chart/timeline/span.ts';
import { Problem, Waiting } from '../ui/states.tsx';
import { FirstPerson } from './first-person.tsx';
import { NotFound } from './not-found.tsx';
import { Root } from './root.tsx';
import { SessionGate } from './session-gate.tsx';

/** What the records page keeps in its address: nothing from the record itself. */
export interface RecordsSearch {
  readonly type?: string;
  readonly view?: View;
}

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

const setup = createRoute({
  getParentRoute: () => root,
  path: 'setup',
  component: lazyRouteComponent(() => import('../features/accounts/setup/setup-page.tsx'), 'SetupPage'),
});

const newPassword = createRoute({
  getParentRoute: () => root,
  path: 'new-password',
  component: lazyRouteComponent(() => import('../features/accounts/new-password-page.tsx'), 'NewPasswordPage'),
});

const gate = createRoute({ getParentRoute: () => root, id: 'session', component: SessionGate });

const home = createRoute({ getParentRoute: () => gate, path: '/', component: FirstPerson });

const addPerson = createRoute({
  getParentRoute: () => gate,
  path: 'people/new',
  component: lazyRouteComponent(() => import('../features/accounts/add-person-page.tsx'), 'AddPersonPage'),
});

const person = createRoute({
  getParentRoute: () => gate,
  path: 'people/$person',
  component: lazyRouteComponent(() => import('../shell/shell.tsx'), 'Shell'),
});

const personHome = createRoute({
  getParentRoute: () => person,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/people/$person/today', params, replace: true });
  },
});

const today = createRoute({
  getParentRoute: () => person,
  path: 'today',
  component: lazyRouteComponent(() => import('../features/chart/today/today-page.tsx'), 'TodayPage'),
});

const results = createRoute({
  getParentRoute: () => person,
  path: 'results',
  component: lazyRouteComponent(() => import('../features/chart/results/results-page.tsx'), 'ResultsPage'),
});

const result = createRoute({
  getParentRoute: () => person,
  path: 'results/$analyte',
  component: lazyRouteComponent(() => import('../features/chart/results/opened-page.tsx'), 'ResultPage'),
});

const vitals = createRoute({
  getParentRoute: () => person,
  path: 'vitals',
  component: lazyRouteComponent(() => import('../features/chart/results/results-page.tsx'), 'VitalsPage'),
});

const vital = createRoute({
  getParentRoute: () => person,
  path: 'vitals/$analyte',
  component: lazyRouteComponent(() => import('../features/chart/results/opened-page.tsx'), 'VitalPage'),
});

/** Where one is in time and what is hidden; nothing from the record itself. */
export interface TimelineSearch {
  readonly at?: At | undefined;
  readonly hide?: readonly Kind[] | undefined;
  readonly source?: string | undefined;
}

const timeline = createRoute({
  getParentRoute: () => person,
  path: 'timeline',
  validateSearch: ({ at, hide, source }): TimelineSearch => ({
    ...(atOf(at) === EVERYTHING ? {} : { at: atOf(at) }),
    ...(Array.isArray(hide) ? { hide: KINDS.filter((kind) => hide.includes(kind)) } : {}),
    ...(typeof source === 'string' && /^[0-9a-f-]{36}$/.test(source) ? { source } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/chart/timeline/timeline-page.tsx'), 'TimelinePage'),
});

const records = createRoute({
  getParentRoute: () => person,
  path: 'records',
  validateSearch: (search): RecordsSearch => ({
    ...(typeof search.type === 'string' && /^[A-Za-z]{1,64}$/.test(search.type) ? { type: search.type } : {}),
    ...(search.view === 'received' ? { view: 'received' } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/chart/records-page.tsx'), 'RecordsPage'),
});

/** An earlier version of the open fact; absent for the current one. */
export interface FactSearch {
  readonly version?: number;
}

const fact = createRoute({
  getParentRoute: () => records,
  path: '$fact',
  validateSearch: (search): FactSearch =>
    Number.isSafeInteger(search.version) ? { version: Number(search.version) } : {},
  component: lazyRouteComponent(() => import('../features/chart/fact-panel.tsx'), 'FactPanel'),
});

const allergies = createRoute({
  getParentRoute: () => person,
  path: 'allergies',
  component: lazyRouteComponent(() => import('../features/chart/lists/allergies-page.tsx'), 'AllergiesPage'),
});

const visits = createRoute({
  getParentRoute: () => person,
  path: 'visits',
  component: lazyRouteComponent(() => import('../features/chart/visits/visits-page.tsx'), 'VisitsPage'),
});

const visit = createRoute({
  getParentRoute: () => person,
  path: 'visits/$visit',
  component: lazyRouteComponent(() => import('../features/chart/visits/visit-page.tsx'), 'VisitPage'),
});

const documents = createRoute({
  getParentRoute: () => person,
  path: 'documents',
  component: lazyRouteComponent(() => import('../features/chart/reader/documents-page.tsx'), 'DocumentsPage'),
});

/** Which of the things in a document is shown; absent for the first that can be. */
export interface ReaderSearch {
  readonly part?: number;
}

const reader = createRoute({
  getParentRoute: () => person,
  path: 'documents/$fact',
  validateSearch: (search): ReaderSearch => (Number.isSafeInteger(search.part) ? { part: Number(search.part) } : {}),
  component: lazyRouteComponent(() => import('../features/chart/reader/reader-page.tsx'), 'ReaderPage'),
});

const medicines = createRoute({
  getParentRoute: () => person,
  path: 'medicines',
  component: lazyRouteComponent(() => import('../features/chart/lists/medicines-page.tsx'), 'MedicinesPage'),
});

const conditions = createRoute({
  getParentRoute: () => person,
  path: 'conditions',
  component: lazyRouteComponent(() => import('../features/chart/lists/conditions-page.tsx'), 'ConditionsPage'),
});

const immunizations = createRoute({
  getParentRoute: () => person,
  path: 'immunizations',
  component: lazyRouteComponent(() => import('../features/chart/lists/immunizations-page.tsx'), 'ImmunizationsPage'),
});

const procedures = createRoute({
  getParentRoute: () => person,
  path: 'procedures',
  component: lazyRouteComponent(() => import('../features/chart/lists/procedures-page.tsx'), 'ProceduresPage'),
});

const careTeam = createRoute({
  getParentRoute: () => person,
  path: 'care-team',
  component: lazyRouteComponent(() => import('../features/chart/lists/care-team-page.tsx'), 'CareTeamPage'),
});

const family = createRoute({
  getParentRoute: () => person,
  path: 'family',
  component: lazyRouteComponent(() => import('../features/chart/lists/family-page.tsx'), 'FamilyPage'),
});

const insurance = createRoute({
  getParentRoute: () => person,
  path: 'insurance',
  component: lazyRouteComponent(() => import('../features/chart/lists/insurance-page.tsx'), 'InsurancePage'),
});

const appointments = createRoute({
  getParentRoute: () => person,
  path: 'appointments',
  component: lazyRouteComponent(() => import('../features/chart/lists/appointments-page.tsx'), 'AppointmentsPage'),
});

const plans = createRoute({
  getParentRoute: () => person,
  path: 'plans',
  component: lazyRouteComponent(() => import('../features/chart/lists/plans-page.tsx'), 'PlansPage'),
});

const devices = createRoute({
  getParentRoute: () => person,
  path: 'devices',
  component: lazyRouteComponent(() => import('../features/chart/lists/devices-page.tsx'), 'DevicesPage'),
});

const add = createRoute({
  getParentRoute: () => person,
  path: 'add',
  component: lazyRouteComponent(() => import('../features/intake/add-page.tsx'), 'AddPage'),
});

const importing = createRoute({
  getParentRoute: () => person,
  path: 'add/$import',
  component: lazyRouteComponent(() => import('../features/intake/import-page.tsx'), 'ImportPage'),
});

const sources = createRoute({
  getParentRoute: () => person,
  path: 'sources',
  component: lazyRouteComponent(() => import('../features/intake/sources-page.tsx'), 'SourcesPage'),
});

const duplicates = createRoute({
  getParentRoute: () => person,
  path: 'duplicates',
  component: lazyRouteComponent(() => import('../features/chart/duplicates/duplicates-page.tsx'), 'DuplicatesPage'),
});

const activity = createRoute({
  getParentRoute: () => person,
  path: 'activity',
  component: lazyRouteComponent(() => import('../features/sharing/activity-page.tsx'), 'ActivityPage'),
});

const line = createRoute({
  getParentRoute: () => activity,
  path: '$seq',
  component: lazyRouteComponent(() => import('../features/sharing/line-panel.tsx'), 'LinePanel'),
});

const settings = createRoute({
  getParentRoute: () => person,
  path: 'settings',
  component: lazyRouteComponent(() => import('../features/accounts/settings/settings-page.tsx'), 'SettingsPage'),
});

const tree = root.addChildren([
  setup,
  newPassword,
  gate.addChildren([
    home,
    addPerson,
    person.addChildren([
      personHome,
      today,
      timeline,
      records.addChildren([fact]),
      results,
      result,
      vitals,
      vital,
      medicines,
      conditions,
      allergies,
      visits,
      visit,
      documents,
      reader,
      immunizations,
      procedures,
      devices,
      careTeam,
      plans,
      family,
      insurance,
      appointments,
      add,
      importing,
      sources,
      duplicates,
      activity.addChildren([line]),
      settings,
    ]),
  ]),
]);

/** Every address of the app. Pages load when they are first opened. */
export function createAppRouter() {
  return createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultErrorComponent: ({ error, reset }) => <Problem error={error} onRetry={reset} />,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
