/** The square of a QR code while it is made. */
export interface Modules {
  readonly size: number;
  /** Row by row; 1 is dark. */
  readonly cells: Uint8Array;
  /** 1 where a pattern stands that carries no data. */
  readonly fixed: Uint8Array;
}

/** Error correction M in the format bits (ISO/IEC 18004, 7.9.1). */
const LEVEL_M = 0;

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Where alignment patterns have their middle, on either axis (Annex E). */
function alignments(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const last = version * 4 + 10;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => last - (count - 2 - at) * step)];
}

const bit = (value: number, at: number): boolean => ((value >>> at) & 1) === 1;

/** All patterns that are the same for every text of that size. */
export function emptyModules(version: number): Modules {
  const size = version * 4 + 17;
  const modules = { size, cells: new Uint8Array(size * size), fixed: new Uint8Array(size * size) };
  const fix = (x: number, y: number, dark: boolean) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    modules.cells[y * size + x] = dark ? 1 : 0;
    modules.fixed[y * size + x] = 1;
  };
  for (let at = 0; at < size; at += 1) {
    fix(6, at, at % 2 === 0);
    fix(at, 6, at % 2 === 0);
  }
  const square = (x: number, y: number, reach: number, isDark: (distance: number) => boolean) => {
    for (let dy = -reach; dy <= reach; dy += 1)
      for (let dx = -reach; dx <= reach; dx += 1) fix(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  // Finder patterns with their light edge.
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) // biome-ignore format: three corners
    square(x, y, 4, (distance) => distance !== 2 && distance !== 4);
  const centres = alignments(version);
  const [first, last] = [centres[0], centres.at(-1)];
  for (const y of centres)
    for (const x of centres) {
      const corner = (x === first && y === first) || (x === first && y === last) || (x === last && y === first);
      if (!corner) square(x, y, 2, (distance) => distance !== 1);
    }
  setFormat(modules, 0);
  if (version >= 7) {
    let rest = version;
    for (let step = 0; step < 12; step += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let at = 0; at < 18; at += 1) {
      const [a, b] = [size - 11 + (at % 3), Math.floor(at / 3)];
      fix(a, b, bit(bits, at));
      fix(b, a, bit(bits, at));
    }
  }
  return modules;
}

/** Which mask was used, twice (7.9.1). */
export function setFormat({ size, cells, fixed }: Modules, mask: number): void {
  const data = (LEVEL_M << 3) | mask;
  let rest = data;
  for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((data << 10) | rest) ^ 0x5412;
  const fix = (x: number, y: number, dark: boolean) => {
    cells[y * size + x] = dark ? 1 : 0;
    fixed[y * size + x] = 1;
  };
  for (let at = 0; at <= 5; at += 1) fix(8, at, bit(bits, at));
  fix(8, 7, bit(bits, 6));
  fix(8, 8, bit(bits, 7));
  fix(7, 8, bit(bits, 8));
  for (let at = 9; at < 15; at += 1) fix(14 - at, 8, bit(bits, at));
  for (let at = 0; at < 8; at += 1) fix(size - 1 - at, 8, bit(bits, at));
  for (let at = 8; at < 15; at += 1) fix(8, size - 15 + at, bit(bits, at));
  fix(8, size - 8, true);
}

/** Lays codewords from the lower right corner, two columns at a time, up and down (7.7.3). */
export function lay({ size, cells, fixed }: Modules, codewords: readonly number[]): void {
  let next = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const up = ((right + 1) & 2) === 0;
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (fixed[y * size + x] === 1 || next >= codewords.length * 8) continue;
        cells[y * size + x] = bit(codewords[next >>> 3] ?? 0, 7 - (next & 7)) ? 1 : 0;
        next += 1;
      }
    }
  }
}

/** Turns a mask on, or off again. */
export function applyMask({ size, cells, fixed }: Modules, mask: number): void {
  const inverts = MASKS[mask] ?? (() => false);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const at = y * size + x;
      if (fixed[at] === 0 && inverts(x, y)) cells[at] = (cells[at] ?? 0) ^ 1;
    }
}

/** How hard it is to read: runs, blocks, what looks like a finder, and more of one shade than of the other (7.8.3). */
export function penaltyOf({ size, cells }: Modules): number {
  const at = (x: number, y: number): number => cells[y * size + x] ?? 0;
  let penalty = 0;
  for (let line = 0; line < size; line += 1) {
    const both = [
      Array.from({ length: size }, (_, x) => at(x, line)).join(''),
      Array.from({ length: size }, (_, y) => at(line, y)).join(''),
    ];
    for (const text of both) {
      for (const run of text.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2;
      for (const pattern of ['10111010000', '00001011101'])
        for (let from = text.indexOf(pattern); from >= 0; from = text.indexOf(pattern, from + 1)) penalty += 40;
    }
  }
  for (let y = 0; y + 1 < size; y += 1)
    for (let x = 0; x + 1 < size; x += 1)
      if (at(x, y) === at(x + 1, y) && at(x, y) === at(x, y + 1) && at(x, y) === at(x + 1, y + 1)) penalty += 3;
  const dark = cells.reduce((sum, cell) => sum + cell, 0);
  return penalty + Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size)) * 10;
}
