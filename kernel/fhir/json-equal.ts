import { enter, open, type Slot, type TreeValue } from './json-patch-tree.ts';
import { ARRAY, ESCAPED, NUMBER, OBJECT, STRING } from './json-tape.ts';

/**
 * Whether the value in a place is the same as another by RFC 6902, 4.6: strings by their characters, numbers by what
 * they are worth however many digits they have, objects whatever the order of their members. The place stays opened, so
 * that many tests of a large list do not read it many times.
 */
export function isEqual(slot: Slot, other: TreeValue): boolean {
  const one = slot.value;
  const kind = kindOf(one);
  if (kind !== kindOf(other)) return false;
  if (kind === NUMBER) return isSameNumber(one.tape.source(one.at), other.tape.source(other.at));
  if (kind === STRING) return one.tape.text(one.at) === other.tape.text(other.at);
  if (kind !== ARRAY && kind !== OBJECT) return true;
  const left = enter(slot);
  const right = open(other);
  if (left.items) {
    const items = right.items ?? [];
    return (
      left.items.length === items.length &&
      left.items.every((item, index) => {
        const against = items[index];
        return against !== undefined && isEqual(item, against.value);
      })
    );
  }
  if (left.members?.size !== right.members?.size) return false;
  for (const [name, member] of left.members ?? []) {
    const against = right.members?.get(name);
    if (!against || !isEqual(member, against.value)) return false;
  }
  return true;
}

function kindOf({ tape, at }: TreeValue): number {
  const kind = tape.kind(at);
  return kind === ESCAPED ? STRING : kind;
}

/** `1.50` and `15e-1` are the same; no rounding to what a double can hold. */
function isSameNumber(one: string, other: string): boolean {
  return one === other || normal(one) === normal(other);
}

/** Sign, digits without zeros at either end, and the power of ten of the last one. */
function normal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = withoutZerosAtEnd(digits);
  if (kept === '') return '0';
  // An exponent may have more digits than a double counts exactly.
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - kept.length);
  return `${sign}${kept}e${power}`;
}

function withoutZerosAtEnd(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
