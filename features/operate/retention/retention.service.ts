import type { Db } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type Core, type Draft, draftDigest } from '@chartwarden/gate';
import { type ImportId, idFromBytes, isId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import type { Asking } from '../asking.ts';
import { retentionStore } from './retention.store.ts';
import { type Days, type Keepers, type Old, RULE_NAMES, RULES, type RuleName } from './rules.ts';

/** How long things are to be kept, and whether what is older goes by itself every night. */
export interface Choice {
  readonly days: Days;
  readonly nightly: boolean;
}

/** What would go if that were applied at `at` (milliseconds): nothing has been changed. */
export interface RetentionDraft extends Choice {
  readonly id: string;
  readonly at: number;
  readonly goes: Readonly<Record<RuleName, Old>>;
  /** SHA-256 of all of it: that is what is approved. */
  readonly digest: string;
}

export interface RetentionPorts {
  readonly core: Pick<Core, 'gate' | 'vault' | 'approvals' | 'ledger'>;
  readonly db: Db;
  readonly clock: Clock;
  /** What other features keep. */
  readonly keepers: Omit<Keepers, 'unfinished-imports' | 'drafts'>;
}

const DAY = 86_400_000;
const LIFETIME = 15 * 60_000;
const SYSTEM: Actor = { kind: 'system', role: 'system' };
/** The row that says whether it happens by itself; 1: it does. */
const NIGHTLY = 'nightly';

/** How long things are kept (promise J6): a dry run with counts, the approval of exactly that, and every night by itself. */
export function createRetention(ports: RetentionPorts) {
  const { core, db, clock } = ports;
  const { gate, vault, approvals, ledger } = core;
  const store = retentionStore(db);

  async function giveUp(before: number): Promise<number> {
    const old = await store.unfinished(before);
    for (const { record_id, import_id } of old) {
      const permit = await gate.permit({
        actor: SYSTEM,
        record: idFromBytes<RecordId>(record_id),
        actions: ['create'],
        purpose: 'operate',
        channel: 'system',
        request: {},
      });
      await vault.imports.cancel(permit, idFromBytes<ImportId>(import_id), 'nobody finished it');
    }
    return old.length;
  }

  const keepers: Keepers = {
    ...ports.keepers,
    'unfinished-imports': { count: store.countUnfinished, apply: giveUp },
    drafts: { count: store.countDrafts, apply: store.removeDrafts },
  };

  async function chosen(): Promise<Choice> {
    const rows = new Map((await store.chosen()).map(({ name, days }) => [name, days]));
    const days = Object.fromEntries(RULE_NAMES.map((name) => [name, rows.get(name) ?? RULES[name].days])) as Days;
    return { days, nightly: rows.get(NIGHTLY) !== 0 };
  }

  /** Owners and admins; throws CW-GATE-007 for everybody else, who stand in the log with it. */
  async function requireOperate({ actor, request }: Asking): Promise<void> {
    if (gate.isFor(actor, 'operate')) return;
    const tried = { action: 'retention', outcome: 'refused', code: 'CW-GATE-007', purpose: 'operate' } as const;
    await gate.note({ actor, ...tried, ...request });
    throw new CodedError('CW-GATE-007');
  }

  const shown = async (who: Asking) => {
    await requireOperate(who);
    return { ...(await chosen()), rules: RULES };
  };

  async function drawn(id: string, at: number, { days, nightly }: Choice) {
    const goes = {} as Record<RuleName, Old>;
    for (const name of RULE_NAMES) goes[name] = await keepers[name].count(at - days[name] * DAY);
    const said = { id, at, days, nightly, goes };
    const draft: Draft = { kind: 'retention', run: id, bytes: Buffer.from(JSON.stringify(said), 'utf8') };
    return { draft, shown: { ...said, digest: draftDigest(draft) } };
  }

  /** A choice with every rule within its limits; in the order of the rules, so that the same is the same bytes. */
  function fitting({ days, nightly }: Choice): Choice {
    const all = RULE_NAMES.map((name) => {
      const given = days[name];
      const { least, most } = RULES[name];
      if (!Number.isInteger(given) || given < least || given > most) throw new CodedError('CW-GEN-003', name);
      return [name, given] as const;
    });
    return { days: Object.fromEntries(all) as Days, nightly };
  }

  async function draft(who: Asking, wish: Choice): Promise<RetentionDraft> {
    await requireOperate(who);
    const now = clock.now();
    return (await drawn(newId(now), now, fitting(wish))).shown;
  }

  /** Keeps the choice and lets go what the draft showed. Throws CW-OPS-017 when that is no longer what would go. */
  async function approve(
    who: Asking,
    { id, at, digest, ...wish }: Choice & Pick<RetentionDraft, 'id' | 'at' | 'digest'>,
  ): Promise<{ readonly gone: Readonly<Record<RuleName, number>> }> {
    await requireOperate(who);
    const now = clock.now();
    if (!isId(id) || at > now) throw new CodedError('CW-OPS-017');
    if (at < now - LIFETIME) throw new CodedError('CW-GATE-011');
    const choice = fitting(wish);
    const { draft: exact, shown } = await drawn(id, at, choice);
    if (shown.digest !== digest) throw new CodedError('CW-OPS-017');
    const token = await approvals.approve(who.actor, exact, 60_000);
    await approvals.consume(who.actor, token, exact);
    const rows = RULE_NAMES.map((name) => ({ name, days: choice.days[name] }));
    await store.run(store.choose([...rows, { name: NIGHTLY, days: choice.nightly ? 1 : 0 }]));
    return { gone: await applied(who.actor, choice, at, who.request) };
  }

  async function applied(actor: Actor, { days, nightly }: Choice, at: number, request = {}) {
    const gone = {} as Record<RuleName, number>;
    for (const name of RULE_NAMES) gone[name] = await keepers[name].apply(at - days[name] * DAY);
    const count = Object.values(gone).reduce((sum, one) => sum + one, 0);
    if (count > 0 || actor.kind !== 'system')
      await ledger.append({
        scope: 'instance',
        body: { actor, action: 'retention', outcome: 'done', count, detail: { nightly, ...gone }, ...request },
      });
    return gone;
  }

  /** What is done every night, unless somebody said otherwise; resolves with how many things went. */
  async function act(): Promise<number> {
    const choice = await chosen();
    if (!choice.nightly) return 0;
    const gone = await applied(SYSTEM, choice, clock.now());
    return Object.values(gone).reduce((sum, one) => sum + one, 0);
  }

  return { shown, draft, approve, act };
}

export type Retention = ReturnType<typeof createRetention>;
