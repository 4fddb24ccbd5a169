import { CodedError, isCoded } from '@chartwarden/errors';
import { patchJson } from '@chartwarden/fhir';
import { deciding } from '@chartwarden/gate';
import { Answer } from '@chartwarden/http';
import type { FactId, RecordId } from '@chartwarden/ids';
import type { Permit, Removed, Vault, Written } from '@chartwarden/vault';
import { versionHeaders } from './answers.ts';
import type { Asked } from './asking.ts';
import { type Body, readBody, requireValid } from './bodies.ts';
import { conditionOf, ifNoneExist } from './conditions.ts';
import { negotiate, takesUtf8 } from './negotiate.ts';
import { allWell, answering } from './outcome.ts';
import type { Places } from './places.ts';
import { preferencesOf } from './prefer.ts';
import { knownType } from './types.ts';
import { matchOf, recordOf, recordOfCondition } from './whose.ts';

/** How often a patch is made anew because somebody else wrote meanwhile. */
const ATTEMPTS = 3;

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

  /** R4 http, 3.1.0.8 and 3.1.0.8.1. */
  const create = (asked: Asked): Promise<Answer> =>
    answering(async () => {
      const body = bodyOf(asked);
      requireValid(body);
      const record = recordOf(places.records(asked), body.patients, asked);
      const where = ifNoneExist(asked, base());
      const input = { bytes: body.bytes, ...(where === undefined ? {} : { ifNoneExist: where }) };
      const written = await deciding(async () =>
        vault.write.create(
          await places.permit(asked, record, where === undefined ? ['create'] : ['create', 'search']),
          input,
        ),
      );
      return writtenAnswer(asked, written, base());
    });

  /** R4 http, 3.1.0.4. */
  const update = (asked: Asked): Promise<Answer> =>
    answering(async () => {
      const body = bodyOf(asked);
      if (body.id !== asked.id) throw new CodedError('CW-FHIR-105', 'id');
      requireValid(body);
      refusePerson(asked);
      const ifMatch = matchOf(asked);
      const input = { bytes: body.bytes, ...(ifMatch === undefined ? {} : { ifMatch }) };
      try {
        const written = await deciding(() =>
          places.withFact(asked, ['update'], (permit, id) => vault.write.update(permit, id, input)),
        );
        return writtenAnswer(asked, written, base());
      } catch (error) {
        // R4 http, 3.1.0.4.1: ids are not the client's to give.
        if (isCoded(error) && error.code === 'CW-GEN-002') throw new CodedError('CW-FHIR-107');
        throw error;
      }
    });

  /** R4 http, 3.1.0.4.3: the only one that fits, or a new one. */
  const updateWhere = (asked: Asked): Promise<Answer> =>
    answering(async () => {
      const body = bodyOf(asked);
      requireValid(body);
      const where = conditionOf(asked.type, asked.query, base());
      const record = recordOf(places.records(asked), body.patients, asked);
      const ifMatch = matchOf(asked);
      const input = {
        bytes: body.bytes,
        ...(ifMatch === undefined ? {} : { ifMatch }),
        ...(body.id === undefined ? {} : { named: body.id }),
      };
      const written = await deciding(async () => {
        // Whoever may not add anything may still change what there is.
        const both = await places.asked(asked, record, ['update', 'create', 'search']);
        const permit = both ?? (await places.permit(asked, record, ['update', 'search']));
        return vault.write.updateWhere(permit, where, input);
      });
      return writtenAnswer(asked, written, base());
    });

  /** R4 http, 3.1.0.5, by JSON Patch (RFC 6902) on the bytes that are served. */
  const patch = (asked: Asked): Promise<Answer> =>
    answering(async () => {
      negotiate(asked);
      knownType(asked.type);
      takesUtf8(asked);
      refusePerson(asked);
      const ifMatch = matchOf(asked);
      for (let attempt = 1; ; attempt += 1) {
        const now = await deciding(() =>
          places.withFact(asked, ['read'], (permit, id) => vault.read.one(permit, { type: asked.type, id })),
        );
        if (now === 'gone') throw new CodedError('CW-FHIR-102');
        // What is seen by dates and codes only is not all there is: written back, the rest of it would be gone.
        if (now.outline) throw new CodedError('CW-GATE-005');
        if (ifMatch !== undefined && ifMatch !== now.version) throw new CodedError('CW-VLT-013');
        const bytes = Buffer.from(patchJson(now.bytes, asked.bytes));
        const body = readBody(bytes);
        if (body.type !== asked.type || body.id !== asked.id) throw new CodedError('CW-FHIR-105', 'id');
        requireValid(body);
        try {
          const written = await deciding(() =>
            places.withFact(asked, ['update'], (permit, id) =>
              vault.write.update(permit, id, { bytes, ifMatch: now.version }),
            ),
          );
          return writtenAnswer(asked, written, base());
        } catch (error) {
          const lost = isCoded(error) && error.code === 'CW-VLT-013';
          if (!lost || ifMatch !== undefined || attempt >= ATTEMPTS) throw error;
        }
      }
    });

  /** R4 http, 3.1.0.7. */
  async function remove(asked: Asked): Promise<Answer> {
    negotiate(asked);
    knownType(asked.type);
    refusePerson(asked);
    const ifMatch = matchOf(asked);
    const removing = async (permit: Permit, id: FactId) =>
      vault.write.remove(permit, id, ifMatch === undefined ? {} : { ifMatch });
    return removedAnswer(await deciding(() => places.withFact(asked, ['delete'], removing)));
  }

  /** R4 http, 3.1.0.7.1: the only one that fits. */
  const removeWhere = (asked: Asked): Promise<Answer> =>
    answering(async () => {
      negotiate(asked);
      knownType(asked.type);
      const where = conditionOf(asked.type, asked.query, base());
      const record = recordOfCondition(places.records(asked), where, asked);
      return removedAnswer(
        await deciding(async () =>
          vault.write.removeWhere(await places.permit(asked, record, ['delete', 'search']), where),
        ),
      );
    });

  /** The Patient that stands for a record is put together; it is the caller's business, so that they may be told. */
  function refusePerson(asked: Asked): void {
    if (asked.type === 'Patient' && places.records(asked).includes(asked.id as RecordId))
      throw new CodedError('CW-FHIR-108');
  }

  return { create, update, updateWhere, patch, remove, removeWhere };
}

/** R4 http, 3.1.0.1.5 and 3.1.0.1.9. */
export function writtenAnswer(asked: Pick<Asked, 'header'>, { id, outcome, served }: Written, base: string): Answer {
  const place = `${base}/${served.type}/${id}/_history/${served.version}`;
  const isNew = outcome === 'created';
  const headers = {
    ...versionHeaders(served),
    ...(isNew || outcome === 'found' ? { location: place } : { 'content-location': place }),
  };
  const status = isNew ? 201 : 200;
  return preferred(asked, new Answer(status, served.bytes, headers), outcome);
}

/** As much of an answer as the caller prefers (R4 http, 3.1.0.1.9); `said` instead of what was written. */
export function preferred(asked: Pick<Asked, 'header'>, answer: Answer, said: string): Answer {
  const { back } = preferencesOf(asked);
  if (back === 'representation') return answer;
  return new Answer(answer.status, back === 'OperationOutcome' ? allWell(said) : Buffer.alloc(0), answer.headers);
}

/** R4 http, 3.1.0.7: nothing to show. */
export const removedAnswer = ({ version }: Pick<Removed, 'version'>): Answer =>
  new Answer(204, undefined, { etag: `W/"${version}"` });
