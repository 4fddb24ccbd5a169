import type { Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type AccountId, idToBytes, newId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { Reseal, SealedPlace, SealedStore } from '@chartwarden/vault';
import type { OutboxStore } from './outbox.store.ts';
import type { AccountsPorts, Message, OutgoingMessage } from './ports.ts';

/** What waits to be sent: a message, or a question that becomes one only when somebody has that address. */
export type Waiting =
  | ({ readonly kind: 'message' } & Message)
  | { readonly kind: 'lost-password'; readonly email: string }
  | {
      readonly kind: 'notices';
      readonly account: AccountId;
      readonly notices: readonly { readonly kind: string; readonly at: number }[];
    };

/** Mail on its way out: sealed until it is sent, and sent by a job that carries its id and nothing else. */
export interface Outbox {
  /** False when the operator configured no mail server. */
  readonly isOpen: boolean;
  /** `also`: statements of the same transaction. Throws CW-ACC-023 when there is no mail. */
  put(waiting: Waiting, also?: readonly Statement[]): Promise<void>;
  /**
   * Sends one and forgets it. `render` says what it is, or null for nothing to send. Throws CW-MAIL-*, CW-ACC-023; it then
   * still waits. Does nothing for what was sent already.
   */
  deliver(id: string, render: (waiting: Waiting) => Promise<OutgoingMessage | null>): Promise<void>;
  /** How many have waited for more than an hour: the server does not take them, or there is none. */
  late(): Promise<number>;
  sweep(): Promise<void>;
  /** Moves what is sealed to the instance's newest key. Resolves with how many were not there yet. */
  reseal(again: Reseal): Promise<number>;
}

const HOUR = 3600_000;
/** Longer than anything in it is of use: the longest invitation. */
const KEPT = 30 * 24 * HOUR;

export function createOutbox(
  store: OutboxStore,
  mail: AccountsPorts['mail'],
  sealed: SealedStore,
  clock: Clock,
): Outbox {
  return {
    isOpen: mail !== null,
    async put(waiting, also = []) {
      if (mail === null) throw new CodedError('CW-ACC-023');
      const madeAt = clock.now();
      const id = newId(madeAt);
      const content = sealed.seal('instance', place(id), Buffer.from(JSON.stringify(waiting)));
      await store.insert({ id, madeAt, content }, [mail.job(id), ...also]);
      mail.wake();
    },
    async deliver(id, render) {
      const row = await store.byId(id);
      if (row === null) return;
      if (mail === null) throw new CodedError('CW-ACC-023');
      const waiting = JSON.parse(sealed.open('instance', place(id), row.content).toString('utf8')) as Waiting;
      const rendered = await render(waiting);
      if (rendered !== null) {
        const { unsent = () => Promise.resolve(), ...message } = rendered;
        await mail.send(message).catch(async (error: unknown) => {
          await unsent();
          throw error;
        });
      }
      await store.remove(id);
    },
    late: () => store.madeBefore(clock.now() - HOUR),
    sweep: () => store.sweep(clock.now() - KEPT),
    async reseal(again) {
      let moved = 0;
      for (const row of await store.all()) {
        const content = again(place(row.id), row.content);
        if (content === null) continue;
        await store.reseal(row, content);
        moved += 1;
      }
      return moved;
    },
  };
}

const place = (mail: string): SealedPlace => ({
  table: 'account_outbox',
  row: idToBytes(mail),
  column: 'content',
  version: 1,
});
