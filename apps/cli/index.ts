export * from './operator-api.ts';
export { operatorStream } from './operator-wire.ts';
