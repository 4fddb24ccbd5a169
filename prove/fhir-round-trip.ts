import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Client, type ImportState, logIn, makePerson, startServer } from '../tests/support/running-server.ts';
import type { Proof } from './runner/types.ts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A resource without what is ours on output: its id, its meta, and where references lead. Read by JSON.parse alone. */
function comparable(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((one) => comparable(one, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => depth > 0 || (name !== 'id' && name !== 'meta'))
      // A reference by an identifier alone gains where it leads.
      .filter(([name]) => name !== 'reference' || !isObject(value.identifier))
      .map(([name, one]) => [
        name,
        name === 'reference' && typeof one === 'string' ? 'somewhere' : comparable(one, depth + 1),
      ]),
  );
}

/** Numbers with their digits: `1.50` is not `1.5`. */
const digitsOf = (text: string): string =>
  (text.match(/:\s*-?\d[\d.eE+-]*/g) ?? []).map((one) => one.replace(/:\s*/, '')).join();

const sortKey = (value: unknown): string => createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex');
const sorted = (_name: string, value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

interface Fact {
  readonly id: string;
  readonly type: string;
}

async function factsOf(client: Client, person: string): Promise<Fact[]> {
  const found: Fact[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { facts: Fact[]; next: string | null } = await client.json(
      'GET',
      `/api/people/${person}/facts?limit=1000${after}`,
    );
    found.push(...page.facts);
    cursor = page.next;
  }
  return found;
}

async function rawOf(client: Client, person: string, facts: readonly Fact[]): Promise<Map<string, string>> {
  const raw = new Map<string, string>();
  const queue = [...facts];
  const worker = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      raw.set(next.id, (await client.json<{ raw: string }>('GET', `/api/people/${person}/facts/${next.id}`)).raw);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return raw;
}

export const proof: Proof = {
  title:
    'The real bundles go in through HTTP whole, change nothing when they come again, gain one version when one resource is edited, and come out as they were received: files byte for byte, facts but for id, meta and references',
  promises: ['O1', 'F1'],
  takes: 'about two minutes',
  async run({ scale, scratch, data, settings, log }) {
    if (data === null)
      return { failures: [], figures: { bundles: 0 }, notes: ['The real test data is not on this machine.'] };
    const folder = join(scratch, 'place');
    mkdirSync(folder);
    const server = await startServer({ folder, data: join(folder, 'data') });
    const failures: string[] = [];
    let compared = 0;
    let bytes = 0;
    let references = 0;
    const names = readdirSync(join(data, 'fhir-synthea-r4')).filter((name) => name.endsWith('.json'));
    // The smallest for the small cut.
    const sized = names.map((name) => ({ name, bytes: readFileSync(join(data, 'fhir-synthea-r4', name)) }));
    sized.sort((a, b) => a.bytes.length - b.bytes.length);
    const files = sized.slice(0, Number(settings.bundles ?? (scale === 'full' ? 6 : 1)));
    try {
      const client = await logIn(server);
      const take = async (person: string, file: { name: string; bytes: Uint8Array }): Promise<ImportState> => {
        const ready = await client.read(person, [file], 'Synthea');
        return ready.state === 'ready' ? client.commit(ready.id) : ready;
      };
      for (const [at, file] of files.entries()) {
        const fail = (what: string): void => void failures.push(`bundle ${at + 1}: ${what}`);
        const person = await makePerson(client, `Person ${at + 1}`);
        const text = file.bytes.toString('utf8');
        const bundle = JSON.parse(text) as { entry: { resource: Json }[] };
        const resources = bundle.entry.map((entry) => entry.resource);
        const first = await take(person, file);
        if (first.state !== 'committed') fail(`it was ${first.state}`);
        if (first.totals.new !== resources.length) fail(`${resources.length} resources, ${first.totals.new} new facts`);

        // A fact for each resource, equal but for what is ours.
        const facts = await factsOf(client, person);
        const raw = await rawOf(client, person, facts);
        const expected = resources.map((one) => sortKey(comparable(one))).sort();
        const found = [...raw.values()].map((one) => sortKey(comparable(JSON.parse(one)))).sort();
        if (!isDeepStrictEqual(found, expected)) fail('what comes out differs from what went in');
        const digits = resourceTexts(text, resources.length)
          .map((one) => digitsOf(withoutMeta(one)))
          .sort();
        const served = [...raw.values()].map((one) => digitsOf(withoutMeta(one))).sort();
        if (!isDeepStrictEqual(served, digits)) fail('digits of numbers differ');
        compared += facts.length;
        const ids = new Set(facts.map((one) => `${one.type}/${one.id}`));
        for (const one of raw.values()) {
          for (const [, reference = ''] of one.matchAll(/"reference":\s*"([A-Z][A-Za-z]+\/[^"]+)"/g)) {
            references += 1;
            if (reference !== `Patient/${person}` && !ids.has(reference))
              fail(`a reference leads nowhere: ${reference.split('/')[0]}`);
          }
        }

        // The file, byte for byte.
        const source = first.files[0]?.source ?? '';
        const answer = await client.send('GET', `/api/people/${person}/sources/${source}/file`);
        const back = Buffer.from(await answer.arrayBuffer());
        if (!back.equals(file.bytes)) fail('the file came back with other bytes');
        bytes += back.length;

        // Again: nothing changes.
        const again = await take(person, file);
        const { unchanged, new: fresh, newer, older } = again.totals;
        if (unchanged !== resources.length || fresh + newer + older !== 0)
          fail(`again: ${JSON.stringify(again.totals)}`);
        if ((await factsOf(client, person)).length !== facts.length) fail('again: another number of facts');

        // One resource edited and exported anew: one version.
        const index = resources.findIndex((one) => one.resourceType === 'Observation' && isObject(one.valueQuantity));
        const edited = structuredClone(bundle);
        const target = edited.entry[index]?.resource.valueQuantity;
        if (isObject(target)) target.value = 12_345.5;
        const changed = await take(person, { name: `edited ${file.name}`, bytes: Buffer.from(JSON.stringify(edited)) });
        if (changed.totals.newer !== 1 || changed.totals.unchanged !== resources.length - 1 || changed.totals.new !== 0)
          fail(`edited: ${JSON.stringify(changed.totals)}`);
        const now = await rawOf(client, person, await factsOf(client, person));
        const differing = [...now].filter(([id, one]) => one !== raw.get(id));
        if (differing.length !== 1 || !(differing[0]?.[1] ?? '').includes('12345.5'))
          fail(`edited: ${differing.length} facts differ`);
        const versions = await client.json<{ versions: unknown[] }>(
          'GET',
          `/api/people/${person}/facts/${differing[0]?.[0]}`,
        );
        if (versions.versions.length !== 2) fail(`the edited fact has ${versions.versions.length} versions`);
        log(`bundle ${at + 1}: ${resources.length} resources, ${failures.length} failures`);
      }
      await server.end('SIGTERM');
    } finally {
      if (!server.isOver()) await server.end('SIGKILL');
    }
    return {
      failures,
      figures: { bundles: files.length, facts_compared: compared, file_bytes: bytes, references_followed: references },
      notes: ['SQLite, through HTTP. What the importer makes of every other file of the test data: fhir-intake-table.'],
    };
  },
};

/** The texts of the resources of a bundle, cut out by a scanner of strings and brackets that knows nothing else. */
function resourceTexts(text: string, count: number): string[] {
  const found: string[] = [];
  const opening = /"resource"\s*:\s*\{/g;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const from = match.index + match[0].length - 1;
    let depth = 0;
    let at = from;
    for (let inString = false; at < text.length; at += 1) {
      const character = text[at];
      if (inString) {
        if (character === '\\') at += 1;
        else if (character === '"') inString = false;
      } else if (character === '"') inString = true;
      else if (character === '{') depth += 1;
      else if (character === '}') {
        depth -= 1;
        if (depth === 0) break;
      }
    }
    found.push(text.slice(from, at + 1));
    opening.lastIndex = at;
  }
  if (found.length !== count) throw new Error(`the scanner found ${found.length} of ${count} resources`);
  return found;
}

/** Without strings, and so without ids, times and texts: only names, brackets and numbers are left to compare. */
const withoutMeta = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
