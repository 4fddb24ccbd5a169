import { deleteProperty, lower, ownKeys } from './safe.ts';

const unwanted = [
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'ftp_proxy',
  'node_use_env_proxy',
  'node_options',
];

/**
 * Takes proxies and options for further processes out of the environment before anything reads them. What the runtime
 * did with them at its own start (NODE_USE_ENV_PROXY) leads to connections to the proxy, which no rule lists.
 */
export const cleanEnvironment = (): void => {
  for (const name of ownKeys(process.env)) {
    if (typeof name === 'string' && unwanted.includes(lower(name))) deleteProperty(process.env, name);
  }
  const report = process.report as { excludeNetwork?: boolean; excludeEnv?: boolean } | undefined;
  // A diagnostic report would look up the names of connected addresses, and print the environment.
  if (report !== undefined) {
    report.excludeNetwork = true;
    report.excludeEnv = true;
  }
};
