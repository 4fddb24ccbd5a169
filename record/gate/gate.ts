import type { Db } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import type { AccountId } from '@chartwarden/ids';
import { AccessMovedError, type EntryBody, type Ledger } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import { type Grant, type Permit, type PermitAuthority, plainCopy } from '@chartwarden/vault';
import type { Access } from './access.ts';
import { mayChange } from './access-rules.ts';
import type { AccessState } from './access-state.ts';
import type { NewAccessEvent } from './access-types.ts';
import { type Decision, decide } from './decide.ts';
import type { Gate, GateRequest, Refusal } from './gate-types.ts';
import { purposeFor, relationTo } from './relations.ts';
import { actingAccount, actsForShow, isFor } from './roles.ts';
import { goesOn } from './still.ts';
import { decideAs, looks } from './view-as.ts';

export interface GateParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly access: Access;
  readonly authority: PermitAuthority;
  /** Counts refusals of visitors without a login: one entry per source and minute (design 4.3). */
  readonly anonymous: (source: string, code: string) => void;
}

/** The gate over verified access state: decides, hands out permits, writes what it refused. */
export function createGate(parts: GateParts): Gate {
  const { db, clock, ledger, access, authority } = parts;

  // One process on an embedded database knows its own state; several on a server look at the head for each decision.
  const current = async () => (db.engine === 'sqlite' ? access.state() : access.refresh());

  async function refused(request: GateRequest, code: Refusal['code'], related: boolean): Promise<Refusal> {
    const body: EntryBody = {
      actor: request.actor,
      action: request.actions[0] ?? 'read',
      outcome: 'refused',
      code,
      purpose: request.purpose,
      channel: request.channel,
      ...request.request,
    };
    if (request.actor.kind === 'anonymous') {
      parts.anonymous(request.request.ip ?? 'unknown', code);
    } else if (related) {
      await ledger.append({ scope: request.record, body: { ...body, record: request.record } });
    } else {
      // Somebody without a relation: the instance's line, so that a guessed id makes no line in a person's chain.
      await ledger.append({ scope: 'instance', body });
    }
    return { refused: true, code: related ? code : code === 'CW-GATE-006' ? code : 'CW-GEN-002', related };
  }

  /** Decides now; what was decided on is what the permit says, whatever the caller does to the object meanwhile. */
  async function decided(asked: GateRequest) {
    const copy = plainCopy(asked);
    const { as, ...facts } = copy.request;
    const request = { ...copy, request: facts };
    const state = await current();
    const at = clock.now();
    const answer = (asked: GateRequest): Decision => {
      const own = decide(asked, state, at);
      return own.outcome === 'refuse' || as === undefined ? own : decideAs(asked, as, own, state, at);
    };
    let decision = answer(request);
    // Whoever looks and does not say in what form gets the little that they were granted.
    if (
      decision.outcome === 'refuse' &&
      decision.code === 'CW-GATE-005' &&
      request.form === undefined &&
      looks(request)
    )
      decision = answer({ ...request, form: 'metadata_only' });
    return { request, state, decision };
  }

  async function open(asked: GateRequest): Promise<Permit | Refusal> {
    const { request, state, decision } = await decided(asked);
    if (decision.outcome === 'refuse') return refused(request, decision.code, decision.related);
    const account = request.actor.account as AccountId | undefined;
    const places = account === undefined ? [] : (state.accounts.get(account)?.memberships ?? []);
    const grant: Grant = {
      record: request.record,
      actor: request.actor,
      ...(account === undefined ? {} : { account }),
      ...(request.recipient ? { recipient: request.recipient } : {}),
      custody: decision.custody,
      holds: decision.holds,
      actions: request.actions,
      purpose: request.purpose,
      channel: request.channel,
      view: request.view ?? 'effective',
      form: decision.form,
      allow: decision.allow,
      ...(decision.outline ? { outline: decision.outline } : {}),
      ...(decision.alsoIn ? { alsoIn: decision.alsoIn } : {}),
      ...(request.slice ? { within: request.slice } : {}),
      deny: decision.deny,
      basis: decision.basis,
      until: decision.until,
      accessSeq: state.seq,
      subjects: [
        request.record,
        ...(account === undefined ? [] : [account]),
        ...places.map(({ organization }) => organization),
      ],
      request: request.request,
    };
    return authority.mint(grant);
  }

  async function permit(request: GateRequest): Promise<Permit> {
    const answer = await open(request);
    if ('refused' in answer) throw new CodedError(answer.code);
    return answer;
  }

  return {
    open,
    permit,
    async following(asked) {
      const copy = plainCopy(asked);
      const { decision } = await decided(copy);
      return async () => goesOn(decision, (await decided(copy)).decision);
    },
    changeAccess: (actor, event, request) => access.change(actor, event, request),
    changeTogether: (acts, request, statements = []) =>
      access.changeAll(
        acts.map(({ actor, event }, at) => ({
          actor,
          event,
          request,
          ...(at === 0 && statements.length > 0 ? { extra: { statements, digests: [] } } : {}),
        })),
      ),
    async mayChange(actor, event) {
      const state = await current();
      return mayChange(actor, event, withNewcomer(state, event), clock.now());
    },
    account(id) {
      const found = access.state().accounts.get(id);
      return { status: found?.status ?? 'unknown', roles: found?.roles ?? [] };
    },
    relations(actor) {
      const state = access.state();
      const id = actor.account as AccountId;
      const forShow = actsForShow(state, actor);
      return [...state.records].flatMap(([record, one]) => {
        if (one.kind !== 'person' || (forShow && !one.synthetic)) return [];
        const relation = relationTo(id, one, state, clock.now());
        return relation === null ? [] : [{ record, relation }];
      });
    },
    purposeOf(id, record) {
      const state = access.state();
      const found = state.records.get(record);
      return found === undefined ? 'care' : purposeFor(id, found, state, clock.now());
    },
    isFor: (actor, capability) => isFor(actingAccount(access.state(), actor), capability),
    async upToDate() {
      await current();
    },
    hasOwner: () =>
      [...access.state().accounts.values()].some((one) => one.status === 'active' && one.roles.includes('owner')),
    async note(entry) {
      await ledger.append({ scope: 'instance', body: entry });
    },
  };
}

/** The state as if whoever is to hold a record had an account. */
function withNewcomer(state: AccessState, event: NewAccessEvent): AccessState {
  const isCustody = event.kind === 'custody' && event.holder.kind === 'account';
  const id = isCustody ? (event.holder.id as AccountId) : event.kind === 'membership' ? event.account : undefined;
  if (id === undefined || state.accounts.has(id)) return state;
  const newcomer = { status: 'active', roles: [], memberships: [] } as const;
  return { ...state, accounts: new Map(state.accounts).set(id, newcomer) };
}

/**
 * Runs a request again when what it was decided on moved before its entry was written (design 4.1). Three times at
 * most, or as often as is said; then CW-GATE-008.
 */
export async function deciding<T>(work: () => Promise<T>, most = 3): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AccessMovedError) || attempt + 1 >= most) {
        if (error instanceof AccessMovedError) throw new CodedError('CW-GATE-008', undefined, { cause: error });
        throw error;
      }
    }
  }
}
