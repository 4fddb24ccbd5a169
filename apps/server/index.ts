export { type App, openApp, projectRoot } from './open-app.ts';
