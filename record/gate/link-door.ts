import type { Db } from '@chartwarden/db';
import type { ErrorCode } from '@chartwarden/errors';
import type { AccountId, EventId, RecordId } from '@chartwarden/ids';
import type { Ledger } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import type { RequestFacts } from '@chartwarden/vault';
import type { Access } from './access.ts';
import type { AccessState } from './access-state.ts';
import type { ConsentEvent } from './access-types.ts';
import { concerning, isActive, isPermit, isRefusal } from './consents.ts';
import { decide } from './decide.ts';
import { selvesOf } from './selves.ts';

/** A link that somebody without an account opens: whose record, who made it, by which consent, since when its content stands. */
export interface LinkAtDoor {
  readonly id: string;
  readonly record: RecordId;
  readonly account: AccountId;
  readonly event: EventId;
  /** Milliseconds since the epoch: what was refused later is not left out of what it holds. */
  readonly contentAt: number;
}

/** What is written of somebody at the door, in the person's own log. */
export interface AtDoor {
  /** Absent: it opened. */
  readonly code?: ErrorCode;
  /** SHA-256 (hex) of the ciphertext that goes out. */
  readonly payload?: string;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * The door of share links. Nobody has a permit there: what leaves is a ciphertext whose key the server never had. So the
 * door decides one thing, whether the link stands now (its consent, and the right of whoever made it), and writes the
 * line before anything leaves.
 */
export function createLinkDoor(parts: {
  readonly db: Pick<Db, 'engine'>;
  readonly access: Access;
  readonly ledger: Ledger;
  readonly clock: Clock;
}) {
  const { db, access, ledger, clock } = parts;
  // As the gate does: other processes on a server's database may have ended it.
  const current = async (): Promise<AccessState> => (db.engine === 'sqlite' ? access.state() : await access.refresh());

  /** Whoever made it could still make it: they hold the record, and nobody shut them out of it. */
  const makerMay = ({ account, record, id }: LinkAtDoor, state: AccessState, at: number): boolean =>
    decide(
      {
        actor: { kind: 'account', account, role: 'member' },
        record,
        actions: ['export'],
        purpose: 'care',
        channel: 'link',
        recipient: { kind: 'link', id },
        form: 'metadata_only',
        request: {},
      },
      state,
      at,
    ).outcome === 'permit';

  function standing(link: LinkAtDoor, state: AccessState): ConsentEvent | null {
    const record = state.records.get(link.record);
    if (record === undefined || record.erased) return null;
    const at = clock.now();
    if (!makerMay(link, state, at)) return null;
    const here = concerning(record.consents, { kind: 'link', id: link.id }).filter((one) => isActive(one, at));
    const consent = here.find((one) => one.id === link.event);
    if (consent === undefined || !isPermit(consent) || !consent.actions.includes('export')) return null;
    // What was refused since, to the link or to its maker, cannot be taken out of a ciphertext: the link stays shut until
    // its content is made anew. Whoever does not hold the record themselves made it for the organization that does.
    const isOwn = record.custody.some(({ holder }) => holder.kind === 'account' && holder.id === link.account);
    const [oneself, ...places] = selvesOf(link.account, state);
    const ofMaker = [oneself, ...(isOwn ? [] : places)].flatMap((self) =>
      self === undefined ? [] : concerning(record.consents, self.recipient).filter((one) => isActive(one, at)),
    );
    return [...here, ...ofMaker].some((one) => isRefusal(one) && one.time >= link.contentAt) ? null : consent;
  }

  return {
    /** False for what is not there, ended, over, erased, or refused by now. */
    stands: async (link: LinkAtDoor): Promise<boolean> => standing(link, await current()) !== null,

    /**
     * Writes the line of an opening or of a wrong try; resolves, when it is durable, with the accounts to be told. Null
     * when the link does not stand: then there is no line. Throws AccessMovedError when that changed meanwhile.
     */
    async note(link: LinkAtDoor, what: AtDoor, request: RequestFacts): Promise<readonly AccountId[] | null> {
      const state = await current();
      const consent = standing(link, state);
      if (consent === null) return null;
      await ledger.append({
        scope: link.record,
        body: {
          actor: { kind: 'anonymous', role: 'link' },
          record: link.record,
          action: 'link-open',
          outcome: what.code === undefined ? 'permitted' : 'refused',
          ...what,
          purpose: 'care',
          channel: 'link',
          recipient: `link:${link.id}`,
          consent: [link.event],
          form: consent.form,
          ...request,
        },
        guard: { subjects: [link.record], accessSeq: state.seq },
      });
      const custody = state.records.get(link.record)?.custody ?? [];
      return custody.flatMap(({ holder }) => (holder.kind === 'account' ? [holder.id as AccountId] : []));
    },
  };
}

export type LinkDoor = ReturnType<typeof createLinkDoor>;
