import type { ByteWindow } from './byte-window.ts';
import { ValueLexer } from './json-lexer.ts';
import { decode, type JsonFault } from './json-tape.ts';

/** What a step through an object or a list came to; `more` when the bytes that arrived are used up. */
export type Step = 'more' | 'value' | 'enter' | 'end' | 'fault';

/** A name is looked at again from its start when a piece cuts it, so it can't be long. */
const LONGEST_NAME = 64 * 1024;

/** Goes through the members of one object or the items of one list in a window, value by value, as bytes arrive. */
export class ContainerWalker {
  /** The member at hand (of an object). */
  name = '';
  /** Values passed, the one at hand not counted. */
  index = 0;
  /** Stream offset of the value at hand. */
  valueStart = 0;
  fault: JsonFault = 'unexpected-character';
  private readonly window: ByteWindow;
  private readonly close: number;
  private readonly lexer = new ValueLexer();
  private expect: 'first' | 'next' | 'colon' | 'value' | 'inside' | 'comma' = 'first';

  /** The window stands after the opening bracket. */
  constructor(window: ByteWindow, kind: 'object' | 'list') {
    this.window = window;
    this.close = kind === 'object' ? 0x7d : 0x5d;
  }

  /**
   * To the next value. `value`: it ends at the window's position. `enter`: `isEntered` said that it is a list to be
   * gone into; the position is after its bracket. `end`: the position is after the closing bracket.
   */
  step(isEntered?: (name: string) => boolean): Step {
    const { window } = this;
    for (;;) {
      if (this.expect === 'inside') return this.passValue();
      if (!window.skipSpace()) return 'more';
      const byte = window.current;
      switch (this.expect) {
        case 'first':
        case 'next':
          if (byte === this.close) {
            if (this.expect === 'next') return this.fail('trailing-comma');
            window.position += 1;
            return 'end';
          }
          if (this.close === 0x5d) this.expect = 'value';
          else if (byte !== 0x22) return this.fail('unexpected-character');
          else if (!this.passName()) {
            return window.tail - window.position > LONGEST_NAME ? this.fail('unexpected-character') : 'more';
          }
          break;
        case 'colon':
          if (byte !== 0x3a) return this.fail('unexpected-character');
          window.position += 1;
          this.expect = 'value';
          break;
        case 'value':
          this.valueStart = window.offset;
          if (byte === 0x5b && isEntered?.(this.name)) {
            window.position += 1;
            this.expect = 'comma';
            return 'enter';
          }
          this.expect = 'inside';
          break;
        case 'comma':
          if (byte === this.close) {
            window.position += 1;
            return 'end';
          }
          if (byte !== 0x2c) return this.fail('unexpected-character');
          window.position += 1;
          this.index += 1;
          this.expect = 'next';
      }
    }
  }

  /** Whether the input may stop here without having broken a value off. */
  get isBetween(): boolean {
    return this.expect === 'comma' || this.expect === 'first';
  }

  /** Starts again with a value at the window's position. */
  restart(): void {
    this.lexer.reset();
    this.index += 1;
    this.expect = 'value';
  }

  /** Takes a comma before the closing bracket for what it is meant to be. */
  forgiveComma(): void {
    this.expect = 'comma';
  }

  private passName(): boolean {
    const { window } = this;
    const end = this.lexer.run(window.bytes, window.position, window.tail);
    this.lexer.reset();
    if (end < 0) return false;
    this.name = decode(window.bytes, window.position + 1, Math.min(end - 1, window.position + 65));
    window.position = end;
    this.expect = 'colon';
    return true;
  }

  private passValue(): Step {
    const { window } = this;
    const end = this.lexer.run(window.bytes, window.position, window.tail);
    if (end < 0) {
      window.position = window.tail;
      return 'more';
    }
    this.lexer.reset();
    this.expect = 'comma';
    if (end === window.position && window.offset === this.valueStart) return this.fail('unexpected-character');
    window.position = end;
    return 'value';
  }

  private fail(fault: JsonFault): Step {
    this.fault = fault;
    return 'fault';
  }
}
