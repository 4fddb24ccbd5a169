import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, type Db, DuplicateError, QueryError } from '@chartwarden/db';
import { idFromBytes } from '@chartwarden/ids';
import { NO_PREVIOUS, rootOf } from '@chartwarden/ledger-proof';
import type { Clock } from '@chartwarden/time';
import { scopeToBytes } from './entry.ts';
import { readChainHead } from './find-entries.store.ts';
import { type Head, readAccessSteps, readEdge, readHead, readOpenWords } from './ledger.store.ts';
import { type Chain, type Group, type LedgerState, placeGroup } from './placement.ts';
import { type Append, LedgerBrokenError, type LedgerCipher, type Placed, type Scope } from './types.ts';

export interface Sequencer {
  append(append: Append): Promise<Placed>;
  /** All of them in one commit, in this order, or none of them. */
  appendAll(appends: readonly Append[]): Promise<readonly Placed[]>;
  /** The head as this process last saw it; with one process on the database, the head. */
  head(): Head;
  /** The head as committed by whichever process came last. */
  refresh(): Promise<Head>;
  /** Resolves when every append made so far is answered. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly appends: readonly Append[];
  readonly resolve: (placed: readonly Placed[]) => void;
  readonly reject: (error: unknown) => void;
}

type Loaded = Pick<LedgerState, 'head' | 'edge' | 'words'>;

/** Entries and rows of one commit: bounded, so that the writer is never held for long. */
const MAX_GROUP = 256;
const MAX_ROWS = 1024;
/** Milliseconds. A clock that goes back by less is only clamped: machines that share a database differ by as much. */
const CLOCK_TOLERANCE = 1000;
/** How often a commit is tried when other processes keep moving the head. */
const MAX_ATTEMPTS = 200;
/** Chain ends kept in memory. */
const MAX_CHAINS = 20_000;

const rowsOf = ({ appends }: Waiting): number =>
  appends.reduce(
    (rows, { statements = [] }) =>
      rows + 1 + statements.reduce((sum, one) => sum + ('rows' in one ? one.rows.length : 1), 0),
    0,
  );

/**
 * The one queue of a process. All appends that wait become one durable transaction whose first statement moves the
 * head row from the size that this process knows: the processes on one database take turns by that row.
 */
export async function createSequencer(parts: {
  readonly db: Db;
  readonly clock: Clock;
  readonly cipher: LedgerCipher;
  /** Told of every head that this process made durable; must not throw. */
  readonly committed: (head: Head) => void;
}): Promise<Sequencer> {
  const { db, clock, cipher } = parts;
  const queue: Waiting[] = [];
  let running: Promise<void> | undefined;
  const chains = new Map<Scope, Chain>();
  const moved = new Map<string, number>();
  let { head, edge, words } = await load(undefined);
  const floor = head.accessSeq;
  /** What the clock last said, and what it said when the commit under way was prepared. */
  let lastClock = head.time;
  let preparedAt = lastClock;
  let stale = false;

  async function load(known: Head | undefined): Promise<Loaded> {
    const found = await db.snapshot(async (all) => {
      const now = await readHead(all);
      if (now === undefined) throw new LedgerBrokenError('its head is missing');
      const steps = known === undefined ? [] : await readAccessSteps(all, known.accessSeq);
      return { head: now, edge: await readEdge(all, now.size), words: await readOpenWords(all, now.size), steps };
    });
    if (!rootOf(found.edge).equals(found.head.root)) throw new LedgerBrokenError('its tree does not end in its head');
    if (known !== undefined && found.head.size < known.size) throw new LedgerBrokenError('it became shorter');
    for (const step of found.steps) moved.set(idFromBytes(step.access_subject), step.access_seq);
    return found;
  }

  async function reload(): Promise<void> {
    ({ head, edge, words } = await load(head));
    chains.clear();
    stale = false;
  }

  function take(): Waiting[] {
    let rows = 0;
    let count = 0;
    for (const waiting of queue) {
      rows += rowsOf(waiting);
      if (count > 0 && (rows > MAX_ROWS || count === MAX_GROUP)) break;
      count += 1;
    }
    return queue.splice(0, count);
  }

  async function run(): Promise<void> {
    // One turn of the loop, so that everybody who was just answered can join the same commit.
    await new Promise(setImmediate);
    while (queue.length > 0) {
      const group = take();
      await write(group).catch((error: unknown) => {
        // Whether it became durable is not known: nobody is told yes, and the next commit looks first.
        stale = true;
        for (const waiting of group) waiting.reject(error);
      });
    }
    running = undefined;
  }

  async function prepare(waiting: readonly Waiting[]): Promise<Group<Waiting>> {
    if (stale) await reload();
    const now = clock.now();
    preparedAt = now;
    const items: { item?: Waiting; appends: readonly Append[] }[] = waiting.map((item) => ({
      item,
      appends: item.appends,
    }));
    if (now < lastClock - CLOCK_TOLERANCE) items.unshift({ appends: [clockStep(lastClock, now)] });
    for (const { scope } of items.flatMap(({ appends }) => appends)) {
      if (chains.has(scope)) continue;
      const link = await readChainHead(db, scopeToBytes(scope), head.size);
      const commitment = link?.commitment.toString('hex') ?? NO_PREVIOUS;
      chains.set(scope, { count: link?.count ?? 0, commitment });
    }
    return placeGroup({ head, edge, words, chains, moved, floor }, items, now, cipher);
  }

  async function write(waiting: readonly Waiting[], attempt = 1): Promise<void> {
    const group = await prepare(waiting);
    for (const { item, error } of group.refused) item.reject(error);
    const left = group.placed.map((one) => one.item);
    if (left.length === 0) return;
    try {
      await db.batch(group.statements, { priority: 'ledger' });
    } catch (error) {
      const refused = error instanceof ConflictError || error instanceof DuplicateError || error instanceof QueryError;
      // Anything else may have become durable all the same.
      if (!refused) throw error;
      if (attempt < MAX_ATTEMPTS && (await lostTheRace(error))) {
        stale = true;
        await sleep(Math.random() * Math.min(attempt, 10));
        return write(left, attempt + 1);
      }
      const guilty = error instanceof ConflictError ? group.owners.get(error.statement) : undefined;
      if (guilty !== undefined) {
        guilty.reject(error);
        return write(left.filter((one) => one !== guilty));
      }
      // The others don't say whose statement it was: halve until only the guilty one is left alone.
      if (left.length === 1) return left[0]?.reject(error);
      const middle = Math.ceil(left.length / 2);
      await write(left.slice(0, middle));
      return write(left.slice(middle));
    }
    accept(group);
  }

  /** Did another process move the head first? It shows as a conflict of the head, or as a place that is taken. */
  const lostTheRace = async (error: unknown): Promise<boolean> =>
    error instanceof ConflictError ? error.statement === 0 : (await readHead(db.all))?.size !== head.size;

  function accept(group: Group<Waiting>): void {
    ({ head, edge, words } = group);
    if (chains.size > MAX_CHAINS) chains.clear();
    for (const [scope, chain] of group.chains) chains.set(scope, chain);
    for (const [subject, seq] of group.moved) moved.set(subject, seq);
    lastClock = preparedAt;
    parts.committed(head);
    for (const { item, places } of group.placed) item.resolve(places);
  }

  const wait = <T>(appends: readonly Append[], answer: (placed: readonly Placed[]) => T): Promise<T> =>
    new Promise((resolve, reject) => {
      queue.push({ appends, resolve: (placed) => resolve(answer(placed)), reject });
      running ??= run();
    });

  return {
    append: (append) => wait([append], ([placed]) => placed as Placed),
    appendAll: (appends) => wait(appends, (placed) => placed),
    head: () => head,
    refresh: async () => {
      // The embedded database has one process: what it knows is what is committed.
      if (db.engine === 'sqlite') return head;
      const now = await readHead(db.all);
      if (now === undefined) throw new LedgerBrokenError('its head is missing');
      if (now.size > head.size) stale = true;
      return now;
    },
    idle: async () => running,
  };
}

/** A clock that went backwards is said in the log; times in the log never go back. */
const clockStep = (from: number, to: number): Append => ({
  scope: 'instance',
  body: { actor: { kind: 'system', role: 'system' }, action: 'clock', outcome: 'done', detail: { from, to } },
});
