export { type CrashingProcess, handleCrashes } from './crash.ts';
export { createLog, type Log, type LogLevel, type LogOptions, type WriteLine } from './create-log.ts';
export { type ErrorFacts, errorFacts } from './error-facts.ts';
export { eventRegistry, type LogEvent, type LogFields } from './events/registry.ts';
export { neutralise } from './neutralise.ts';
