import { ByteWindow } from './byte-window.ts';
import { ContainerWalker } from './json-container.ts';
import { findEntryStart, pathAt } from './json-lexer.ts';
import { decode, JsonError, type JsonFault, JsonTape, type TapeLimits } from './json-tape.ts';
import { emitEntry, emitResource, hasNextLink, type UnitFault, type UnitSink } from './json-unit.ts';

export type ScanFault =
  | JsonFault
  | UnitFault
  | 'empty'
  | 'not-json'
  | 'resource-too-large'
  | 'total-too-large'
  | 'too-many-broken-entries';

export interface ScanProblem {
  readonly path: string;
  readonly fault: ScanFault;
  /** Byte of the input at which it shows. */
  readonly offset: number;
  /** Nothing after this place was read. */
  readonly fatal?: true;
}

export interface ScanSink extends Omit<UnitSink, 'fault'> {
  problem(problem: ScanProblem): void;
}

export interface ScanOptions {
  /** Largest single resource, entry or line in bytes (default 32 MB). */
  readonly maxResource?: number;
  /** Largest whole input in bytes. */
  readonly maxTotal?: number;
  /** The name or media type says that every line is a resource of its own. */
  readonly lines?: boolean;
  readonly limits?: TapeLimits;
}

export type ScanShape = 'none' | 'resource' | 'bundle' | 'array' | 'lines';

const MB = 1024 * 1024;
/** How often the next entry is sought after a broken one, so that hostile input stays linear. */
const MAX_SEEKS = 200;

type Mode =
  | 'start'
  | 'root'
  | 'root-end'
  | 'items'
  | 'too-large'
  | 'lines'
  | 'skip-line'
  | 'seek'
  | 'after'
  | 'stopped';

/**
 * Finds the resources in FHIR JSON (a Bundle, one resource, an array of them, NDJSON) that arrives in pieces, and hands
 * each to the sink with its place. Memory is bounded by the largest resource. What is broken is told with its path and
 * the rest is read: in NDJSON from the next line, in a Bundle from the next entry.
 */
export class ResourceScanner {
  shape: ScanShape = 'none';
  private readonly sink: ScanSink;
  private readonly unitSink: UnitSink;
  private readonly maxResource: number;
  private readonly maxTotal: number;
  private readonly byName: boolean;
  private readonly tape: JsonTape;
  private readonly window = new ByteWindow();
  private mode: Mode = 'start';
  private root: ContainerWalker;
  private items: ContainerWalker;
  private readonly names = new Set<string>();
  private line = 0;
  private seeks = 0;
  private bundleType: string | undefined;
  private bundleHasNext = false;
  private entries = 0;

  constructor(sink: ScanSink, options: ScanOptions = {}) {
    this.sink = sink;
    this.maxResource = options.maxResource ?? 32 * MB;
    this.maxTotal = options.maxTotal ?? Number.MAX_SAFE_INTEGER;
    this.byName = options.lines ?? false;
    this.tape = new JsonTape(options.limits);
    this.root = new ContainerWalker(this.window, 'object');
    this.items = new ContainerWalker(this.window, 'list');
    this.unitSink = {
      resource: (found) => sink.resource(found),
      entryWithoutResource: (path, entry) => sink.entryWithoutResource(path, entry),
      bundle: (path, info) => sink.bundle(path, info),
      fault: (path, fault) => this.tell(fault, path),
    };
  }

  /** Takes the next piece; the sink is called before it returns. */
  push(chunk: Uint8Array): void {
    // Large pieces are cut so that the window grows with the largest resource and not with the piece.
    for (let from = 0; from < chunk.length && this.mode !== 'stopped'; from += MB) {
      this.window.push(chunk.subarray(from, from + MB));
      if (this.window.base + this.window.tail > this.maxTotal) this.stop('total-too-large', '');
      while (this.step()) {
        // Each step moves on, until one needs bytes that have not arrived.
      }
    }
  }

  /** Nothing more comes: what is unfinished is told. Afterwards `shape` says what the input was. */
  end(): void {
    while (this.finish()) {
      while (this.step()) {
        // A broken entry was given up and the bytes after it are read.
      }
    }
    if (this.shape !== 'bundle') return;
    this.sink.bundle('resource', {
      ...(this.bundleType === undefined ? {} : { type: this.bundleType }),
      entries: this.entries,
      hasNext: this.bundleHasNext,
    });
  }

  private step(): boolean {
    switch (this.mode) {
      case 'start':
        return this.start();
      case 'root':
        return this.stepRoot();
      case 'root-end':
        return this.stepRootEnd();
      case 'items':
        return this.stepItems();
      case 'too-large':
        return this.stepTooLarge();
      case 'lines':
        return this.stepLine();
      case 'skip-line':
        return this.skipLine();
      case 'seek':
        return this.seek();
      case 'after':
        if (this.window.skipSpace()) this.stop('text-after-end', '');
        this.window.release();
        return false;
      case 'stopped':
        return false;
    }
  }

  private start(): boolean {
    const { window } = this;
    // A byte order mark (RFC 8259, 8.1: readers may ignore it).
    if (window.offset === 0 && window.bytes[0] === 0xef) {
      if (window.tail < 3) return false;
      if (window.bytes[1] === 0xbb && window.bytes[2] === 0xbf) window.position = 3;
    }
    if (!window.skipSpace()) return false;
    window.release();
    if (window.current === 0x5b) {
      this.shape = 'array';
      this.mode = 'items';
      window.position += 1;
    } else if (window.current !== 0x7b) this.stop('not-json', '');
    else if (this.byName) this.beLines();
    else {
      this.mode = 'root';
      window.position += 1;
    }
    return true;
  }

  /** The members of the outermost object: kept whole until it says that it is a Bundle. */
  private stepRoot(): boolean {
    const { window, root } = this;
    const isBundle = this.shape === 'bundle';
    switch (root.step(isBundle ? (name) => name === 'entry' : undefined)) {
      case 'more':
        if (window.tail - window.head <= this.maxResource) return false;
        return this.rootBroken('resource-too-large');
      case 'enter':
        if (!this.newName()) return true;
        this.items = new ContainerWalker(window, 'list');
        this.mode = 'items';
        window.release();
        return true;
      case 'value':
        if (isBundle) this.envelopeMember();
        else this.rootMember();
        return true;
      case 'end':
        this.mode = isBundle ? 'after' : 'root-end';
        if (isBundle) window.release();
        return true;
      case 'fault':
        return this.rootBroken(root.fault);
    }
  }

  private rootMember(): void {
    const { root, window } = this;
    const start = root.valueStart - window.base;
    const isBundle = root.name === 'resourceType' && decode(window.bytes, start, window.position) === '"Bundle"';
    if (isBundle && !this.names.has('entry')) {
      // What came before is read now; what comes is read member by member and not kept.
      const before = Buffer.concat([window.bytes.subarray(window.head, window.position), Buffer.from('}')]);
      if (!this.readStrictly(before, 0, before.length, '')) {
        this.mode = 'stopped';
        return;
      }
      this.shape = 'bundle';
      this.bundleType = this.tape.text(this.tape.member(0, 'type'));
      this.bundleHasNext = hasNextLink(this.tape, this.tape.member(0, 'link'));
      window.release();
    }
    this.names.add(root.name);
  }

  /** A member of a Bundle beside its entries. */
  private envelopeMember(): void {
    const { root, window } = this;
    if (!this.newName()) return;
    if (this.readStrictly(window.bytes, root.valueStart - window.base, window.position, root.name)) {
      if (root.name === 'type') this.bundleType = this.tape.text(0);
      if (root.name === 'link') this.bundleHasNext = hasNextLink(this.tape, 0);
      if (root.name === 'entry') this.tell('entry-not-a-list', 'entry');
    }
    window.release();
  }

  private newName(): boolean {
    const { name } = this.root;
    if (this.names.has(name)) {
      this.stop('duplicate-name', '');
      return false;
    }
    this.names.add(name);
    return true;
  }

  private rootBroken(fault: ScanFault): boolean {
    if (fault === 'trailing-comma' && this.shape === 'bundle') {
      this.tell(fault, '');
      this.root.forgiveComma();
      return true;
    }
    if (this.shape !== 'bundle' && this.hasObjectPerLine()) {
      this.window.position = this.window.head;
      this.beLines();
      return true;
    }
    this.stop(fault, this.shape === 'bundle' ? '' : 'resource');
    return false;
  }

  /** The first object is complete: alone it is one resource, followed by another it is the first line of many. */
  private stepRootEnd(): boolean {
    const { window } = this;
    const end = window.position;
    if (!window.skipSpace()) {
      window.position = end;
      return false;
    }
    window.position = end;
    if (this.hasObjectPerLine()) {
      window.position = window.head;
      this.beLines();
      return true;
    }
    this.rootUnit();
    this.stop('text-after-end', '');
    return false;
  }

  private rootUnit(): void {
    const { window } = this;
    this.shape = 'resource';
    if (this.readStrictly(window.bytes, window.head, window.position, 'resource')) {
      emitResource(this.tape, 0, 'resource', this.unitSink);
    }
    window.release();
  }

  /** Whether the first line is followed by one that starts with an object, which indented JSON never has. */
  private hasObjectPerLine(): boolean {
    const { bytes, head, tail } = this.window;
    let at = bytes.indexOf(0x0a, head);
    while (at >= 0 && at < tail && (bytes[at] === 0x0a || bytes[at] === 0x0d)) at += 1;
    return at >= 0 && at < tail && bytes[at] === 0x7b;
  }

  private stepItems(): boolean {
    const { window, items } = this;
    switch (items.step()) {
      case 'more':
        if (items.isBetween) window.release();
        if (window.tail - window.head <= this.maxResource + 64 * 1024) return false;
        if (this.rewind()) return true;
        this.tell('resource-too-large', this.itemPath());
        this.mode = 'too-large';
        return true;
      case 'value':
        this.itemUnit(items.valueStart - window.base, window.position);
        return true;
      case 'end':
        this.mode = this.shape === 'bundle' ? 'root' : 'after';
        window.release();
        return true;
      case 'fault':
        if (items.fault === 'trailing-comma') {
          this.tell('trailing-comma', this.shape === 'bundle' ? 'entry' : '');
          items.forgiveComma();
          return true;
        }
        if (this.shape !== 'bundle') this.stop(items.fault, this.itemPath());
        else {
          this.tell(items.fault, this.itemPath());
          this.mode = 'seek';
        }
        return true;
      case 'enter':
        return true;
    }
  }

  private itemPath(): string {
    return this.shape === 'bundle' ? `entry[${this.items.index}]` : `[${this.items.index}]`;
  }

  private itemUnit(start: number, end: number): void {
    const { window } = this;
    this.entries = this.items.index + 1;
    const path = this.itemPath();
    if (this.readStrictly(window.bytes, start, end, path)) {
      if (this.shape === 'bundle') emitEntry(this.tape, 0, path, this.unitSink);
      else emitResource(this.tape, 0, path, this.unitSink);
    } else if (this.shape === 'bundle') {
      // A missing bracket or quote can have swallowed the entries that follow.
      const next = findEntryStart(window.bytes, start + 1, end);
      if (next >= 0) this.goOnAt(next);
    }
    window.release();
  }

  /** The entry at hand doesn't end: true when a later entry starts within what arrived, and reading goes on there. */
  private rewind(): boolean {
    const { window } = this;
    if (this.shape !== 'bundle') return false;
    const next = findEntryStart(window.bytes, this.items.valueStart - window.base + 1, window.tail);
    if (next < 0) return false;
    this.tell('unexpected-end', this.itemPath());
    this.goOnAt(next);
    window.release();
    return true;
  }

  private goOnAt(position: number): void {
    this.seeks += 1;
    if (this.seeks > MAX_SEEKS) {
      this.stop('too-many-broken-entries', this.itemPath());
      return;
    }
    this.window.position = position;
    this.items.restart();
    this.mode = 'items';
  }

  /** Passes over an item that is too large without keeping it. */
  private stepTooLarge(): boolean {
    const { window, items } = this;
    const step = items.step();
    window.release();
    if (step === 'more') return false;
    this.entries = items.index + 1;
    if (step === 'fault') this.stop(items.fault, this.itemPath());
    else this.mode = 'items';
    return true;
  }

  private seek(): boolean {
    const { window } = this;
    const next = findEntryStart(window.bytes, window.position, window.tail);
    if (next >= 0) {
      this.goOnAt(next);
      window.release();
      return true;
    }
    // Keeps what may be the beginning of an entry that has not arrived whole.
    window.position = Math.max(window.position, window.tail - 4096);
    window.release();
    return false;
  }

  private beLines(): void {
    this.shape = 'lines';
    this.mode = 'lines';
  }

  private stepLine(): boolean {
    const { window } = this;
    const end = window.bytes.indexOf(0x0a, window.position);
    if (end < 0 || end >= window.tail) {
      window.position = window.tail;
      if (window.tail - window.head <= this.maxResource) return false;
      this.tell('resource-too-large', `line ${this.line + 1}`);
      this.mode = 'skip-line';
      return true;
    }
    window.position = end + 1;
    this.lineUnit(end);
    return true;
  }

  private lineUnit(lineEnd: number): void {
    const { window } = this;
    this.line += 1;
    let start = window.head;
    let end = lineEnd;
    const { bytes } = window;
    while (start < end && (bytes[start] as number) <= 0x20) start += 1;
    while (end > start && (bytes[end - 1] as number) <= 0x20) end -= 1;
    if (end > start) {
      const path = `line ${this.line}`;
      if (this.readStrictly(bytes, start, end, path)) emitResource(this.tape, 0, path, this.unitSink);
    }
    window.release();
  }

  private skipLine(): boolean {
    const { window } = this;
    const end = window.bytes.indexOf(0x0a, window.position);
    const isFound = end >= 0 && end < window.tail;
    window.position = isFound ? end + 1 : window.tail;
    window.release();
    if (isFound) {
      this.line += 1;
      this.mode = 'lines';
    }
    return isFound;
  }

  /** The input has ended; true when there are still bytes to be read another way. */
  private finish(): boolean {
    const { window } = this;
    const { mode } = this;
    if (mode === 'stopped' || mode === 'after' || mode === 'skip-line') return false;
    if (mode === 'items' && this.rewind()) return true;
    if (mode === 'root' && this.shape !== 'bundle' && this.hasObjectPerLine()) {
      window.position = window.head;
      this.beLines();
      return true;
    }
    if (mode === 'start') this.stop('empty', '');
    else if (mode === 'root-end') this.rootUnit();
    else if (mode === 'lines') this.lineUnit(window.tail);
    else if (mode !== 'seek') this.stop('unexpected-end', mode === 'items' ? this.itemPath() : '');
    this.mode = 'stopped';
    return false;
  }

  /** Reads bytes of the window onto the tape; false when they are refused, which has been told then. */
  private readStrictly(bytes: Buffer, start: number, end: number, path: string): boolean {
    try {
      if (end - start > this.maxResource) {
        this.tell('resource-too-large', path);
        return false;
      }
      this.tape.read(bytes, start, end);
      return true;
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      const inner = pathAt(bytes, start, error.offset);
      const separator = path === '' || inner === '' ? '' : path.startsWith('line ') ? ': ' : '.';
      this.sink.problem({
        path: `${path}${separator}${inner}`,
        fault: error.fault,
        offset: this.window.base + error.offset,
      });
      return false;
    }
  }

  private tell(fault: ScanFault, path: string): void {
    this.sink.problem({ path, fault, offset: this.window.offset });
  }

  private stop(fault: ScanFault, path: string): void {
    this.sink.problem({ path, fault, offset: this.window.offset, fatal: true });
    this.mode = 'stopped';
  }
}
