import { setTimeout as sleep } from 'node:timers/promises';
import { type FactId, type ImportId, newId, type RecordId } from '@chartwarden/ids';
import type { Action } from '@chartwarden/vault';
import type { Below } from '../../tests/support/random-access.ts';
import { COMMON, LABELS, MISSING_VISITS, makeFact, type WordedFact } from './facts.ts';
import type { Unseen } from './rounds.ts';
import { archiveOf } from './several.ts';
import type { PlacedFact, World } from './world.ts';

/** What came of it: words that nobody may see now, and what takes it back. Null: there was nothing to do it with. */
export interface Done {
  readonly words: readonly WordedFact[];
  readonly undo: () => Promise<unknown>;
}

const REASON = 'to see whether anybody notices';
const TYPES = ['Observation', 'Condition', 'Procedure', 'Encounter', 'DocumentReference', 'Appointment'] as const;
const NOTHING_TO_UNDO = { words: [], undo: async () => undefined };

/** Does it. `isHidden`: no way shows the reader a fact like this. */
export async function doUnseen(
  world: World,
  what: Unseen,
  below: Below,
  isHidden: (fact: WordedFact) => boolean,
): Promise<Done | null> {
  const { core } = world.app.app;
  const { vault, gate } = core;
  const { holder, other, record } = world;
  world.pass(1);
  const permit = (actions: readonly Action[], of: RecordId = record) =>
    gate.permit({ actor: holder.actor, record: of, actions, purpose: 'self', channel: 'browser', request: {} });
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  const hidden = world.facts.filter(isHidden);

  async function bring(list: readonly WordedFact[], commit = true): Promise<Done | null> {
    if (list.length === 0) return null;
    const { import: id } = await world.bring(record, list, commit);
    const undo = async () =>
      commit
        ? vault.imports.withdraw(await permit(['delete']), id as ImportId, REASON)
        : vault.imports.cancel(await permit(['create']), id as ImportId, REASON);
    return { words: list, undo };
  }
  const like = (plan: Parameters<typeof makeFact>[0]): WordedFact[] =>
    [{}, { labels: [LABELS[below(6)] as string] }, { labels: [...LABELS] }, { origin: 1 as const }]
      .map((more) => makeFact({ ...plan, ...more }, below, 2))
      .filter(isHidden)
      .slice(0, 1);

  async function access(
    effect: 'permit' | 'deny',
    recipient: { readonly kind: 'account' | 'link'; readonly id: string },
  ) {
    const event = {
      kind: 'consent', record, effect, actions: ['read', 'search', 'export'], recipient, slice: {}, from: 0, until: null,
      form: 'full_source_allowed', capacity: 'self',
    } as const; // biome-ignore format: one event
    const { id } = await gate.changeAccess(holder.actor, event, {});
    return { words: [], undo: () => gate.changeAccess(holder.actor, { ...event, ends: id }, {}) };
  }

  async function correct(kind: 'note' | 'not-mine', fact: PlacedFact | undefined): Promise<Done | null> {
    if (fact === undefined) return null;
    const value = kind === 'note' ? { value: `${COMMON} and more` } : {};
    const of = fact.id as FactId;
    const { id } = await vault.corrections.make(await permit(['update']), of, { kind, reason: REASON, ...value });
    return { words: [], undo: async () => vault.corrections.undo(await permit(['update']), of, id, REASON) };
  }

  switch (what) {
    case 'brings an entry':
      return bring(like({ type: pick(TYPES) ?? 'Condition', date: '2020-05-15' }));
    case 'brings what others name':
      return bring(like({ type: 'Encounter', upstream: pick(MISSING_VISITS) ?? '', date: '2019-03-04' }));
    case 'brings a twin': {
      const of = pick(world.facts.filter(({ type, codes }) => codes.length > 0 && type !== 'CarePlan'));
      const { type = 'Condition', codes = [], date } = of ?? {};
      return bring(like({ type, code: codes[0] ?? 'none', ...(date === undefined ? {} : { date }) }));
    }
    case 'brings and does not take it in':
      return bring([makeFact({ type: pick(TYPES) ?? 'Condition' }, below, 2)], false);
    case 'adds a note':
      return correct('note', pick(hidden));
    case 'disowns an entry':
      return correct('not-mine', pick(hidden));
    case 'says two are the same': {
      const one = pick(hidden.filter(({ type }) => type === 'Condition' || type === 'Observation'));
      const two = pick(hidden.filter(({ type, id }) => type === one?.type && id !== one.id));
      if (one === undefined || two === undefined) return null;
      const facts = [one.id as FactId, two.id as FactId] as const;
      const { id } = await vault.verdicts.say(await permit(['update']), { verdict: 'same', facts });
      return { words: [], undo: async () => vault.verdicts.undo(await permit(['update']), id, REASON) };
    }
    case 'shares with somebody else':
      return access('permit', { kind: 'account', id: other.account });
    case 'refuses somebody else':
      return access('deny', { kind: 'account', id: other.account });
    case 'makes a link':
      return access('permit', { kind: 'link', id: newId() });
    case 'works on another record':
      await world.bring(world.elsewhere, [makeFact({ type: 'Condition' }, below, 2)], true);
      return NOTHING_TO_UNDO;
    case 'has the chart worked out anew': {
      const done = await bring(like({ type: pick(TYPES) ?? 'Condition', date: '2020-05-15' }));
      if (done !== null) await workOut(world);
      return done;
    }
    default:
      await archiveOf('entries')(world, holder);
      await world.get(holder, { method: 'POST', path: `/api/people/${record}/print/summary`, body: {} });
      return NOTHING_TO_UNDO;
  }
}

/** Milliseconds that the job may take on a machine with much else to do. */
const PATIENCE = 300_000;

/** Has the job run that works sections and the text index out, and waits for it. */
export async function workOut(world: World): Promise<void> {
  const ask = { method: 'POST', path: `/api/people/${world.record}/search`, body: { words: COMMON } };
  const until = performance.now() + PATIENCE;
  for (let pause = 50; performance.now() < until; pause = Math.min(2000, pause * 1.2)) {
    const { text } = await world.get(world.holder, ask);
    if ((JSON.parse(text) as { readonly isCurrent?: boolean }).isCurrent === true) return;
    // The job waits until a second has passed since the last change.
    world.pass(1100);
    await sleep(pause);
  }
  const warned = world.app.logged.filter((line) => /"level":"(warn|error|fatal)"/.test(line));
  throw new Error(`the chart was not worked out: ${warned.slice(-3).join(' ')}`);
}
