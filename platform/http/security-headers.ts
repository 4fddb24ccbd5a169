import type { Config } from '@chartwarden/config';

/** The settings that shape the headers. */
export type HeaderSettings = Pick<Config, 'server' | 'csp'>;

/** Of rows that pages of any origin may call: never with credentials, so a star. */
export const ANY_ORIGIN: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-expose-headers': 'retry-after',
};

const TWO_YEARS = 63_072_000;

/**
 * The headers of every answer, malformed requests included (promise O16). One table instead of a middleware, because
 * answers to requests that never reach a route need them too.
 */
export function securityHeaders(settings: HeaderSettings): Readonly<Record<string, string>> {
  const https = settings.server.publicUrl.startsWith('https:');
  return {
    'content-security-policy': contentSecurityPolicy(settings),
    // HTML Standard, 7.1.3: no shared browsing context group with pages that open us or that we open.
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'permissions-policy':
      'accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()',
    'referrer-policy': 'no-referrer',
    // RFC 6797, 7.2: never over plain http. No includeSubDomains: the domain above may not be ours alone.
    ...(https && { 'strict-transport-security': `max-age=${TWO_YEARS}` }),
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    // Older browsers; where an embedding page is configured only frame-ancestors can say so.
    ...(settings.csp.frameAncestors.length === 0 && { 'x-frame-options': 'DENY' }),
    'x-permitted-cross-domain-policies': 'none',
    // Records are never kept by a cache; the web app's own files say otherwise for themselves.
    'cache-control': 'no-store',
  };
}

/** CSP Level 3. This server only, no inline script or style, widened by the settings. */
function contentSecurityPolicy({ server, csp }: HeaderSettings): string {
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'self'"],
    'base-uri': ["'none'"],
    'connect-src': ["'self'"],
    'font-src': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': csp.frameAncestors.length > 0 ? csp.frameAncestors : ["'none'"],
    'frame-src': ["'self'"],
    // Pictures of a record are shown from memory (ADR 0070); only a script of ours can make an address of this kind.
    'img-src': ["'self'", 'blob:'],
    'media-src': ["'self'"],
    'object-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'worker-src': ["'self'"],
    ...(server.publicUrl.startsWith('https:') && { 'upgrade-insecure-requests': [] }),
  };
  for (const [directive, origins] of Object.entries(csp.extra)) {
    directives[directive] = [...(directives[directive] ?? []), ...(origins ?? [])];
  }
  return Object.entries(directives)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}
