import type { Call } from '@chartwarden/http';
import type { Caller } from './notes.ts';

/** What is kept of whoever calls a route. */
export const callerOf = (
  call: Pick<Call<unknown, unknown, unknown, unknown>, 'header' | 'method' | 'route' | 'ip' | 'agent'>,
): Caller => ({
  client: call.header('x-chartwarden-cli') === '1' ? 'cli' : 'browser',
  facts: { method: call.method, path: call.route, ip: call.ip, ...(call.agent === '' ? {} : { agent: call.agent }) },
});
