import { CodedError } from '@chartwarden/errors';
import { dateRange } from '@chartwarden/fhir';
import { type Core, deciding } from '@chartwarden/gate';
import { Answer } from '@chartwarden/http';
import type { Vault } from '@chartwarden/vault';
import { versionHeaders } from './answers.ts';
import type { Asked } from './asking.ts';
import { readBody, requireValid } from './bodies.ts';
import { negotiate, takesUtf8 } from './negotiate.ts';
import { answering } from './outcome.ts';
import { composePatient } from './patient.ts';
import type { Places } from './places.ts';
import { preferred } from './writes.service.ts';

/** Characters of a name under which a person is kept. */
const LONGEST = 200;

/**
 * `POST Patient` alone brings a person into being (design 6): a record of their own, which the caller holds for them, with what
 * was sent as its first fact. With the header X-Chartwarden-Person it is a fact about somebody who is there already.
 */
export function createNewPerson(
  parts: Pick<Core, 'people'> & { readonly vault: Vault; readonly places: Places; readonly base: () => string },
) {
  const { people, vault, places, base } = parts;

  return (asked: Asked): Promise<Answer> =>
    answering(async () => {
      negotiate(asked);
      takesUtf8(asked);
      const body = readBody(asked.bytes);
      if (body.type !== 'Patient') throw new CodedError('CW-FHIR-105', 'resourceType');
      requireValid(body);
      // Whether somebody is here already is looked for with a search; a person is not made on a condition.
      if (asked.header('if-none-exist') !== undefined) throw new CodedError('CW-FHIR-112');
      const said = profileIn(body.bytes);
      const person = { ...said, relation: 'custodian' } as const;
      const { record } = await people.createFrom(asked.actor, person, body.bytes, asked.request);
      const made = await deciding(async () => vault.read.person(await places.permit(asked, record, ['read']), 'read'));
      if (made === null) throw new CodedError('CW-GEN-002');
      const patient = composePatient(record, made);
      const headers = { ...versionHeaders(patient), location: `${base()}/Patient/${record}` };
      return preferred(asked, new Answer(201, patient.bytes, headers), 'created');
    });
}

interface NameOf {
  readonly text?: unknown;
  readonly given?: unknown;
  readonly family?: unknown;
}

/** What the household calls them, until somebody says otherwise. Throws CW-FHIR-105 for nobody's name. */
function profileIn(bytes: Buffer): { readonly name: string; readonly birthDate?: string } {
  const { name, birthDate } = JSON.parse(bytes.toString('utf8')) as { name?: readonly NameOf[]; birthDate?: unknown };
  const [first] = name ?? [];
  const parts = [...(Array.isArray(first?.given) ? first.given : []), first?.family].filter(
    (one): one is string => typeof one === 'string',
  );
  const text = (typeof first?.text === 'string' ? first.text : parts.join(' ')).trim().slice(0, LONGEST);
  if (text === '') throw new CodedError('CW-FHIR-105', 'Patient.name');
  const isDate = typeof birthDate === 'string' && dateRange(birthDate) !== undefined;
  return { name: text, ...(isDate ? { birthDate } : {}) };
}
