import { createRootRoute, createRoute } from '@tanstack/react-router';
import { FirstPerson } from './first-person.tsx';
import { lazyPage } from './lazy-page.ts';
import { NotFound } from './not-found.tsx';
import { Root } from './root.tsx';
import { SessionGate } from './session-gate.tsx';

export const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

export const setup = createRoute({
  getParentRoute: () => root,
  path: 'setup',
  component: lazyPage(() => import('../features/accounts/setup/setup-page.tsx'), 'SetupPage'),
});

export const newPassword = createRoute({
  getParentRoute: () => root,
  path: 'new-password',
  component: lazyPage(() => import('../features/accounts/new-password-page.tsx'), 'NewPasswordPage'),
});

export const lostPassword = createRoute({
  getParentRoute: () => root,
  path: 'lost-password',
  component: lazyPage(() => import('../features/accounts/lost-password-page.tsx'), 'LostPasswordPage'),
});

export const invitation = createRoute({
  getParentRoute: () => root,
  path: 'invitation',
  component: lazyPage(() => import('../features/accounts/invitation-page.tsx'), 'InvitationPage'),
});

export const register = createRoute({
  getParentRoute: () => root,
  path: 'register',
  component: lazyPage(() => import('../features/accounts/register-page.tsx'), 'RegisterPage'),
});

export const proveAddress = createRoute({
  getParentRoute: () => root,
  path: 'prove-address',
  component: lazyPage(() => import('../features/accounts/prove-address-page.tsx'), 'ProveAddressPage'),
});

/** Where an OpenID provider sends the browser back to. */
export const signOn = createRoute({
  getParentRoute: () => root,
  path: 'sign-on/$provider',
  component: lazyPage(() => import('../features/accounts/sign-on/sign-on-page.tsx'), 'SignOnPage'),
});

/** What somebody was given a link to; everything about it stands behind the #. */
export const openedLink = createRoute({
  getParentRoute: () => root,
  path: 'shl/view',
  component: lazyPage(() => import('../features/chart/opened-link/opened-link-page.tsx'), 'OpenedLinkPage'),
});

export const gate = createRoute({ getParentRoute: () => root, id: 'session', component: SessionGate });

export const home = createRoute({ getParentRoute: () => gate, path: '/', component: FirstPerson });

export const addPerson = createRoute({
  getParentRoute: () => gate,
  path: 'people/new',
  component: lazyPage(() => import('../features/accounts/add-person-page.tsx'), 'AddPersonPage'),
});

export const accounts = createRoute({
  getParentRoute: () => gate,
  path: 'instance/accounts',
  component: lazyPage(() => import('../features/accounts/instance/accounts-page.tsx'), 'AccountsPage'),
});

export const log = createRoute({
  getParentRoute: () => gate,
  path: 'instance/log',
  component: lazyPage(() => import('../features/sharing/log/log-page.tsx'), 'LogPage'),
});

const retention = createRoute({
  getParentRoute: () => gate,
  path: 'instance/retention',
  component: lazyPage(() => import('../features/rights/retention/retention-page.tsx'), 'RetentionPage'),
});

export const organizations = createRoute({
  getParentRoute: () => gate,
  path: 'organizations',
  component: lazyPage(() => import('../features/accounts/organizations/organizations-page.tsx'), 'OrganizationsPage'),
});

export const organization = createRoute({
  getParentRoute: () => gate,
  path: 'organizations/$organization',
  component: lazyPage(() => import('../features/accounts/organizations/organization-page.tsx'), 'OrganizationPage'),
});

/** The same settings as beside a record, for whoever has none open. */
export const ownSettings = createRoute({
  getParentRoute: () => gate,
  path: 'settings',
  component: lazyPage(() => import('../features/accounts/settings/settings-page.tsx'), 'OwnSettingsPage'),
});

/** What others ask this account. */
export const waitingInvitations = createRoute({
  getParentRoute: () => gate,
  path: 'invitations',
  component: lazyPage(() => import('../features/accounts/invited/waiting-page.tsx'), 'WaitingPage'),
});

/** Opening a record that somebody offered for an emergency. */
export const takeEmergency = createRoute({
  getParentRoute: () => gate,
  path: 'emergency',
  component: lazyPage(() => import('../features/sharing/emergency/take-page.tsx'), 'TakePage'),
});

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
