import { createRoute } from '@tanstack/react-router';
import { lazyPage } from './lazy-page.ts';
import { PartFailed } from './page-failed.tsx';
import { page, person } from './routes-person.tsx';
import { keptSearch } from './searches.ts';

const activity = page(
  'activity',
  lazyPage(() => import('../features/sharing/activity-page.tsx'), 'ActivityPage'),
);

const line = createRoute({
  getParentRoute: () => activity,
  path: '$seq',
  errorComponent: PartFailed,
  component: lazyPage(() => import('../features/sharing/line-panel.tsx'), 'LinePanel'),
});

const sharing = page(
  'sharing',
  lazyPage(() => import('../features/sharing/sharing-page.tsx'), 'SharingPage'),
);

const share = page(
  'sharing/new',
  lazyPage(() => import('../features/sharing/wizard/share-page.tsx'), 'SharePage'),
);

const before = createRoute({
  getParentRoute: () => person,
  path: 'sharing/before/$source',
  component: lazyPage(() => import('../features/sharing/before/before-page.tsx'), 'BeforePage'),
});

const kept = createRoute({
  getParentRoute: () => person,
  path: 'sharing/kept',
  validateSearch: keptSearch,
  component: lazyPage(() => import('../features/sharing/keeping/kept-page.tsx'), 'KeptPage'),
});

const links = page(
  'links',
  lazyPage(() => import('../features/sharing/links/links-page.tsx'), 'LinksPage'),
);

const newLink = page(
  'links/new',
  lazyPage(() => import('../features/sharing/links/new-link-page.tsx'), 'NewLinkPage'),
);

const copy = page(
  'copy',
  lazyPage(() => import('../features/rights/rights-page.tsx'), 'RightsPage'),
);

const card = page(
  'card',
  lazyPage(() => import('../features/chart/card/card-page.tsx'), 'CardPage'),
);

const emergency = page(
  'emergency',
  lazyPage(() => import('../features/sharing/emergency/emergency-page.tsx'), 'EmergencyPage'),
);

/** Who reads a record: shares, links, the card, and who saw what. */
export const sharingRoutes = [
  activity.addChildren([line]),
  sharing,
  share,
  before,
  kept,
  links,
  newLink,
  card,
  emergency,
  copy,
] as const;
