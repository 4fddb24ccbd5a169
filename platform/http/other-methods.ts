import { CodedError } from '@chartwarden/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFhirPath } from './error-answers.ts';
import { notFound } from './fail.ts';
import type { RouteRow } from './routes.ts';

type Place = Pick<RouteRow, 'method' | 'url'>;

/** The methods that a path has by the rows whose pattern it fits, HEAD with GET. */
export function methodsAt(rows: readonly Place[], path: string): readonly string[] {
  const parts = path.split('/');
  const methods = rows.filter(({ url }) => fits(url.split('/'), parts)).map(({ method }) => method);
  const all = methods.some((method) => method === 'GET') ? ['HEAD', ...methods] : methods;
  return [...new Set<string>(all)].sort();
}

/** A name in a pattern stands for one part; what stands there literally goes first, as in the router. */
const fits = (pattern: readonly string[], parts: readonly string[]): boolean =>
  pattern.length === parts.length &&
  pattern.every((one, at) => (one.startsWith(':') ? parts[at] !== '' : one === parts[at]));

/**
 * What is said where no row fits: under /fhir 405 with the methods that there are (RFC 9110, 15.5.6), where there are any.
 * Elsewhere nothing tells which paths exist.
 */
export function otherwise(rows: readonly Place[], request: FastifyRequest, reply: FastifyReply): CodedError {
  if (!isFhirPath(request.url)) return notFound();
  const methods = methodsAt(rows, request.url.split('?', 1)[0] ?? '');
  if (methods.length === 0 || methods.includes(request.method)) return notFound();
  void reply.header('allow', methods.join(', '));
  return new CodedError('CW-HTTP-015');
}
