import { CodedError } from '@chartwarden/errors';
import type { SearchCriterion } from '@chartwarden/fhir';
import { type ActivityLine, type Core, deciding } from '@chartwarden/gate';
import { type AccountId, type FactId, isId, type RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { FactDetail } from '@chartwarden/vault';
import type { Resource } from '../answers.ts';
import type { Asked } from '../asking.ts';
import type { Places } from '../places.ts';
import { auditEventOf } from './audit-event.ts';
import { consentOf, type Told } from './consent.ts';
import {
  boundsOf,
  type DerivedPage,
  type DerivedQuery,
  fitter,
  inTime,
  pageOf,
  placeIn,
  resourceOf,
} from './fitting.ts';
import { provenancesOf } from './provenance.ts';

/** An id of what is made from the log or from a fact: whose, or of which fact, and a number. */
const ID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,15})$/;
const TYPES = ['AuditEvent', 'Consent', 'Provenance'] as const;
type DerivedType = (typeof TYPES)[number];
export const isDerivedType = (type: string | undefined): type is DerivedType =>
  (TYPES as readonly string[]).includes(type ?? '');

export const isDerivedId = (type: string, id: string): boolean => isDerivedType(type) && ID.test(id);

/** Lines of the log looked at for one page, so that each answer has something to say. */
const MOST_LINES = 100;

export interface DerivedPorts extends Pick<Core, 'activity' | 'grants' | 'vault'> {
  readonly places: Places;
  readonly clock: Clock;
  readonly base: () => string;
  /** Of an account or an organization. */
  readonly nameOf: (id: string) => Promise<string | null>;
  /** A consent as FHIR says it for an account; null when FHIR cannot. */
  readonly fhirConsent: (told: Told, me: AccountId) => Promise<object | null>;
}

/**
 * AuditEvent, Consent and Provenance that are worked out of the log, of what was granted, and of the versions of facts when
 * somebody asks, each under the permit and the line that those have. Never stored: received ones are facts beside them.
 */
export function createDerived(ports: DerivedPorts) {
  const { activity, grants, vault, places, clock, base, nameOf, fhirConsent } = ports;

  async function namesOf(ids: readonly string[]): Promise<(id: string) => string | null> {
    const names = new Map<string, string | null>();
    for (const id of new Set(ids)) if (isId(id)) names.set(id, await nameOf(id));
    return (id) => names.get(id) ?? null;
  }

  const holds = (asked: Asked, record: RecordId): boolean => grants.capacityOf(asked.account, record) !== null;

  async function auditEvents(
    asked: Asked,
    record: RecordId,
    query: DerivedQuery,
    cursor: string,
  ): Promise<DerivedPage> {
    // How many there are only reading the whole log would tell.
    if (query.total) throw new CodedError('CW-FHIR-080', '_total');
    const now = clock.now();
    const fits = fitter('AuditEvent', query.where, now);
    const early = fitter('AuditEvent', query.where.filter(isOfBody), now);
    const bare = { nameOf: () => null, types: new Map<string, string>(), base: base() };
    const before = placeIn(cursor);
    const { lines, next, behind } = await activity.told(await places.permit(asked, record, ['read']), {
      limit: Math.min(query.limit, MOST_LINES),
      ...boundsOf(query.where, 'date', now),
      ...(before === 0 ? {} : { before }),
      only: (body) => early(auditEventOf(record, { seq: 0, time: now, body }, bare)),
    });
    const nameOf = await namesIn(lines);
    const made = lines.map((line) => auditEventOf(record, line, { nameOf, types: behind.types, base: base() }));
    return { facts: made.filter(fits).map(resourceOf), next: next === null ? null : String(next) };
  }

  const namesIn = (lines: readonly ActivityLine[]) => namesOf(lines.flatMap(({ body }) => body.actor.account ?? []));

  /** What was granted and refused, newest first: all of it for holders, for others what they were granted. */
  async function consents(asked: Asked, record: RecordId) {
    const permit = await places.permit(asked, record, ['read']);
    const events = holds(asked, record) ? await grants.history(permit) : await grants.own(permit);
    const told = new Map<string, Told>();
    for (const event of events) {
      if (event.kind !== 'consent') continue;
      const over = event.ends === undefined ? undefined : told.get(event.ends);
      if (over === undefined) told.set(event.id, { event, ended: null });
      else told.set(over.event.id, { ...over, ended: event });
    }
    const all = [...told.values()].toSorted((a, b) => b.event.seq - a.event.seq);
    const nameOf = await namesOf(all.map(({ event }) => event.by));
    const made = [];
    for (const one of all) {
      const said = await fhirConsent(one, asked.account);
      // FHIR cannot say it without permitting more than the person did: then it is not said.
      if (said !== null) made.push(consentOf(record, one, said, nameOf));
    }
    return made;
  }

  const madeOf = async (fact: FactDetail) => provenancesOf(fact, await namesOf(fact.corrections.map(({ by }) => by)));

  /** Of what a search names as the target; without that there is nothing to look for. */
  async function provenancesFor(asked: Asked, record: RecordId, where: readonly SearchCriterion[]) {
    const made = [];
    for (const { type, id } of targetsIn(where)) {
      if (!isId(id) || (await vault.recordsOfFact(id as FactId, [record])).length === 0) continue;
      // A refusal would tell that the fact is there.
      const permit = await places.asked(asked, record, ['read']);
      const fact = permit && (await vault.read.fact(permit, id as FactId));
      const found = fact === null ? [] : await madeOf(fact);
      // Without a type every one of that id is meant.
      made.push(...found.filter(({ target }) => type === undefined || target[0]?.reference.startsWith(`${type}/`)));
    }
    return made;
  }

  /** What fits of one record, after what was received. Nothing for whoever may not see what it is made of. */
  async function page(
    asked: Asked,
    record: RecordId,
    type: string,
    query: DerivedQuery,
    cursor: string,
  ): Promise<DerivedPage> {
    inTime(query);
    if (type === 'AuditEvent') return holds(asked, record) ? auditEvents(asked, record, query, cursor) : NONE;
    if (type === 'Consent') {
      const made = await consents(asked, record);
      return pageOf(made.filter(fitter(type, query.where, clock.now())), query, cursor);
    }
    const made = await provenancesFor(asked, record, query.where);
    // They name versions of one person's facts: whose, and which facts are meant, was asked before.
    const rest = query.where.filter((one) => !isTarget(one) && !isPatient(one, record));
    return pageOf(made.filter(fitter(type, rest, clock.now())), query, cursor);
  }

  /** One by its id. Throws CW-GEN-002 for what is not there, and for whoever may not see it. */
  const read = (asked: Asked): Promise<Resource> =>
    deciding(async () => {
      const [, whose = '', number = ''] = ID.exec(asked.id) ?? [];
      const found = (await listOf(asked, whose, Number(number))).find(({ id }) => id === asked.id);
      if (found === undefined) throw new CodedError('CW-GEN-002');
      return resourceOf(found);
    });

  async function listOf(asked: Asked, whose: string, number: number) {
    if (asked.type === 'Provenance')
      return madeOf(
        await places.withFact({ ...asked, id: whose }, ['read'], (permit, id) => vault.read.fact(permit, id)),
      );
    const record = whose as RecordId;
    const mine = places.records(asked);
    // Refused as a record that does not exist is, with the line that this leaves.
    if (!mine.includes(record)) await places.permit(asked, record, ['read']);
    if (asked.type === 'Consent') return consents(asked, record);
    if (!holds(asked, record)) throw new CodedError('CW-GEN-002');
    const { line, behind } = await activity.one(await places.permit(asked, record, ['read']), number);
    return [auditEventOf(record, line, { nameOf: await namesIn([line]), types: behind.types, base: base() })];
  }

  return { page, read };
}

const NONE: DerivedPage = { facts: [], next: null };

/** Conditions that a line meets or not, whatever it released and whoever has which name. */
const isOfBody = (one: SearchCriterion): boolean =>
  one.on === 'value' && ['action', 'outcome', 'type', 'subtype', 'address', 'agent-role'].includes(one.param);

/** Facts that a search for Provenance names. */
function targetsIn(where: readonly SearchCriterion[]): readonly { readonly type?: string; readonly id: string }[] {
  const [one] = where.filter(isTarget);
  if (one?.on !== 'value') return [];
  return one.values.flatMap((value) =>
    value.kind === 'reference' && value.id !== undefined
      ? [{ id: value.id, ...(value.type === undefined ? {} : { type: value.type }) }]
      : [],
  );
}

/** Each is about the person whose record it is. */
const isPatient = (one: SearchCriterion, record: RecordId): boolean =>
  one.on === 'value' &&
  one.param === 'patient' &&
  one.values.every((value) => value.kind === 'reference' && value.id === record);

const isTarget = (one: SearchCriterion): boolean =>
  one.on === 'value' && one.param === 'target' && one.modifier === undefined;

export type Derived = ReturnType<typeof createDerived>;
