import type { AccessState, ConsentEvent, GateRequest, RecordState } from '@chartwarden/gate';
import type { AccountId, EventId, RecordId } from '@chartwarden/ids';
import type { Slice } from '@chartwarden/vault';

/** Whole numbers from 0 up to and without `limit`. */
export type Below = (limit: number) => number;

export const NOW = 1_000_000;

const ACTIONS = ['read', 'search', 'create', 'update', 'delete', 'share', 'export', 'send'];
const PURPOSES = 'self care research ask discover make-sense explain extract sync export emergency'.split(' ');
const FORMS = ['metadata_only', 'selected_evidence', 'full_source_allowed', 'deidentified'];
const KINDS = ['account', 'organization', 'study', 'app', 'model', 'agent', 'link'];
const LABELS = ['HIV', 'ETH', 'PSY', 'SEX', 'SDV', 'GDIS'];
const ACCOUNTS = ['ann', 'bob', 'cid'];
const OTHERS = ['x', 'y'];

/** One decision to make. */
export interface AccessCase {
  readonly request: GateRequest;
  readonly state: AccessState;
  readonly at: number;
}

export function randomAccess(below: Below) {
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const chance = (percent: number): boolean => below(100) < percent;
  const some = <T>(list: readonly T[], least = 0): T[] => {
    const chosen = list.filter(() => chance(40));
    return chosen.length >= least ? chosen : [pick(list)];
  };
  // Once in a while a word that no version knows.
  const word = (list: readonly string[]): string => (chance(1) ? 'unheard-of' : pick(list));

  const slice = (): Slice => {
    if (chance(35)) return {};
    if (chance(20)) return { labels: LABELS } as Slice;
    return {
      ...(chance(50) ? { types: some(['Observation', 'Condition', 'Patient']) } : {}),
      ...(chance(20) ? { from: below(100) } : {}),
      ...(chance(20) ? { labels: chance(20) ? Array(6).fill('HIV') : some(LABELS) } : {}),
      ...(chance(10) ? { labelled: true } : {}),
      ...(chance(2) ? { zodiac: ['Leo'] } : {}),
    } as Slice;
  };

  const recipient = () => {
    const kind = word(KINDS);
    return { kind, id: kind === 'account' ? pick(ACCOUNTS) : pick(OTHERS) };
  };

  let events = 0;
  const consent = (): ConsentEvent => {
    events += 1;
    return {
      kind: 'consent',
      id: `consent-${events}` as EventId,
      time: 0,
      seq: events,
      by: 'ann' as AccountId,
      capacity: pick(['self', 'proxy', 'staff']),
      record: 'record' as RecordId,
      effect: chance(75) ? 'permit' : chance(90) ? 'deny' : 'perhaps',
      actions: chance(30) ? ACTIONS : some(ACTIONS, 1),
      ...(chance(80) ? { recipient: chance(15) ? { kind: pick(KINDS), id: '*' } : recipient() } : {}),
      ...(chance(40) ? { purposes: chance(20) ? ['emergency'] : some(PURPOSES, 1) } : {}),
      ...(chance(10) ? { under: 'offer' as EventId } : {}),
      slice: slice(),
      form: word(FORMS),
      from: chance(85) ? below(NOW) : NOW + below(3),
      until: chance(60) ? null : chance(5) ? undefined : NOW - 1 + below(3),
    } as unknown as ConsentEvent;
  };

  const organization = (id: string): RecordState => ({
    kind: 'organization',
    erased: chance(15),
    made: `made-${id}` as EventId,
    synthetic: false,
    madeBy: 'ann' as AccountId,
    wasHeld: false,
    saidByClock: [],
    custody: [],
    consents: [],
  });

  const state = (): AccessState => ({
    seq: 1,
    usedApprovals: new Set(),
    accounts: new Map(
      ACCOUNTS.filter(() => chance(90)).map((id) => [
        id as AccountId,
        {
          status: chance(90) ? 'active' : 'disabled',
          roles: [pick(['owner', 'admin', 'member', 'member', 'demo'])],
          memberships: OTHERS.filter(() => chance(25)).map((organization) => ({
            organization: organization as RecordId,
            role: pick(['manager', 'member', 'viewer']),
            event: `member-${organization}` as EventId,
            since: 0,
          })),
        },
      ]),
    ),
    records: new Map([
      ...OTHERS.map((id) => [id as RecordId, organization(id)] as const),
      [
        'record' as RecordId,
        {
          kind: 'person',
          erased: chance(5),
          made: 'made' as EventId,
          synthetic: chance(20),
          madeBy: 'ann' as AccountId,
          wasHeld: true,
          saidByClock: ACCOUNTS.filter(() => chance(20)),
          custody: [...ACCOUNTS, ...OTHERS].flatMap((id) =>
            chance(ACCOUNTS.includes(id) ? 40 : 15)
              ? [
                  {
                    holder: { kind: ACCOUNTS.includes(id) ? 'account' : 'organization', id },
                    relation: ACCOUNTS.includes(id) && chance(50) ? 'self' : 'custodian',
                    event: `custody-${id}` as EventId,
                    by: 'ann' as AccountId,
                    since: 0,
                  },
                ]
              : [],
          ),
          consents: Array.from({ length: below(5) }, consent),
        },
      ],
    ]),
  });

  const request = (): GateRequest =>
    ({
      actor: chance(90)
        ? {
            kind: 'account',
            role: 'member',
            ...(chance(98) ? { account: pick(ACCOUNTS) } : {}),
            ...(chance(5) ? { roles: [pick(['demo', 'member'])] } : {}),
          }
        : { kind: pick(['system', 'operator', 'anonymous', 'ghost']), role: 'system' },
      record: chance(92) ? 'record' : chance(60) ? pick(OTHERS) : 'no-record',
      actions: chance(1) ? [] : chance(60) ? [word(ACTIONS)] : some(ACTIONS, 1),
      purpose: chance(8) ? 'operate' : word(PURPOSES),
      channel: chance(8) ? 'system' : word(['browser', 'browser', 'api', 'cli', 'link', 'export', 'model']),
      ...(chance(30) ? { view: word(['effective', 'received']) } : {}),
      ...(chance(60) ? { form: word(FORMS) } : {}),
      ...(chance(30) ? { slice: slice() } : {}),
      ...(chance(25) ? { recipient: recipient() } : {}),
      request: {},
    }) as unknown as GateRequest;

  return {
    consent,
    case: (): AccessCase => ({ request: request(), state: state(), at: NOW }),
    /** The same state with other consents. */
    withConsents(of: AccessState, change: (consents: readonly ConsentEvent[]) => readonly ConsentEvent[]): AccessState {
      const records = new Map(
        [...of.records].map(([id, record]) => [id, { ...record, consents: change(record.consents) }]),
      );
      return { ...of, records };
    },
    pick,
  };
}
