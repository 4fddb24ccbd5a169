import { ContainerWalker } from './json-container.ts';
import { decode, type TapeLimits } from './json-tape.ts';
import { emitResource, hasNextLink } from './json-unit.ts';
import { ScanContext, type ScanFault, type ScanSink } from './scan-context.ts';
import { ItemScan } from './scan-items.ts';
import { LineScan } from './scan-lines.ts';

export type { ScanFault, ScanProblem, ScanSink } from './scan-context.ts';

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

/**
 * Finds the resources in FHIR JSON (a Bundle, one resource, an array of them, NDJSON) that arrives in pieces, and hands
 * each to the sink with its place. Memory is bounded by the largest resource. What is broken is told with its path and
 * the rest is read: in NDJSON from the next line, in a Bundle from the next entry.
 */
export class ResourceScanner {
  shape: ScanShape = 'none';
  private readonly sink: ScanSink;
  private readonly context: ScanContext;
  private readonly maxTotal: number;
  private readonly byName: boolean;
  private readonly root: ContainerWalker;
  private items: ItemScan | undefined;
  private lines: LineScan | undefined;
  private mode: 'start' | 'root' | 'root-end' | 'items' | 'lines' | 'after' | 'stopped' = 'start';
  /** Names of the outermost object, as far as they have passed. */
  private readonly names = new Set<string>();
  private bundleType: string | undefined;
  private bundleHasNext = false;

  constructor(sink: ScanSink, options: ScanOptions = {}) {
    this.sink = sink;
    this.maxTotal = options.maxTotal ?? Number.MAX_SAFE_INTEGER;
    this.byName = options.lines ?? false;
    this.context = new ScanContext(sink, options.maxResource ?? 32 * MB, options.limits);
    this.root = new ContainerWalker(this.context.window, 'object');
  }

  /** Takes the next piece; the sink is called before it returns. */
  push(chunk: Uint8Array): void {
    const { window } = this.context;
    // Large pieces are cut so that the window grows with the largest resource and not with the piece.
    for (let from = 0; from < chunk.length && this.mode !== 'stopped'; from += MB) {
      window.push(chunk.subarray(from, from + MB));
      if (window.base + window.tail > this.maxTotal) this.stop('total-too-large', '');
      while (this.step()) {
        // Each step moves on, until one needs bytes that have not arrived.
      }
    }
  }

  /** Nothing more comes: what is unfinished is told. Afterwards `shape` says what the input was. */
  end(): void {
    while (this.finish()) {
      while (this.step()) {
        // A broken entry or a broken first line was given up, and the bytes after it are read.
      }
    }
    if (this.shape !== 'bundle') return;
    this.sink.bundle('resource', {
      ...(this.bundleType === undefined ? {} : { type: this.bundleType }),
      entries: this.items?.count ?? 0,
      hasNext: this.bundleHasNext,
    });
  }

  /** False when the bytes that arrived are used up, or nothing more is read. */
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
      case 'lines':
        return this.lines?.step() ?? false;
      case 'after':
        if (this.context.window.skipSpace()) this.stop('text-after-end', '');
        this.context.window.release();
        return false;
      case 'stopped':
        return false;
    }
  }

  private start(): boolean {
    const { window } = this.context;
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
      this.items = new ItemScan(this.context, false);
    } else if (this.byName) this.beLines();
    else if (window.current !== 0x7b) this.stop('not-json', '');
    else {
      this.mode = 'root';
      window.position += 1;
    }
    return true;
  }

  /** The members of the outermost object: kept whole until it says that it is a Bundle. */
  private stepRoot(): boolean {
    const { window, maxResource } = this.context;
    const isBundle = this.shape === 'bundle';
    switch (this.root.step(isBundle ? (name) => name === 'entry' : undefined)) {
      case 'more':
        if (window.tail - window.head <= maxResource) return false;
        return this.rootBroken('resource-too-large');
      case 'enter':
        if (!this.newName()) return true;
        this.items = new ItemScan(this.context, true);
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
        return this.rootBroken(this.root.fault);
    }
  }

  private rootMember(): void {
    const { window, tape } = this.context;
    const { root } = this;
    const start = root.valueStart - window.base;
    const isBundle = root.name === 'resourceType' && decode(window.bytes, start, window.position) === '"Bundle"';
    if (isBundle && !this.names.has('entry')) {
      // What came before is read now; what comes is read member by member and not kept.
      const before = Buffer.concat([window.bytes.subarray(window.head, window.position), Buffer.from('}')]);
      if (!this.context.readStrictly(before, 0, before.length, '')) {
        this.mode = 'stopped';
        return;
      }
      this.shape = 'bundle';
      this.bundleType = tape.text(tape.member(0, 'type'));
      this.bundleHasNext = hasNextLink(tape, tape.member(0, 'link'));
      window.release();
    }
    this.names.add(root.name);
  }

  /** A member of a Bundle beside its entries. */
  private envelopeMember(): void {
    const { window, tape } = this.context;
    const { name, valueStart } = this.root;
    if (!this.newName()) return;
    if (this.context.readStrictly(window.bytes, valueStart - window.base, window.position, name)) {
      if (name === 'type') this.bundleType = tape.text(0);
      if (name === 'link') this.bundleHasNext = hasNextLink(tape, 0);
      if (name === 'entry') this.context.tell('entry-not-a-list', 'entry');
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
      this.context.tell(fault, '');
      this.root.forgiveComma();
      return true;
    }
    if (this.shape !== 'bundle' && this.hasObjectPerLine()) return this.beLines();
    if (this.items && fault !== 'resource-too-large') {
      this.context.tell(fault, '');
      this.items.seekOn();
      this.mode = 'items';
      return true;
    }
    this.stop(fault, this.shape === 'bundle' ? '' : 'resource');
    return false;
  }

  /** The first object is complete: alone it is one resource, followed by another it is the first line of many. */
  private stepRootEnd(): boolean {
    const { window } = this.context;
    const end = window.position;
    const hasMore = window.skipSpace();
    window.position = end;
    if (!hasMore) return false;
    if (this.hasObjectPerLine()) return this.beLines();
    this.rootUnit();
    this.stop('text-after-end', '');
    return false;
  }

  private rootUnit(): void {
    const { window, tape, unitSink } = this.context;
    this.shape = 'resource';
    if (this.context.readStrictly(window.bytes, window.head, window.position, 'resource')) {
      emitResource(tape, 0, 'resource', unitSink);
    }
    window.release();
  }

  /** Whether the first line is followed by one that starts with an object, which indented JSON never has. */
  private hasObjectPerLine(): boolean {
    const { bytes, head, tail } = this.context.window;
    let at = bytes.indexOf(0x0a, head);
    while (at >= 0 && at < tail && (bytes[at] === 0x0a || bytes[at] === 0x0d)) at += 1;
    return at >= 0 && at < tail && bytes[at] === 0x7b;
  }

  private stepItems(): boolean {
    const step = this.items?.step() ?? 'stopped';
    // A list by its first byte and lines by its name: no list after all.
    if (step === 'stopped' && this.byName && this.shape === 'array') return this.beLines();
    if (step === 'end') this.mode = this.shape === 'bundle' ? 'root' : 'after';
    if (step === 'stopped') this.mode = 'stopped';
    return step === 'again' || step === 'end';
  }

  /** Reads what is kept in the window line by line. */
  private beLines(): true {
    const { window } = this.context;
    window.position = window.head;
    this.shape = 'lines';
    this.mode = 'lines';
    this.lines = new LineScan(this.context);
    return true;
  }

  /** The input has ended; true when there are still bytes to be read another way. */
  private finish(): boolean {
    const { mode } = this;
    if (mode === 'items' && this.items?.finish()) return true;
    if (mode === 'root' && this.shape !== 'bundle' && this.hasObjectPerLine()) return this.beLines();
    if (mode === 'start') this.stop('empty', '');
    else if (mode === 'root') this.stop('unexpected-end', '');
    else if (mode === 'root-end') this.rootUnit();
    else if (mode === 'lines') this.lines?.end();
    this.mode = 'stopped';
    return false;
  }

  private stop(fault: ScanFault, path: string): void {
    this.context.tell(fault, path, true);
    this.mode = 'stopped';
  }
}
