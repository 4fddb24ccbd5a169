import { WAYS } from './ways.ts';

/** Of accounts, sessions and the instance: not about any record. */
const OF_ACCOUNTS =
  /^\/api\/(account|accounts|auth|handover|invitation|invitations|leavings|operator|organizations|session|sessions|sign-on)\//;

/** Routes with a parameter that no family covers, and rows that no route has: both are empty, or something was forgotten. */
export function unlisted(routes: readonly { readonly method: string; readonly url: string }[]): readonly string[] {
  const listed = new Set([
    ...Object.values(WAYS).flatMap((way): readonly string[] => way.routes),
    ...NO_WAY.flatMap(([, names]) => names),
  ]);
  const named = routes.map(({ method, url }) => ({ name: `${method} ${url}`, url }));
  const forgotten = named.filter(({ name, url }) => url.includes(':') && !OF_ACCOUNTS.test(url) && !listed.has(name));
  const gone = [...listed].filter((name) => !named.some((one) => one.name === name));
  return [...forgotten.map(({ name }) => name), ...gone.map((name) => `${name} is no route`)];
}

/** Routes about one record that show nothing of it, or only to whoever holds it and asks for just that; and why. */
export const NO_WAY: readonly (readonly [what: string, routes: readonly string[]])[] = [
  [
    'changes the record, in the answer nothing but what was sent',
    [
      'POST /api/people/:person/facts/:id/corrections',
      'POST /api/people/:person/facts/:id/corrections/:correction/undo',
      'POST /fhir/R4/:type',
      'PUT /fhir/R4/:type/:id',
      'PUT /fhir/R4/:type',
      'PATCH /fhir/R4/:type/:id',
      'DELETE /fhir/R4/:type/:id',
      'DELETE /fhir/R4/:type',
      'POST /fhir/R4/:type/$validate',
      'POST /fhir/R4/:type/:id/$validate',
    ],
  ],
  [
    'brings files or takes them back; what it answers is what the family of imports asks for',
    [
      'POST /api/people/:person/imports',
      'PUT /api/imports/:id/files',
      'POST /api/imports/:id/read',
      'POST /api/imports/:id/commit',
      'POST /api/imports/:id/cancel',
      'POST /api/imports/:id/move',
      'POST /api/imports/:id/withdraw',
    ],
  ],
  [
    'gives, ends, makes: for whoever holds the record, and shows what they may see (features/sharing)',
    [
      'POST /api/people/:person/shares/drafts',
      'POST /api/shares/:share/give',
      'POST /api/shares/:event/end',
      'POST /api/people/:person/facts/:fact/sharing',
      'POST /api/people/:person/labels/:label/sharing',
      'POST /api/people/:person/sources/:source/sharing',
      'POST /api/shares/:event/lift',
      'GET /api/people/:person/invitations',
      'POST /api/people/:person/invitations',
      'POST /api/people/:person/invitations/:invitation/renew',
      'DELETE /api/people/:person/invitations/:invitation',
      'GET /api/people/:person/emergency',
      'POST /api/people/:person/emergency',
      'GET /api/people/:person/custody',
      'POST /api/people/:person/custody/:holder/end',
    ],
  ],
  ['erases, for whoever holds the record', ['POST /api/people/:person/erasure', 'POST /api/erasures/:id/approve']],
];
