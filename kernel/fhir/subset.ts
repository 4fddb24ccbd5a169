import { type TypeDef, typeDef } from './element-table.ts';
import { summaryElements } from './generated/summary-elements.ts';
import { ARRAY, JsonTape, OBJECT } from './json-tape.ts';
import { type AddedCoding, splice } from './splice.ts';

/** What is left of a resource (R4 search, "Summary" and "Elements"). */
export type SubsetForm =
  | { readonly summary: 'true' | 'text' | 'data' }
  /** Names of the resource's own elements, choices without their type; a type that has none of them keeps the least. */
  | { readonly elements: readonly string[] };

const SUBSETTED: AddedCoding = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
};

/**
 * Cuts resources to a form: members are left out of the bytes, and what stays is as it was. Mandatory elements stay, and
 * so does whatever changes the meaning of the rest (`isModifier`); `meta.tag` says that it is not all. The bytes were
 * read strictly before (json-tape.ts).
 */
export function createSubset(form: SubsetForm): (bytes: Uint8Array) => Uint8Array {
  const tape = new JsonTape();
  const plans = new Map<string, Plan>();
  return (bytes) => {
    tape.read(bytes);
    const type = tape.text(tape.member(0, 'resourceType')) ?? '';
    let plan = plans.get(type);
    if (!plan) {
      plan = planOf(type, form);
      if (typeDef(type)) plans.set(type, plan);
    }
    const out = Buffer.allocUnsafe(bytes.length);
    let length = cut(tape, 0, plan, out, 0);
    // What stays may lead into the resource; without what it leads to it would say less than it seems to (ref-1).
    if (!plan.keeps('contained') && tape.member(0, 'contained') >= 0 && out.subarray(0, length).includes('"#')) {
      const { keeps, inner } = plan;
      length = cut(tape, 0, { keeps: (name) => name === 'contained' || keeps(name), inner }, out, 0);
    }
    return splice(out.subarray(0, length), { meta: { tag: [SUBSETTED] } });
  };
}

/** Which members of an object stay, by their JSON names; a plan of their own where not all of them does. */
interface Plan {
  readonly keeps: (name: string) => boolean;
  readonly inner: ReadonlyMap<string, Plan>;
}

const always: ReadonlySet<string> = new Set(['resourceType', 'id', 'meta']);
const noInner: ReadonlyMap<string, Plan> = new Map();

function planOf(type: string, form: SubsetForm): Plan {
  if ('summary' in form && form.summary === 'data') return { keeps: (name) => name !== 'text', inner: noInner };
  const def = typeDef(type);
  const asked = 'elements' in form ? new Set(form.elements) : form.summary === 'text' ? new Set(['text']) : undefined;
  if (!def) return { keeps: (name) => always.has(name), inner: noInner };
  return asked ? planOfNames(def, asked) : summaryPlan(def);
}

/** The resource's own elements that were asked for, and those that have to stay. */
function planOfNames(def: TypeDef, asked: ReadonlySet<string>): Plan {
  const { modifiers } = summaryOf(def.name);
  const names = new Set(always);
  for (const [name, { element }] of def.members) {
    const isAsked = asked.has(element.name) || asked.has(name);
    if (isAsked || element.required || modifiers.has(element.name)) names.add(name);
  }
  return { keeps: keepsOf(names), inner: noInner };
}

const summaryPlans = new Map<string, Plan>();

/** Elements of the summary, of these again those of the summary, and at each level what has to stay. */
function summaryPlan(def: TypeDef): Plan {
  const known = summaryPlans.get(def.name);
  if (known) return known;
  const { summary, modifiers } = summaryOf(def.name);
  const names = new Set(def.members.has('implicitRules') ? always : ['id', 'extension']);
  const inner = new Map<string, Plan>();
  const plan = { keeps: keepsOf(names), inner };
  // An item of a Questionnaire holds items: the plan is known before it is whole.
  summaryPlans.set(def.name, plan);
  for (const [name, { element, type }] of def.members) {
    if (!summary.has(element.name) && !element.required && !modifiers.has(element.name)) continue;
    names.add(name);
    const part = type.includes('.') ? typeDef(type) : undefined;
    if (part) inner.set(name, summaryPlan(part));
  }
  return plan;
}

function summaryOf(path: string): { summary: ReadonlySet<string>; modifiers: ReadonlySet<string> } {
  const summary = new Set<string>();
  const modifiers = new Set<string>();
  for (const cell of (Object.hasOwn(summaryElements, path) ? (summaryElements[path] ?? '') : '').split(' ')) {
    const name = cell.replace(/[!?]$/, '');
    if (!cell.endsWith('?')) summary.add(name);
    if (cell !== name) modifiers.add(name);
  }
  return { summary, modifiers };
}

/** A primitive's `_name` goes with it. */
const keepsOf =
  (names: ReadonlySet<string>): ((name: string) => boolean) =>
  (name) =>
    names.has(name.startsWith('_') ? name.slice(1) : name);

/** Writes the value at a row, cut to the plan; returns where the next byte goes. */
function cut(tape: JsonTape, at: number, plan: Plan, out: Buffer, from: number): number {
  const kind = tape.kind(at);
  if (kind !== OBJECT && kind !== ARRAY) return copy(tape, tape.start(at), tape.stop(at), out, from);
  const isList = kind === ARRAY;
  const last = tape.next(at);
  let to = from;
  out[to++] = isList ? 0x5b : 0x7b;
  for (let row = at + 1; row < last; row = tape.next(isList ? row : row + 1)) {
    const value = isList ? row : row + 1;
    const name = isList ? '' : (tape.text(row) ?? '');
    if (!isList && !plan.keeps(name)) continue;
    if (to > from + 1) out[to++] = 0x2c;
    const inner = isList ? plan : plan.inner.get(name);
    if (inner) {
      if (!isList) to = copy(tape, tape.start(row), tape.start(value), out, to);
      to = cut(tape, value, inner, out, to);
    } else to = copy(tape, tape.start(row), tape.stop(value), out, to);
  }
  out[to++] = isList ? 0x5d : 0x7d;
  // No element may be empty (R4 JSON, 2.6.2.1): one of which nothing would stay stays whole.
  if (to === from + 2 && at > 0) return copy(tape, tape.start(at), tape.stop(at), out, from);
  return to;
}

function copy({ bytes }: JsonTape, start: number, end: number, out: Buffer, to: number): number {
  out.set(bytes.subarray(start, end), to);
  return to + end - start;
}
