import { inspect } from 'node:util';

/** A setting that must not be printed: text, JSON and inspection show `[secret]`; only `reveal` gives the value. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}

/** Key bytes that can be had once; afterwards this object no longer holds them. */
export class KeyOnce {
  #bytes: Buffer | undefined;

  /** @param hex 64 hexadecimal digits */
  constructor(hex: string) {
    this.#bytes = Buffer.from(hex, 'hex');
  }

  /** The 32 bytes; the caller owns them and wipes them. Throws on the second call. */
  take(): Buffer {
    const bytes = this.#bytes;
    if (!bytes) throw new Error('the key was taken before');
    this.#bytes = undefined;
    return bytes;
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
