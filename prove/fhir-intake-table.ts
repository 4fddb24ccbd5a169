import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isCoded } from '@chartwarden/errors';
import type { ImportedFact } from '@chartwarden/fhir';
import { createTestSandbox, inputOf } from '../platform/sandbox/testing.ts';
import type { Json } from './fhir-http/compare.ts';
import { throughHttp } from './fhir-http/each-file.ts';
import { openHttpPlace } from './fhir-http/place.ts';
import type { Proof } from './runner/types.ts';

const folders = ['fhir-synthea-r4', 'fhir-r4-official-examples', 'fhir-us-core', 'fhir-bulk-ndjson-10'];
const entry = resolve(import.meta.dirname, '../features/intake/importers/fhir-r4/main.ts');

interface Row {
  readonly folder: string;
  readonly name: string;
  readonly outcome: 'whole' | 'whole, flagged' | 'in part' | 'refused';
  /** What was recognised, or the reason. */
  readonly says: string;
  readonly facts: number;
  readonly left: number;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Every resource of a file by its path, read by JSON.parse and nothing of ours. */
function resourcesOf(text: string, name: string): Map<string, Json> {
  const found = new Map<string, Json>();
  const put = (resource: Json, path: string, prefix: string): void => {
    if (resource.resourceType !== 'Bundle') {
      found.set(path, resource);
      return;
    }
    for (const [index, one] of list(resource.entry).entries()) {
      const inner = (one as Json).resource as Json | undefined;
      if (inner) put(inner, `${prefix}entry[${index}].resource`, `${prefix}entry[${index}].resource.`);
    }
  };
  if (name.endsWith('.ndjson')) {
    for (const [index, line] of text.split('\n').entries())
      if (line.trim() !== '') put(JSON.parse(line), `line ${index + 1}`, '');
  } else put(JSON.parse(text), 'resource', '');
  return found;
}

export const proof: Proof = {
  title:
    'Every file of the FHIR test data goes in whole or is refused by name with its reason: each of its resources is a fact with exactly its content, or is named among the refusals',
  promises: ['O1'],
  takes: 'about half a minute; with --set through=http some minutes, with --set engine=postgres more',
  run: async ({ scale, data, settings, scratch, postgres, log }) => {
    if (data === null)
      return { failures: [], figures: { files: 0 }, notes: ['The real test data is not on this machine.'] };
    if (settings.engine === 'postgres' && postgres === null) throw new Error('there is no PostgreSQL here');
    const place =
      settings.through === 'http'
        ? await openHttpPlace(scratch, settings.engine === 'postgres' ? postgres : null)
        : undefined;
    let compared = 0;
    const sandbox = createTestSandbox(['features/intake/importers']);
    const session = await sandbox.open({ entry });
    const failures: string[] = [];
    const rows: Row[] = [];
    let cpuMicros = 0;
    for (const folder of folders) {
      for (const [index, name] of readdirSync(join(data, folder)).sort().entries()) {
        if (name === 'PROVENANCE' || (scale === 'small' && index % 20 !== 0)) continue;
        const bytes = readFileSync(join(data, folder, name));
        const facts = new Map<string, unknown>();
        const refused = new Set<string>();
        let flagged = 0;
        let recognised = '';
        let reason: string | undefined;
        const onMessage = (header: unknown, body: Uint8Array): void => {
          const said = header as {
            kind: string;
            facts: ImportedFact[];
            lengths: number[];
            path: string;
            severity: string;
            text: string;
          };
          if (said.kind === 'recognised') recognised = said.text;
          else if (said.kind === 'problem') {
            if (said.severity === 'refused') refused.add(said.path);
            else flagged += 1;
          } else if (said.kind === 'facts') {
            let at = 0;
            for (const [position, fact] of said.facts.entries()) {
              const length = said.lengths[position] ?? 0;
              facts.set(fact.path, JSON.parse(Buffer.from(body.subarray(at, at + length)).toString('utf8')));
              at += length;
            }
          }
        };
        try {
          cpuMicros += (await session.run({ job: { name, size: bytes.length }, input: inputOf(bytes), onMessage }))
            .cpuMicros;
        } catch (error) {
          if (!isCoded(error) || !error.code.startsWith('CW-FHIR-')) throw error;
          reason = `${error.code}${error.detail === undefined ? '' : ` ${error.detail}`}`;
        }
        const resources = resourcesOf(bytes.toString('utf8'), name);
        if (reason !== undefined && facts.size > 0) failures.push(`${folder}/${name} was refused and gave facts`);
        if (reason === undefined) {
          for (const [path, resource] of resources) {
            if (refused.has(path) || (resource.resourceType === 'OperationOutcome' && flagged > 0)) continue;
            if (!facts.has(path)) failures.push(`${folder}/${name} lost ${path}`);
            else if (!isDeepStrictEqual(facts.get(path), resource)) failures.push(`${folder}/${name} changed ${path}`);
          }
          for (const path of facts.keys()) if (!resources.has(path)) failures.push(`${folder}/${name} made up ${path}`);
        }
        const isWhole = refused.size === 0 && facts.size === resources.size;
        const outcome =
          reason !== undefined ? 'refused' : isWhole ? (flagged > 0 ? 'whole, flagged' : 'whole') : 'in part';
        if (place !== undefined) {
          const went = await throughHttp(place.client, { name, bytes }, resources);
          failures.push(...went.failures.map((what) => `${folder}/${name} through HTTP: ${what}`));
          const same = went.facts === facts.size && went.code === reason?.slice(0, 'CW-FHIR-000'.length);
          if (!same) failures.push(`${folder}/${name} through HTTP: ${went.facts} facts, ${went.code ?? 'taken in'}`);
          compared += went.facts;
        }
        rows.push({
          folder,
          name,
          outcome,
          says: reason ?? recognised,
          facts: facts.size,
          left: resources.size - facts.size,
        });
      }
      log(`${folder}: ${rows.length} files so far`);
    }
    await session.close();
    await sandbox.close();
    await place?.close();
    if (settings.out !== undefined) writeFileSync(settings.out, table(rows));
    const count = (outcome: Row['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
    const facts = rows.reduce((sum, row) => sum + row.facts, 0);
    return {
      failures,
      figures: {
        files: rows.length,
        whole: count('whole'),
        whole_flagged: count('whole, flagged'),
        in_part: count('in part'),
        refused: count('refused'),
        facts,
        resources_left_out_by_name: rows.reduce((sum, row) => sum + row.left, 0),
        ...(place === undefined ? {} : { facts_read_back_through_http: compared }),
        cpu_micros_per_fact: Math.round(cpuMicros / Math.max(1, facts)),
      },
      notes: summary(rows),
    };
  },
};

/** One line per folder, outcome and reason. */
function summary(rows: readonly Row[]): string[] {
  const lines = new Map<string, number>();
  for (const { folder, outcome, says } of rows) {
    const what =
      outcome === 'refused'
        ? says.replace(/^(CW-FHIR-\d+) \w+, /, '$1 ')
        : outcome === 'in part'
          ? 'definitions among the entries left out'
          : 'as it is';
    const line = `${folder}: ${outcome}: ${what}`;
    lines.set(line, (lines.get(line) ?? 0) + 1);
  }
  return [...lines].map(([line, count]) => `${line}: ${count}`);
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(
    (row) => `| ${row.folder}/${row.name} | ${row.outcome} | ${row.facts} | ${row.left} | ${row.says} |`,
  );
  return [
    '| file | outcome | facts | left out | recognised, or the reason |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n');
}
