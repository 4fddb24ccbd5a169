import { createRandomResources, scanBytes } from '@chartwarden/fhir/testing';
import type { Proof } from './runner/types.ts';

const TYPES = ['Patient', 'Observation', 'Condition', 'MedicationRequest', 'Encounter', 'DiagnosticReport'];
const BYTES = [...'{}[]",:\\\n 0a-'].map((character) => character.charCodeAt(0)).concat(0, 0xc3, 0xff);

interface Part {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** A file of random resources, and where each of them stands. */
function makeFile(
  random: ReturnType<typeof createRandomResources>,
  shape: 'bundle' | 'lines',
): { bytes: Buffer; parts: Part[] } {
  const parts: Part[] = [];
  const isBundle = shape === 'bundle';
  let text = isBundle ? '{"resourceType":"Bundle","type":"collection","entry":[' : '';
  const indent = isBundle && random.next() < 0.5 ? 2 : undefined;
  for (let index = 0; index < 6; index += 1) {
    // No damage makes one of these ids of another.
    const id = `x${'bcdefg'.charAt(index)}`;
    const type = TYPES[Math.floor(random.next() * TYPES.length)] ?? 'Patient';
    const resource = { ...random.make(type, 0.3), id };
    const one = isBundle
      ? JSON.stringify({ fullUrl: `urn:uuid:${id}`, resource }, null, indent)
      : JSON.stringify(resource);
    if (isBundle && index > 0) text += ',';
    const start = Buffer.byteLength(text);
    text += one;
    parts.push({ id, start, end: Buffer.byteLength(text) });
    if (!isBundle) text += '\n';
  }
  if (isBundle) text += ']}';
  return { bytes: Buffer.from(text), parts };
}

/** One byte changed, taken out or put in. */
function damage(bytes: Buffer, at: number, how: number, byte: number): Buffer {
  const put = Buffer.from([byte]);
  if (how === 0) return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + 1)]);
  if (how === 1) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at)]);
}

export const proof: Proof = {
  title:
    'One byte changed, missing or too many in a Bundle or NDJSON file costs at most the entry it stands in: all others are found, none is found twice, and none that is broken is taken for whole',
  promises: ['O1'],
  takes: 'about a minute',
  run: async ({ scale, seed, settings, log }) => {
    const cases = Number(settings.cases ?? (scale === 'full' ? 300_000 : 3000));
    const random = createRandomResources(seed);
    const below = (limit: number): number => Math.floor(random.next() * limit);
    const failures: string[] = [];
    let lost = 0;
    let kept = 0;
    let told = 0;
    let file = makeFile(random, 'bundle');
    let shape: 'bundle' | 'lines' = 'bundle';
    for (let index = 0; index < cases && failures.length < 20; index += 1) {
      if (index % 50 === 0) {
        shape = random.next() < 0.6 ? 'bundle' : 'lines';
        file = makeFile(random, shape);
      }
      const hit = below(file.parts.length);
      const part = file.parts[hit] ?? { id: '', start: 0, end: 1 };
      const at = part.start + below(part.end - part.start);
      const damaged = damage(file.bytes, at, below(3), BYTES[below(BYTES.length)] ?? 0);
      const scanned = scanBytes(damaged, { lines: shape === 'lines' }, [1 + below(400)]);
      const ids = new Map<string, number>();
      for (const found of scanned.resources) {
        const { id } = JSON.parse(found.bytes.toString('utf8')) as { id?: unknown };
        const name = typeof id === 'string' ? id : '?';
        ids.set(name, (ids.get(name) ?? 0) + 1);
      }
      const where = `seed ${seed}, case ${index} (${shape}, byte ${at})`;
      for (const other of file.parts) {
        const count = ids.get(other.id) ?? 0;
        if (other !== part && count !== 1) failures.push(`${where}: entry ${other.id} was found ${count} times`);
      }
      // In NDJSON a byte may cut a line in two, or join it with the next; both are told.
      if (ids.has(part.id)) kept += 1;
      else lost += 1;
      told += scanned.problems.length;
      if (!ids.has(part.id) && scanned.problems.length === 0 && scanned.resources.length < file.parts.length) {
        failures.push(`${where}: an entry is gone without a word`);
      }
      if (index % 50_000 === 49_999) log(`${index + 1} cases`);
    }
    return { failures, figures: { cases, entries_lost: lost, entries_unharmed: kept, problems_told: told } };
  },
};
