import { ARRAY, type JsonTape, OBJECT } from './json-tape.ts';

/** A value as it stands in some bytes. It never changes, so copies share it. */
export interface Standing {
  readonly tape: JsonTape;
  readonly at: number;
}

/** An object or a list of which a part was asked for: what was not touched still stands where it stood. */
export interface Opened extends Standing {
  readonly members?: Map<string, Slot>;
  readonly items?: Slot[];
}

/** A place in an object or a list. */
export interface Slot {
  value: Standing | Opened;
  /** The row of the name (in a list: of the value) that stood here, with the white space around it; -1: a new place. */
  readonly row: number;
}

export type TreeValue = Standing | Opened;

const isOpened = (value: TreeValue): value is Opened => 'members' in value || 'items' in value;
export const isContainer = ({ tape, at }: TreeValue): boolean => tape.kind(at) === OBJECT || tape.kind(at) === ARRAY;

/** A container's places. One that stands in bytes is opened anew each time: {@link enter} keeps it. */
export function open(value: TreeValue): Opened {
  if (isOpened(value)) return value;
  const { tape, at } = value;
  const last = tape.next(at);
  if (tape.kind(at) === ARRAY) {
    const items: Slot[] = [];
    for (let row = at + 1; row < last; row = tape.next(row)) items.push({ value: { tape, at: row }, row });
    return { tape, at, items };
  }
  const members = new Map<string, Slot>();
  for (let row = at + 1; row < last; row = tape.next(row + 1)) {
    members.set(tape.text(row) ?? '', { value: { tape, at: row + 1 }, row });
  }
  return { tape, at, members };
}

/** Opens the container in a place, where it then stays open. */
export function enter(slot: Slot): Opened {
  const opened = open(slot.value);
  slot.value = opened;
  return opened;
}

/** A value that can be changed apart from this one. */
export function copyOf(value: TreeValue): TreeValue {
  if (!isOpened(value)) return value;
  const { tape, at, members, items } = value;
  const copy = (slot: Slot): Slot => ({ value: copyOf(slot.value), row: slot.row });
  if (items) return { tape, at, items: items.map(copy) };
  return { tape, at, members: new Map([...(members ?? [])].map(([name, slot]) => [name, copy(slot)])) };
}

/** How many bytes a value takes when it is written, about. */
export function sizeOf(value: TreeValue): number {
  const { tape, at } = value;
  if (!isOpened(value)) return tape.stop(at) - tape.start(at);
  let size = 2;
  for (const slot of value.items ?? []) size += sizeOf(slot.value) + 1;
  for (const [name, slot] of value.members ?? []) size += name.length * 3 + sizeOf(slot.value) + 4;
  return size;
}

/** How many opened containers stand in each other; what still stands in bytes counts as one. */
export function depthOf(value: TreeValue): number {
  let deepest = 0;
  if (isOpened(value)) {
    for (const slot of value.items ?? value.members?.values() ?? []) deepest = Math.max(deepest, depthOf(slot.value));
  }
  return deepest + 1;
}

/** The bytes of a document: what was not touched as it stood, white space included. */
export function bytesOf(value: TreeValue, document: Standing): Uint8Array {
  const pieces: Piece[] = [];
  const { tape } = document;
  const isSame = value.tape === tape && value.at === document.at;
  if (isSame) push(pieces, tape.bytes, 0, tape.start(document.at));
  write(value, pieces);
  if (isSame) push(pieces, tape.bytes, tape.stop(document.at), tape.bytes.length);
  let size = 0;
  for (const piece of pieces) size += piece.end - piece.start;
  const out = new Uint8Array(size);
  let at = 0;
  for (const { bytes, start, end } of pieces) {
    out.set(bytes.subarray(start, end), at);
    at += end - start;
  }
  return out;
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly start: number;
  end: number;
}

/** Pieces that stand side by side become one. */
function push(pieces: Piece[], bytes: Uint8Array, start: number, end: number): void {
  const last = pieces.at(-1);
  if (last?.bytes === bytes && last.end === start) last.end = end;
  else if (end > start) pieces.push({ bytes, start, end });
}

const COMMA = Uint8Array.of(0x2c);
const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

function write(value: TreeValue, pieces: Piece[]): void {
  const { tape, at } = value;
  const { bytes } = tape;
  const start = tape.start(at);
  const stop = tape.stop(at);
  if (!isOpened(value)) {
    push(pieces, bytes, start, stop);
    return;
  }
  push(pieces, bytes, start, start + 1);
  let isFirst = true;
  const slots = value.items?.map((slot) => ['', slot] as const) ?? value.members ?? [];
  for (const [name, slot] of slots) {
    if (slot.row < 0) {
      if (!isFirst) push(pieces, COMMA, 0, 1);
      writeNew(value, name, pieces);
      write(slot.value, pieces);
    } else writeStanding(tape, slot, value.members !== undefined, isFirst, pieces);
    isFirst = false;
  }
  let tail = stop - 1;
  while (isSpace(bytes[tail - 1])) tail -= 1;
  push(pieces, bytes, tail, stop);
}

/** A place that was there, with its comma, its name and the white space around them. */
function writeStanding(tape: JsonTape, slot: Slot, isMember: boolean, isFirst: boolean, pieces: Piece[]): void {
  const { bytes } = tape;
  const begin = tape.start(slot.row);
  let lead = begin;
  while (isSpace(bytes[lead - 1])) lead -= 1;
  if (!isFirst) {
    if (bytes[lead - 1] === 0x2c) push(pieces, bytes, lead - 1, lead);
    else push(pieces, COMMA, 0, 1);
  }
  const row = isMember ? slot.row + 1 : slot.row;
  push(pieces, bytes, lead, tape.start(row));
  write(slot.value, pieces);
  const end = tape.stop(row);
  let after = end;
  while (isSpace(bytes[after])) after += 1;
  // Before the closing bracket it belongs to the container.
  if (bytes[after] === 0x2c) push(pieces, bytes, end, after);
}

/** What stands before a new value: white space as before the container's first one, and its name. */
function writeNew({ tape, at, members }: Opened, name: string, pieces: Piece[]): void {
  const from = tape.start(at) + 1;
  if (tape.next(at) > at + 1) push(pieces, tape.bytes, from, tape.start(at + 1));
  if (!members) return;
  const label = Buffer.from(`${JSON.stringify(name)}:`);
  push(pieces, label, 0, label.length);
}
