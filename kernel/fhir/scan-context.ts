import { ByteWindow } from './byte-window.ts';
import { pathAt } from './json-lexer.ts';
import { JsonError, type JsonFault, JsonTape, type TapeLimits } from './json-tape.ts';
import type { UnitFault, UnitSink } from './json-unit.ts';

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

/** What the parts of a scanner share: the bytes at hand, the tape they are read onto, and where findings go. */
export class ScanContext {
  readonly window = new ByteWindow();
  readonly tape: JsonTape;
  readonly unitSink: UnitSink;
  /** Bytes of the largest resource, entry or line. */
  readonly maxResource: number;
  private readonly sink: ScanSink;

  constructor(sink: ScanSink, maxResource: number, limits: TapeLimits | undefined) {
    this.sink = sink;
    this.maxResource = maxResource;
    this.tape = new JsonTape(limits);
    this.unitSink = {
      resource: (found) => sink.resource(found),
      entryWithoutResource: (path, entry) => sink.entryWithoutResource(path, entry),
      bundle: (path, info) => sink.bundle(path, info),
      fault: (path, fault) => this.tell(fault, path),
    };
  }

  tell(fault: ScanFault, path: string, isFatal = false): void {
    const { offset } = this.window;
    this.sink.problem(isFatal ? { path, fault, offset, fatal: true } : { path, fault, offset });
  }

  /** Reads bytes of the window onto the tape; false when they are refused, which has been told then. */
  readStrictly(bytes: Uint8Array, start: number, end: number, path: string): boolean {
    if (end - start > this.maxResource) {
      this.tell('resource-too-large', path);
      return false;
    }
    try {
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
}
