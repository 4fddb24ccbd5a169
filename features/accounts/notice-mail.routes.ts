import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import type { NoticeMail } from './notice-mail.ts';
import { TOPICS, type Topic } from './notice-topics.ts';
import type { Session } from './sessions.ts';

const CHOICES = z.strictObject(
  Object.fromEntries(TOPICS.map((topic) => [topic, z.boolean()])) as Record<Topic, z.ZodBoolean>,
);

const { route } = routesFor<Session>();

/** What also comes by mail. */
export function noticeMailRoutes(mail: Pick<NoticeMail, 'view' | 'choose'>): readonly RouteRow<RouteSchema, Session>[] {
  return [
    route({
      method: 'GET',
      url: '/api/account/mail',
      permission: 'account',
      summary: 'What this account is told about by mail, and whether this server sends any.',
      handler: (call) => mail.view(call.principal.account),
    }),
    route({
      method: 'PUT',
      url: '/api/account/mail',
      permission: 'account',
      fresh: true,
      summary: 'Chooses what this account is told about by mail.',
      schema: { body: CHOICES },
      handler: (call) => mail.choose(call.principal.account, call.body),
    }),
  ];
}
