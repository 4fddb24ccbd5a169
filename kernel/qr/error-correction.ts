/** Reed-Solomon codes over GF(2^8) with 0x11D, as QR uses them (ISO/IEC 18004, 7.5.2). */

function times(x: number, y: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((y >>> bit) & 1) * x;
  }
  return product;
}

/** The generator polynomial of a degree, highest power first, without the leading 1. */
function generator(degree: number): number[] {
  const result = [...Array.from({ length: degree - 1 }, () => 0), 1];
  let root = 1;
  for (let step = 0; step < degree; step += 1) {
    for (let at = 0; at < degree; at += 1)
      result[at] = times(result[at] ?? 0, root) ^ (at + 1 < degree ? (result[at + 1] ?? 0) : 0);
    root = times(root, 2);
  }
  return result;
}

/** The error correction codewords of one block: the remainder of its division by the generator. */
function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  const result = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (result.shift() ?? 0);
    result.push(0);
    divisor.forEach((coefficient, at) => {
      result[at] = (result[at] ?? 0) ^ times(coefficient, factor);
    });
  }
  return result;
}

/**
 * Data codewords as they stand in a symbol: cut into blocks, each with its error correction, interleaved.
 * @param raw all codewords of the symbol; the last blocks have one data codeword more than the first
 */
export function withErrorCorrection(data: readonly number[], raw: number, blocks: number, perBlock: number): number[] {
  const short = blocks - (raw % blocks);
  const length = Math.floor(raw / blocks) - perBlock;
  const divisor = generator(perBlock);
  let from = 0;
  const parts = Array.from({ length: blocks }, (_, at) => {
    const part = data.slice(from, from + length + (at < short ? 0 : 1));
    from += part.length;
    return { part, check: remainder(part, divisor) };
  });
  const out: number[] = [];
  for (let at = 0; at <= length; at += 1)
    for (const { part } of parts) {
      const byte = part[at];
      if (byte !== undefined) out.push(byte);
    }
  for (let at = 0; at < perBlock; at += 1) for (const { check } of parts) out.push(check[at] ?? 0);
  return out;
}
