import { CodedError } from '@chartwarden/errors';
import { deciding } from '@chartwarden/gate';
import { Answer } from '@chartwarden/http';
import { isId, type RecordId } from '@chartwarden/ids';
import type { Vault } from '@chartwarden/vault';
import type { Asked } from '../asking.ts';
import { bundleBytes, type Entry, found, INCLUDE, MATCH, pageLinks } from '../bundle.ts';
import { FHIR_JSON, negotiate } from '../negotiate.ts';
import { composePatient } from '../patient.ts';
import type { Places } from '../places.ts';
import { preferencesOf } from '../prefer.ts';
import { readEverything } from './everything-query.ts';
import { parametersIn } from './parameters.ts';

/** `Patient/{id}/$everything` (R4 operation-patient-everything): the person first, then what the permit lets through, page by page. */
export function createEverything(parts: {
  readonly vault: Vault;
  readonly places: Places;
  /** Where resources stand, without a slash at the end. */
  readonly base: () => string;
}) {
  const { vault, places, base } = parts;

  async function everything(asked: Asked): Promise<Answer> {
    negotiate(asked);
    if (!isId(asked.id)) throw new CodedError('CW-GEN-002');
    const record = asked.id as RecordId;
    const isStrict = preferencesOf(asked).handling === 'strict';
    const { query, used } = readEverything([...asked.query, ...parametersIn(asked.bytes)], isStrict);
    const page = await deciding(async () => vault.everything(await places.permit(asked, record, ['search']), query));
    if (page === null) throw new CodedError('CW-GEN-002');
    const at = base();
    const entries: Entry[] = page.person === null ? [] : [found(at, composePatient(record, page.person), MATCH)];
    for (const one of page.facts) entries.push(found(at, one, MATCH));
    for (const one of page.included) entries.push(found(at, one, INCLUDE));
    const links = pageLinks(`${at}/Patient/${record}/$everything`, used, page.next);
    return new Answer(200, bundleBytes({ type: 'searchset', links }, entries), { 'content-type': FHIR_JSON });
  }

  /** Of everybody at once there is no such thing here. */
  const everybody = (): never => {
    throw new CodedError('CW-FHIR-109');
  };

  return { everything, everybody };
}
