import type { SignOnProvider } from '@chartwarden/accounts';
import { type Config, openSignOnSecrets } from '@chartwarden/config';
import type { TcpRule } from '@chartwarden/egress';

/** The providers of the settings with their secrets. Throws ConfigError for a secret that cannot be read. */
export function signOnProviders(config: Pick<Config, 'server' | 'signOn'>): readonly SignOnProvider[] {
  const secrets = openSignOnSecrets(config);
  return config.signOn.providers.map(({ id, name, issuer, clientId, scopes, enough }) => ({
    id,
    name,
    issuer,
    clientId,
    secret: secrets.get(id)?.reveal() ?? null,
    scopes,
    enough,
  }));
}

/**
 * Where the server may ask a provider: its issuer, and the hosts that the operator named beside it. What its own metadata
 * names elsewhere is not asked. Private addresses are meant: the operator named them.
 */
export const signOnEgress = ({ signOn }: Pick<Config, 'signOn'>): TcpRule[] => {
  const urls = signOn.providers.flatMap(({ issuer, hosts }) => [issuer, ...hosts.map((host) => `https://${host}`)]);
  const places = urls.map((text) => {
    const { hostname, port, protocol } = new URL(text);
    const host = hostname.replace(/^\[|\]$/g, '');
    return { host, port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port) };
  });
  const distinct = new Map(places.map((place) => [`${place.host}:${place.port}`, place]));
  return [...distinct.values()].map((place) => ({ ...place, purpose: 'sign-on', private: true }));
};
