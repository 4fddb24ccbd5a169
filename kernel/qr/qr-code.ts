import { withErrorCorrection } from './error-correction.ts';
import { applyMask, emptyModules, lay, type Modules, penaltyOf, setFormat } from './modules.ts';

/** A QR code without the quiet zone of four modules that belongs around it. */
export interface QrCode {
  /** Modules on a side. */
  readonly size: number;
  isDark(x: number, y: number): boolean;
}

/** By version, from 1 on: error correction codewords of a block, and blocks, for level M (ISO/IEC 18004, Table 9). */
const PER_BLOCK = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const BLOCKS = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37,
  38, 40, 43, 45, 47, 49,
]; // biome-ignore format: one table

/** Codewords that a symbol holds, data and error correction. */
function rawCodewords(version: number): number {
  let bits = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const count = Math.floor(version / 7) + 2;
    bits -= (25 * count - 10) * count - 55;
    if (version >= 7) bits -= 36;
  }
  return Math.floor(bits / 8);
}

/** Throws RangeError for a text of more than 2,331 bytes. */
export function qrCode(text: string): QrCode {
  const bytes = new TextEncoder().encode(text);
  const { version, capacity } = smallest(bytes.length);
  const [perBlock, blocks] = [PER_BLOCK[version - 1] ?? 0, BLOCKS[version - 1] ?? 0];
  const codewords = withErrorCorrection(
    dataCodewords(bytes, version, capacity),
    rawCodewords(version),
    blocks,
    perBlock,
  );
  const modules = emptyModules(version);
  lay(modules, codewords);
  const mask = bestMask(modules);
  setFormat(modules, mask);
  applyMask(modules, mask);
  const { size, cells } = modules;
  return { size, isDark: (x, y) => cells[y * size + x] === 1 };
}

/** The dark modules as the `d` of an SVG path, one unit each: a rectangle for each run in a row. */
export function qrPath({ size, isDark }: QrCode): string {
  const parts: string[] = [];
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      if (!isDark(x, y)) continue;
      const from = x;
      while (x + 1 < size && isDark(x + 1, y)) x += 1;
      parts.push(`M${from} ${y}h${x - from + 1}v1H${from}z`);
    }
  return parts.join('');
}

function smallest(length: number): { version: number; capacity: number } {
  for (let version = 1; version <= 40; version += 1) {
    const capacity = rawCodewords(version) - (PER_BLOCK[version - 1] ?? 0) * (BLOCKS[version - 1] ?? 0);
    if (4 + countBits(version) + length * 8 <= capacity * 8) return { version, capacity };
  }
  throw new RangeError('the text is too long for a QR code');
}

const countBits = (version: number): number => (version < 10 ? 8 : 16);

/** Byte mode (0100), length, bytes, terminator, and the two padding codewords by turns (7.4). */
function dataCodewords(bytes: Uint8Array, version: number, capacity: number): number[] {
  const bits: number[] = [];
  const push = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at -= 1) bits.push((value >>> at) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, countBits(version));
  for (const byte of bytes) push(byte, 8);
  push(0, Math.min(4, capacity * 8 - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  const words = Array.from({ length: bits.length / 8 }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((word, one) => word * 2 + one, 0),
  );
  for (let pad = 0xec; words.length < capacity; pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

function bestMask(modules: Modules): number {
  const penalties = Array.from({ length: 8 }, (_, mask) => {
    setFormat(modules, mask);
    applyMask(modules, mask);
    const penalty = penaltyOf(modules);
    applyMask(modules, mask);
    return penalty;
  });
  return penalties.indexOf(Math.min(...penalties));
}
