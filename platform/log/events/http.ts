import { defineEvents } from './define.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

export const httpEvents = defineEvents({
  'http.request': {
    message: 'request answered',
    fields: { request: 'id', method: METHODS, route: 'route', status: 'count', code: 'code', ms: 'ms', bytes: 'count' },
  },
  'http.failed': {
    message: 'request failed inside the server',
    fields: { request: 'id', method: METHODS, route: 'route', code: 'code' },
  },
  'http.malformed': { message: 'connection sent no valid HTTP', fields: { code: 'code' } },
  'http.listening': { message: 'listening', fields: { origin: 'origin', port: 'count', tls: 'flag' } },
  'http.not-ready': { message: 'a part cannot do its work', fields: { part: 'label' } },
  'http.ready': { message: 'every part can do its work again', fields: {} },
  'http.stopping': { message: 'no longer taking requests', fields: { streams: 'count' } },
  'http.stopped': { message: 'all connections closed', fields: { ms: 'ms', forced: 'count' } },
  'http.tls-renewed': { message: 'new certificate in use', fields: {} },
  'http.tls-failed': { message: 'the new certificate could not be read; the old one stays', fields: {} },
  'http.stream-ended': {
    message: 'event stream ended',
    fields: {
      request: 'id',
      reason: ['client', 'revoked', 'stopping', 'done', 'slow', 'failed'],
      events: 'count',
      ms: 'ms',
    },
  },
});
