export { type ConfigGenerator, configGenerators } from './generate.ts';
export {
  type Config,
  type ConfigPlaces,
  type LoadedConfig,
  loadConfig,
  type Origin,
  type RootKeyPlace,
} from './load.ts';
export { ConfigError, type ConfigProblem } from './problems.ts';
export { KeyOnce, Secret } from './secret.ts';
export { openSessionSecret } from './session-secret.ts';
export { openSignOnSecrets } from './sign-on-secrets.ts';
export { isLoopback } from './values.ts';
