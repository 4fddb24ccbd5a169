import { CodedError } from '@chartwarden/errors';
import { JsonError, JsonTape } from '@chartwarden/fhir';
import { deciding } from '@chartwarden/gate';
import { Answer } from '@chartwarden/http';
import type { Vault } from '@chartwarden/vault';
import type { Asked } from './asking.ts';
import { issuesOf, readBody } from './bodies.ts';
import { FHIR_JSON, negotiate, takesUtf8 } from './negotiate.ts';
import { allWell, answering, outcomeOf } from './outcome.ts';
import type { Places } from './places.ts';
import { knownType } from './types.ts';

const tape = new JsonTape();

/** `$validate` (R4 resource-operation-validate): what R4 says of a resource; nothing is written. */
export function createValidation({ vault, places }: { readonly vault: Vault; readonly places: Places }) {
  const say = (bytes: Buffer): Answer => {
    const issues = issuesOf(bytes);
    const body = issues.length === 0 ? allWell('No departure from FHIR R4 was found.') : outcomeOf(issues);
    return new Answer(200, body, { 'content-type': FHIR_JSON });
  };

  const validate = (asked: Asked): Promise<Answer> =>
    answering(async () => {
      negotiate(asked);
      knownType(asked.type);
      takesUtf8(asked);
      if (asked.id !== '' && asked.bytes.length === 0) return say(await stored(asked));
      const bytes = resourceIn(asked.bytes);
      const { type } = readBody(bytes);
      if (type !== asked.type) throw new CodedError('CW-FHIR-105', 'resourceType');
      return say(bytes);
    });

  async function stored(asked: Asked): Promise<Buffer> {
    const one = await deciding(() =>
      places.withFact(asked, ['read'], (permit, id) => vault.read.one(permit, { type: asked.type, id })),
    );
    if (one === 'gone') throw new CodedError('CW-FHIR-102');
    return one.bytes;
  }

  return { validate };
}

/** What was sent, or the parameter `resource` of it. Throws CW-HTTP-010, CW-FHIR-105. */
function resourceIn(bytes: Buffer): Buffer {
  try {
    tape.read(bytes);
  } catch (error) {
    if (error instanceof JsonError) throw new CodedError('CW-HTTP-010', error.fault, { cause: error });
    throw error;
  }
  if (tape.text(tape.member(0, 'resourceType')) !== 'Parameters') return bytes;
  const list = tape.member(0, 'parameter');
  const last = list < 0 ? 0 : tape.next(list);
  for (let item = list + 1; list >= 0 && item < last; item = tape.next(item)) {
    const resource = tape.member(item, 'resource');
    if (resource >= 0 && tape.text(tape.member(item, 'name')) === 'resource')
      return bytes.subarray(tape.start(resource), tape.stop(resource));
  }
  throw new CodedError('CW-FHIR-105', 'resource');
}
