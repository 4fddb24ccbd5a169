import type { Db } from '@chartwarden/db';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor, Ledger } from '@chartwarden/ledger';
import {
  bodyOf,
  denied,
  guardOf,
  type Permit,
  type PermitAuthority,
  type RequestFacts,
  type Vault,
} from '@chartwarden/vault';
import type { Access } from './access.ts';

/** An invitation that has to do with somebody's record, and who stands for it. */
export interface InvitedTo {
  readonly issuer: AccountId;
  readonly record: RecordId;
}

/**
 * Invitations to a record: those who hold it make them, and whoever was given one is told whose record it is about, and
 * nothing else. Both are lines of that person's log.
 */
export function createInvited(parts: {
  readonly db: Pick<Db, 'engine'>;
  readonly access: Access;
  readonly ledger: Ledger;
  readonly authority: PermitAuthority;
  readonly vault: Pick<Vault, 'records'>;
}) {
  const { db, access, ledger, authority, vault } = parts;

  return {
    /** False for a record that was erased, or never was. */
    isThere: (record: RecordId): boolean => access.state().records.get(record)?.erased === false,

    /**
     * True when the record's own history names that account: as who holds or held it, or was granted some of it. So an id
     * cannot be tried out.
     */
    names: async (record: RecordId, account: AccountId): Promise<boolean> =>
      (await access.eventsOf(record)).some((one) =>
        one.kind === 'consent' ? one.recipient?.id === account : one.kind === 'custody' && one.holder.id === account,
      ),

    /**
     * What a holder does with invitations to a record. Throws CW-GATE-003 for whoever was only granted something.
     * `detail`: never an address or a name.
     */
    async note(
      permit: Permit,
      action: 'invitation' | 'read-invitations',
      detail: Readonly<Record<string, string | number | boolean>>,
    ): Promise<void> {
      const grant = authority.claim(permit, 'share');
      if (!grant.custody) return denied(ledger, grant, action, 'CW-GATE-003');
      await ledger.append({
        scope: grant.record,
        body: bodyOf(grant, action, { outcome: action === 'invitation' ? 'done' : 'permitted', detail }),
        guard: guardOf(grant),
      });
    },

    /**
     * The name of the person whom a live invitation is about, for whoever holds it; the caller has found that its issuer
     * may still invite. The permit opens no fact, and dies when anything about issuer or record changes.
     */
    async nameFor({ issuer, record }: InvitedTo, reader: Actor | null, request: RequestFacts): Promise<string> {
      const state = db.engine === 'sqlite' ? access.state() : await access.refresh();
      const known = state.records.get(record);
      if (known === undefined || known.erased) return '';
      const permit = authority.mint({
        record,
        actor: { ...(reader ?? { kind: 'anonymous' }), role: 'invitation' },
        custody: false,
        holds: false,
        actions: ['read'],
        purpose: 'care',
        channel: 'browser',
        view: 'effective',
        form: 'full_source_allowed',
        allow: [],
        deny: [],
        basis: known.custody.filter(({ holder }) => holder.id === issuer).map(({ event }) => event),
        until: null,
        accessSeq: state.seq,
        subjects: [record, issuer],
        request,
      });
      return (await vault.records.profile(permit))?.name ?? '';
    },
  };
}

export type Invited = ReturnType<typeof createInvited>;
