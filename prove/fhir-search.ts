import { compositeParts, isNode, keptTypes } from '@chartwarden/fhir';
import { createCompositeOracle, createSearchOracle } from '@chartwarden/fhir/testing';
import type { FindQuery, ServedFact } from '@chartwarden/vault';
import { type BenchCore, openBenchCore } from '../bench/core/open-bench-core.ts';
import { makeDatabase } from '../tests/support/databases.ts';
import { numbersFrom } from '../tests/support/random.ts';
import { realFacts, staged } from './fhir-search/corpus.ts';
import { atRandom, madeUp } from './fhir-search/made-up.ts';
import { createNaive, type Kept, type Line } from './fhir-search/naive.ts';
import { isInOrder } from './fhir-search/order.ts';
import { createQueries, type Generated } from './fhir-search/queries.ts';
import type { Proof } from './runner/types.ts';

const MOST_TOLD = 30;

export const proof: Proof = {
  title:
    'A FHIR search finds exactly the facts that fit by a naive evaluator over NLM fhirpath, each once over all pages and in order, counts them, and includes what is named and what names: for random queries of all kinds, modifiers and prefixes',
  promises: ['J5'],
  takes: 'about five minutes; with --set engine=postgres somewhat more',
  run: async ({ scale, seed, data, settings, scratch, postgres, log }) => {
    const isFull = scale === 'full';
    if (settings.engine === 'postgres' && postgres === null) throw new Error('there is no PostgreSQL here');
    const database = settings.engine === 'postgres' && postgres !== null ? await makeDatabase(postgres) : null;
    const app = await openBenchCore({ scratch, databaseUrl: database?.url ?? null });
    try {
      const facts = isFull && data !== null ? realFacts(data, Number(settings.nth ?? 1)) : [];
      const texts = [...madeUp(seed), ...atRandom(isFull ? keptTypes : ['Observation', 'Patient'], seed, 2)];
      const own = texts.map((text, at) => staged(Buffer.from(text), 'https://own.example/fhir', `line ${at + 1}`));
      await app.importAll([...facts, ...own]);
      const kept = keptOf(await everything(app), app.record);
      log(`${kept.length} facts, and what NLM fhirpath finds in them`);
      const count = Number(settings.queries ?? (isFull ? 2000 : 150));
      return await compare(app, kept, count, numbersFrom(seed), log);
    } finally {
      await app.close();
      await database?.drop();
    }
  },
};

async function everything(app: BenchCore): Promise<ServedFact[]> {
  const facts: ServedFact[] = [];
  let cursor: string | null = null;
  do {
    const page: { facts: readonly ServedFact[]; next: string | null } = await app.core.vault.read.page(
      await app.permit(['search']),
      { limit: 1000, ...(cursor === null ? {} : { cursor }) },
    );
    facts.push(...page.facts);
    cursor = page.next;
  } while (cursor !== null);
  return facts;
}

function keptOf(facts: readonly ServedFact[], record: string): Kept[] {
  const oracle = createSearchOracle();
  const composites = createCompositeOracle();
  const linesOf = (texts: Iterable<string>): readonly Line[] => [...texts].map((one) => JSON.parse(one) as Line);
  return facts.map((one) => {
    const resource: unknown = JSON.parse(one.bytes.toString('utf8'));
    if (!isNode(resource)) throw new Error('a fact is no resource');
    return {
      id: one.id,
      type: one.type,
      name: one.type === 'Patient' ? `Patient/${record}` : `${one.type}/${one.id}`,
      date: one.date?.at ?? null,
      storedAt: one.storedAt,
      resource,
      lines: new Map([...oracle(resource)].map(([param, texts]) => [param, linesOf(texts)])),
      composites: new Map(
        [...compositeParts(one.type)]
          // Their components start at %resource.
          .filter(([code]) => !code.includes('coordinate'))
          .map(([code, parts]) => [
            code,
            composites(resource, code, parts).map((piece) => piece.map((texts) => linesOf(texts))),
          ]),
      ),
    };
  });
}

async function compare(
  app: BenchCore,
  kept: readonly Kept[],
  count: number,
  numbers: (limit: number) => number,
  log: (line: string) => void,
) {
  const now = Date.now();
  const naive = createNaive(kept, now);
  const next = createQueries(kept, numbers);
  const byId = new Map(kept.map((one) => [one.id, one]));
  const failures: string[] = [];
  const tried = new Map<string, number>();
  let found = 0;
  let empty = 0;
  let pages = 0;
  const fail = (at: number, { query, tries }: Generated, what: string): void => {
    // The values are those of the test data, which is public.
    if (failures.length < MOST_TOLD)
      failures.push(`query ${at} (${tries.join(', ')}): ${what}; ${JSON.stringify(query)}`);
  };
  for (let at = 1; at <= count; at += 1) {
    const generated = next();
    const { query } = generated;
    for (const one of new Set(generated.tries)) tried.set(one, (tried.get(one) ?? 0) + 1);
    const expected = kept.filter(
      (one) => query.types.includes(one.type) && query.where.every((criterion) => naive.fits(one, criterion)),
    );
    const answer = await allPages(app, query);
    pages += answer.pages;
    found += expected.length;
    if (expected.length === 0) empty += 1;
    const ids = answer.facts.map((one) => one.id as string);
    const missing = expected.filter((one) => !ids.includes(one.id)).length;
    const extra = ids.filter((id) => !expected.some((one) => one.id === id)).length;
    if (missing + extra > 0 || ids.length !== expected.length)
      fail(at, generated, `${expected.length} fit, ${ids.length} found, ${missing} missing, ${extra} too many`);
    else if (
      !isInOrder(
        ids.flatMap((id) => byId.get(id) ?? []),
        query.sort,
      )
    )
      fail(at, generated, 'not in order');
    if (query.total && answer.total !== expected.length)
      fail(at, generated, `total ${answer.total} of ${expected.length}`);
    for (const include of query.include ?? []) {
      const matches = answer.first.flatMap((id) => byId.get(id) ?? []);
      const wanted = naive.included(matches, include);
      if (wanted.size !== answer.included.length || answer.included.some((id) => !wanted.has(id)))
        fail(at, generated, `${answer.included.length} included instead of ${wanted.size}`);
    }
    if (at % 200 === 0) log(`${at} queries, ${failures.length} failures`);
  }
  const kinds = Object.fromEntries([...tried].sort().map(([name, times]) => [`tried ${name}`, times]));
  return {
    failures,
    figures: { facts: kept.length, queries: count, queries_without_a_match: empty, matches: found, pages, ...kinds },
  };
}

/** Every page of a query, and the includes of the first. */
async function allPages(app: BenchCore, query: FindQuery) {
  const facts: ServedFact[] = [];
  let cursor: string | null = null;
  let pages = 0;
  let first: string[] = [];
  let included: string[] = [];
  let total: number | undefined;
  do {
    const page = await app.core.vault.find(await app.permit(['search']), {
      ...query,
      ...(cursor === null ? {} : { cursor }),
    });
    if (pages === 0) {
      first = page.facts.map((one) => one.id);
      included = page.included.map((one) => one.id);
      total = page.total;
    }
    facts.push(...page.facts);
    pages += 1;
    cursor = page.next;
  } while (cursor !== null);
  return { facts, pages, first, included, total };
}
