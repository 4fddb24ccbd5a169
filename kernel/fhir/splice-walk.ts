import { safeName } from './json-lexer.ts';
import { decode } from './json-tape.ts';

/** As deep as the reading of stored bytes allows (json-tape.ts). */
const DEPTH = 66;

/** A member of the resource itself: where its name and its value stand. */
export interface RootMember {
  readonly nameStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** What {@link walkResource} has at hand while it calls back. */
export interface ReferenceAt {
  /** The string's range, quotes included. */
  readonly start: number;
  readonly end: number;
  readonly reference: string;
  readonly type: string | undefined;
  readonly path: string;
}

/** An object without `reference` whose `identifier` is an object: a logical reference, if it is a Reference at all. */
export interface IdentifiedAt {
  /** Where the name `identifier` stands, quotes included. */
  readonly nameStart: number;
  /** Like `performer[1].reference`. */
  readonly path: string;
}

export interface ResourceWalk {
  readonly resourceType: RootMember | undefined;
  readonly id: RootMember | undefined;
  readonly meta: RootMember | undefined;
}

/**
 * One pass over a resource's bytes (JSON that was read strictly before): the places of its own resourceType, id and
 * meta, a call for every `Reference.reference` that doesn't point into the resource, and one for every object that may
 * be a Reference with an identifier alone.
 *
 * An object with a string member `reference` is a Reference unless it is the resource itself or a contained one
 * (DetectedIssue.reference), an Expression (which always has a `language`), or an item of Immunization.education. No
 * other R4 element is called so; a test holds this against the definitions.
 */
export function walkResource(
  bytes: Uint8Array,
  onReference?: (found: ReferenceAt) => void,
  onIdentified?: (found: IdentifiedAt) => void,
): ResourceWalk {
  // The tables of a walk are used again, unless a callback starts a walk of its own.
  const walk = spare ?? new Walk();
  spare = undefined;
  try {
    return walk.run(bytes, onReference, onIdentified);
  } finally {
    spare = walk;
  }
}

let spare: Walk | undefined;
const nothing = new Uint8Array(0);

class Walk implements ReferenceAt {
  private bytes: Uint8Array = nothing;
  private onReference: ((found: ReferenceAt) => void) | undefined;
  private onIdentified: ((found: IdentifiedAt) => void) | undefined;
  private resourceType: RootMember | undefined;
  private id: RootMember | undefined;
  private meta: RootMember | undefined;
  private depth = 0;
  /** By depth: the range of the name of the member that is or holds the container, and whether it is a list. */
  private readonly ownerStart = new Int32Array(DEPTH);
  private readonly ownerEnd = new Int32Array(DEPTH);
  private readonly isList = new Uint8Array(DEPTH);
  private readonly items = new Int32Array(DEPTH);
  /** By depth, for objects: the ranges of the strings `reference` and `type`, and whether there is a `language`. */
  private readonly referenceStart = new Int32Array(DEPTH);
  private readonly referenceEnd = new Int32Array(DEPTH);
  private readonly typeStart = new Int32Array(DEPTH);
  private readonly typeEnd = new Int32Array(DEPTH);
  private readonly hasLanguage = new Uint8Array(DEPTH);
  /** By depth, for objects: where the name of a member `identifier` stands that is an object. */
  private readonly identifierStart = new Int32Array(DEPTH);
  private nameStart = 0;
  private nameEnd = 0;

  run(
    bytes: Uint8Array,
    onReference: ((found: ReferenceAt) => void) | undefined,
    onIdentified: ((found: IdentifiedAt) => void) | undefined,
  ): ResourceWalk {
    this.bytes = bytes;
    this.onReference = onReference;
    this.onIdentified = onIdentified;
    this.depth = 0;
    this.resourceType = undefined;
    this.id = undefined;
    this.meta = undefined;
    const { length } = bytes;
    let at = 0;
    while (at < length) {
      const byte = bytes[at] as number;
      if (byte === 0x22) {
        const end = stringEnd(bytes, at);
        let after = end;
        while (isSpace(bytes[after])) after += 1;
        if (bytes[after] === 0x3a) {
          this.nameStart = at;
          this.nameEnd = end;
          at = after + 1;
        } else {
          if (this.isList[this.depth] === 0) this.stringMember(at, end);
          at = after;
        }
        continue;
      }
      at += 1;
      if (byte > 0x5a) {
        // `{` and `[`, `}` and `]` differ in one bit.
        if ((byte | 0x20) === 0x7b) this.open(byte === 0x5b);
        else if ((byte | 0x20) === 0x7d) this.close(at);
      } else if (byte === 0x2c && this.isList[this.depth] === 1) {
        this.items[this.depth] = (this.items[this.depth] as number) + 1;
      }
    }
    // A walk that is kept for the next time keeps no bytes of this one.
    this.bytes = nothing;
    this.onReference = undefined;
    this.onIdentified = undefined;
    return { resourceType: this.resourceType, id: this.id, meta: this.meta };
  }

  private open(isList: boolean): void {
    const outer = this.depth;
    const depth = outer + 1;
    if (depth >= DEPTH) throw new RangeError('nested too deeply');
    const inherits = this.isList[outer] === 1;
    this.ownerStart[depth] = inherits ? (this.ownerStart[outer] as number) : this.nameStart;
    this.ownerEnd[depth] = inherits ? (this.ownerEnd[outer] as number) : this.nameEnd;
    this.isList[depth] = isList ? 1 : 0;
    this.items[depth] = 0;
    this.referenceStart[depth] = -1;
    this.typeStart[depth] = -1;
    this.hasLanguage[depth] = 0;
    this.identifierStart[depth] = -1;
    this.depth = depth;
  }

  private close(end: number): void {
    const { depth } = this;
    if (depth > 1 && this.isList[depth] === 0) {
      if ((this.referenceStart[depth] as number) >= 0) this.report();
      else if ((this.identifierStart[depth] as number) >= 0)
        this.onIdentified?.({ nameStart: this.identifierStart[depth] as number, path: this.path });
    }
    this.depth = depth - 1;
    if (this.isList[depth - 1] === 1) return;
    const nameStart = this.ownerStart[depth] as number;
    const nameEnd = this.ownerEnd[depth] as number;
    if (this.depth !== 1) {
      if (depth > 2 && this.isList[depth] === 0 && isWord(this.bytes, nameStart, nameEnd, IDENTIFIER))
        this.identifierStart[depth - 1] = nameStart;
      return;
    }
    if (isWord(this.bytes, nameStart, nameEnd, META)) {
      this.meta = { nameStart, valueStart: this.afterColon(nameEnd), valueEnd: end };
    }
  }

  private stringMember(start: number, end: number): void {
    const { depth, bytes, nameStart, nameEnd } = this;
    if (depth === 1) {
      if (isWord(bytes, nameStart, nameEnd, ID)) this.id = { nameStart, valueStart: start, valueEnd: end };
      else if (isWord(bytes, nameStart, nameEnd, RESOURCE_TYPE)) {
        this.resourceType = { nameStart, valueStart: start, valueEnd: end };
      }
      return;
    }
    if (isWord(bytes, nameStart, nameEnd, REFERENCE)) {
      this.referenceStart[depth] = start;
      this.referenceEnd[depth] = end;
    } else if (isWord(bytes, nameStart, nameEnd, TYPE)) {
      this.typeStart[depth] = start;
      this.typeEnd[depth] = end;
    } else if (isWord(bytes, nameStart, nameEnd, LANGUAGE)) this.hasLanguage[depth] = 1;
  }

  private report(): void {
    const { depth, bytes } = this;
    if (!this.onReference || this.hasLanguage[depth] === 1) return;
    if (bytes[this.start + 1] === 0x23) return;
    const ownerStart = this.ownerStart[depth] as number;
    const ownerEnd = this.ownerEnd[depth] as number;
    if (isWord(bytes, ownerStart, ownerEnd, EDUCATION)) return;
    if (isWord(bytes, ownerStart, ownerEnd, CONTAINED) && depth === 3) return;
    this.onReference(this);
  }

  // What the callback sees: the object that has just been passed.

  get start(): number {
    return this.referenceStart[this.depth] as number;
  }

  get end(): number {
    return this.referenceEnd[this.depth] as number;
  }

  get reference(): string {
    return unquote(this.bytes, this.start, this.end);
  }

  get type(): string | undefined {
    const start = this.typeStart[this.depth] as number;
    return start < 0 ? undefined : unquote(this.bytes, start, this.typeEnd[this.depth] as number);
  }

  get path(): string {
    let path = '';
    for (let depth = 2; depth <= this.depth; depth += 1) {
      if (this.isList[depth - 1] === 1) path += `[${this.items[depth - 1] as number}]`;
      else {
        const start = this.ownerStart[depth] as number;
        const name = safeName(decode(this.bytes, start + 1, (this.ownerEnd[depth] as number) - 1));
        path += path === '' ? name : `.${name}`;
      }
    }
    return `${path}.reference`;
  }

  private afterColon(nameEnd: number): number {
    let at = nameEnd;
    while (this.bytes[at] !== 0x3a) at += 1;
    at += 1;
    while (isSpace(this.bytes[at])) at += 1;
    return at;
  }
}

const word = (text: string): Uint8Array => Buffer.from(`"${text}"`);
const ID = word('id');
const META = word('meta');
const RESOURCE_TYPE = word('resourceType');
const REFERENCE = word('reference');
const TYPE = word('type');
const IDENTIFIER = word('identifier');
const LANGUAGE = word('language');
const EDUCATION = word('education');
const CONTAINED = word('contained');

function isWord(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start !== wanted.length) return false;
  for (let index = 1; index < wanted.length - 1; index += 1) if (bytes[start + index] !== wanted[index]) return false;
  return true;
}

function stringEnd(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
  return at + 1;
}

function unquote(bytes: Uint8Array, start: number, end: number): string {
  const source = decode(bytes, start, end);
  return source.includes('\\') ? (JSON.parse(source) as string) : source.slice(1, -1);
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
