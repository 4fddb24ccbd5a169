import { createRootRoute, createRoute, type RouteComponent } from '@tanstack/react-router';
import { FirstPerson } from './first-person.tsx';
import { lazyPage } from './lazy-page.ts';
import { NotFound } from './not-found.tsx';
import { PlainFailed } from './page-failed.tsx';
import { Root } from './root.tsx';
import { SessionGate } from './session-gate.tsx';

export const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

/** A page for whoever is not logged in, or need not be. */
const before = <const Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component, errorComponent: PlainFailed });

export const setup = before(
  'setup',
  lazyPage(() => import('../features/accounts/setup/setup-page.tsx'), 'SetupPage'),
);

export const newPassword = before(
  'new-password',
  lazyPage(() => import('../features/accounts/new-password-page.tsx'), 'NewPasswordPage'),
);

export const lostPassword = before(
  'lost-password',
  lazyPage(() => import('../features/accounts/lost-password-page.tsx'), 'LostPasswordPage'),
);

export const invitation = before(
  'invitation',
  lazyPage(() => import('../features/accounts/invitation-page.tsx'), 'InvitationPage'),
);

export const register = before(
  'register',
  lazyPage(() => import('../features/accounts/register-page.tsx'), 'RegisterPage'),
);

export const proveAddress = before(
  'prove-address',
  lazyPage(() => import('../features/accounts/prove-address-page.tsx'), 'ProveAddressPage'),
);

/** Where an OpenID provider sends the browser back to. */
export const signOn = before(
  'sign-on/$provider',
  lazyPage(() => import('../features/accounts/sign-on/sign-on-page.tsx'), 'SignOnPage'),
);

/** What somebody was given a link to; everything about it stands behind the #. */
export const openedLink = before(
  'shl/view',
  lazyPage(() => import('../features/chart/opened-link/opened-link-page.tsx'), 'OpenedLinkPage'),
);

export const gate = createRoute({ getParentRoute: () => root, id: 'session', component: SessionGate });

/** A page behind the login that is no person's record. */
const behind = <const Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => gate, path, component, errorComponent: PlainFailed });

export const home = createRoute({ getParentRoute: () => gate, path: '/', component: FirstPerson });

export const addPerson = behind(
  'people/new',
  lazyPage(() => import('../features/accounts/add-person-page.tsx'), 'AddPersonPage'),
);

export const accounts = behind(
  'instance/accounts',
  lazyPage(() => import('../features/accounts/instance/accounts-page.tsx'), 'AccountsPage'),
);

export const log = behind(
  'instance/log',
  lazyPage(() => import('../features/sharing/log/log-page.tsx'), 'LogPage'),
);

const retention = behind(
  'instance/retention',
  lazyPage(() => import('../features/rights/retention/retention-page.tsx'), 'RetentionPage'),
);

export const organizations = behind(
  'organizations',
  lazyPage(() => import('../features/accounts/organizations/organizations-page.tsx'), 'OrganizationsPage'),
);

export const organization = behind(
  'organizations/$organization',
  lazyPage(() => import('../features/accounts/organizations/organization-page.tsx'), 'OrganizationPage'),
);

/** The same settings as beside a record, for whoever has none open. */
export const ownSettings = behind(
  'settings',
  lazyPage(() => import('../features/accounts/settings/settings-page.tsx'), 'OwnSettingsPage'),
);

/** What others ask this account. */
export const waitingInvitations = behind(
  'invitations',
  lazyPage(() => import('../features/accounts/invited/waiting-page.tsx'), 'WaitingPage'),
);

/** Opening a record that somebody offered for an emergency. */
export const takeEmergency = behind(
  'emergency',
  lazyPage(() => import('../features/sharing/emergency/take-page.tsx'), 'TakePage'),
);

/** Pages behind the login that are no person's record. */
export const ofAccount = [
  home,
  addPerson,
  accounts,
  log,
  retention,
  organizations,
  organization,
  ownSettings,
  waitingInvitations,
  takeEmergency,
] as const;
