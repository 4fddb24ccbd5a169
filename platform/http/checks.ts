import { type Config, isLoopback } from '@chartwarden/config';
import { CodedError } from '@chartwarden/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BodyKind } from './routes.ts';

/** Throws a CodedError, or lets the request pass. Runs before anything of the body is read. */
export type Check = (request: FastifyRequest, reply: FastifyReply) => void | Promise<void>;

/** Answers nothing personal and is asked by probes that know no name. */
const isProbe = (request: FastifyRequest): boolean => /^\/(?:healthz|readyz)(?:\?|$)/.test(request.url);

/**
 * The Host must be the public address or this machine itself: a page elsewhere that points its own name at our
 * address (DNS rebinding) is turned away.
 */
export function checkHost({ server }: Pick<Config, 'server'>): Check {
  const publicHost = new URL(server.publicUrl).host;
  return (request) => {
    // RFC 9112, 3.2: of two, somebody before us may have looked at the other one.
    if (timesIn(request.raw.rawHeaders, 'host') > 1) throw new CodedError('CW-GEN-003', 'Host');
    if (isProbe(request) || request.host === publicHost || isLoopback(request.hostname)) return;
    throw new CodedError('CW-HTTP-005');
  };
}

function timesIn(lines: readonly string[], name: string): number {
  let times = 0;
  for (let at = 0; at < lines.length; at += 2) {
    const one = lines[at];
    if (one?.length === name.length && one.toLowerCase() === name) times += 1;
  }
  return times;
}

/**
 * Parameters that are broken (RFC 3986, 2.1), no UTF-8, or hold a zero byte, which readers would understand differently. What
 * is said of an address here is said of a form in a body by whoever reads it.
 */
export function isWellEncoded(parameters: string): boolean {
  if (!parameters.includes('%')) return true;
  try {
    return !decodeURIComponent(parameters).includes('\0');
  } catch {
    return false;
  }
}

export const checkParameters: Check = ({ raw: { url = '' } }) => {
  const mark = url.indexOf('?');
  if (mark >= 0 && !isWellEncoded(url.slice(mark))) throw new CodedError('CW-GEN-003', 'query');
};

/**
 * Where the public address is https, a request that came in the clear is refused (promise O16). The machine itself
 * may ask in the clear: the command line does.
 */
export function checkSecure({ server }: Pick<Config, 'server'>): Check {
  if (!server.publicUrl.startsWith('https:')) return () => {};
  return (request) => {
    if (request.protocol === 'https' || isProbe(request) || isLoopbackAddress(request.ip)) return;
    throw new CodedError('CW-HTTP-014');
  };
}

const isLoopbackAddress = (ip: string): boolean => isLoopback(ip.replace(/^::ffff:/i, ''));

const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Requests that carry the browser's cookie must come from our own pages. A form or an image elsewhere cannot set the
 * header `x-chartwarden`, and a script elsewhere would need a CORS answer that is never given. Origin and
 * Sec-Fetch-Site must not contradict. Under /api the header is asked for without a cookie, too, so that nobody can
 * be logged in to somebody else's account, but on routes for programs, which log nobody in; a request with a token in its
 * Authorization header carries nothing that a browser adds by itself.
 */
export function checkSameOrigin({ server }: Pick<Config, 'server'>): Check {
  return ({ method, url, headers, host, routeOptions }) => {
    // Nobody is asked who they are there, whatever the browser sends along.
    if (routeOptions?.config.row?.anyOrigin) return;
    if (/^(?:bearer|dpop) /i.test(headers.authorization ?? '')) return;
    const changing = CHANGING.has(method);
    if (!changing && !headers.cookie) return;
    const site = headers['sec-fetch-site'];
    const foreign = site === 'cross-site' || site === 'same-site';
    // A link that somebody clicked elsewhere is a navigation: it shows the page, and the page asks by itself.
    if (foreign && (changing || headers['sec-fetch-mode'] !== 'navigate')) throw new CodedError('CW-HTTP-004');
    if (!changing) return;
    if (headers.origin !== undefined && !isOwnOrigin(headers.origin, server.publicUrl, host))
      throw new CodedError('CW-HTTP-004');
    const forPrograms = routeOptions.config.row?.programs === true;
    const asked = headers.cookie !== undefined || (url.startsWith('/api/') && !forPrograms);
    if (asked && headers['x-chartwarden'] !== '1') throw new CodedError('CW-HTTP-003');
  };
}

/** The public address, or a loopback name with the very host that was asked. */
function isOwnOrigin(origin: string, publicUrl: string, host: string): boolean {
  if (origin === publicUrl) return true;
  if (!URL.canParse(origin)) return false;
  const { host: from, hostname } = new URL(origin);
  return from === host && isLoopback(hostname);
}

/** Refuses by declared size, encoding and type before a byte of the body is read. */
export function checkBody(limitOf: (kind: BodyKind) => number): Check {
  return ({ headers, routeOptions }) => {
    const row = routeOptions.config.row;
    const limit = row?.bodyLimit ?? limitOf(row?.body ?? 'json');
    const length = headers['content-length'];
    if (length !== undefined && !(Number(length) <= limit)) throw new CodedError('CW-HTTP-001');
    // A compressed body would have to be unpacked before its size is known.
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') throw new CodedError('CW-HTTP-002', 'Content-Encoding');
    if (!row?.accepts || headers['content-type'] === undefined) return;
    const mediaType = headers['content-type'].split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (!row.accepts.includes(mediaType)) throw new CodedError('CW-HTTP-002', `takes ${row.accepts.join(', ')}`);
  };
}
