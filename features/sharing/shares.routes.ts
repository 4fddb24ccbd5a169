import { Answer, bytes, created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import { asking, type Principal } from './asking.ts';
import { PERSON, SLICE, TIME, WORDS } from './fields.ts';
import { RECEIPT_LANGUAGES } from './receipt-words.ts';
import type { ShareDrafts } from './share-drafts.service.ts';
import type { ShareWish } from './share-types.ts';
import type { Shares } from './shares.service.ts';

const DIGEST = z.string().regex(/^[0-9a-f]{64}$/);
const ID = z.uuid();
const WHAT = SLICE.extend({ labelled: z.literal(true).optional() });

const WISH = z.strictObject({
  effect: z.enum(['permit', 'deny']).default('permit'),
  recipient: z.union([
    z.strictObject({ address: z.string().trim().min(3).max(254) }),
    z.strictObject({ account: ID }),
    z.strictObject({ organization: ID }),
    z.strictObject({ everybody: z.literal(true) }),
    z.strictObject({
      invite: z.strictObject({ email: z.email().max(254).nullable(), days: z.int().min(1).max(30).default(7) }),
    }),
  ]),
  slice: WHAT,
  extent: z.enum(['look', 'add']).default('look'),
  takesCopy: z.boolean().optional(),
  // What is picked one by one in a draft, `selected_evidence`, is for models.
  form: z.enum(['full_source_allowed', 'metadata_only', 'deidentified']).default('full_source_allowed'),
  reason: WORDS.optional(),
  until: TIME.nullable(),
  document: WORDS.optional(),
  lasting: z
    .int()
    .min(3_600_000)
    .max(366 * 86_400_000)
    .optional(),
});

const ON_PAPER = z.strictObject({
  paper: z.enum(['a4', 'letter']).default('a4'),
  /** Of our words; names and reasons stay as somebody wrote them. */
  language: z.enum(RECEIPT_LANGUAGES).default('en'),
  /** IANA name. */
  zone: z.string().max(64).refine(isZone, 'is no time zone').default('UTC'),
  /** `json`: the PDF in base64. */
  as: z.enum(['pdf', 'json']).default('pdf'),
});

/** Without the names of what was not said: what is kept and digested has no `undefined`. */
const wishOf = (body: z.output<typeof WISH>): ShareWish => JSON.parse(JSON.stringify(body)) as ShareWish;

const { route } = routesFor<Principal>();

/** `account`: logged in; whose record it is decides the gate. */
export function sharesRoutes(shares: Shares, drafts: ShareDrafts): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/people/:person/shares',
      permission: 'account',
      summary: 'Who holds a record, and who may what with it and why: now, or at any moment.',
      schema: { params: PERSON, query: z.strictObject({ at: z.coerce.number().pipe(TIME).optional() }) },
      handler: (call) => shares.now(asking(call), call.params.person, call.query.at),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/shares/history',
      permission: 'account',
      summary: 'Every change of who may what with a record, newest first.',
      schema: { params: PERSON },
      handler: (call) => shares.history(asking(call), call.params.person),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/shares/own',
      permission: 'account',
      summary: 'What was granted of a record to the account that asks.',
      schema: { params: PERSON },
      handler: (call) => shares.own(asking(call), call.params.person),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/shares/:event/receipt',
      permission: 'account',
      summary: 'The receipt of one consent (ISO/IEC TS 27560, as the W3C DPV writes it).',
      schema: { params: PERSON.extend({ event: z.string() }) },
      handler: (call) => shares.receipt(asking(call), call.params.person, call.params.event),
    }),
    // POST, as with other prints: no link on a foreign page can ask for it, and choices stay out of addresses.
    route({
      method: 'POST',
      url: '/api/people/:person/shares/:event/receipt/print',
      permission: 'account',
      summary: 'The receipt of one consent as a PDF.',
      schema: { params: PERSON.extend({ event: z.string() }), body: ON_PAPER },
      handler: async (call) => {
        const { person, event } = call.params;
        const { as, ...choices } = call.body;
        const pdf = Buffer.from(await shares.receiptOnPaper(asking(call), person, event, choices));
        return as === 'json'
          ? new Answer(200, { pdf: pdf.toString('base64') })
          : bytes(pdf, 'application/pdf', {
              'content-disposition': 'attachment; filename="chartwarden-consent-receipt.pdf"',
            });
      },
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/shares/:event/consent',
      permission: 'account',
      summary: 'One consent as a FHIR Consent, where FHIR can say it.',
      schema: { params: PERSON.extend({ event: z.string() }) },
      handler: (call) => shares.fhirConsent(asking(call), call.params.person, call.params.event),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/shares/drafts',
      permission: 'account',
      summary: 'A draft of a share or an exception: the consent as it will stand, and what its recipient would see.',
      schema: { params: PERSON, body: WISH },
      handler: async (call) => created(await drafts.draft(asking(call), call.params.person, wishOf(call.body))),
    }),
    route({
      method: 'POST',
      url: '/api/shares/:share/give',
      permission: 'account',
      fresh: true,
      summary: 'Gives a share exactly as its draft showed it.',
      schema: { params: z.strictObject({ share: z.string() }), body: z.strictObject({ digest: DIGEST }) },
      handler: async (call) => created(await drafts.give(asking(call), call.params.share, call.body.digest)),
    }),
    route({
      method: 'POST',
      url: '/api/shares/:event/end',
      permission: 'account',
      summary: 'Ends a share at once; whoever was granted something gives it back with it.',
      schema: { params: z.strictObject({ event: z.string() }) },
      handler: (call) => shares.end(asking(call), call.params.event),
    }),
    // Taking away is never harder than giving. What was kept back and is no longer is seen by others again.
    route({
      method: 'POST',
      url: '/api/shares/:event/lift',
      permission: 'account',
      fresh: true,
      summary: 'Ends an exception: what was kept back is seen again by whoever was granted it.',
      schema: { params: z.strictObject({ event: z.string() }) },
      handler: (call) => shares.end(asking(call), call.params.event, true),
    }),
  ];
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
