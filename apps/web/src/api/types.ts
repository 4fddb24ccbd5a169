import type { LanguageTag } from '../i18n/languages.ts';
import type { FactContent } from './content-types.ts';

/** What the server's first screens speak: every shape here mirrors one answer of `/api`. Times are milliseconds since the epoch. */

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

export interface Session {
  readonly account: Account & { readonly roles: readonly string[] };
  /** True: nothing else answers before whoever is there has proved who they are. */
  readonly locked: boolean;
  /** False: nobody finds this account by its address, which anybody could have typed. */
  readonly addressProven: boolean;
  readonly kitConfirmed: boolean;
  readonly expires: number;
  /** What happened to this account that its owner should know and has not dismissed. */
  readonly notices?: readonly { readonly id: string; readonly kind: string; readonly at: number }[];
  readonly preferences: Preferences;
}

/** How a person wants to see things; what is absent was never chosen. */
export interface Preferences {
  readonly theme?: 'light' | 'dark' | 'system';
  readonly language?: LanguageTag;
  /** Weight, height, temperature: kilograms and Celsius, or pounds and Fahrenheit. */
  readonly measures?: 'metric' | 'us';
  /** Laboratory values: by mass (mg/dL) or by amount of substance (mmol/L). */
  readonly amounts?: 'mass' | 'molar';
  /** Whether "/" leads to the search; on until chosen. */
  readonly slash?: 'on' | 'off';
  /** Minutes without use after which the screen is locked; off until chosen. */
  readonly lock?: '5' | '15' | '60';
  /** IANA, like "Europe/Vienna". */
  readonly zone?: string;
}

/** One login of an account. Times are milliseconds since the epoch. */
export interface SessionLine {
  readonly id: string;
  readonly client: 'browser' | 'cli';
  readonly createdAt: number;
  readonly usedAt: number;
  readonly expires: number;
  readonly ip: string | null;
  readonly agent: string | null;
  readonly current: boolean;
}

export type Relation = 'self' | 'custodian';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly relation: string;
}

export type ImportStage =
  | 'receiving'
  | 'reading'
  | 'ready'
  | 'committing'
  | 'committed'
  | 'cancelled'
  | 'failed'
  | 'withdrawn';

/** How facts compare with what the record holds already. */
export interface Counts {
  readonly new: number;
  readonly newer: number;
  readonly older: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly flagged: number;
}

export interface Reason {
  readonly code: string;
  readonly message: string;
}

export interface ImportFile {
  readonly source: string;
  readonly name: string;
  readonly size: number;
  readonly state: 'waiting' | 'reading' | 'read' | 'refused';
  readonly recognised?: string;
  /** It is an archive of a whole record, and says what was before. */
  readonly archive?: true;
  readonly reason?: Reason;
  readonly counts: Counts;
}

export type ImportQuestion =
  | { readonly kind: 'origin'; readonly entries?: number }
  | {
      readonly kind: 'about-someone-else';
      readonly name?: string;
      readonly entries: number;
    };

export interface ImportProblem {
  readonly file: string;
  readonly path: string;
  readonly severity: 'refused' | 'flagged';
  readonly code: string;
  readonly message: string;
}

export interface ImportState {
  readonly id: string;
  readonly person: string;
  readonly state: ImportStage;
  readonly startedAt: number;
  readonly committedAt: number | null;
  readonly progress: { readonly bytesRead: number; readonly bytesTotal: number; readonly factsRead: number };
  readonly files: readonly ImportFile[];
  readonly totals: Counts;
  readonly byType: readonly {
    readonly type: string;
    readonly new: number;
    readonly newer: number;
    readonly older: number;
    readonly unchanged: number;
  }[];
  readonly questions: readonly ImportQuestion[];
  readonly problems: readonly ImportProblem[];
  readonly problemsTotal: number;
  /** Why it was withdrawn, as the person said. */
  readonly reason?: string;
  /** Why it could not be read. */
  readonly error?: Reason;
  readonly movedTo?: string;
  /** Imports that parts of this one became, in other people's records. */
  readonly elsewhere?: readonly { readonly person: string; readonly name: string; readonly import: string }[];
  /** By somebody who does not hold the record: it stands apart, and its numbers say nothing of what else is there. */
  readonly brought?: { readonly you: boolean; readonly name: string | null };
}

export type SomeoneElse = 'yes' | 'leave-out' | 'new-person';

export interface CommitAnswers {
  readonly aboutSomeoneElse?: SomeoneElse;
  readonly origin?: string;
}

export interface Source {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  readonly receivedAt: number;
  readonly import: string;
  readonly importState: ImportStage;
  readonly sha256: string;
}

export type View = 'effective' | 'received';

export interface FactLine {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly date: number | null;
  readonly dateText: string | null;
  readonly title: string;
  /** `13.2 g/dL`, `120/80 mmHg`. */
  readonly value: string | null;
  readonly labels: readonly string[];
  readonly corrected: boolean;
}

export interface FactVersion {
  readonly version: number;
  readonly kind: 'received' | 'corrected';
  readonly at: number;
  readonly current: boolean;
  readonly upstreamAt: number | null;
}

export type CorrectionKind = 'value' | 'unit' | 'date' | 'code' | 'status' | 'not-mine' | 'did-not-happen' | 'note';

export interface Correction {
  readonly id: string;
  /** `replaced`: written anew by a program; its value is the whole content. */
  readonly kind: CorrectionKind | 'replaced';
  readonly path?: string;
  readonly value?: unknown;
  readonly reason: string;
  readonly at: number;
  readonly by: string;
  readonly undone: boolean;
}

export interface CorrectionRequest {
  readonly kind: CorrectionKind;
  readonly path?: string;
  readonly value?: unknown;
  readonly reason: string;
}

/** What a code stands for, in our own words; never advice. */
export interface Gloss {
  readonly name: string;
  readonly text: string;
  readonly language: string;
  /** A public page about the subject. */
  readonly source: { readonly name: string; readonly address: string };
}

export interface Fact extends FactLine {
  readonly resource: Readonly<Record<string, unknown>>;
  /** The bytes as served: shown as they are, never re-serialised. */
  readonly raw: string;
  /** What its code means in plain words; null where there is no gloss. */
  readonly gloss: Gloss | null;
  readonly sources: readonly { readonly id: string; readonly name: string; readonly path: string }[];
  readonly versions: readonly FactVersion[];
  readonly corrections: readonly Correction[];
  /** Files, notes and narratives in it, each opened by its place in this list. */
  readonly contents: readonly FactContent[];
}

export interface ActivityLine {
  readonly seq: number;
  readonly time: number;
  /** `own`: the asking account itself. */
  readonly actor: { readonly kind: string; readonly name?: string; readonly role: string; readonly own: boolean };
  readonly action: string;
  readonly outcome: string;
  readonly purpose?: string;
  readonly types?: readonly string[];
  readonly count?: number;
  readonly ids?: readonly string[];
  readonly client?: string;
  readonly ip?: string;
  readonly agent?: string;
  /** Somebody took the record into their care. */
  readonly taken?: true;
}

export interface LedgerHead {
  readonly size: number;
  readonly root: string;
  readonly time: number;
}

/** Who saw one entry. `by`: the line names the entry itself, or one of the files in which it stands. */
export interface FactLooks {
  readonly lines: readonly (ActivityLine & { readonly by: 'fact' | 'file' })[];
  /** Lines looked through for it, those of them that released nothing, and the time of the oldest. */
  readonly looked: { readonly lines: number; readonly unnamed: number; readonly since: number | null };
  readonly next: string | null;
}

/** One line of the ledger, disclosed (kernel/ledger-proof/person-proof.ts). */
export interface ProofLine {
  readonly seq: number;
  readonly time: number;
  readonly nonce: string;
  readonly body: unknown;
}

/** What a person keeps as proof: `proof` holds more fields than the screen reads, and all of them are in the file. */
export interface ProofAnswer {
  readonly proof: {
    readonly lines: readonly ProofLine[];
    readonly inclusion: readonly string[];
    readonly checkpoint: string;
  };
  /** The public key that the checkpoint is signed with, as on the recovery kit. */
  readonly verifier: string;
  readonly verified: boolean;
  /** Why it did not hold. */
  readonly why?: string;
}
