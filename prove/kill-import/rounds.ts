import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AnswerError,
  type Client,
  clientOf,
  logIn,
  makePerson,
  operate,
  problemsOf,
  type RunningServer,
  type ServerPlace,
  startServer,
} from '../../tests/support/running-server.ts';

/** Facts of one import: more than one batch, so that a kill can fall between two. */
export const FACTS = 120;

export interface Rounds {
  readonly failures: string[];
  readonly figures: Readonly<Record<string, number>>;
}

interface Known {
  /** Import number to what the server said: taken in, or nothing. */
  readonly imports: Map<number, 'begun' | 'acknowledged'>;
  readonly corrections: { readonly fact: string; readonly id: string }[];
  reads: number;
  rotations: number;
  backups: number;
}

const bundleOf = (number: number): Buffer =>
  Buffer.from(
    Array.from({ length: FACTS }, (_, at) =>
      JSON.stringify({
        resourceType: 'Observation',
        id: `i${number}-${at}`,
        status: 'final',
        code: { text: `import ${number}` },
        effectiveDateTime: `2020-01-${String((at % 28) + 1).padStart(2, '0')}`,
        valueQuantity: { value: at, unit: 'kg' },
      }),
    ).join('\n'),
  );

interface Line {
  readonly id: string;
  readonly title: string;
}

async function allFacts(client: Client, person: string, known: Known): Promise<Line[]> {
  const lines: Line[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { facts: Line[]; next: string | null } = await client.json(
      'GET',
      `/api/people/${person}/facts?limit=1000${after}`,
    );
    known.reads += 1;
    lines.push(...page.facts);
    cursor = page.next;
  }
  return lines;
}

/** Every acknowledged import whole, every other whole or not there; every acknowledged correction there. */
async function judge(client: Client, person: string, known: Known): Promise<string[]> {
  const failures: string[] = [];
  const counts = new Map<string, number>();
  const facts = await allFacts(client, person, known);
  for (const { title } of facts) counts.set(title, (counts.get(title) ?? 0) + 1);
  for (const [number, said] of known.imports) {
    const count = counts.get(`import ${number}`) ?? 0;
    counts.delete(`import ${number}`);
    if (said === 'acknowledged' && count !== FACTS)
      failures.push(`import ${number} was acknowledged and has ${count} facts`);
    if (said === 'begun' && count !== 0 && count !== FACTS)
      failures.push(`import ${number} is half there: ${count} facts`);
  }
  for (const [title, count] of counts) failures.push(`${count} facts of nobody's import: ${title}`);
  for (const { fact, id } of known.corrections.slice(-3)) {
    const detail = await client.json<{ corrections: { id: string }[] }>('GET', `/api/people/${person}/facts/${fact}`);
    known.reads += 1;
    if (!detail.corrections.some((one) => one.id === id))
      failures.push(`an acknowledged correction of ${fact} is gone`);
  }
  return failures;
}

/** Lines of the person's log that are reads, in all. */
async function readLines(client: Client, person: string): Promise<number> {
  let count = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: { lines: { action: string }[]; next: string | number | null } = await client.json(
      'GET',
      `/api/people/${person}/activity?limit=200${after}`,
    );
    count += page.lines.filter((line) => line.action === 'search' || line.action === 'read').length;
    cursor = page.next === null ? null : String(page.next);
  }
  return count;
}

export async function killAgainAndAgain(
  place: ServerPlace,
  kills: number,
  random: () => number,
  log: (line: string) => void,
): Promise<Rounds> {
  const failures: string[] = [];
  const known: Known = { imports: new Map(), corrections: [], reads: 0, rotations: 0, backups: 0 };
  let server: RunningServer = await startServer(place);
  const first = await logIn(server);
  const person = await makePerson(first, 'Somebody');
  const token = first.token;
  let unexpected = 0;
  /** Milliseconds within which a kill comes: as long as two imports and a half take on this machine. */
  let span = 0;

  /** Work that a kill may cut at any point; only what the server itself refuses counts. */
  const until = async (over: () => boolean, work: () => Promise<void>): Promise<void> => {
    while (!over()) {
      try {
        await work();
      } catch (error) {
        if (over() || !(error instanceof AnswerError)) return;
        // 409: two acts of the operator met, or access moved. Everything else is told.
        if (error.status !== 409 && error.status !== 200) {
          unexpected += 1;
          failures.push(`refused: ${error.message}`);
        }
        await sleep(20);
      }
    }
  };

  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      const client = clientOf(server.url, token);
      failures.push(...(await judge(client, person, known)).map((one) => `after kill ${kill - 1}: ${one}`));
      let dead = false;
      const over = (): boolean => dead;
      const running = server;
      const work = [
        until(over, async () => {
          const number = known.imports.size + 1;
          known.imports.set(number, 'begun');
          const file = { name: `${number}.ndjson`, bytes: bundleOf(number) };
          const ready = await client.read(person, [file], 'Synthetic');
          await client.commit(ready.id);
          known.imports.set(number, 'acknowledged');
        }),
        until(over, async () => {
          const { facts } = await client.json<{ facts: Line[] }>('GET', `/api/people/${person}/facts?limit=20`);
          known.reads += 1;
          const fact = facts[Math.floor(random() * facts.length)]?.id;
          if (fact === undefined || random() > 0.2) return;
          const note = { kind: 'note', value: 'seen', reason: 'because' };
          const path = `/api/people/${person}/facts/${fact}/corrections`;
          known.corrections.push({ fact, id: (await client.json<{ id: string }>('POST', path, note)).id });
        }),
        // The second of every three, so that the two of the small cut have one.
        ...(kill % 3 === 2
          ? [
              until(over, async () => {
                await operate(place, running, 'rotateKeys');
                known.rotations += 1;
              }),
            ]
          : []),
        ...(kill % 4 === 0
          ? [
              until(over, async () => {
                await operate(place, running, 'backup', { out: join(place.folder, `backup-${kill}-${known.backups}`) });
                known.backups += 1;
              }),
            ]
          : []),
      ];
      const from = performance.now();
      // Something has to be acknowledged at all before the first kill says anything.
      while (kill === 1 && known.imports.get(1) !== 'acknowledged') await sleep(50);
      if (kill === 1) span = 2.5 * (performance.now() - from);
      // The import that is under way then is cut at any of its points, now and then after it was acknowledged.
      await sleep(30 + random() * span);
      dead = true;
      await running.end('SIGKILL');
      await Promise.all(work);
      server = await startServer(place);
      if (kill % 20 === 0) {
        failures.push(...(await problemsOf(place, server)).map((one) => `after kill ${kill}: ${one}`));
        log(
          `${kill} kills, ${known.imports.size} imports, ${failures.length} failures: ${failures.slice(-2).join('; ')}`,
        );
      }
      if (failures.length > 20) break;
    }
    const client = clientOf(server.url, token);
    failures.push(...(await judge(client, person, known)).map((one) => `in the end: ${one}`));
    const lines = await readLines(client, person);
    if (lines < known.reads) failures.push(`${known.reads} reads were answered and ${lines} stand in the log`);
    failures.push(...(await problemsOf(place, server)).map((one) => `in the end: ${one}`));
    await server.end('SIGTERM');
  } finally {
    if (!server.isOver()) await server.end('SIGKILL');
  }
  const acknowledged = [...known.imports.values()].filter((said) => said === 'acknowledged').length;
  return {
    failures,
    figures: {
      imports_acknowledged: acknowledged,
      imports_cut: known.imports.size - acknowledged,
      reads_answered: known.reads,
      corrections_acknowledged: known.corrections.length,
      rotations_finished: known.rotations,
      backups_finished: known.backups,
      refused_requests: unexpected,
    },
  };
}
