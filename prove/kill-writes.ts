import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AccountId, type FactId, idToBytes, newId } from '@chartwarden/ids';
import type { Actor, EntryBody } from '@chartwarden/ledger';
import { makeDatabase } from '../tests/support/databases.ts';
import { randomFrom } from '../tests/support/random.ts';
import { type OpenPlace, openPlace, type Place, permitOf, type Writer } from './kill-writes/place.ts';
import type { Proof } from './runner/types.ts';

export const proof: Proof = {
  title:
    'A server killed at random points of single writes, changes, deletions and transactions loses nothing it acknowledged, and leaves no transaction half there',
  promises: ['E3', 'O17'],
  takes: 'about five minutes',
  async run({ scale, seed, settings, scratch, postgres, log }) {
    const kills = Number(settings.kills ?? (scale === 'full' ? 60 : 2));
    const failures: string[] = [];
    const figures: Record<string, number> = {};
    const notes = ['The process is killed, not the machine: what a power cut does stands in db-power-cut.'];
    if (postgres === null) notes.push('Not run on PostgreSQL: there is no server here.');
    for (const engine of postgres === null ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const)) {
      const database = engine === 'postgres' && postgres !== null ? await makeDatabase(postgres) : undefined;
      const place = { folder: join(scratch, engine), ...(database ? { database: database.url } : {}) };
      try {
        const result = await killAgainAndAgain(place, kills, randomFrom(seed));
        failures.push(...result.failures.map((one) => `${engine}, seed ${seed}: ${one}`));
        figures[`kills_${engine}`] = kills;
        figures[`acknowledged_${engine}`] = result.acknowledged;
        log(`${engine}: ${kills} kills, ${result.acknowledged} writes acknowledged`);
      } finally {
        await database?.drop();
      }
    }
    return { failures, figures, notes };
  },
};

async function killAgainAndAgain(place: Place, kills: number, random: () => number) {
  const writer = await settled(place);
  const acknowledged = new Map<FactId, number>();
  const failures: string[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    for (const { id, version } of await runUntilKilled(writer, 50 + random() * 700))
      acknowledged.set(id, Math.max(version, acknowledged.get(id) ?? 0));
    const open = await openPlace(place);
    try {
      failures.push(...(await judge(open, writer, acknowledged)));
    } finally {
      await open.close();
    }
  }
  return { failures, acknowledged: acknowledged.size };
}

/** An instance with an owner and one person. */
async function settled(place: Place): Promise<Writer> {
  const { core, close } = await openPlace(place);
  const account = newId<AccountId>();
  const operator: Actor = { kind: 'operator', role: 'operator' };
  const made = { kind: 'account', account, state: 'active', capacity: 'operator' } as const;
  const role = { kind: 'role', account, role: 'owner', state: 'given', capacity: 'operator' } as const;
  await core.gate.changeAccess(operator, made, {});
  await core.gate.changeAccess(operator, role, {});
  const actor: Actor = { kind: 'account', account, role: 'owner', session: newId() };
  const record = await core.people.create(actor, { name: 'Prove', relation: 'self' }, {});
  await close();
  return { ...place, actor, record };
}

/** Runs worker.ts for a while after it has opened, kills it, and gives the writes that it said were acknowledged. */
async function runUntilKilled(writer: Writer, milliseconds: number) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-writes/worker.ts'), JSON.stringify(writer)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await closed;
  return said
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => {
      const [word, id, version] = line.split(' ');
      return word === 'wrote' ? [{ id: id as FactId, version: Number(version) }] : [];
    });
}

async function judge({ core, db }: OpenPlace, writer: Writer, acknowledged: ReadonlyMap<FactId, number>) {
  const failures: string[] = [];
  const rows = await db.all<{ fact_id: Buffer; version: number }>(
    'select fact_id, max(version) as version from fact_versions where record_id = ? group by fact_id',
    [idToBytes(writer.record)],
  );
  const there = new Map(rows.map((row) => [row.fact_id.toString('hex'), row.version]));
  for (const [id, version] of acknowledged) {
    const found = there.get(idToBytes(id).toString('hex')) ?? 0;
    if (found < version) failures.push(`version ${version} of ${id} was acknowledged, and ${found} is there`);
  }
  failures.push(...(await halves(core, writer)));
  const { findings } = await core.vault.checks.check(await asSystem(core, writer), await entriesOf(core, writer));
  failures.push(...findings.map(({ kind, table, row }) => `${kind}: ${table} ${row}`));
  return failures;
}

/** Transactions of which some facts are there and others not; what was changed or deleted since is not counted as missing. */
async function halves(core: OpenPlace['core'], writer: Writer): Promise<readonly string[]> {
  const counts = new Map<string, number>();
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof core.vault.historyOfType>> = await core.vault.historyOfType(
      await permitOf(core, writer, ['search']),
      ['Observation'],
      { limit: 1000, ...(cursor === undefined ? {} : { cursor }) },
    );
    for (const { version, fact } of page.entries) {
      if (version !== 1 || fact === null) continue;
      const mark = (JSON.parse(fact.bytes.toString('utf8')) as { code: { text: string } }).code.text;
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
    }
    cursor = page.next;
  }
  return [...counts].flatMap(([mark, count]) =>
    count === Number(mark.split(' ')[0]) ? [] : [`${count} facts of transaction ${mark} are there`],
  );
}

const asSystem = (core: OpenPlace['core'], { record }: Writer) => {
  const actor: Actor = { kind: 'system', role: 'system' };
  return core.gate.permit({ actor, record, actions: ['read'], purpose: 'operate', channel: 'system', request: {} });
};

/** What the log says of the record, oldest first. */
async function entriesOf(core: OpenPlace['core'], { record }: Writer): Promise<{ readonly body: EntryBody }[]> {
  const entries: { readonly body: EntryBody }[] = [];
  for (const scope of ['instance', record] as const) {
    const all = await core.ledger.reader.list(scope, { limit: 1_000_000 });
    for (const entry of all.toReversed())
      if (!entry.sealed && (scope === record || entry.body.record === record)) entries.push(entry);
  }
  return entries;
}
