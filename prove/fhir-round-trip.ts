import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type ImportState, makePerson } from '../tests/support/running-server.ts';
import {
  comparable,
  digitsOf,
  factsOf,
  isObject,
  type Json,
  rawOf,
  resourceTexts,
  sortKey,
} from './fhir-http/compare.ts';
import { openHttpPlace } from './fhir-http/place.ts';
import type { Proof } from './runner/types.ts';

export const proof: Proof = {
  title:
    'The real bundles go in through HTTP whole, change nothing when they come again, gain one version when one resource is edited, and come out as they were received, one by one and as an export: files byte for byte, facts but for id, meta and references',
  promises: ['O1', 'F1'],
  takes: 'about two minutes; --set engine=postgres for the other engine',
  async run({ scale, scratch, data, postgres, settings, log }) {
    if (data === null)
      return { failures: [], figures: { bundles: 0 }, notes: ['The real test data is not on this machine.'] };
    const engine = settings.engine === 'postgres' ? 'PostgreSQL' : 'SQLite';
    if (engine === 'PostgreSQL' && postgres === null) throw new Error('there is no PostgreSQL here');
    const { client, cli, close } = await openHttpPlace(scratch, engine === 'PostgreSQL' ? postgres : null);
    const failures: string[] = [];
    let compared = 0;
    let bytes = 0;
    let references = 0;
    let exported = 0;
    const names = readdirSync(join(data, 'fhir-synthea-r4')).filter((name) => name.endsWith('.json'));
    // The smallest for the small cut.
    const sized = names.map((name) => ({ name, bytes: readFileSync(join(data, 'fhir-synthea-r4', name)) }));
    sized.sort((a, b) => a.bytes.length - b.bytes.length);
    const files = sized.slice(0, Number(settings.bundles ?? (scale === 'full' ? 6 : 1)));
    try {
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
          .map((one) => digitsOf(one))
          .sort();
        const served = [...raw.values()].map((one) => digitsOf(one)).sort();
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

        // The export by the command line: the files byte for byte, and every fact on a line.
        const asReceived = join(scratch, `received-${at}`);
        await cli('export', '--person', person, '--out', asReceived, '--as-received');
        const kept = filesBelow(asReceived).filter((one) => one !== 'manifest.json');
        if (kept.length !== 1 || !readFileSync(join(asReceived, kept[0] ?? '')).equals(file.bytes))
          fail('export --as-received is not the file byte for byte');
        const effective = join(scratch, `effective-${at}`);
        await cli('export', '--person', person, '--out', effective);
        const lines = filesBelow(effective)
          .filter((one) => one.startsWith('facts/'))
          .flatMap((one) => readFileSync(join(effective, one), 'utf8').trimEnd().split('\n'));
        const inExport = lines.map((one) => sortKey(comparable(JSON.parse(one)))).sort();
        if (!isDeepStrictEqual(inExport, expected)) fail('the effective export differs from what went in');
        if (!isDeepStrictEqual(lines.map(digitsOf).sort(), digits)) fail('digits of numbers differ in the export');
        exported += lines.length;

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
    } finally {
      await close();
    }
    return {
      failures,
      figures: {
        bundles: files.length,
        facts_compared: compared,
        file_bytes: bytes,
        references_followed: references,
        facts_exported: exported,
      },
      notes: [
        `${engine}, through HTTP and the command line. What the importer makes of every other file of the test data: fhir-intake-table.`,
      ],
    };
  },
};

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(folder, join(one.parentPath, one.name)));
