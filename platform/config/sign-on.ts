import { z } from 'zod';
import { section, setting } from './define.ts';
import { fileName, isLoopback, secretText } from './values.ts';

/** OpenID Connect Discovery 1.0, 3: https, no query, no fragment. Kept as written: an issuer is compared letter by letter. */
const issuer = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const plain = url.protocol === 'http:' && isLoopback(url.hostname);
  return (
    (url.protocol === 'https:' || plain) && !url.username && !url.password && !text.includes('?') && !text.includes('#')
  );
}, 'is not an https address without a query');

/** `host` or `host:port`; https, so 443 unless it says otherwise. */
const host = z
  .string()
  .refine(
    (text) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i.test(text) && URL.canParse(`https://${text}`),
    'is not a host name',
  );

const word = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'needs a word without spaces');

const provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/, 'needs small letters, digits and dashes'),
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .refine((text) => !/\p{Cc}/u.test(text), 'has control characters'),
  issuer,
  clientId: z.string().min(1).max(1024),
  secretFile: fileName.optional(),
  scopes: z.array(word).max(20).default([]),
  hosts: z.array(host).max(10).default([]),
  enough: z
    .strictObject({ amr: z.array(word).max(20).default([]), acr: z.array(word).max(20).default([]) })
    .prefault({}),
});

export const signOnSection = section(
  'Logging in with an account elsewhere (OpenID Connect). Off unless a provider is listed; docs/operating.md says how.',
  {
    providers: setting(z.array(provider).max(10).default([]), {
      about:
        'The providers, each with id (part of the redirect address: <public address>/sign-on/<id>), name (on the button), issuer and clientId; secretFile, or its secret in CHARTWARDEN_SIGN_ON_SECRETS, unless it is a public client; scopes beside openid; hosts that its endpoints are on beside the issuer’s; enough: the amr or acr values with which no second step is asked for here.',
      example:
        '[{ id: clinic, name: Clinic login, issuer: "https://login.example.org", clientId: chartwarden, secretFile: /run/secrets/clinic }]',
    }),
    secrets: setting(secretText.optional(), {
      about: 'The secrets of providers that have no secretFile: ID=SECRET, with spaces between several.',
      env: 'CHARTWARDEN_SIGN_ON_SECRETS',
      secret: true,
    }),
  },
);

/** `ID=SECRET ID=SECRET`; null when it is not of that form. */
export function readSecrets(text: string): ReadonlyMap<string, string> | null {
  const pairs = text
    .split(/\s+/)
    .filter(Boolean)
    .map((pair) => /^([a-z0-9-]+)=(.+)$/.exec(pair));
  const found = new Map(pairs.flatMap((pair) => (pair?.[1] && pair[2] ? [[pair[1], pair[2]] as const] : [])));
  return found.size === pairs.length ? found : null;
}
