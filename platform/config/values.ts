import { isIP } from 'node:net';
import { z } from 'zod';
import { Secret } from './secret.ts';

/** A file or folder name; no control characters. */
export const fileName = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !/\p{Cc}/u.test(text), 'has control characters');

/** Text that is wrapped at once so that it cannot be printed by accident. */
export const secretText = z
  .string()
  .min(1)
  .max(8192)
  .transform((text) => new Secret(text));

/** 64 hexadecimal digits; kept as text only until the loader has made key bytes of it. */
export const rootKey = z.string().regex(/^[0-9a-fA-F]{64}$/, 'needs 64 hexadecimal digits');

/** An address to listen on. */
export const address = z
  .string()
  .refine(
    (text) => isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text),
    'is not a host name or address',
  );

/** An http or https base: scheme, host and port, kept without the last slash. */
export const httpUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    context.addIssue({ code: 'custom', message: 'is not an http or https address' });
    return z.NEVER;
  }
  if (url.username || url.password || url.search || url.hash || url.pathname !== '/') {
    context.addIssue({ code: 'custom', message: 'has more than scheme, host and port' });
    return z.NEVER;
  }
  return url.origin;
});

/** The address of a service, with a path but without a login in it. */
export const endpoint = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).username === '', 'has a login in it');

/** True for `10.0.0.0/8`, `::1`, `fd00::/8`; a network of everything is not trust, so /0 is refused. */
function isNetwork(text: string): boolean {
  const [ip, bits, ...rest] = text.split('/');
  const family = isIP(ip ?? '');
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return ip !== '0.0.0.0' && ip !== '::';
  const width = Number(bits);
  return /^\d{1,3}$/.test(bits) && width >= 1 && width <= (family === 4 ? 32 : 128);
}

export const proxies = z.array(z.string().refine(isNetwork, 'is not an address or a network other than everything'));

/** `https://host[:port]`, or http on a loopback name; no wildcards, no paths. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.origin === text && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
}

export const origins = z.array(z.string().refine(isOrigin, 'is not an origin such as https://portal.example.org'));

/** CSP Level 3, 6.1: the fetch directives that may be widened; never default-src, object-src or base-uri. */
const DIRECTIVES = [
  'connect-src',
  'font-src',
  'form-action',
  'frame-src',
  'img-src',
  'media-src',
  'script-src',
  'style-src',
] as const;

export const cspSources = z.partialRecord(z.enum(DIRECTIVES), origins);

/** True for names and addresses that never leave this machine: localhost, 127.0.0.0/8, ::1. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    (isIP(name) === 4 && name.startsWith('127.'))
  );
}
