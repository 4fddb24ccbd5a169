import { CodedError, type ErrorCode } from '@chartwarden/errors';
import { isEqual } from './json-equal.ts';
import {
  bytesOf,
  copyOf,
  depthOf,
  enter,
  isContainer,
  type Opened,
  type Slot,
  type Standing,
  sizeOf,
  type TreeValue,
} from './json-patch-tree.ts';
import { ARRAY, JsonError, JsonTape, OBJECT } from './json-tape.ts';

export interface PatchLimits {
  readonly operations: number;
  /** Bytes of the result. */
  readonly bytes: number;
}

/** As large as a resource may be (README.md), and more steps than anybody writes. */
const defaultLimits: PatchLimits = { operations: 1000, bytes: 32 * 1024 * 1024 };
/** As deep as JSON is read (tape-rows.ts). */
const DEPTH = 64;

/**
 * The bytes of a JSON document with a JSON Patch (RFC 6902) carried out. Every byte that no operation touches stays as
 * it is: numbers keep their digits, strings their escapes, members their order and white space. The document was read
 * strictly before (json-tape.ts), and the result can be.
 *
 * Throws CodedError: CW-FHIR-085 when the patch is none, -086 when a path leads to nothing, -087 when a test does not
 * hold, -088 when it would take too much, -089 when an operation cannot be done; with the number of the operation,
 * from 1, and never with a value.
 */
export function patchJson(bytes: Uint8Array, patch: Uint8Array, limits: PatchLimits = defaultLimits): Uint8Array {
  const tape = new JsonTape();
  tape.read(bytes);
  const operations = readPatch(patch, limits.operations);
  const root: Slot = { value: { tape, at: 0 }, row: 0 };
  let left = limits.bytes - bytes.length - patch.length;
  for (const [index, operation] of operations.entries()) {
    const number = index + 1;
    if (operation.from) {
      const { value } = find(root, operation.from, number);
      left -= sizeOf(value);
      if (left < 0 || operation.path.length + depthOf(value) > DEPTH) throw failed('CW-FHIR-088', number);
    }
    carryOut(root, operation, number);
  }
  const result = bytesOf(root.value, { tape, at: 0 });
  readResult(result, limits.bytes);
  return result;
}

/** What it has become is read as strictly as what it was. */
function readResult(bytes: Uint8Array, most: number): void {
  if (bytes.length > most) throw new CodedError('CW-FHIR-088');
  try {
    new JsonTape().read(bytes);
  } catch (error) {
    throw error instanceof JsonError ? new CodedError('CW-FHIR-088') : error;
  }
}

const failed = (code: ErrorCode, number: number): CodedError => new CodedError(code, `operation ${number}`);

const names = ['add', 'remove', 'replace', 'move', 'copy', 'test'] as const;

interface Operation {
  readonly op: (typeof names)[number];
  readonly path: readonly string[];
  readonly from?: readonly string[];
  readonly value?: Standing;
}

function readPatch(patch: Uint8Array, most: number): readonly Operation[] {
  const tape = new JsonTape();
  try {
    tape.read(patch);
  } catch (error) {
    throw error instanceof JsonError ? new CodedError('CW-FHIR-085', error.fault) : error;
  }
  if (tape.kind(0) !== ARRAY) throw new CodedError('CW-FHIR-085');
  const operations: Operation[] = [];
  const last = tape.next(0);
  for (let at = 1; at < last; at = tape.next(at)) {
    if (operations.length >= most) throw new CodedError('CW-FHIR-088');
    operations.push(readOperation(tape, at, operations.length + 1));
  }
  return operations;
}

function readOperation(tape: JsonTape, at: number, number: number): Operation {
  const member = (name: string): number => (tape.kind(at) === OBJECT ? tape.member(at, name) : -1);
  const op = names.find((name) => name === tape.text(member('op')));
  const path = readPointer(tape.text(member('path')));
  if (op === undefined || !path) throw failed('CW-FHIR-085', number);
  if (op === 'move' || op === 'copy') {
    const from = readPointer(tape.text(member('from')));
    if (!from) throw failed('CW-FHIR-085', number);
    return { op, path, from };
  }
  if (op === 'remove') return { op, path };
  const value = member('value');
  if (value < 0) throw failed('CW-FHIR-085', number);
  return { op, path, value: { tape, at: value } };
}

/** RFC 6901: `/a~1b/0`, the whole document is the empty one. Undefined when it is none. */
function readPointer(text: string | undefined): readonly string[] | undefined {
  if (text === undefined || (text !== '' && !text.startsWith('/')) || /~(?![01])/.test(text)) return undefined;
  return text
    .split('/')
    .slice(1)
    .map((part) => (part.includes('~') ? part.replaceAll('~1', '/').replaceAll('~0', '~') : part));
}

function carryOut(root: Slot, { op, path, from = [], value }: Operation, number: number): void {
  switch (op) {
    case 'test':
      if (!value || !isEqual(find(root, path, number), value)) throw failed('CW-FHIR-087', number);
      return;
    case 'remove':
      remove(root, path, number);
      return;
    case 'replace':
      if (value) find(root, path, number).value = value;
      return;
    case 'add':
      if (value) add(root, path, value, number);
      return;
    case 'copy':
      add(root, path, copyOf(find(root, from, number).value), number);
      return;
    case 'move': {
      const { value: moved } = find(root, from, number);
      if (from.every((part, index) => part === path[index])) {
        // RFC 6902, 4.4: nothing can be moved into itself; onto itself it stays.
        if (from.length < path.length) throw failed('CW-FHIR-089', number);
        return;
      }
      remove(root, from, number);
      add(root, path, moved, number);
    }
  }
}

/** The place that a pointer leads to. What it passes is opened, which changes no byte. */
function find(root: Slot, path: readonly string[], number: number): Slot {
  let slot = root;
  for (const part of path) {
    if (!isContainer(slot.value)) throw failed('CW-FHIR-086', number);
    const next = slotOf(enter(slot), part);
    if (!next) throw failed('CW-FHIR-086', number);
    slot = next;
  }
  return slot;
}

const INDEX = /^(?:0|[1-9]\d{0,8})$/;

function slotOf({ items, members }: Opened, part: string): Slot | undefined {
  if (items) return INDEX.test(part) ? items[Number(part)] : undefined;
  return members?.get(part);
}

function parentOf(root: Slot, path: readonly string[], number: number): { parent: Opened; last: string } {
  const parent = find(root, path.slice(0, -1), number);
  if (!isContainer(parent.value)) throw failed('CW-FHIR-086', number);
  return { parent: enter(parent), last: path.at(-1) ?? '' };
}

function remove(root: Slot, path: readonly string[], number: number): void {
  // A document without a root is none.
  if (path.length === 0) throw failed('CW-FHIR-089', number);
  const { parent, last } = parentOf(root, path, number);
  if (!slotOf(parent, last)) throw failed('CW-FHIR-086', number);
  if (parent.items) parent.items.splice(Number(last), 1);
  else parent.members?.delete(last);
}

function add(root: Slot, path: readonly string[], value: TreeValue, number: number): void {
  if (path.length === 0) {
    root.value = value;
    return;
  }
  const { parent, last } = parentOf(root, path, number);
  if (parent.items) {
    const { length } = parent.items;
    const index = last === '-' ? length : INDEX.test(last) ? Number(last) : -1;
    if (index < 0 || index > length) throw failed('CW-FHIR-086', number);
    parent.items.splice(index, 0, { value, row: -1 });
    return;
  }
  const there = parent.members?.get(last);
  if (there) there.value = value;
  else if (isName(last)) parent.members?.set(last, { value, row: -1 });
  else throw failed('CW-FHIR-089', number);
}

/** Names that need escapes, and `__proto__`, are not read (json-tape.ts); no element is called so. */
const isName = (name: string): boolean => JSON.stringify(name) === `"${name}"` && name !== '__proto__';
