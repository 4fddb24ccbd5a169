import type { AuditQuery } from '@chartwarden/gate';
import { type AccountId, newId } from '@chartwarden/ids';
import type { Actor, Append } from '@chartwarden/ledger';
import { openBenchCore } from './core/open-bench-core.ts';
import type { Bench } from './runner/types.ts';

const ACTORS = 200;
const TYPES = ['Observation', 'Condition', 'MedicationRequest', 'DocumentReference', 'Encounter', 'Immunization'];
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

export const bench: Bench = {
  title: 'A page of the log of the instance, over a million lines',
  work: 'one page of 20 lines, its own line included',
  engines: ['sqlite', 'postgres'],
  aims: Object.fromEntries(
    (['sqlite', 'postgres'] as const).map((engine) => [
      engine,
      {
        first_ms: 200, page_1000_ms: 200, actor_ms: 200, actor_page_100_ms: 200, type_outcome_ms: 200, time_ms: 200,
        time_type_outcome_ms: 200, unknown_actor_ms: 200, none_ms: 200, none_actor_ms: 200, none_action_ms: 200,
        person_first_ms: 200, person_middle_ms: 200, person_actor_ms: 200, person_nobody_ms: 200,
      }, // biome-ignore format: one aim
    ]),
  ),
  run: async (context) => {
    const lines = Number(context.settings.lines ?? 1_000_000);
    const { core, record, permit, close } = await openBenchCore(context);
    const [owner] = [...core.access.state().accounts.keys()] as AccountId[];
    const auditor: Actor = { kind: 'account', account: owner as AccountId, role: 'owner', session: newId() };
    const accounts = Array.from({ length: ACTORS }, () => newId<AccountId>());
    // One in a hundred was refused; actors and types come up in turn.
    const lineAt = (at: number): Append => ({
      scope: record,
      body: {
        actor: { kind: 'account', account: accounts[(at * 7919) % ACTORS] ?? '', role: 'member' },
        record,
        action: at % 3 === 0 ? 'read' : 'search',
        outcome: at % 100 === 17 ? 'refused' : 'permitted',
        purpose: 'care',
        channel: 'browser',
        types: [TYPES[(at * 31) % TYPES.length] ?? ''],
        count: 20,
        method: 'GET',
        path: '/api/people/:person/facts',
        ip: '192.0.2.7',
        agent: AGENT,
      },
    });
    const started = performance.now();
    let next = 0;
    const client = async (): Promise<void> => {
      while (next < lines) await core.ledger.append(lineAt(next++));
    };
    await Promise.all(Array.from({ length: 512 }, client));
    const fill = (performance.now() - started) / 1000;
    context.log(`${lines} lines in ${Math.round(fill)} s`);

    const middle = async (): Promise<AuditQuery> => {
      const times = await Promise.all(
        [0.4, 0.6].map(async (part) => (await core.ledger.reader.entry(Math.floor(lines * part)))?.time ?? 0),
      );
      return { from: times[0] ?? 0, to: times[1] ?? 0 };
    };
    // The words of the last three are in every part of the log, and no line has them together.
    const questions: readonly (readonly [string, AuditQuery, number, number?])[] = [
      ['first', {}, 0],
      ['page_1000', {}, 999 * 20],
      ['actor', { actor: accounts[3] as AccountId }, 0],
      ['actor_page_100', { actor: accounts[3] as AccountId }, 99 * 20],
      ['type_outcome', { type: 'Condition', outcome: 'failure' }, 0],
      ['time', await middle(), 0],
      ['time_type_outcome', { ...(await middle()), type: 'DocumentReference', outcome: 'refused' }, 0],
      ['unknown_actor', { actor: newId<AccountId>() }, 0, 0],
      ['none', { type: 'Observation', outcome: 'refused' }, 0, 0],
      ['none_actor', { actor: accounts[3] as AccountId, outcome: 'refused', type: 'Observation' }, 0, 0],
      ['none_action', { action: 'read', type: 'Condition' }, 0, 0],
    ];
    const figures: Record<string, number> = { fill_s: fill };
    let all = 0;
    for (const [name, query, skip, wanted = 20] of questions) {
      const ask = () => core.audit.lines(auditor, query, { limit: 20, skip }, { method: 'GET', path: '/api/audit' });
      if ((await ask()).lines.length !== wanted) throw new Error(`${name}: not a whole page`);
      const cost = await context.measure(20, async () => {
        for (let time = 0; time < 20; time += 1) await ask();
      });
      figures[`${name}_ms`] = cost.wall_ms_per_op;
      figures[`${name}_cpu_ms`] = cost.cpu_ms_per_op;
      all += cost.cpu_ms_per_op;
    }
    // The log of one person, as whoever holds the record reads it: the newest, and half way down.
    const { from: _from, ...earlier } = await middle();
    const own: readonly (readonly [string, Parameters<typeof core.activity.told>[1]])[] = [
      ['person_first', { limit: 300 }],
      ['person_middle', { limit: 300, ...earlier }],
      ['person_actor', { limit: 300, actor: accounts[3] as AccountId }],
      ['person_nobody', { limit: 300, actor: newId() }],
    ];
    for (const [name, query] of own) {
      const ask = async () => core.activity.told(await permit(['read']), query);
      if ((await ask()).lines.length !== (name === 'person_nobody' ? 0 : 300))
        throw new Error(`${name}: not a whole page`);
      const cost = await context.measure(10, async () => {
        for (let time = 0; time < 10; time += 1) await ask();
      });
      figures[`${name}_ms`] = cost.wall_ms_per_op;
      figures[`${name}_cpu_ms`] = cost.cpu_ms_per_op;
    }
    await close();
    return { ...figures, cpu_ms_per_op: all / questions.length };
  },
};
