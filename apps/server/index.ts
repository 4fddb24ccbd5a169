export { allowedEgress, explainFailure, main } from './main.ts';
export { migrations } from './migrations.ts';
export { type App, type AppParts, openApp, projectRoot } from './open-app.ts';
export { restore } from './restore.ts';
