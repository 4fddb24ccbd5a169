import { type Change, type CorrectionRefusal, editObject, refuse } from './correct-edits.ts';
import { type FoundElement, findElement } from './element-path.ts';
import { isNode } from './index-values.ts';
import { ARRAY, type JsonTape, OBJECT } from './json-tape.ts';
import { isPrimitive } from './primitives.ts';

/** Where a type's value stands when no path says so; the first that the resource has. */
const valuePaths: Readonly<Record<string, readonly string[]>> = {
  Observation: [
    'valueQuantity.value',
    'valueString',
    'valueInteger',
    'valueBoolean',
    'valueDateTime',
    'valueTime',
    'valueRange.low.value',
  ],
  Immunization: ['doseQuantity.value', 'lotNumber'],
  MedicationAdministration: ['dosage.dose.value'],
  MedicationDispense: ['quantity.value'],
  SupplyDelivery: ['suppliedItem.quantity.value'],
  SupplyRequest: ['quantity.value'],
  Goal: ['target.detailQuantity.value'],
  FamilyMemberHistory: ['ageAge.value', 'ageString'],
};

/** What makes a resource the one it is, or points elsewhere, is no value to be corrected. */
const untouchable = /^(?:id|meta|implicitRules|language|text|contained|extension|modifierExtension|identifier)\b/;
const untouchableTypes = new Set(['Reference', 'Identifier', 'Meta', 'Extension', 'Narrative', 'Coding']);

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const numbers = new Set(['decimal', 'integer', 'positiveInt', 'unsignedInt']);

/** Replaces one primitive by the text given. */
export function correctValue(
  tape: JsonTape,
  type: string,
  path: string | undefined,
  value: unknown,
): Change | CorrectionRefusal {
  const found = locate(tape, type, path, valuePaths[type] ?? []);
  if (typeof found === 'string') return found;
  if (!isPrimitive.has(found.type) || untouchable.test(found.path) || untouchableTypes.has(found.ownerType)) {
    return refuse('wrong-element');
  }
  if (tape.kind(found.at) === ARRAY || tape.kind(found.at) === OBJECT) return refuse('wrong-element');
  if (found.path === 'status') return refuse('wrong-element');
  const json = primitiveJson(found.type, value);
  if (json === undefined) return refuse('bad-value');
  if (found.element.codes && !found.element.codes.has(String(value))) return refuse('bad-value');
  return { path: found.path, edits: [{ start: tape.start(found.at), end: tape.stop(found.at), text: json }] };
}

/** The JSON of a primitive as it was given: digits are kept as written. Undefined when it is not of the type. */
function primitiveJson(type: string, value: unknown): string | undefined {
  if (numbers.has(type)) {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || text.length > 64 || !JSON_NUMBER.test(text)) return undefined;
    return isPrimitive.get(type)?.(Number(text)) ? text : undefined;
  }
  const meant = type === 'boolean' && typeof value === 'string' ? { true: true, false: false }[value] : value;
  return isPrimitive.get(type)?.(meant) ? JSON.stringify(meant) : undefined;
}

const quantityTypes = new Set(['Quantity', 'Age', 'Duration', 'Count', 'Distance']);

/** Replaces the unit of a quantity. A text alone drops the coded unit, which said something else. */
export function correctUnit(
  tape: JsonTape,
  type: string,
  path: string | undefined,
  value: unknown,
): Change | CorrectionRefusal {
  const paths = (valuePaths[type] ?? []).filter((one) => one.endsWith('.value')).map((one) => one.slice(0, -6));
  const found = locate(tape, type, path?.replace(/\.(?:unit|code|value)$/, ''), paths);
  if (typeof found === 'string') return found;
  if (!quantityTypes.has(found.type) || tape.kind(found.at) !== OBJECT) return refuse('wrong-element');
  const given = typeof value === 'string' ? { unit: value } : value;
  if (!isNode(given)) return refuse('bad-value');
  const { unit, system, code } = given;
  if (typeof unit !== 'string' || unit.trim() === '') return refuse('bad-value');
  if ((system !== undefined && typeof system !== 'string') || (code !== undefined && typeof code !== 'string')) {
    return refuse('bad-value');
  }
  const edits = editObject(
    tape,
    found.at,
    new Map([
      ['unit', JSON.stringify(unit)],
      ['system', system === undefined ? undefined : JSON.stringify(system)],
      ['code', code === undefined ? undefined : JSON.stringify(code)],
    ]),
  );
  return { path: `${found.path}.unit`, edits };
}

/** The element at the path, or the first of the usual places; a refusal that says why there is none. */
export function locate(
  tape: JsonTape,
  type: string,
  path: string | undefined,
  usual: readonly string[],
): FoundElement | CorrectionRefusal {
  if (path !== undefined) return findElement(tape, type, path) ?? refuse('element-absent');
  if (usual.length === 0) return refuse('no-such-element');
  for (const one of usual) {
    const found = findElement(tape, type, one);
    if (found) return found;
  }
  return refuse('element-absent');
}
