import { CodedError } from '@chartwarden/errors';
import { ACTIONS, FORMS, LABELS, PURPOSES } from '@chartwarden/vault';
import { z } from 'zod';

/**
 * What an archive says of the time before, in another instance. A hostile file was read for it: each part is checked here, and
 * none of it means anything to the gate.
 */
export interface Before {
  readonly source: { readonly id: string; readonly name: string; readonly receivedAt: number };
  /** Milliseconds; null where it does not say. */
  readonly made: number | null;
  readonly log: { readonly holds: boolean; readonly key: string; readonly lines: number };
  /** Who was given what, newest first. */
  readonly changes: readonly z.output<typeof CHANGE>[];
  /** The newest of the lines that hold. */
  readonly lines: readonly z.output<typeof LINE>[];
}

const TIME = z.int().min(-8.64e15).max(8.64e15);
const ID = z.string().max(64);
const WORD = z.string().max(64);
const NAMED = z.strictObject({ kind: WORD, id: ID, name: z.string().max(200).nullable() });
const CODE = z.strictObject({ system: z.string().max(2000), code: z.string().max(200) });
const MANY = 10_000;
const SLICE = z.strictObject({
  types: z.array(WORD).max(200).optional(),
  codes: z.array(CODE).max(MANY).optional(),
  categories: z.array(CODE).max(MANY).optional(),
  sources: z.array(ID).max(MANY).optional(),
  origins: z.array(z.string().max(4096)).max(MANY).optional(),
  from: TIME.optional(),
  to: TIME.optional(),
  facts: z.array(ID).max(MANY).optional(),
  labels: z.array(z.enum(LABELS)).max(LABELS.length).optional(),
  labelled: z.literal(true).optional(),
});
const COMMON = { event: ID, given: TIME, by: NAMED };
const CHANGE = z.discriminatedUnion('kind', [
  z.strictObject({
    ...COMMON,
    kind: z.literal('custody'),
    relation: z.enum(['self', 'custodian']),
    state: z.enum(['held', 'ended']),
    holder: NAMED,
  }),
  z.strictObject({
    ...COMMON,
    kind: z.literal('share'),
    effect: z.enum(['permit', 'deny']),
    actions: z.array(z.enum(ACTIONS)).max(ACTIONS.length),
    slice: SLICE,
    form: z.enum(FORMS),
    recipient: NAMED.nullable(),
    purposes: z.array(z.enum(PURPOSES)).max(PURPOSES.length).nullable(),
    reason: z.string().max(2000).nullable(),
    from: TIME,
    until: TIME.nullable(),
    ends: ID.nullable(),
    under: ID.nullable(),
  }),
]);
const LINE = z.strictObject({
  seq: z.int().min(0),
  time: TIME,
  actor: z.strictObject({ kind: WORD, name: z.string().max(200).nullable(), role: WORD }),
  action: WORD,
  outcome: WORD,
  count: z.int().min(0),
});
const MESSAGE = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('before'),
    made: z.number().nullable(),
    log: z.strictObject({ holds: z.boolean(), key: z.string().max(200), lines: z.int().min(0) }),
  }),
  z.strictObject({ kind: z.literal('changes'), list: z.array(CHANGE) }),
  z.strictObject({ kind: z.literal('lines'), list: z.array(LINE) }),
  z.strictObject({ kind: z.literal('done') }),
]);

/** More than anybody reads, and than a file may make this hold. */
const MOST = 20_000;

/** Puts the messages of one reading together. Throws CW-INT-003 for what no reader of ours says. */
export function createBefore(source: Before['source']) {
  let head: Pick<Before, 'made' | 'log'> | undefined;
  const changes: Before['changes'][number][] = [];
  const lines: Before['lines'][number][] = [];
  let isDone = false;
  return {
    take(header: unknown): void {
      const { success, data } = MESSAGE.safeParse(header);
      if (!success || changes.length + lines.length > MOST) throw new CodedError('CW-INT-003', 'before');
      if (data.kind === 'before') head = { made: data.made, log: data.log };
      else if (data.kind === 'changes') changes.push(...data.list);
      else if (data.kind === 'lines') lines.push(...data.list);
      else isDone = true;
    },
    /** Throws CW-INT-002 when it broke off. */
    result(): Before {
      if (!isDone || head === undefined) throw new CodedError('CW-INT-002');
      return { source, ...head, changes, lines };
    },
  };
}
