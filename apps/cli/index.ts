export { createApi } from './client.ts';
export * from './operator-api.ts';
export { operatorStream } from './operator-wire.ts';
export { createInjectClient } from './transport/inject-client.ts';
