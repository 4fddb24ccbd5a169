import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import type { Accounts } from './accounts.service.ts';
import { administrationRoutes } from './administration.routes.ts';
import { apiTokensRoutes } from './api-tokens.routes.ts';
import { callerOf } from './caller.ts';
import { factorsRoutes } from './factors.routes.ts';
import { ACCOUNT_NAME, DOOR, EMAIL, PASSWORD, SECRET } from './fields.ts';
import { handoverRoutes } from './handover/handover.routes.ts';
import { invitationsRoutes } from './invitations.routes.ts';
import { createLetIn } from './let-in.ts';
import { noticeMailRoutes } from './notice-mail.routes.ts';
import { passkeysRoutes } from './passkeys.routes.ts';
import { personInvitationsRoutes } from './person-invitations.routes.ts';
import { PREFERENCES } from './preferences.ts';
import { secondStep } from './second-step-answer.ts';
import type { Session } from './sessions.ts';
import { signOnRoutes } from './sign-on.routes.ts';
import { throttled } from './throttled.ts';

const folder = z.string().min(1).max(4096).nullable();

const SETUP = z.strictObject({
  email: EMAIL,
  name: ACCOUNT_NAME,
  password: PASSWORD,
  witness: folder,
  code: SECRET.optional(),
});
const LOGIN = z.strictObject({ email: z.string().min(1).max(1024), password: PASSWORD });
const LOST = z.strictObject({ email: EMAIL });
const NEW_PASSWORD = z.strictObject({ token: SECRET, password: PASSWORD });
const FIRST = z.strictObject({ next: PASSWORD });
const CHANGE = z.union([FIRST.extend({ current: PASSWORD }), FIRST]);
const KIT = z.strictObject({ lastGroup: SECRET });
const PROVE = z.strictObject({ token: SECRET });
const ID = z.strictObject({ id: z.uuid() });

const { route } = routesFor<Session>();

/** `public`: nobody is asked who they are. `account`: a live session, through {@link Accounts.authenticate}. */
export function accountsRoutes(accounts: Accounts): readonly RouteRow<RouteSchema, Session>[] {
  const { setup, login } = accounts;
  const { cookie } = accounts.settings;
  const letIn = createLetIn(accounts.settings);

  return [
    route({
      method: 'GET',
      url: '/api/setup',
      permission: 'public',
      summary: 'Whether this Chartwarden needs its first run.',
      handler: () => setup.state(),
    }),
    route({
      method: 'POST',
      url: '/api/setup',
      permission: 'public',
      summary: 'First run: makes the owner and shows the recovery kit.',
      schema: { body: SETUP },
      rateLimit: DOOR,
      handler: (call) =>
        throttled(async () => {
          const { code, ...owner } = call.body;
          const done = await setup.firstOwner(owner, callerOf(call), { code });
          return created({ ...letIn(call, done), kit: done.kit });
        }),
    }),
    route({
      method: 'GET',
      url: '/api/setup/kit',
      permission: 'account',
      fresh: true,
      summary: 'The recovery kit, to the owner, until it is confirmed.',
      handler: (call) => setup.kit(call.principal, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/setup/kit-confirmed',
      permission: 'account',
      summary: 'The owner has kept the recovery kit.',
      schema: { body: KIT },
      handler: (call) => setup.confirmKit(call.principal, call.body.lastGroup, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/new-password',
      permission: 'public',
      summary: 'Sets a new password with a one-time link of the operator or an owner, or one that came by mail.',
      schema: { body: NEW_PASSWORD },
      rateLimit: DOOR,
      handler: (call) => secondStep(async () => letIn(call, await login.newPassword(call.body, callerOf(call)))),
    }),
    route({
      method: 'POST',
      url: '/api/lost-password',
      permission: 'public',
      summary: 'Sends a link for a new password, if the address has an account; the answer is the same.',
      schema: { body: LOST },
      rateLimit: DOOR,
      handler: (call) => throttled(() => accounts.lostPassword.ask(call.body.email, callerOf(call))),
    }),
    route({
      method: 'POST',
      url: '/api/login',
      permission: 'public',
      summary: 'Opens a session.',
      schema: { body: LOGIN },
      rateLimit: DOOR,
      handler: (call) =>
        throttled(async () => {
          const previous = await accounts.authenticate(call, 'locked');
          return secondStep(async () => letIn(call, await login.login(call.body, callerOf(call), previous)));
        }),
    }),
    route({
      method: 'POST',
      url: '/api/logout',
      permission: 'account',
      looks: true,
      locked: true,
      summary: 'Ends this session.',
      handler: async (call) => {
        if (call.principal.client === 'api')
          return accounts.apiTokens.end(call.principal, call.principal.id, callerOf(call));
        await login.logout(call.principal, callerOf(call));
        call.clearCookie(cookie.name, cookie.options);
      },
    }),
    route({
      method: 'GET',
      url: '/api/session',
      permission: 'account',
      locked: true,
      summary: 'Who is logged in.',
      handler: (call) => accounts.view(call.principal),
    }),
    route({
      method: 'POST',
      url: '/api/session/notices/seen',
      permission: 'account',
      looks: true,
      summary: 'The notices of this account were read.',
      handler: (call) => accounts.seeNotices(call.principal),
    }),
    route({
      method: 'GET',
      url: '/api/sessions',
      permission: 'account',
      summary: 'Where this account is logged in.',
      handler: async (call) => ({ sessions: await accounts.sessions(call.principal) }),
    }),
    route({
      method: 'DELETE',
      url: '/api/sessions/:id',
      permission: 'account',
      summary: 'Ends one session of this account.',
      schema: { params: ID },
      handler: (call) => accounts.endSession(call.principal, call.params.id, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/sessions/end-others',
      permission: 'account',
      summary: 'Ends every other session of this account.',
      handler: async (call) => ({ ended: await accounts.endOtherSessions(call.principal, callerOf(call)) }),
    }),
    route({
      method: 'POST',
      url: '/api/account/password',
      permission: 'account',
      summary: 'Changes the password, or sets the first one, and ends every other session.',
      schema: { body: CHANGE },
      rateLimit: DOOR,
      handler: (call) =>
        throttled(async () => {
          const { principal, body } = call;
          if ('current' in body) return login.changePassword(principal, body, callerOf(call));
          // There is no current one that would show who asks.
          accounts.confirming.mustBeFresh(principal);
          return login.firstPassword(principal, body.next, callerOf(call));
        }),
    }),
    route({
      method: 'GET',
      url: '/api/preferences',
      permission: 'account',
      summary: 'How this account wants to see things: theme, language, units, time zone, the search key.',
      handler: (call) => accounts.preferences.get(call.principal.account),
    }),
    route({
      method: 'PUT',
      url: '/api/preferences',
      permission: 'account',
      summary: 'Replaces the preferences of this account.',
      schema: { body: PREFERENCES },
      handler: (call) => accounts.preferences.put(call.principal.account, call.body),
    }),
    ...noticeMailRoutes(accounts.noticeMail),
    route({
      method: 'POST',
      url: '/api/account/address/mail',
      permission: 'account',
      summary: 'Sends the link again that shows whose address this is.',
      rateLimit: DOOR,
      handler: (call) => throttled(() => accounts.addressProof.again(call.principal.account, callerOf(call))),
    }),
    route({
      method: 'POST',
      url: '/api/prove-address',
      permission: 'public',
      summary: 'Takes the link that was sent to the address of a new account: it is its holder’s.',
      schema: { body: PROVE },
      rateLimit: DOOR,
      handler: (call) => accounts.addressProof.prove(call.body.token, callerOf(call)),
    }),
    ...administrationRoutes(accounts.administration),
    ...handoverRoutes(accounts.handover),
    ...invitationsRoutes({ ...accounts, letIn }),
    ...personInvitationsRoutes(accounts),
    ...apiTokensRoutes(accounts),
    ...factorsRoutes({ ...accounts, letIn }),
    ...passkeysRoutes({ ...accounts, letIn }),
    ...signOnRoutes({ ...accounts, letIn }),
  ];
}
