import { defineEvents } from './define.ts';

export const processEvents = defineEvents({
  'process.started': {
    message: 'Chartwarden is starting',
    fields: { version: 'version', node: 'version', engine: ['sqlite', 'postgres'], env: ['dev', 'prod'], pid: 'count' },
  },
  'process.ready': { message: 'Chartwarden is ready', fields: { origin: 'origin', ms: 'ms', cpu: 'ms' } },
  'process.stopping': { message: 'Chartwarden is stopping', fields: { signal: ['SIGINT', 'SIGTERM', 'SIGHUP'] } },
  'process.stopped': { message: 'Chartwarden has stopped', fields: { ms: 'ms' } },
  'process.crashed': {
    message: 'an error that nobody expected ended the process',
    fields: { origin: ['uncaughtException', 'unhandledRejection'] },
  },
  'process.warning': { message: 'the runtime warned', fields: { code: 'code' } },
  'process.step': { message: 'start-up step done', fields: { step: 'label', ms: 'ms', count: 'count' } },
  'config.refused': { message: 'the settings refuse the start', fields: { code: 'code', count: 'count' } },
  'log.debug-payloads': {
    message:
      'DEBUG PAYLOADS ARE ON: request bodies are written to this log, records included; use made-up data only, then turn CHARTWARDEN_DEBUG_PAYLOADS off and delete the log',
    fields: {},
  },
});
