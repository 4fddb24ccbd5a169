import { createRoute, createRouter, type RouteComponent, redirect } from '@tanstack/react-router';
import { Waiting } from '../ui/states.tsx';
import { lazyPage } from './lazy-page.ts';
import { PageFailed, PartFailed } from './page-failed.tsx';
import {
  accounts,
  addPerson,
  gate,
  home,
  invitation,
  log,
  lostPassword,
  newPassword,
  openedLink,
  ownSettings,
  register,
  root,
  setup,
} from './routes-outside.tsx';
import { factSearch, readerSearch, recordsSearch, timelineSearch, trendSearch } from './searches.ts';

const person = createRoute({
  getParentRoute: () => gate,
  path: 'people/$person',
  component: lazyPage(() => import('../shell/shell.tsx'), 'Shell'),
});

/** A page of a record that keeps nothing in its address but what it is about. */
const page = <const Path extends string>(path: Path, component: RouteComponent) =>
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
  lazyPage(() => import('../features/chart/today/today-page.tsx'), 'TodayPage'),
);

const results = page(
  'results',
  lazyPage(() => import('../features/chart/results/results-page.tsx'), 'ResultsPage'),
);

const result = createRoute({
  getParentRoute: () => person,
  path: 'results/$analyte',
  validateSearch: trendSearch,
  component: lazyPage(() => import('../features/chart/results/opened-page.tsx'), 'ResultPage'),
});

const vitals = page(
  'vitals',
  lazyPage(() => import('../features/chart/results/results-page.tsx'), 'VitalsPage'),
);

const vital = createRoute({
  getParentRoute: () => person,
  path: 'vitals/$analyte',
  validateSearch: trendSearch,
  component: lazyPage(() => import('../features/chart/results/opened-page.tsx'), 'VitalPage'),
});

const timeline = createRoute({
  getParentRoute: () => person,
  path: 'timeline',
  validateSearch: timelineSearch,
  component: lazyPage(() => import('../features/chart/timeline/timeline-page.tsx'), 'TimelinePage'),
});

const records = createRoute({
  getParentRoute: () => person,
  path: 'records',
  validateSearch: recordsSearch,
  component: lazyPage(() => import('../features/chart/records-page.tsx'), 'RecordsPage'),
});

const fact = createRoute({
  getParentRoute: () => records,
  path: '$fact',
  validateSearch: factSearch,
  errorComponent: PartFailed,
  component: lazyPage(() => import('../features/chart/fact-panel.tsx'), 'FactPanel'),
});
const allergies = page(
  'allergies',
  lazyPage(() => import('../features/chart/lists/allergies-page.tsx'), 'AllergiesPage'),
);
const visits = page(
  'visits',
  lazyPage(() => import('../features/chart/visits/visits-page.tsx'), 'VisitsPage'),
);
const visit = page(
  'visits/$visit',
  lazyPage(() => import('../features/chart/visits/visit-page.tsx'), 'VisitPage'),
);

const documents = page(
  'documents',
  lazyPage(() => import('../features/chart/reader/documents-page.tsx'), 'DocumentsPage'),
);

const reader = createRoute({
  getParentRoute: () => person,
  path: 'documents/$fact',
  validateSearch: readerSearch,
  component: lazyPage(() => import('../features/chart/reader/reader-page.tsx'), 'ReaderPage'),
});

const medicines = page(
  'medicines',
  lazyPage(() => import('../features/chart/lists/medicines-page.tsx'), 'MedicinesPage'),
);
const conditions = page(
  'conditions',
  lazyPage(() => import('../features/chart/lists/conditions-page.tsx'), 'ConditionsPage'),
);
const immunizations = page(
  'immunizations',
  lazyPage(() => import('../features/chart/lists/immunizations-page.tsx'), 'ImmunizationsPage'),
);
const procedures = page(
  'procedures',
  lazyPage(() => import('../features/chart/lists/procedures-page.tsx'), 'ProceduresPage'),
);
const careTeam = page(
  'care-team',
  lazyPage(() => import('../features/chart/lists/care-team-page.tsx'), 'CareTeamPage'),
);

const family = page(
  'family',
  lazyPage(() => import('../features/chart/lists/family-page.tsx'), 'FamilyPage'),
);

const insurance = page(
  'insurance',
  lazyPage(() => import('../features/chart/lists/insurance-page.tsx'), 'InsurancePage'),
);

const appointments = page(
  'appointments',
  lazyPage(() => import('../features/chart/lists/appointments-page.tsx'), 'AppointmentsPage'),
);

const plans = page(
  'plans',
  lazyPage(() => import('../features/chart/lists/plans-page.tsx'), 'PlansPage'),
);

const devices = page(
  'devices',
  lazyPage(() => import('../features/chart/lists/devices-page.tsx'), 'DevicesPage'),
);

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

const search = page(
  'search',
  lazyPage(() => import('../features/chart/search/search-page.tsx'), 'SearchPage'),
);

const duplicates = page(
  'duplicates',
  lazyPage(() => import('../features/chart/duplicates/duplicates-page.tsx'), 'DuplicatesPage'),
);

const activity = page(
  'activity',
  lazyPage(() => import('../features/sharing/activity-page.tsx'), 'ActivityPage'),
);

const sharing = page(
  'sharing',
  lazyPage(() => import('../features/sharing/sharing-page.tsx'), 'SharingPage'),
);

const share = page(
  'sharing/new',
  lazyPage(() => import('../features/sharing/wizard/share-page.tsx'), 'SharePage'),
);

const line = createRoute({
  getParentRoute: () => activity,
  path: '$seq',
  errorComponent: PartFailed,
  component: lazyPage(() => import('../features/sharing/line-panel.tsx'), 'LinePanel'),
});

const links = page(
  'links',
  lazyPage(() => import('../features/sharing/links/links-page.tsx'), 'LinksPage'),
);
const newLink = page(
  'links/new',
  lazyPage(() => import('../features/sharing/links/new-link-page.tsx'), 'NewLinkPage'),
);
const card = page(
  'card',
  lazyPage(() => import('../features/chart/card/card-page.tsx'), 'CardPage'),
);
const settings = page(
  'settings',
  lazyPage(() => import('../features/accounts/settings/settings-page.tsx'), 'SettingsPage'),
);
const summary = page(
  'summary',
  lazyPage(() => import('../features/chart/summary/summary-page.tsx'), 'SummaryPage'),
);
const tree = root.addChildren([
  setup,
  newPassword,
  lostPassword,
  invitation,
  register,
  openedLink,
  gate.addChildren([
    home,
    addPerson,
    accounts,
    log,
    ownSettings,
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
      sharing,
      share,
      links,
      newLink,
      card,
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
    defaultErrorComponent: PageFailed,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
