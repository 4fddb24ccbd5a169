export { Answer, accepted, bytes, created, type Download, download, whileAllowed } from './answer.ts';
export type { Call, Caller, CookieOptions } from './call.ts';
export { isWellEncoded } from './checks.ts';
export { createHttp, type Http, type HttpOptions } from './create-http.ts';
export { type Events, events } from './event-stream.ts';
export type { ReadyCheck } from './health.ts';
export { addressKey } from './rate-limit.ts';
export { type BodyKind, type Method, type RouteEntry, type RouteRow, type RouteSchema, routesFor } from './routes.ts';
export { type SessionCookie, sessionCookie } from './session-cookie.ts';
