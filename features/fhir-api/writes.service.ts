import { CodedError, isCoded } from '@chartwarden/errors';
import { deciding } from '@chartwarden/gate';
import { Answer } from '@chartwarden/http';
import { isId, type RecordId } from '@chartwarden/ids';
import type { Vault } from '@chartwarden/vault';
import { type Resource, versionHeaders } from './answers.ts';
import type { Asked } from './asking.ts';
import { type Body, readBody, requireValid } from './bodies.ts';
import { negotiate, takesUtf8 } from './negotiate.ts';
import { allWell, answering } from './outcome.ts';
import type { Places } from './places.ts';
import { preferencesOf } from './prefer.ts';
import { knownType } from './types.ts';

type Written = Awaited<ReturnType<Vault['write']['create']>>;

/** Changes of single resources. The bytes reach the vault as they came. */
export function createWrites(parts: {
  readonly vault: Vault;
  readonly places: Places;
  /** Where resources stand, without a slash at the end. */
  readonly base: () => string;
}) {
  const { vault, places, base } = parts;

  /** Throws unless what was sent is a valid resource of the type, and the caller takes an answer. */
  function bodyOf(asked: Asked): Body {
    negotiate(asked);
    knownType(asked.type);
    takesUtf8(asked);
    const body = readBody(asked.bytes);
    if (body.type !== asked.type) throw new CodedError('CW-FHIR-105', 'resourceType');
    return body;
  }

  /** R4 http, 3.1.0.8. */
  const create = (asked: Asked): Promise<Answer> =>
    answering(async () => {
      const body = bodyOf(asked);
      requireValid(body);
      const record = recordOf(places.records(asked), body.patients, asked);
      const { bytes } = body;
      const written = await deciding(async () =>
        vault.write.create(await places.permit(asked, record, ['create']), { bytes }),
      );
      return answerOf(asked, written);
    });

  /** R4 http, 3.1.0.4. */
  const update = (asked: Asked): Promise<Answer> =>
    answering(async () => {
      const body = bodyOf(asked);
      if (body.id !== asked.id) throw new CodedError('CW-FHIR-105', 'id');
      requireValid(body);
      refusePerson(asked);
      const { bytes } = body;
      const ifMatch = matchOf(asked);
      const input = { bytes, ...(ifMatch === undefined ? {} : { ifMatch }) };
      try {
        const written = await deciding(() =>
          places.withFact(asked, ['update'], (permit, id) => vault.write.update(permit, id, input)),
        );
        return answerOf(asked, written);
      } catch (error) {
        // R4 http, 3.1.0.4.1: ids are not the client's to give.
        if (isCoded(error) && error.code === 'CW-GEN-002') throw new CodedError('CW-FHIR-107');
        throw error;
      }
    });

  /** The Patient that stands for a record is put together; it is the caller's business, so that they may be told. */
  function refusePerson(asked: Asked): void {
    if (asked.type === 'Patient' && places.records(asked).includes(asked.id as RecordId))
      throw new CodedError('CW-FHIR-108');
  }

  /** R4 http, 3.1.0.1.5 and 3.1.0.1.9. */
  function answerOf(asked: Asked, { id, outcome, served }: Written): Answer {
    const resource: Resource = served;
    const place = `${base()}/${served.type}/${id}/_history/${served.version}`;
    const isNew = outcome === 'created';
    const headers = { ...versionHeaders(resource), ...(isNew ? { location: place } : { 'content-location': place }) };
    const { back } = preferencesOf(asked);
    if (back === 'representation') return new Answer(isNew ? 201 : 200, served.bytes, headers);
    if (back === 'OperationOutcome') return new Answer(isNew ? 201 : 200, allWell(outcome), headers);
    return new Answer(isNew ? 201 : 200, Buffer.alloc(0), headers);
  }

  return { create, update };
}

/**
 * The record that a write belongs to (design 6): of the one person whom the body names, or of the header. Throws CW-FHIR-106
 * when that is nobody, or more than one.
 */
export function recordOf(
  mine: readonly RecordId[],
  patients: readonly string[],
  { header }: Pick<Asked, 'header'>,
): RecordId {
  const said = header('x-chartwarden-person')?.trim();
  const own = patients.filter((id) => (mine as readonly string[]).includes(id));
  // Of somebody the caller has nothing to do with: the gate says so, as of somebody who is not there.
  const named = own.length > 0 ? own : patients.filter(isId);
  const all = [...new Set([...named, ...(said === undefined ? [] : [said])])];
  const [record] = all;
  if (record === undefined || all.length > 1 || !isId(record)) throw new CodedError('CW-FHIR-106');
  return record as RecordId;
}

/** RFC 9110, 13.1.1: the version that If-Match names; one that no fact ever has where it names none. */
export function matchOf({ header }: Pick<Asked, 'header'>): number | undefined {
  const tag = header('if-match')?.trim();
  if (tag === undefined || tag === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(tag)?.[1];
  return version === undefined ? 0 : Number(version);
}
