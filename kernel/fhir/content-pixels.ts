export interface Pixels {
  readonly width: number;
  readonly height: number;
}

/**
 * How large a picture says it is, from its header alone: a file of a few bytes can ask for gigabytes when it is decoded.
 * Undefined when the header cannot be read; then nobody should decode it either.
 */
export function pixelsOf(bytes: Uint8Array, kind: string): Pixels | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (kind) {
      case 'png':
        return { width: view.getUint32(16), height: view.getUint32(20) };
      case 'gif':
        return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
      case 'webp':
        return webp(view);
      case 'jpeg':
        return jpeg(view);
      default:
        return undefined;
    }
  } catch (error) {
    // It ends within its header.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** RFC 9649, 2.6 and 2.7: lossy, lossless, extended. */
function webp(view: DataView): Pixels | undefined {
  const form = String.fromCharCode(view.getUint8(12), view.getUint8(13), view.getUint8(14), view.getUint8(15));
  if (form === 'VP8X') return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  if (form === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (form !== 'VP8L') return undefined;
  const bits = view.getUint32(21, true);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

const uint24 = (view: DataView, at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);

/** The first frame header (ITU-T T.81, B.2.2), passing over segments by their length. */
function jpeg(view: DataView): Pixels | undefined {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker === 0xda || marker === 0xd9) return undefined;
    at += 2 + view.getUint16(at + 2);
  }
}
