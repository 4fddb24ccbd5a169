import { createRoute } from '@tanstack/react-router';
import { lazyPage } from './lazy-page.ts';
import { PartFailed } from './page-failed.tsx';
import { page, person } from './routes-person.tsx';
import { factSearch, readerSearch, recordsSearch, timelineSearch, trendSearch } from './searches.ts';

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

const search = page(
  'search',
  lazyPage(() => import('../features/chart/search/search-page.tsx'), 'SearchPage'),
);

const duplicates = page(
  'duplicates',
  lazyPage(() => import('../features/chart/duplicates/duplicates-page.tsx'), 'DuplicatesPage'),
);

const summary = page(
  'summary',
  lazyPage(() => import('../features/chart/summary/summary-page.tsx'), 'SummaryPage'),
);

/** The chart of one person: what is read, and the panels beside it. */
export const chartRoutes = [
  today,
  results,
  result,
  vitals,
  vital,
  timeline,
  records.addChildren([fact]),
  allergies,
  visits,
  visit,
  documents,
  reader,
  medicines,
  conditions,
  immunizations,
  procedures,
  careTeam,
  family,
  insurance,
  appointments,
  plans,
  devices,
  search,
  duplicates,
  summary,
] as const;
