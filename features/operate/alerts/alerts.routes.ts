import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import type { AccountId } from '@chartwarden/ids';
import { z } from 'zod';
import { ALERTS, type Alert } from './alert-rules.ts';
import type { Alerts } from './alerts.service.ts';

interface Principal {
  readonly account: AccountId;
}

const CHOICES = z.strictObject(
  Object.fromEntries(ALERTS.map((alert) => [alert, z.boolean()])) as Record<Alert, z.ZodBoolean>,
);

const { route } = routesFor<Principal>();

/** `account`: what one chooses for oneself. */
export function alertsRoutes(alerts: Pick<Alerts, 'choices' | 'choose'>): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/alerts',
      permission: 'account',
      summary: 'What this account is told about.',
      handler: (call) => alerts.choices(call.principal.account),
    }),
    route({
      method: 'PUT',
      url: '/api/alerts',
      permission: 'account',
      summary: 'Chooses what this account is told about.',
      schema: { body: CHOICES },
      handler: (call) => alerts.choose(call.principal.account, call.body),
    }),
  ];
}
