import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Problem, Waiting } from '../ui/states.tsx';
import { FirstPerson } from './first-person.tsx';
import { NotFound } from './not-found.tsx';
import { Root } from './root.tsx';
import { factSearch, readerSearch, recordsSearch, timelineSearch } from './searches.ts';
import { SessionGate } from './session-gate.tsx';

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

/** A page of a record that keeps nothing in its address but what it is about. */
const page = <const Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => person, path, component });

const personHome = createRoute({
  getParentRoute: () => person,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/people/$person/today', params, replace: true });
  },
});

const today = page(
  'today',
  lazyRouteComponent(() => import('../features/chart/today/today-page.tsx'), 'TodayPage'),
);

const results = page(
  'results',
  lazyRouteComponent(() => import('../features/chart/results/results-page.tsx'), 'ResultsPage'),
);

const result = page(
  'results/$analyte',
  lazyRouteComponent(() => import('../features/chart/results/opened-page.tsx'), 'ResultPage'),
);

const vitals = page(
  'vitals',
  lazyRouteComponent(() => import('../features/chart/results/results-page.tsx'), 'VitalsPage'),
);

const vital = page(
  'vitals/$analyte',
  lazyRouteComponent(() => import('../features/chart/results/opened-page.tsx'), 'VitalPage'),
);

const timeline = createRoute({
  getParentRoute: () => person,
  path: 'timeline',
  validateSearch: timelineSearch,
  component: lazyRouteComponent(() => import('../features/chart/timeline/timeline-page.tsx'), 'TimelinePage'),
});

const records = createRoute({
  getParentRoute: () => person,
  path: 'records',
  validateSearch: recordsSearch,
  component: lazyRouteComponent(() => import('../features/chart/records-page.tsx'), 'RecordsPage'),
});

const fact = createRoute({
  getParentRoute: () => records,
  path: '$fact',
  validateSearch: factSearch,
  component: lazyRouteComponent(() => import('../features/chart/fact-panel.tsx'), 'FactPanel'),
});

const allergies = page(
  'allergies',
  lazyRouteComponent(() => import('../features/chart/lists/allergies-page.tsx'), 'AllergiesPage'),
);

const visits = page(
  'visits',
  lazyRouteComponent(() => import('../features/chart/visits/visits-page.tsx'), 'VisitsPage'),
);

const visit = page(
  'visits/$visit',
  lazyRouteComponent(() => import('../features/chart/visits/visit-page.tsx'), 'VisitPage'),
);

const documents = page(
  'documents',
  lazyRouteComponent(() => import('../features/chart/reader/documents-page.tsx'), 'DocumentsPage'),
);

const reader = createRoute({
  getParentRoute: () => person,
  path: 'documents/$fact',
  validateSearch: readerSearch,
  component: lazyRouteComponent(() => import('../features/chart/reader/reader-page.tsx'), 'ReaderPage'),
});

const medicines = page(
  'medicines',
  lazyRouteComponent(() => import('../features/chart/lists/medicines-page.tsx'), 'MedicinesPage'),
);

const conditions = page(
  'conditions',
  lazyRouteComponent(() => import('../features/chart/lists/conditions-page.tsx'), 'ConditionsPage'),
);

const immunizations = page(
  'immunizations',
  lazyRouteComponent(() => import('../features/chart/lists/immunizations-page.tsx'), 'ImmunizationsPage'),
);

const procedures = page(
  'procedures',
  lazyRouteComponent(() => import('../features/chart/lists/procedures-page.tsx'), 'ProceduresPage'),
);

const careTeam = page(
  'care-team',
  lazyRouteComponent(() => import('../features/chart/lists/care-team-page.tsx'), 'CareTeamPage'),
);

const family = page(
  'family',
  lazyRouteComponent(() => import('../features/chart/lists/family-page.tsx'), 'FamilyPage'),
);

const insurance = page(
  'insurance',
  lazyRouteComponent(() => import('../features/chart/lists/insurance-page.tsx'), 'InsurancePage'),
);

const appointments = page(
  'appointments',
  lazyRouteComponent(() => import('../features/chart/lists/appointments-page.tsx'), 'AppointmentsPage'),
);

const plans = page(
  'plans',
  lazyRouteComponent(() => import('../features/chart/lists/plans-page.tsx'), 'PlansPage'),
);

const devices = page(
  'devices',
  lazyRouteComponent(() => import('../features/chart/lists/devices-page.tsx'), 'DevicesPage'),
);

const add = page(
  'add',
  lazyRouteComponent(() => import('../features/intake/add-page.tsx'), 'AddPage'),
);

const importing = page(
  'add/$import',
  lazyRouteComponent(() => import('../features/intake/import-page.tsx'), 'ImportPage'),
);

const sources = page(
  'sources',
  lazyRouteComponent(() => import('../features/intake/sources-page.tsx'), 'SourcesPage'),
);

const search = page(
  'search',
  lazyRouteComponent(() => import('../features/chart/search/search-page.tsx'), 'SearchPage'),
);

const duplicates = page(
  'duplicates',
  lazyRouteComponent(() => import('../features/chart/duplicates/duplicates-page.tsx'), 'DuplicatesPage'),
);

const activity = page(
  'activity',
  lazyRouteComponent(() => import('../features/sharing/activity-page.tsx'), 'ActivityPage'),
);

const line = createRoute({
  getParentRoute: () => activity,
  path: '$seq',
  component: lazyRouteComponent(() => import('../features/sharing/line-panel.tsx'), 'LinePanel'),
});

const settings = page(
  'settings',
  lazyRouteComponent(() => import('../features/accounts/settings/settings-page.tsx'), 'SettingsPage'),
);
const summary = page(
  'summary',
  lazyRouteComponent(() => import('../features/chart/summary/summary-page.tsx'), 'SummaryPage'),
);
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
      search,
      duplicates,
      activity.addChildren([line]),
      summary,
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
