import { addressesOf, type Contact, contactsOf } from './contacts.ts';
import { lineOf, listOf, nodeOf, referenceOf, statusOf } from './elements.ts';
import { calledOf, type Names, namesOf, wordsOfConcepts, wordsOfReference } from './names.ts';
import { nameOf, ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { isOver, periodOf, type When } from './when.ts';

/** A visit in which somebody took part. */
interface Seen {
  readonly visit: string;
  readonly when: When;
}

export interface Carer extends SourcedMark {
  readonly kind: 'clinician' | 'related' | 'place';
  readonly name: string | null;
  /** Role, specialty, qualification, or how they are related; as written. */
  readonly roles: readonly string[];
  /** Where they work. */
  readonly at: readonly string[];
  readonly contacts: readonly Contact[];
  readonly addresses: readonly string[];
  /** The last visit that names them and has certainly begun; null when none does. */
  readonly seen: Seen | null;
  readonly visits: number;
}

export interface Team extends SourcedMark {
  readonly name: string | null;
  /** As written: proposed, active, suspended, inactive. */
  readonly status: string | null;
  readonly isOver: boolean;
  readonly start: When | null;
  readonly end: When | null;
  readonly members: readonly {
    readonly name: string | null;
    readonly roles: readonly string[];
    /** The fact about them; null when it is not in the record. */
    readonly fact: string | null;
  }[];
}

export interface CareTeam {
  readonly teams: readonly Team[];
  /** Whoever the record names, those seen last first. One human whom two portals know is two here: names join nobody. */
  readonly people: readonly Carer[];
  readonly places: readonly Carer[];
}

/** Who takes care of the person, and where. */
export function readCareTeam(facts: readonly ReadFact[], now: number): CareTeam {
  const names = namesOf(facts);
  const ids = new Map(facts.map((fact) => [nameOf(fact), fact.id]));
  const roles = rolesOf(facts);
  const seen = seenIn(facts, roles, now);
  const carers = (kind: Carer['kind'], type: string): readonly Carer[] =>
    ofType(facts, type).map((fact) => carerOf(fact, kind, roles.get(nameOf(fact)) ?? [], seen, names));
  return {
    teams: ofType(facts, 'CareTeam').map((fact) => teamOf(fact, names, ids, now)),
    people: [...carers('clinician', 'Practitioner'), ...carers('related', 'RelatedPerson')].sort(lastSeenFirst),
    places: carers('place', 'Organization').toSorted(lastSeenFirst),
  };
}

/** The roles of each practitioner, by the practitioner's name in references. */
function rolesOf(facts: readonly ReadFact[]): ReadonlyMap<string, readonly ReadFact[]> {
  const roles = new Map<string, ReadFact[]>();
  for (const fact of ofType(facts, 'PractitionerRole')) {
    const who = referenceOf(fact.resource.practitioner);
    const own = who === null ? undefined : roles.get(who);
    if (own !== undefined) own.push(fact);
    else if (who !== null) roles.set(who, [fact]);
  }
  return roles;
}

interface Visits {
  last: Seen;
  count: number;
}

/** The visits that have begun, by whom they name. */
function seenIn(
  facts: readonly ReadFact[],
  roles: ReadonlyMap<string, readonly ReadFact[]>,
  now: number,
): ReadonlyMap<string, Visits> {
  const byRole = new Map([...roles].flatMap(([who, own]) => own.map((role) => [nameOf(role), who] as const)));
  const seen = new Map<string, Visits>();
  for (const { id, when, resource } of ofType(facts, 'Encounter')) {
    if (when === null || when.high > now || statusOf(resource.status, ['cancelled', 'planned']) !== null) continue;
    const named = [
      ...listOf(resource.participant).map((one) => referenceOf(one.individual)),
      referenceOf(resource.serviceProvider),
    ].flatMap((one) => (one === null ? [] : [one, byRole.get(one)]));
    for (const name of new Set(named)) {
      if (name === undefined) continue;
      const before = seen.get(name);
      const isLater = before === undefined || when.low > before.last.when.low;
      seen.set(name, { last: isLater ? { visit: id, when } : before.last, count: (before?.count ?? 0) + 1 });
    }
  }
  return seen;
}

function carerOf(
  fact: ReadFact,
  kind: Carer['kind'],
  roles: readonly ReadFact[],
  seen: ReadonlyMap<string, Visits>,
  names: Names,
): Carer {
  const { resource } = fact;
  const visits = seen.get(nameOf(fact));
  const own = [
    ...wordsOfConcepts(resource.relationship),
    ...wordsOfConcepts(resource.type),
    ...listOf(resource.qualification).flatMap((one) => wordsOfConcepts(one.code)),
  ];
  const inRoles = roles.flatMap((one) => [
    ...wordsOfConcepts(one.resource.code),
    ...wordsOfConcepts(one.resource.specialty),
  ]);
  return {
    ...sourcedMarkOf(fact),
    kind,
    name: calledOf(fact),
    roles: [...new Set([...inRoles, ...own])],
    at: [...new Set(roles.flatMap((one) => wordsOfReference(one.resource.organization, names) ?? []))],
    contacts: [...contactsOf(resource.telecom), ...roles.flatMap((one) => contactsOf(one.resource.telecom))],
    addresses: addressesOf(resource.address),
    seen: visits?.last ?? null,
    visits: visits?.count ?? 0,
  };
}

function teamOf(fact: ReadFact, names: Names, ids: ReadonlyMap<string, string>, now: number): Team {
  const { resource } = fact;
  const { start, end } = periodOf(resource.period);
  return {
    ...sourcedMarkOf(fact),
    name: lineOf(resource.name) ?? wordsOfConcepts(resource.category)[0] ?? null,
    status: lineOf(resource.status),
    isOver: resource.status === 'inactive' || (end !== null && isOver(end, now)),
    start,
    end,
    members: listOf(resource.participant).map((one) => {
      const member = nodeOf(one.member);
      return {
        name: wordsOfReference(member, names),
        roles: wordsOfConcepts(one.role),
        fact: ids.get(referenceOf(member) ?? '') ?? null,
      };
    }),
  };
}

function lastSeenFirst(one: Carer, other: Carer): number {
  const [at, otherAt] = [one.seen?.when.low, other.seen?.when.low];
  if (at === undefined || otherAt === undefined) return Number(at === undefined) - Number(otherAt === undefined);
  return otherAt - at;
}
