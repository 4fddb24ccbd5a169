import { CodedError } from '@chartwarden/errors';
import type { EgressRule } from './types.ts';

/**
 * The rule that lets `pg` reach the server of a connection URL, over TCP or over a unix socket
 * (`postgres://user@/db?host=/var/run/postgresql`). Private addresses are meant: the operator named the server.
 * @throws CW-EGR-011 when the URL names no single server
 */
export const postgresRule = (url: string, purpose: string): EgressRule => {
  // An empty host is legal in PostgreSQL's URLs and not in the URL standard; the name put there is never used.
  const text = url.replace(/^(postgres(?:ql)?:\/\/)([^/?#@]*@)?(?=[/?#]|$)/, '$1$2unnamed');
  if (!URL.canParse(text)) throw new CodedError('CW-EGR-011', 'database URL');
  const { hostname, port, searchParams } = new URL(text);
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  const number = Number(searchParams.get('port') ?? (port === '' ? 5432 : port));
  if (host === '' || host === 'unnamed' || host.includes(',')) throw new CodedError('CW-EGR-011', 'database URL');
  return host.startsWith('/')
    ? { path: `${host}/.s.PGSQL.${number}`, purpose }
    : { host, port: number, purpose, private: true };
};
