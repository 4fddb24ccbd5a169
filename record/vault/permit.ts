import { CodedError } from '@chartwarden/errors';
import type { AccountId, EventId, FactId, RecordId, SourceId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import { plainCopy } from './plain-copy.ts';

export const ACTIONS = ['read', 'search', 'create', 'update', 'delete', 'share', 'export', 'send'] as const;
export type Action = (typeof ACTIONS)[number];

export const PURPOSES = [
  'self', 'care', 'research', 'ask', 'discover', 'make-sense', 'explain', 'extract', 'sync', 'export', 'emergency', 'operate',
] as const; // biome-ignore format: one list
export type Purpose = (typeof PURPOSES)[number];

/** From narrow to wide; `deidentified` stands apart and is never implied by another. */
export const FORMS = ['metadata_only', 'selected_evidence', 'full_source_allowed', 'deidentified'] as const;
export type Form = (typeof FORMS)[number];

/** `effective`: with every correction applied; `received`: as it came. */
export const VIEWS = ['effective', 'received'] as const;
export type View = (typeof VIEWS)[number];

/** How the answer leaves; `system` never leaves the process and cannot carry a release. */
export const CHANNELS = ['browser', 'api', 'cli', 'link', 'export', 'model', 'system'] as const;
export type Channel = (typeof CHANNELS)[number];

/** HL7 v3 ActCode labels; facts that carry one are outside every slice that does not name it. */
export const LABELS = ['HIV', 'ETH', 'PSY', 'SEX', 'SDV', 'GDIS'] as const;
export type Label = (typeof LABELS)[number];

export interface Code {
  readonly system: string;
  readonly code: string;
}

/**
 * Part of a record. Every stated property narrows; an absent one does not, but absent `labels` means none of them. In a
 * refusal it is read the other way round, so that it covers rather more: facts that may lie in the dates (undated ones
 * too), facts with any of the labels, and with none named (or all of them) every fact.
 */
export interface Slice {
  readonly types?: readonly string[];
  readonly codes?: readonly Code[];
  readonly categories?: readonly Code[];
  readonly sources?: readonly SourceId[];
  readonly origins?: readonly string[];
  /** Clinical time in milliseconds, inclusive; undated facts are outside a consent with a date range. */
  readonly from?: number;
  readonly to?: number;
  readonly facts?: readonly FactId[];
  readonly labels?: readonly Label[];
  /** Only facts that carry a label at all. A consent must name the labels, too; a refusal need not. */
  readonly labelled?: true;
}

/** Everything, labelled facts included: what a person has over their own record. */
export const WHOLE: Slice = { labels: LABELS };

const SLICE_PARTS = ['types', 'codes', 'categories', 'sources', 'origins', 'from', 'to', 'facts', 'labels', 'labelled'];

/** False for a slice that narrows by something this version does not know: what it leaves out is unknown, too. */
export const isKnownSlice = (slice: Slice): boolean => Object.keys(slice).every((name) => SLICE_PARTS.includes(name));

/** True when every label is among these; the same one named six times is one label. */
export const hasEveryLabel = (labels: readonly Label[] | undefined): boolean =>
  labels !== undefined && LABELS.every((label) => labels.includes(label));

/** True for a slice that leaves nothing out. */
export const isWholeSlice = (slice: Slice): boolean =>
  Object.keys(slice).every((name) => name === 'labels') && hasEveryLabel(slice.labels);

/** What came with the request and is written into the ledger entry. */
export interface RequestFacts {
  readonly method?: string;
  /** Route template, never the path. */
  readonly path?: string;
  readonly ip?: string;
  readonly agent?: string;
}

export const RECIPIENTS = ['account', 'organization', 'study', 'app', 'model', 'agent', 'link'] as const;

export interface Recipient {
  readonly kind: (typeof RECIPIENTS)[number];
  readonly id: string;
}

/** What the gate decided, carried by a permit into the vault. */
export interface Grant {
  readonly record: RecordId;
  readonly actor: Actor;
  readonly account?: AccountId;
  readonly recipient?: Recipient;
  /** True for whoever holds the record, false for whoever was granted some of it. */
  readonly custody: boolean;
  /** True for those, and for whoever works for whom holds it: it rests on no consent. Files and imports are theirs to see. */
  readonly holds: boolean;
  readonly actions: readonly Action[];
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly view: View;
  readonly form: Form;
  /** A fact must be in one of these ... */
  readonly allow: readonly Slice[];
  /** For looking: in one of these it may be seen as well, but in the form `metadata_only`. */
  readonly outline?: readonly Slice[];
  /** Where `allow` holds those, too ({@link withOutline}): the part of it that is seen in full. */
  readonly inFull?: readonly Slice[];
  /** ... and in one of these, when whoever asks was granted a part and passes it on ... */
  readonly alsoIn?: readonly Slice[];
  /** ... and inside this, when the caller asked for less ... */
  readonly within?: Slice;
  /** ... and in none of these. */
  readonly deny: readonly Slice[];
  /** Consent events that the decision rests on. */
  readonly basis: readonly EventId[];
  /** When the first of them ends, in milliseconds; null: none does. */
  readonly until: number | null;
  /** Sequence of the access state that was decided on, and whose events would make it stale. */
  readonly accessSeq: number;
  readonly subjects: readonly string[];
  readonly request: RequestFacts;
}

/** The grant with what it lets through in outline only: for what serves each fact in its own form. */
export const withOutline = (grant: Grant): Grant =>
  grant.outline === undefined ? grant : { ...grant, allow: [...grant.allow, ...grant.outline], inFull: grant.allow };

/** The same without it again: for what takes a fact's content. */
export const withoutOutline = ({ inFull, ...grant }: Grant): Grant =>
  inFull === undefined ? grant : { ...grant, allow: inFull };

/**
 * What the gate hands out after it said yes. Holds nothing by itself: the vault looks it up in the authority that
 * minted it, so an object of the same shape, a copy or a changed permit opens nothing.
 */
export interface Permit {
  readonly record: RecordId;
  readonly view: View;
  readonly form: Form;
}

export interface PermitAuthority {
  /** Given to the gate alone. */
  mint(grant: Grant): Permit;
  /** Takes the permit, once. Throws CW-VLT-003 for anything not minted here, used already, ended, or not for this action. */
  claim(permit: Permit, action: Action): Grant;
}

/** A fresh authority; the trusted core makes one and shares it between its gate and its vault only. */
export function createPermitAuthority(clock: Clock): PermitAuthority {
  const live = new WeakMap<Permit, Grant>();
  return {
    mint(grant) {
      const permit = Object.freeze({ record: grant.record, view: grant.view, form: grant.form });
      live.set(permit, plainCopy(grant));
      return permit;
    },
    claim(permit, action) {
      const grant = live.get(permit);
      if (grant === undefined) throw new CodedError('CW-VLT-003', 'no such permit, or used already');
      live.delete(permit);
      if (grant.until !== null && clock.now() >= grant.until)
        throw new CodedError('CW-VLT-003', 'its consent has ended');
      if (!grant.actions.includes(action)) throw new CodedError('CW-VLT-003', `not a permit to ${action}`);
      return grant;
    },
  };
}
