import { allPages, concurrently, countOf, percentile } from './fhir-http/client.ts';
import { type FhirPlace, importInto, newObservation, newTransaction, openFhirPlace } from './fhir-http/place.ts';
import { medianOf } from './runner/measure.ts';
import type { Bench, BenchContext, Figures } from './runner/types.ts';

type Measured = Record<string, number>;

/** What the parts share: a person with 10,000 observations, and one with what a visit or two leave behind. */
interface Stage {
  readonly context: BenchContext;
  readonly place: FhirPlace;
  readonly many: string;
  readonly ids: readonly string[];
  readonly few: string;
  /** A number that no observation had yet. */
  fresh(count: number): number;
}

const MANY = 10_000;
const FEW = 223;
const TRANSACTION = 100;
const CLIENTS = [1, 8, 32] as const;
const SEARCH = 'code=http://loinc.org|1007-7&date=ge2000-01-01';

/** One operation at c = 1, 8 and 32: CPU of the server and its database, and what the client waits for. */
async function atEach(
  { context, place }: Stage,
  name: string,
  count: number,
  work: (at: number) => Promise<unknown>,
  per = 1,
): Promise<Measured> {
  const figures: Measured = {};
  await concurrently(Math.ceil(count / 4), 4, work);
  for (const c of CLIENTS) {
    let times: number[] = [];
    const once = async (): Promise<void> => {
      times = await concurrently(count, c, work);
    };
    const cost = await medianOf(3, () => context.measure(count * per, once, [place.server.pid], false));
    figures[`${name}_cpu_ms_c${c}`] = cost.cpu_ms_per_op;
    figures[`${name}_p50_ms_c${c}`] = percentile(times, 0.5);
    figures[`${name}_p99_ms_c${c}`] = percentile(times, 0.99);
  }
  context.log(`${name}: ${CLIENTS.map((c) => figures[`${name}_cpu_ms_c${c}`]).join(' / ')} ms of CPU at c = 1, 8, 32`);
  return figures;
}

const reads = (stage: Stage): Promise<Measured> =>
  atEach(stage, 'read', 1000, (at) => stage.place.fhir.get(`Observation/${stage.ids[at % stage.ids.length]}`));

async function searches(stage: Stage): Promise<Measured> {
  const page = (count: number) => () =>
    stage.place.fhir.get(`Observation?patient=${stage.many}&${SEARCH}&_count=${count}`);
  const { body } = await page(100)();
  if (countOf(body, '"fullUrl":') !== 100) throw new Error('the search did not fill its page');
  return {
    ...(await atEach(stage, 'search20', 400, page(20))),
    ...(await atEach(stage, 'search100', 200, page(100))),
  };
}

const creates = (stage: Stage): Promise<Measured> =>
  atEach(stage, 'create', 400, () => stage.place.fhir.post('Observation', newObservation(stage.few, stage.fresh(1))));

const transactions = (stage: Stage): Promise<Measured> =>
  atEach(
    stage,
    'transaction',
    40,
    () => stage.place.fhir.post('', newTransaction(stage.few, TRANSACTION, stage.fresh(TRANSACTION))),
    TRANSACTION,
  );

async function everything(stage: Stage): Promise<Measured> {
  const person = await stage.place.person('Everything', FEW);
  const ask = () => stage.place.fhir.get(`Patient/${person}/$everything?_count=1000`);
  const { body } = await ask();
  const entries = countOf(body, '"fullUrl":');
  if (entries < FEW) throw new Error(`$everything gave ${entries} entries`);
  return { everything_entries: entries, ...(await atEach(stage, 'everything', 50, ask)) };
}

/** All of 10,000 observations by one client, as a study platform published it (facts: 57.4, 12.9 and 3.5 s). */
async function pages({ context, place, many }: Stage): Promise<Measured> {
  const figures: Measured = {};
  for (const count of [1000, 100, 20]) {
    const from = performance.now();
    const entries = await allPages(place.fhir, `Observation?patient=${many}&_count=${count}`);
    if (entries !== MANY) throw new Error(`pages of ${count} gave ${entries} entries`);
    figures[`pages_${count}_s`] = Number(((performance.now() - from) / 1000).toPrecision(3));
    context.log(`pages of ${count}: ${figures[`pages_${count}_s`]} s`);
  }
  return figures;
}

/** How the cost of reading everything grows with how much there is; r2 of the straight line through the points. */
async function linear({ context, place }: Stage): Promise<Measured> {
  const figures: Measured = {};
  const points: [number, number][] = [];
  for (const rows of [1000, 10_000, 100_000]) {
    const person = await place.person(`Linear ${rows}`, rows);
    const cost = await context.measure(
      rows,
      async () => {
        const entries = await allPages(place.fhir, `Observation?patient=${person}&_count=1000`);
        if (entries !== rows) throw new Error(`${entries} of ${rows} entries`);
      },
      [place.server.pid],
      false,
    );
    figures[`linear_${rows}_cpu_us_per_row`] = Number((cost.cpu_ms_per_op * 1000).toPrecision(4));
    points.push([rows, cost.cpu_ms_per_op * rows]);
    context.log(`${rows} rows: ${figures[`linear_${rows}_cpu_us_per_row`]} us of CPU a row`);
  }
  return { ...figures, linear_r2: straightness(points) };
}

function straightness(points: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const sum = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((total, point) => total + of(point), 0);
  const r = sum((p) => (p[0] - x) * (p[1] - y)) / Math.sqrt(sum((p) => (p[0] - x) ** 2) * sum((p) => (p[1] - y) ** 2));
  return Number((r * r).toPrecision(5));
}

/** Many readers at once, none of whom may see an error. */
async function readers({ context, place, many }: Stage): Promise<Measured> {
  const figures: Measured = {};
  for (const c of [10, 50]) {
    const times = await concurrently(c * 20, c, (at) =>
      place.fhir.get(`Observation?patient=${many}&${SEARCH}&_count=${at % 2 === 0 ? 20 : 100}`),
    );
    figures[`readers_${c}_p50_ms`] = percentile(times, 0.5);
    figures[`readers_${c}_p99_ms`] = percentile(times, 0.99);
  }
  context.log(`10 readers: p99 ${figures.readers_10_p99_ms} ms, 50 readers: ${figures.readers_50_p99_ms} ms, no error`);
  return figures;
}

/** Single reads by four clients while 50,000 observations come in; the shortest answer there is, as a probe of the loop. */
async function whileImporting({ context, place, ids, few, fresh }: Stage): Promise<Measured> {
  let over = false;
  const importing = importInto(place.client, few, 50_000, fresh(50_000)).finally(() => {
    over = true;
  });
  const [times, probes]: [number[], number[]] = [[], []];
  const timed = async (into: number[], work: () => Promise<unknown>, pause: number): Promise<void> => {
    while (!over) {
      const from = performance.now();
      await work();
      into.push(performance.now() - from);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  const read = () => place.fhir.get(`Observation/${ids[times.length % ids.length]}`);
  await Promise.all([
    importing,
    ...Array.from({ length: 4 }, () => timed(times, read, 5)),
    timed(probes, () => fetch(`${place.server.url}/healthz`).then((answer) => answer.text()), 5),
  ]);
  for (const list of [times, probes]) list.sort((a, b) => a - b);
  context.log(`${times.length} reads while importing: p99 ${percentile(times, 0.99)} ms`);
  return {
    importing_reads: times.length,
    importing_read_p50_ms: percentile(times, 0.5),
    importing_read_p99_ms: percentile(times, 0.99),
    importing_probe_p99_ms: percentile(probes, 0.99),
    importing_probe_p999_ms: percentile(probes, 0.999),
  };
}

const PARTS: Readonly<Record<string, (stage: Stage) => Promise<Measured>>> = {
  reads,
  searches,
  everything,
  pages,
  readers,
  creates,
  transactions,
  whileImporting,
  linear,
};

const AIMS = {
  sqlite: {
    read_cpu_ms_c1: 1.0,
    read_cpu_ms_c8: 0.5,
    read_cpu_ms_c32: 0.3,
    create_cpu_ms_c1: 1.5,
    create_cpu_ms_c8: 0.9,
    transaction_cpu_ms_c1: 0.6,
    search20_cpu_ms_c1: 1.8,
    search20_cpu_ms_c8: 1.2,
    search100_cpu_ms_c1: 4,
    search100_cpu_ms_c8: 3,
    everything_cpu_ms_c1: 8,
  },
  postgres: {
    read_cpu_ms_c1: 2.4,
    read_cpu_ms_c8: 1.0,
    create_cpu_ms_c1: 3.0,
    create_cpu_ms_c8: 2.0,
    transaction_cpu_ms_c1: 1.2,
    search20_cpu_ms_c1: 3.0,
    search20_cpu_ms_c8: 1.6,
    search100_cpu_ms_c1: 5,
    search100_cpu_ms_c8: 4,
    everything_cpu_ms_c1: 10,
  },
} as const;
const COMMON = { pages_1000_s: 0.5, pages_20_s: 3, importing_read_p99_ms: 50, rss_mb: 300 };

export const bench: Bench = {
  title: 'The FHIR API over HTTP, with a session, ledger and encryption: the table of the design, and what grows how',
  work: 'reads, searches, $everything, creates, transactions of 100 at c = 1, 8 and 32 (medians of three rounds); all pages of 10,000 observations; 10 and 50 readers; reads while 50,000 come in; 1,000 to 100,000 rows. CPU of the server and its database, not of the client. --set only=reads,pages for some',
  engines: ['sqlite', 'postgres'],
  aims: { sqlite: { ...AIMS.sqlite, ...COMMON }, postgres: { ...AIMS.postgres, ...COMMON } },
  run: async (context) => {
    const only = context.settings.only?.split(',');
    const place = await openFhirPlace(context);
    try {
      const many = await place.person('Many', MANY);
      const few = await place.person('Few', 0);
      let used = 1_000_000;
      const fresh = (count: number): number => {
        used += count;
        return used - count;
      };
      const stage: Stage = { context, place, many, few, ids: await place.ids(many), fresh };
      const figures: Measured = {};
      for (const [name, part] of Object.entries(PARTS)) {
        if (only !== undefined && !only.includes(name)) continue;
        Object.assign(figures, await part(stage));
        if (name === 'readers') figures.rss_mb = place.megabytes();
      }
      return figures satisfies Figures;
    } finally {
      await place.close();
    }
  },
};
