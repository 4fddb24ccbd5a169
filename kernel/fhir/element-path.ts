import { type ElementDef, typeDef } from './element-table.ts';
import { ARRAY, type JsonTape, OBJECT } from './json-tape.ts';

/** An element of a resource: where its value stands and what it is. */
export interface FoundElement {
  /** `component[1].valueQuantity.value`. */
  readonly path: string;
  readonly type: string;
  readonly element: ElementDef;
  /** The row of its value on the tape; of an item when the path ends in an index. */
  readonly at: number;
  /** The row of the object that has it. */
  readonly owner: number;
  /** The R4 type of that object. */
  readonly ownerType: string;
}

const STEP = /^([A-Za-z]\w{0,63})(?:\[(\d{1,6})\])?$/;

/**
 * Follows a path such as `component[1].valueQuantity.value` (relative to the resource; a leading type name is allowed)
 * through a resource on the tape. Undefined when R4 has no such element or the resource doesn't. A list without an index
 * means its only item, and nothing when it has several.
 */
export function findElement(tape: JsonTape, type: string, path: string): FoundElement | undefined {
  const steps = path.split('.');
  if (steps[0] === type) steps.shift();
  if (steps.length === 0 || steps.length > 32) return undefined;
  let owner = 0;
  let ownerType = type;
  let found: FoundElement | undefined;
  let walked = '';
  for (const [position, step] of steps.entries()) {
    const match = STEP.exec(step);
    const name = match?.[1];
    const member = name === undefined ? undefined : typeDef(ownerType)?.members.get(name);
    if (!member || name === undefined) return undefined;
    let at = tape.member(owner, name);
    if (at < 0) return undefined;
    walked += `${position === 0 ? '' : '.'}${name}`;
    const isLast = position === steps.length - 1;
    if (tape.kind(at) === ARRAY && (match?.[2] !== undefined || !isLast)) {
      const index = match?.[2] === undefined ? undefined : Number(match[2]);
      const item = itemAt(tape, at, index);
      if (item < 0) return undefined;
      at = item;
      walked += `[${index ?? 0}]`;
    } else if (match?.[2] !== undefined) return undefined;
    found = { path: walked, type: member.type, element: member.element, at, owner, ownerType };
    if (isLast) return found;
    if (tape.kind(at) !== OBJECT) return undefined;
    owner = at;
    ownerType = member.type;
    if (ownerType === 'Resource') return undefined;
  }
  return found;
}

/** The item at an index, or the only one. */
function itemAt(tape: JsonTape, list: number, index: number | undefined): number {
  const last = tape.next(list);
  let count = 0;
  let wanted = -1;
  for (let item = list + 1; item < last; item = tape.next(item)) {
    if (index === undefined || count === index) wanted = item;
    count += 1;
  }
  return index === undefined && count !== 1 ? -1 : wanted;
}
