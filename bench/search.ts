import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSegment, openIndex, type SearchInput, snippetsOf, textsOf } from '@chartwarden/chart';
import { clinicalDate, parseWithDigits } from '@chartwarden/fhir';
import type { FactId } from '@chartwarden/ids';
import type { Bench, BenchContext, Figures } from './runner/types.ts';
import { ownFacts } from './search/own-facts.ts';
import { variedQueries } from './search/varied-queries.ts';

const QUERIES = 400;

export const bench: Bench = {
  title: 'Text search over 50,000 facts: building the index, its size, and queries as people type them',
  work: 'one query with its counts, its first 20 hits and their snippets; facts of our own, and the six Synthea bundles again and again',
  engines: ['sqlite'],
  aims: {
    sqlite: {
      own_query_p95_ms: 100,
      own_share_of_record: 0.25,
      synthea_query_p95_ms: 100,
      synthea_share_of_record: 0.25,
    },
  },
  run: async (context) => {
    const count = Number(context.settings.facts ?? 50_000);
    const own = await searchIn(context, 'own', [...ownFacts(count)]);
    const bundled = context.data === null ? [] : syntheaFacts(context.data);
    if (bundled.length === 0) return own;
    const many = Array.from({ length: count }, (_, index) => bundled[index % bundled.length] as string);
    return { ...own, ...(await searchIn(context, 'synthea', many)) };
  },
};

function syntheaFacts(data: string): string[] {
  const folder = join(data, 'fhir-synthea-r4');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const { entry } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { entry: { resource: unknown }[] };
      return entry.map(({ resource }) => JSON.stringify(resource));
    });
}

async function searchIn(context: BenchContext, name: string, facts: readonly string[]): Promise<Figures> {
  const recordBytes = facts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  let inputs: SearchInput[] = [];
  const texts = await context.measure(facts.length, async () => {
    inputs = facts.map(inputOf);
  });
  let bytes: Buffer = Buffer.alloc(0);
  const build = await context.measure(facts.length, async () => {
    bytes = buildSegment(inputs);
  });
  let index = openIndex([]);
  const open = await context.measure(1, async () => {
    index = openIndex([bytes]);
  });
  const byId = new Map(inputs.map((one) => [one.id, one]));
  const times: number[] = [];
  const cpu: number[] = [];
  let found = 0;
  const asked = async (queries: readonly string[]): Promise<void> => {
    for (const text of queries) {
      const started = performance.now();
      const before = process.cpuUsage();
      const answer = index.search({ text, limit: 20 }, ({ labels }) => !labels.includes('PSY'));
      for (const { fact } of answer.hits) snippetsOf(text, byId.get(fact.id)?.texts ?? []);
      times.push(performance.now() - started);
      const used = process.cpuUsage(before);
      cpu.push((used.user + used.system) / 1000);
      if (answer.total > 0) found += 1;
    }
  };
  const queries = variedQueries(inputs, QUERIES);
  await asked(queries.slice(0, 40));
  times.length = 0;
  cpu.length = 0;
  found = 0;
  const query = await context.measure(QUERIES, () => asked(queries));
  const at = (list: number[], share: number): number =>
    round(list.sort((one, other) => one - other)[Math.ceil(share * list.length) - 1] ?? 0);
  const figures = {
    texts_cpu_ms: round(texts.cpu_ms_per_op * facts.length),
    build_cpu_ms: round(build.cpu_ms_per_op * facts.length),
    open_cpu_ms: round(open.cpu_ms_per_op),
    bytes_per_fact: round(bytes.length / facts.length),
    record_bytes_per_fact: round(recordBytes / facts.length),
    share_of_record: round(bytes.length / recordBytes),
    query_cpu_ms: round(query.cpu_ms_per_op),
    query_p50_cpu_ms: at(cpu, 0.5),
    query_p95_cpu_ms: at(cpu, 0.95),
    query_max_cpu_ms: at(cpu, 1),
    query_p50_ms: at(times, 0.5),
    query_p95_ms: at(times, 0.95),
    query_max_ms: at(times, 1),
    queries: QUERIES,
    queries_with_hits: found,
  };
  return Object.fromEntries(Object.entries(figures).map(([key, value]) => [`${name}_${key}`, value]));
}

function inputOf(text: string, number: number): SearchInput {
  const resource = parseWithDigits(text);
  const id = `0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as FactId;
  const type = String(resource.resourceType);
  // Every fiftieth is withheld from the reader, so that filtering has something to do.
  const labels = number % 50 === 0 ? ['PSY'] : [];
  const date = clinicalDate(resource)?.low ?? null;
  return { id, type, date, sources: [`source-${number % 40}`], labels, texts: textsOf(resource) };
}

const round = (value: number): number => Number(value.toPrecision(3));
