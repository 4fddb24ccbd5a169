import { type BundleInfo, ResourceScanner, type ScanShape } from '@chartwarden/fhir';
import type { ImporterHeader } from '../messages.ts';
import { createFactSender, type Refusal } from './fact-sender.ts';
import type { ImporterLimits } from './limits.ts';
import { scanCodes } from './problem-codes.ts';
import { createResourceReader, type VersionTally } from './resource-reader.ts';

/**
 * Reads FHIR JSON as it arrives, sends its facts and problems, and says what it was: "FHIR R4 Bundle (transaction), 455
 * entries". `prefix` names the archive member, and stands before every path. Throws the CodedError of a refusal of the
 * whole: nothing in it could be kept, or it is of another FHIR version.
 */
export async function readJson(
  chunks: AsyncIterable<Uint8Array>,
  options: {
    readonly name: string;
    readonly prefix: string;
    readonly send: (header: ImporterHeader, bytes?: Uint8Array) => void;
    readonly limits: ImporterLimits;
  },
): Promise<string> {
  const { name, prefix, send, limits } = options;
  const sender = createFactSender(send, () => otherVersion(reader.tally));
  const reader = createResourceReader(sender);
  const place = (path: string): string => (prefix === '' ? path : path === '' ? prefix : `${prefix}#${path}`);
  const types = new Map<string, number>();
  let found = 0;
  let bundle: BundleInfo | undefined;
  const scanner = new ResourceScanner(
    {
      resource(one) {
        found += 1;
        if (one.type !== undefined && types.size < 200) types.set(one.type, (types.get(one.type) ?? 0) + 1);
        reader.read(one, place(one.path));
      },
      entryWithoutResource(path, entry) {
        // Answers of a batch and deletions have none; only a deletion changes what somebody may believe.
        if (entry.method === 'DELETE') sender.problem(place(path), 'flagged', { code: 'CW-FHIR-019' });
      },
      bundle(path, info) {
        if (path === 'resource') bundle = info;
        if (info.hasNext) sender.problem(place(path), 'flagged', { code: 'CW-FHIR-021' });
      },
      problem({ path, fault }) {
        const { code, detail } = scanCodes[fault];
        sender.problem(place(path), 'refused', detail === undefined ? { code } : { code, detail });
      },
    },
    {
      maxResource: limits.maxResource,
      maxTotal: limits.maxTotal,
      lines: /\.(?:ndjson|jsonl)(?:\.gz)?$/i.test(name),
    },
  );
  for await (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  sender.end();
  return recognisedAs(scanner.shape, bundle, types, found);
}

/**
 * A part whose first resources speak for another version more than for R4 is refused whole: what looks neutral in it
 * (a Patient of STU3 is a valid one of R4) may not mean the same.
 */
function otherVersion({ other, r4, refusal }: VersionTally): Refusal | undefined {
  return other > r4 ? refusal : undefined;
}

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

function recognisedAs(
  shape: ScanShape,
  bundle: BundleInfo | undefined,
  types: ReadonlyMap<string, number>,
  found: number,
): string {
  const known = [...types.keys()].filter((type) => /^[A-Z][A-Za-z]{1,47}$/.test(type));
  if (bundle) {
    const kind = /^[a-z-]{1,24}$/.test(bundle.type ?? '') ? ` (${bundle.type})` : '';
    return `FHIR R4 Bundle${kind}, ${plural(bundle.entries, 'entry', 'entries')}`;
  }
  const of = known.length === 1 ? ` of type ${known[0]}` : '';
  if (shape === 'lines') return `FHIR R4 NDJSON, ${plural(found, 'resource', 'resources')}${of}`;
  if (shape === 'array') return `FHIR R4 list, ${plural(found, 'resource', 'resources')}${of}`;
  return `FHIR R4 ${known[0] ?? 'resource'}`;
}
