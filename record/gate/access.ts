import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@chartwarden/db';
import { CodedError, isCoded } from '@chartwarden/errors';
import { type AccountId, type EventId, idFromBytes, idToBytes, newId, type RecordId } from '@chartwarden/ids';
import {
  AccessMovedError,
  type Actor,
  type Append,
  type Head,
  type Ledger,
  nextAccessDigest,
} from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import type { RequestFacts } from '@chartwarden/vault';
import { type Keyring, openRow, rowDigest } from '@chartwarden/vault';
import { type AccessRow, accessStore } from './access.store.ts';
import { type AccessStep, entryOf, placeOf, scopeBytes, scopeOf, type WrittenWith } from './access-entry.ts';
import { mayChange } from './access-rules.ts';
import { type AccessState, emptyAccess, fold } from './access-state.ts';
import type { AccessEvent, NewAccessEvent } from './access-types.ts';
import type { Asked } from './gate-types.ts';
import { restsOn } from './rests-on.ts';

// For how long a row may stand without its head: 100 times 10 ms.
const MOST_WAITS = 100;
const WAIT = 10;

/** The access state, verified against the chain in the ledger before anything is decided on it. */
export interface Access {
  state(): AccessState;
  /** Takes over what other processes wrote; verifies it. Throws CW-GATE-009 when rows and chain differ. */
  refresh(): Promise<AccessState>;
  change(actor: Actor, event: NewAccessEvent, request: RequestFacts, extra?: WrittenWith): Promise<AccessEvent>;
  /**
   * Several changes at once, each decided on what those before it leave: all of them become durable in one transaction, or
   * none of them, and nobody ever sees some.
   */
  changeAll(steps: readonly AccessStep[]): Promise<readonly AccessEvent[]>;
  /** Compares every row with the step of the chain that wrote it, and names those that differ. Changes nothing. */
  check(): Promise<readonly string[]>;
  /** All events in order that can still be read, for `state(at)` and receipts. */
  events(): Promise<readonly AccessEvent[]>;
  /** Those about one record or account, in order. */
  eventsOf(subject: RecordId | AccountId): Promise<readonly AccessEvent[]>;
}

export async function openAccess(parts: {
  readonly db: Db;
  readonly keyring: Keyring;
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Told of every record that was erased, by whichever process: what is held of its keys goes. */
  readonly erased: (record: RecordId) => void;
  /** Told of every account, by whichever process it was made: its keys are held before anything of it is opened. */
  readonly account: (account: AccountId) => Promise<void>;
}): Promise<Access> {
  const { db, keyring, ledger, clock } = parts;
  const store = accessStore(db);
  let state = emptyAccess;
  let digest: Buffer = Buffer.alloc(32);
  let generation = -1;

  async function eventOf(row: AccessRow): Promise<AccessEvent | null> {
    try {
      const keys = await keyring.load(idFromBytes(scopeBytes(row)));
      const event = openRow<AccessEvent>(keys, placeOf(row), row.sealed);
      return { ...event, id: idFromBytes<EventId>(row.event_id), seq: row.access_seq, time: row.made_at };
    } catch (error) {
      // The keys of an erased person are gone, and with them what they had consented to.
      if (isCoded(error) && error.code === 'CW-VLT-002') return null;
      if (isCoded(error) && error.code === 'CW-VLT-001')
        throw new CodedError('CW-GATE-009', `access event ${row.access_seq}`, { cause: error });
      throw error;
    }
  }

  async function* rowsAfter(seq: number, until: number): AsyncGenerator<AccessRow> {
    for (let at = seq; at < until; ) {
      const page = await store.after(at, Math.min(500, until - at));
      for (const row of page) {
        at += 1;
        if (row.access_seq !== at) throw new CodedError('CW-GATE-009', `access event ${at} is missing`);
        yield row;
      }
      if (page.length === 0) throw new CodedError('CW-GATE-009', `access event ${at + 1} is missing`);
    }
  }

  /** Takes over what stands up to the head; resolves with the head. */
  async function takeOver(): Promise<Head> {
    const head = await ledger.refresh();
    if (head.keyringGeneration !== generation) {
      await keyring.refresh();
      generation = head.keyringGeneration;
    }
    let next = state;
    let chained = digest;
    for await (const row of rowsAfter(state.seq, head.accessSeq)) {
      chained = nextAccessDigest(
        chained,
        rowDigest({ scope: scopeBytes(row) }, 'access_events', row.event_id, 1, row.sealed),
      );
      const event = await eventOf(row);
      next = event === null ? { ...next, seq: row.access_seq } : fold(next, event);
      if (event?.kind === 'record' && event.state === 'erased') parts.erased(event.record);
      if (event?.kind === 'account') await parts.account(event.account);
    }
    if (!chained.equals(head.accessDigest)) throw new CodedError('CW-GATE-009', 'their chain differs from the ledger');
    state = next;
    digest = chained;
    return head;
  }

  async function takeOverAll(): Promise<AccessState> {
    for (let waited = 0; ; waited += 1) {
      const from = state.seq;
      const [{ accessSeq }, rows] = await Promise.all([takeOver(), store.after(from, 1)]);
      if (rows.length === 0 && accessSeq === from) return state;
      if ((await store.after(accessSeq, 1)).length === 0) return state;
      // The row of a change under way is seen a moment before its head is; one that was slipped in never gets a head.
      if ((await ledger.refresh()).accessSeq > accessSeq) continue;
      if (waited >= MOST_WAITS) throw new CodedError('CW-GATE-009', `access event ${accessSeq + 1} was added`);
      await sleep(WAIT);
    }
  }

  let running: Promise<AccessState> | undefined;
  let following: Promise<AccessState> | undefined;

  // One at a time, and whoever asks meanwhile shares the next one: it begins after they asked.
  function refresh(): Promise<AccessState> {
    if (running === undefined) {
      running = takeOverAll().finally(() => {
        running = undefined;
      });
      return running;
    }
    following ??= running
      .catch(() => undefined)
      .then(() => {
        following = undefined;
        return refresh();
      });
    return following;
  }

  /** Throws, after its line. */
  async function refuse(
    actor: Actor,
    { kind }: NewAccessEvent,
    request: RequestFacts,
    code: 'CW-GATE-003' | 'CW-GATE-007',
  ): Promise<never> {
    const body = { actor, action: `access-${kind}`, outcome: 'refused', code, ...request } as const;
    await ledger.append({ scope: 'instance', body });
    throw new CodedError(code);
  }

  async function changeAll(steps: readonly AccessStep[]): Promise<readonly AccessEvent[]> {
    // What is decided on now: while keys are made ready, the state goes on.
    const decidedOn = state;
    let leaves = decidedOn;
    const made: AccessEvent[] = [];
    const rests: (readonly string[] | null)[] = [];
    for (const { actor, event, request } of steps) {
      // Who looks through somebody else's eyes changes nothing.
      const { as, ...facts } = request as Asked;
      if (as !== undefined) return refuse(actor, event, facts, 'CW-GATE-003');
      if (!mayChange(actor, event, leaves, clock.now())) return refuse(actor, event, facts, 'CW-GATE-007');
      rests.push(restsOn(actor, event, leaves));
      const by = (actor.account as AccountId | undefined) ?? (actor.kind === 'system' ? 'system' : 'operator');
      const one = { ...event, id: newId<EventId>(clock.now()), by, time: clock.now(), seq: 0 } as AccessEvent;
      made.push(one);
      leaves = fold(leaves, { ...one, seq: leaves.seq + 1 });
    }
    const entries: Append[] = [];
    for (const [at, step] of steps.entries()) {
      const event = made[at];
      if (event !== undefined) entries.push(entryOf(step, event, await keyring.reserve(scopeOf(event), 1)));
    }
    // Decided on the state as it was: when it moved for these meanwhile, nothing is written.
    const guard = {
      subjects: [...new Set(rests.flatMap((one) => one ?? []))],
      whole: rests.includes(null),
      accessSeq: decidedOn.seq,
    };
    const [first, ...others] = entries;
    const all = first === undefined ? [] : [{ ...first, guard }, ...others];
    const placed = await ledger.appendAll(all).catch(async (error: unknown) => {
      // Whoever decides anew does it on what stands now.
      if (error instanceof AccessMovedError) await refresh();
      throw error;
    });
    await refresh();
    return made.map((event, at) => ({ ...event, seq: placed[at]?.accessSeq ?? 0 }));
  }

  async function change(
    actor: Actor,
    event: NewAccessEvent,
    request: RequestFacts,
    extra?: WrittenWith,
  ): Promise<AccessEvent> {
    const [made] = await changeAll([{ actor, event, request, extra }]);
    return made as AccessEvent;
  }

  async function events(): Promise<readonly AccessEvent[]> {
    const list: AccessEvent[] = [];
    for await (const row of rowsAfter(0, state.seq)) {
      const event = await eventOf(row);
      if (event !== null) list.push(event);
    }
    return list;
  }

  async function eventsOf(subject: RecordId | AccountId): Promise<readonly AccessEvent[]> {
    const list: AccessEvent[] = [];
    for (const row of await store.of(idToBytes(subject))) {
      const event = await eventOf(row);
      if (event !== null) list.push(event);
    }
    return list;
  }

  async function check(): Promise<readonly string[]> {
    const { steps: first, problem } = await ledger.accessChain();
    let steps = first;
    const found = problem === undefined ? [] : [problem];
    let expected = 1;
    for (let page = await store.after(0, 500); page.length > 0; page = await store.after(expected - 1, 500)) {
      for (const row of page) {
        for (; expected < row.access_seq; expected += 1) found.push(`access event ${expected} was removed`);
        expected = row.access_seq + 1;
        // What was written since the chain was read has its step by now.
        if (row.access_seq > steps.length) steps = (await ledger.accessChain()).steps;
        const step = steps[row.access_seq - 1];
        const own = rowDigest({ scope: scopeBytes(row) }, 'access_events', row.event_id, 1, row.sealed);
        if (step === undefined) found.push(`access event ${row.access_seq} was added`);
        else if (!step.digest.equals(own)) found.push(`access event ${row.access_seq} was changed`);
        else if (!(await isWhole(row))) found.push(`access event ${row.access_seq} was changed`);
      }
    }
    for (; expected <= steps.length; expected += 1) found.push(`access event ${expected} was removed`);
    return found;
  }

  const isWhole = (row: AccessRow): Promise<boolean> =>
    eventOf(row).then(
      () => true,
      () => false,
    );

  await refresh();
  return { state: () => state, refresh, change, changeAll, check, events, eventsOf };
}
