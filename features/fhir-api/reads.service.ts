import { CodedError } from '@chartwarden/errors';
import { deciding, type Gate } from '@chartwarden/gate';
import type { Answer } from '@chartwarden/http';
import type { RecordId } from '@chartwarden/ids';
import type { Vault } from '@chartwarden/vault';
import { type Resource, resourceAnswer } from './answers.ts';
import type { Asked } from './asking.ts';
import { fileAnswer, wantsFile } from './binary.ts';
import { type Derived, isDerivedId } from './derived/derived.service.ts';
import { negotiate } from './negotiate.ts';
import { composePatient } from './patient.ts';
import type { Places } from './places.ts';
import { partOf } from './shorten.ts';
import { knownType } from './types.ts';

/** Single resources by their address. */
export function createReads(parts: {
  readonly gate: Gate;
  readonly vault: Vault;
  readonly places: Places;
  readonly derived: Derived;
}) {
  const { vault, places, derived } = parts;

  async function person(asked: Asked): Promise<Resource> {
    const record = asked.id as RecordId;
    const found = await vault.read.person(await places.permit(asked, record, ['read']), 'read');
    if (found === null) throw new CodedError('CW-GEN-002');
    return composePatient(record, found);
  }

  async function fact(asked: Asked, version?: number): Promise<Resource> {
    const found = await places.withFact(asked, ['read'], (permit, id) =>
      vault.read.one(permit, { type: asked.type, id, ...(version === undefined ? {} : { version }) }),
    );
    // R4 http, 3.1.0.2: whoever may see that it was deleted is told.
    if (found === 'gone') throw new CodedError('CW-FHIR-102');
    return found;
  }

  /** R4 http, 3.1.0.2. */
  async function read(asked: Asked): Promise<Answer> {
    const isFile = asked.type === 'Binary' && wantsFile(asked);
    if (!isFile) negotiate(asked);
    knownType(asked.type);
    if (isDerivedId(asked.type, asked.id)) return resourceAnswer(asked, await derived.read(asked));
    const isPerson = asked.type === 'Patient' && places.records(asked).includes(asked.id as RecordId);
    const one = await deciding(() => (isPerson ? person(asked) : fact(asked)));
    const file = isFile ? fileAnswer(one) : null;
    return file ?? resourceAnswer(asked, asked.query.length === 0 ? one : partOf(asked.query, one));
  }

  /** R4 http, 3.1.0.3. */
  async function vread(asked: Asked): Promise<Answer> {
    negotiate(asked);
    knownType(asked.type);
    if (!/^[1-9]\d{0,8}$/.test(asked.vid)) throw new CodedError('CW-GEN-002');
    return resourceAnswer(asked, await deciding(() => fact(asked, Number(asked.vid))));
  }

  return { read, vread };
}
