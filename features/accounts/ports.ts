import type { Db, Statement } from '@chartwarden/db';
import type { Gate, Grants, Invited, Organizations } from '@chartwarden/gate';
import type { SessionCookie } from '@chartwarden/http';
import type { Clock } from '@chartwarden/time';
import type { SealedStore } from '@chartwarden/vault';

/** `text` is printable; `words` the root key in groups with a checksum. Either of them is the key. */
export interface RecoveryKit {
  readonly text: string;
  readonly words: string;
  readonly publicKey: string;
  /** Suggested content of the file to keep. */
  readonly file: string;
}

/** The second place for ledger checkpoints (design 4.3). */
export interface WitnessPort {
  suggested(): Promise<string | null>;
  /** Throws a CodedError when the folder cannot hold checkpoints. */
  configure(folder: string | null): Promise<void>;
}

/** One plain message; `to` is one address. */
export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** One that is tried again; `unsent`: what is taken back when it could not be sent this time. */
export interface OutgoingMessage extends Message {
  readonly unsent?: () => Promise<void>;
}

/** Mail through the operator's server, and the queue from which it is sent. */
export interface MailPort {
  /** Throws CW-MAIL-*. */
  send(message: Message): Promise<void>;
  /** The job that calls `Accounts.deliver` with this id, as a statement of the caller's transaction; then `wake`. */
  job(mail: string): Statement;
  wake(): void;
}

export interface AccountsPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly gate: Pick<
    Gate,
    | 'changeAccess'
    | 'changeTogether'
    | 'mayChange'
    | 'account'
    | 'hasOwner'
    | 'isFor'
    | 'note'
    | 'permit'
    | 'purposeOf'
    | 'upToDate'
  >;
  /** Who holds a record, and in what capacity. */
  readonly grants: Pick<Grants, 'capacityOf' | 'holderOf' | 'holdersOf'>;
  readonly invited: Invited;
  /** Who works where, and the names of organizations. */
  readonly organizations: Pick<Organizations, 'of' | 'cardOf' | 'heldBy'>;
  /** The account and instance keys, for tables that are no record's. */
  readonly sealed: SealedStore;
  readonly witness: WitnessPort;
  /** Null: no mail server is configured. */
  readonly mail: MailPort | null;
  recoveryKit(): RecoveryKit | Promise<RecoveryKit>;
  /** Prints lines where the operator sees them, and nowhere else: never into a log that is kept. */
  announce(lines: readonly string[]): void;
}

/** Where people may sign in instead of here: an OpenID provider that the operator named. */
export interface SignOnProvider {
  /** Part of the redirect address. */
  readonly id: string;
  /** On the button. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client. */
  readonly secret: string | null;
  /** Beside `openid`. */
  readonly scopes: readonly string[];
  /** What of `amr` or `acr` stands for a second step (OpenID Connect Core 1.0, 2). */
  readonly enough: { readonly amr: readonly string[]; readonly acr: readonly string[] };
}

export interface AccountsSettings {
  /** SESSION_SECRET: session tokens are stored under it, so that changing it ends every session. */
  readonly sessionSecret: string;
  readonly maxAgeMs: number;
  /** 0: no idle expiry. */
  readonly idleMs: number;
  /** The base of links. */
  readonly publicUrl: string;
  /** `sessionCookie(config)` of platform/http. */
  readonly cookie: SessionCookie;
  /** False when somebody outside this machine can connect: the first run then needs a code. */
  readonly loopback: boolean;
  /** Whether people may make accounts for themselves. */
  readonly registration: boolean;
  /** Whether whoever holds a record may bring in people who have no account here; otherwise owners and admins only. */
  readonly holdersInvite: boolean;
  /** How long an API token lives at most, and unless it asks for less. */
  readonly tokenHours: number;
  readonly signOn: readonly SignOnProvider[];
  readonly version: string;
}
