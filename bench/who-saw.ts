import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type FactId, newId } from '@chartwarden/ids';
import type { Append } from '@chartwarden/ledger';
import { type BenchCore, openBenchCore } from './core/open-bench-core.ts';
import type { Bench } from './runner/types.ts';

/** A line about a page of twenty entries; every tenth is about a section of a thousand, every thousandth names `wanted`. */
async function fill({ core, record }: BenchCore, wanted: string, lines: number): Promise<void> {
  const others = Array.from({ length: 5000 }, () => newId());
  const account = newId();
  const lineAt = (at: number): Append => {
    const page = Array.from({ length: at % 10 === 0 ? 1000 : 20 }, (_, i) => others[(at * 7 + i) % 5000] ?? '');
    const ids = at % 1000 === 5 ? [...page, wanted] : page;
    return {
      scope: record,
      body: {
        actor: { kind: 'account', account, role: 'owner', session: account },
        record,
        action: 'search',
        outcome: 'permitted',
        purpose: 'self',
        channel: 'browser',
        types: ['Observation'],
        count: ids.length,
        form: 'full_source_allowed',
        ip: '127.0.0.1',
        agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      },
      ids,
    };
  };
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < lines) await core.ledger.append(lineAt(next++));
  };
  await Promise.all(Array.from({ length: 64 }, client));
}

export const bench: Bench = {
  title: 'Who saw one entry, looked for through the whole log of a record',
  work: 'a thousand lines looked through, permits and lines of the questions included',
  engines: ['sqlite', 'postgres'],
  run: async (context) => {
    const lines = Number(context.settings.lines ?? 20_000);
    const bench = await openBenchCore(context);
    const fact = newId<FactId>();
    await fill(bench, fact, lines);
    const lookThrough = async () => {
      let [looked, found, questions] = [0, 0, 0];
      for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null; questions += 1) {
        const page = await bench.core.activity.about(await bench.permit(['read']), { fact, files: [], before });
        looked += page.looked.lines;
        found += page.lines.length;
        before = page.next;
      }
      return { looked, found, questions };
    };
    const first = await lookThrough();
    if (first.found !== Math.ceil((lines - 5) / 1000)) throw new Error('not every line was found');
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const cost = await context.measure(first.looked / 1000, async () => {
      await lookThrough();
    });
    delay.disable();
    await bench.close();
    return {
      ...cost,
      questions: first.questions,
      loop_p50_ms: delay.percentile(50) / 1e6,
      loop_max_ms: delay.max / 1e6,
    };
  },
};
