import { Answer, bytes, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import { asking, type Principal } from '../asking.ts';
import { PRINTS } from './job.ts';
import type { Prints } from './print.service.ts';
import { PAPERS, type Paper } from './sheet/papers.ts';
import { LANGUAGES } from './words/languages.ts';

const MOMENT = z.number().int().optional();
const CHOICES = z.strictObject({
  paper: z.enum(Object.keys(PAPERS) as [Paper, ...Paper[]]).default('a4'),
  /** Of our words; what stands in the record stays as it was received. */
  language: z.enum(LANGUAGES).default('en'),
  /** IANA name. */
  zone: z.string().max(64).refine(isZone, 'is no time zone').default('UTC'),
  withoutSensitive: z.boolean().default(false),
  entry: z.string().min(1).max(500).optional(),
  from: MOMENT,
  to: MOMENT,
  /** `json`: the PDF in base64 beside what stands on it. */
  as: z.enum(['pdf', 'json']).default('pdf'),
});

const { route } = routesFor<Principal>();

/** `account`: logged in; whose record it is decides the gate. */
export function printRoutes(prints: Prints): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    // POST, although nothing changes: it leaves a line in the ledger, and no link on a foreign page can ask for it.
    route({
      method: 'POST',
      url: '/api/people/:person/print/:what',
      permission: 'account',
      looks: true,
      summary: 'A section, a document or the one-page summary as PDF.',
      schema: { params: z.strictObject({ person: z.string(), what: z.enum(PRINTS) }), body: CHOICES },
      handler: async (call) => {
        const { as, paper, language, zone, withoutSensitive, entry, from, to } = call.body;
        const { pdf, outline } = await prints.make(asking(call), call.params.person, call.params.what, {
          paper,
          language,
          zone,
          withoutSensitive,
          ...(entry === undefined ? {} : { entry }),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        });
        const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length);
        if (as === 'json') return new Answer(200, { outline, pdf: file.toString('base64') });
        return bytes(file, 'application/pdf', {
          // No name: file names stay behind in histories and lists of downloads.
          'content-disposition': `attachment; filename="chartwarden-${call.params.what}.pdf"`,
        });
      },
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
