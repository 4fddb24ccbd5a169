import { ResourceScanner, type ScanOptions, type ScanProblem, type ScanShape } from './json-scan.ts';
import { decode, type JsonTape } from './json-tape.ts';
import type { BundleInfo, EntryInfo } from './json-unit.ts';

/** Everything a scanner said about some bytes. */
export interface Scanned {
  readonly shape: ScanShape;
  readonly resources: readonly {
    readonly path: string;
    readonly type: string | undefined;
    readonly bytes: Buffer;
    readonly fullUrl?: string;
    readonly entry?: EntryInfo;
  }[];
  readonly empty: readonly { readonly path: string; readonly entry: EntryInfo }[];
  readonly bundles: readonly { readonly path: string; readonly info: BundleInfo }[];
  readonly problems: readonly ScanProblem[];
}

/** Scans bytes that arrive in pieces of the given sizes (repeated to the end). */
export function scanBytes(bytes: Uint8Array, options: ScanOptions = {}, sizes: readonly number[] = [65_536]): Scanned {
  const resources: Scanned['resources'][number][] = [];
  const empty: Scanned['empty'][number][] = [];
  const bundles: Scanned['bundles'][number][] = [];
  const problems: ScanProblem[] = [];
  const scanner = new ResourceScanner(
    {
      resource: ({ tape, at, path, type, fullUrl, entry }) =>
        resources.push({
          path,
          type,
          bytes: copy(tape, at),
          ...(fullUrl === undefined ? {} : { fullUrl }),
          ...(entry === undefined ? {} : { entry }),
        }),
      entryWithoutResource: (path, entry) => empty.push({ path, entry }),
      bundle: (path, info) => bundles.push({ path, info }),
      problem: (problem) => problems.push(problem),
    },
    options,
  );
  for (let from = 0, turn = 0; from < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    scanner.push(bytes.subarray(from, from + size));
    from += size;
  }
  scanner.end();
  return { shape: scanner.shape, resources, empty, bundles, problems };
}

const copy = (tape: JsonTape, at: number): Buffer => Buffer.from(tape.slice(at));

/** The parsed resources in some bytes, with their own bytes. */
export function findResources(
  bytes: Uint8Array,
): { readonly resource: Record<string, unknown>; readonly bytes: Buffer; readonly path: string }[] {
  return scanBytes(bytes).resources.map((found) => ({
    resource: JSON.parse(decode(found.bytes, 0, found.bytes.length)) as Record<string, unknown>,
    bytes: found.bytes,
    path: found.path,
  }));
}
