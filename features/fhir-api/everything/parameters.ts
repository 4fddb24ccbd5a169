import { CodedError } from '@chartwarden/errors';
import type { SearchPair } from '@chartwarden/fhir';
import { z } from 'zod';

/** Values that a parameter of an operation here can have (R4 parameters, 2.30). */
const Parameter = z.strictObject({
  name: z.string().max(64),
  valueInstant: z.string().optional(),
  valueDateTime: z.string().optional(),
  valueDate: z.string().optional(),
  valueCode: z.string().optional(),
  valueString: z.string().optional(),
  valueUri: z.string().optional(),
  valueInteger: z.number().int().optional(),
  valueBoolean: z.boolean().optional(),
  valueReference: z.object({ reference: z.string() }).optional(),
});
const Parameters = z.object({
  resourceType: z.literal('Parameters'),
  parameter: z.array(Parameter).max(100).optional(),
});

/** The parameters that stand in a body, as those of an address do. Throws CW-FHIR-105 for what is no Parameters resource. */
export function parametersIn(bytes: Buffer): readonly SearchPair[] {
  if (bytes.length === 0) return [];
  const read = Parameters.safeParse(parsed(bytes));
  if (!read.success) throw new CodedError('CW-FHIR-105', 'Parameters');
  return (read.data.parameter ?? []).map(({ name, ...values }) => {
    const [value, ...others] = Object.values(values);
    if (value === undefined || others.length > 0) throw new CodedError('CW-FHIR-105', 'Parameters.parameter');
    return [name, typeof value === 'object' ? value.reference : String(value)];
  });
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new CodedError('CW-HTTP-010', undefined, { cause });
  }
}
