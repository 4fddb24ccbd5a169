import type { KeyObject } from 'node:crypto';
import type { Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import type { EntryBody, Scope } from '@chartwarden/ledger-proof';

export type { Actor, EntryBody, Scope } from '@chartwarden/ledger-proof';

/** The state of access rows after an entry: a chain of its own (design 4.1). */
export interface AccessStep {
  /** Whose decisions this event changes: the record's id for consent and custody, the account's for role and status. */
  readonly subject: string;
  /** SHA-256 of (record, table, row, version, ciphertext) of the access row that this entry writes. */
  readonly digest: Uint8Array;
}

/** What to append. Everything in `statements` and the entry itself become durable in one transaction, or nothing does. */
export interface Append {
  readonly scope: Scope;
  readonly body: EntryBody;
  /** The released ids: stored beside the body, compressed and encrypted. */
  readonly ids?: readonly string[];
  readonly statements?: readonly Statement[];
  readonly access?: AccessStep;
  /**
   * A release: refused with AccessMovedError when an access event of any of these subjects has a sequence above
   * `accessSeq`, that is, when something was granted, revoked or changed after the decision was made; `whole`: an access
   * event of anybody.
   */
  readonly guard?: { readonly subjects: readonly string[]; readonly accessSeq: number; readonly whole?: boolean };
  /** Extra statements that need the entry's own seq/accessSeq (an access row stores the sequence it was given). */
  readonly statementsAt?: (place: Placed) => readonly Statement[];
  /** Builds the access digest once the access sequence is known; used instead of `access.digest` when the row's AAD holds it. */
  readonly accessAt?: (accessSeq: number) => AccessStep;
  /** The entry is about keys: the head's keyring generation rises with it, and every process drops what it cached. */
  readonly keysChanged?: boolean;
}

/** Where an entry landed. Resolved only when it is durable. */
export interface Placed {
  /** Leaf index in the tree, from 0. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** The access sequence after this entry. */
  readonly accessSeq: number;
}

/** Sealing and tokens, given by the vault: the only code that calls a cipher. */
export interface LedgerCipher {
  /** AAD = (scope, 'ledger_entries', seq, column). Throws KeyErasedError when the scope's key is destroyed. */
  seal(scope: Scope, seq: number, column: 'body' | 'ids', plaintext: Uint8Array): Buffer;
  open(scope: Scope, seq: number, column: 'body' | 'ids', envelope: Uint8Array): Buffer;
  /** 8-byte blind token under the instance index key: kind is `actor`, `action`, `type` or `outcome`. */
  token(kind: string, text: string): Buffer;
  /** The same in every generation of that key, newest first: lines keep the tokens that they were written with. */
  tokens(kind: string, text: string): readonly Buffer[];
}

/** The key that signs checkpoints; lives in the keyring. */
export interface CheckpointKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A release was decided before an access event of its subject; nothing was written. Decide again. */
export class AccessMovedError extends Error {
  constructor() {
    super('access changed after the decision was made');
    this.name = 'AccessMovedError';
  }
}

/** The key of a scope is destroyed: its bodies can never be read again, and nothing more is written for it. */
export class KeyErasedError extends Error {
  constructor() {
    super('the key of this record is destroyed');
    this.name = 'KeyErasedError';
  }
}

/** The stored ledger contradicts itself (a tile, an entry, a checkpoint or the head was changed); nothing is appended. */
export class LedgerBrokenError extends CodedError {
  constructor(what: string) {
    super('CW-LED-001', what);
    this.name = 'LedgerBrokenError';
  }
}
