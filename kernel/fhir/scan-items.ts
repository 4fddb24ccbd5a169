import { ContainerWalker } from './json-container.ts';
import { JsonError } from './json-fault.ts';
import { findEntryStart } from './json-lexer.ts';
import { ARRAY } from './json-tape.ts';
import { emitEntry, emitResource } from './json-unit.ts';
import type { ScanContext, ScanFault } from './scan-context.ts';

/** How often the next entry is sought after a broken one, so that hostile input stays linear. */
const MAX_SEEKS = 200;
/** What an entry may have around its resource. */
const AROUND = 64 * 1024;
/** The beginning of an entry, which may have arrived in part, is within this many bytes. */
const ENTRY_START = 4096;

/** Where going through a list came to; `more` when the bytes that arrived are used up. */
export type ItemStep = 'more' | 'again' | 'end' | 'stopped';

/** The entries of a Bundle, or the resources of a plain list, one after another. */
export class ItemScan {
  /** Items passed, broken ones included. */
  count = 0;
  private readonly context: ScanContext;
  private readonly isBundle: boolean;
  private readonly walker: ContainerWalker;
  private mode: 'items' | 'too-large' | 'seek' = 'items';
  private seeks = 0;
  /** The last item was broken, so that where it ended, and whether the list does, is a guess. */
  private isDoubtful = false;

  /** The window stands behind the opening bracket. */
  constructor(context: ScanContext, isBundle: boolean) {
    this.context = context;
    this.isBundle = isBundle;
    this.walker = new ContainerWalker(context.window, 'list');
  }

  step(): ItemStep {
    if (this.mode === 'too-large') return this.passTooLarge();
    if (this.mode === 'seek') return this.seek();
    const { window } = this.context;
    const { walker } = this;
    switch (walker.step()) {
      case 'more':
        return this.more();
      case 'value':
        return this.item(walker.valueStart - window.base, window.position);
      case 'fault':
        return this.fault();
      case 'end':
        window.release();
        if (!this.isDoubtful) return 'end';
        this.mode = 'seek';
        return 'again';
      default:
        return 'again';
    }
  }

  /** The input is over within the list: true when a later entry stands in what was taken for a broken one. */
  finish(): boolean {
    if (this.mode === 'seek') return false;
    const step = this.mode === 'items' ? this.rewind() : undefined;
    if (step === undefined) this.context.tell('unexpected-end', this.path, true);
    return step === 'again';
  }

  /** What followed the list was no end of a Bundle: goes on with the next entry, should there be one. */
  seekOn(): void {
    this.mode = 'seek';
  }

  private get path(): string {
    return this.isBundle ? `entry[${this.walker.index}]` : `[${this.walker.index}]`;
  }

  private more(): ItemStep {
    const { window, maxResource } = this.context;
    if (this.walker.isBetween) window.release();
    if (window.tail - window.head <= maxResource + AROUND) return 'more';
    const step = this.rewind();
    if (step !== undefined) return step;
    this.context.tell('resource-too-large', this.path);
    this.mode = 'too-large';
    return 'again';
  }

  private fault(): ItemStep {
    const { fault } = this.walker;
    if (fault === 'trailing-comma') {
      this.context.tell(fault, this.isBundle ? 'entry' : '');
      this.walker.forgiveComma();
      return 'again';
    }
    if (!this.isBundle) return this.stop(fault);
    this.context.tell(fault, this.path);
    this.mode = 'seek';
    return 'again';
  }

  private item(start: number, end: number): ItemStep {
    const { window, tape, unitSink } = this.context;
    this.count = this.walker.index + 1;
    const { path } = this;
    let step: ItemStep = 'again';
    // Behind a broken entry anything may look like an item: only what a resource, request or response stands in is one.
    if (this.isDoubtful && !this.isEntry(start, end)) {
      this.mode = 'seek';
      return 'again';
    }
    const isRead = this.context.readStrictly(window.bytes, start, end, path);
    // A stray bracket makes a list of the entries behind it.
    const isList = isRead && this.isBundle && tape.kind(0) === ARRAY;
    if (isList) this.context.tell('not-an-object', path);
    if (isRead && !isList) {
      if (this.isBundle) emitEntry(tape, 0, path, unitSink);
      else emitResource(tape, 0, path, unitSink);
      this.isDoubtful = false;
    } else if (this.isBundle) {
      this.isDoubtful = true;
      // A missing bracket or quote can have swallowed the entries that follow.
      const next = findEntryStart(window.bytes, start + 1, end);
      if (next >= 0) step = this.goOnAt(next);
    }
    window.release();
    return step;
  }

  private isEntry(start: number, end: number): boolean {
    const { window, tape } = this.context;
    try {
      tape.read(window.bytes, start, end);
    } catch (error) {
      if (error instanceof JsonError) return false;
      throw error;
    }
    return ['resource', 'request', 'response'].some((name) => tape.member(0, name) >= 0);
  }

  /** The entry at hand doesn't end: when a later entry starts within what arrived, reading goes on there. */
  private rewind(): ItemStep | undefined {
    const { window } = this.context;
    if (!this.isBundle) return undefined;
    const next = findEntryStart(window.bytes, this.walker.valueStart - window.base + 1, window.tail);
    if (next < 0) return undefined;
    this.context.tell('unexpected-end', this.path);
    const step = this.goOnAt(next);
    window.release();
    return step;
  }

  private goOnAt(position: number): ItemStep {
    this.seeks += 1;
    if (this.seeks > MAX_SEEKS) return this.stop('too-many-broken-entries');
    this.context.window.position = position;
    this.walker.restart();
    this.mode = 'items';
    return 'again';
  }

  /** Passes over an item that is too large without keeping it. */
  private passTooLarge(): ItemStep {
    const { window } = this.context;
    const step = this.walker.step();
    window.release();
    if (step === 'more') return 'more';
    this.count = this.walker.index + 1;
    if (step === 'fault') return this.stop(this.walker.fault);
    this.mode = 'items';
    return 'again';
  }

  private seek(): ItemStep {
    const { window } = this.context;
    const next = findEntryStart(window.bytes, window.position, window.tail);
    if (next >= 0) {
      const step = this.goOnAt(next);
      window.release();
      return step;
    }
    window.position = Math.max(window.position, window.tail - ENTRY_START);
    window.release();
    return 'more';
  }

  private stop(fault: ScanFault): ItemStep {
    this.context.tell(fault, this.path, true);
    return 'stopped';
  }
}
