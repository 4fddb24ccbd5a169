import type { AccountId, EventId, RecordId } from '@chartwarden/ids';
import type { Action, Channel, Form, Recipient, View } from '@chartwarden/vault';
import { describe, expect, it } from 'vitest';
import { mayChange } from './access-rules.ts';
import { type AccessState, type AccountState, emptyAccess } from './access-state.ts';
import { INSTANCE_ROLES, type InstanceRole, type NewAccessEvent } from './access-types.ts';
import { decide } from './decide.ts';
import { relationTo } from './relations.ts';
import { CAPABILITIES, isFor } from './roles.ts';

const REAL = 'real' as RecordId;
const MADE_UP = 'made-up' as RecordId;
const account = (role: InstanceRole, status: AccountState['status'] = 'active'): AccountState => ({
  status,
  roles: [role],
  memberships: [],
});
const record = (synthetic: boolean) =>
  ({
    kind: 'person', erased: false, made: 'made' as EventId, synthetic, madeBy: 'member' as AccountId, wasHeld: true,
    custody: [{ holder: { kind: 'account', id: 'member' }, relation: 'custodian', event: 'held' as EventId, by: 'member' as AccountId, since: 0 }],
    saidByClock: [], consents: [],
  }) as const; // biome-ignore format: one record
const state: AccessState = {
  ...emptyAccess,
  accounts: new Map([
    ...INSTANCE_ROLES.map((role) => [role as string as AccountId, account(role)] as const),
    ['second owner' as AccountId, account('owner')],
    ['gone' as AccountId, account('owner', 'disabled')],
  ]),
  records: new Map([
    [REAL, record(false)],
    [MADE_UP, record(true)],
  ]),
};
const as = (role: string) => ({ kind: 'account' as const, account: role, role });

describe('a role', () => {
  const whoMay = (event: NewAccessEvent) =>
    INSTANCE_ROLES.filter((role) => mayChange(as(role), event, state, 0)).join(' ');
  const made = (recordKind: 'person' | 'organization'): NewAccessEvent => ({
    kind: 'record', record: 'new' as RecordId, recordKind, state: 'created', capacity: 'self',
  }); // biome-ignore format: one event
  const given = (role: InstanceRole): NewAccessEvent => ({
    kind: 'role', account: 'member' as AccountId, role, state: 'given', capacity: 'staff',
  }); // biome-ignore format: one event
  const disabled = (id: string): NewAccessEvent => ({
    kind: 'account', account: id as AccountId, state: 'disabled', capacity: 'staff',
  }); // biome-ignore format: one event

  it.each<[string, NewAccessEvent, string]>([
    ['makes a person', made('person'), 'owner admin practitioner member'],
    ['makes an organization', made('organization'), 'owner admin'],
    ['makes an admin', given('admin'), 'owner admin'],
    ['makes an owner', given('owner'), 'owner'],
    ['disables a member', disabled('member'), 'owner admin'],
    ['disables an owner', disabled('second owner'), 'owner'],
  ])('%s when the table says so', (_what, event, roles) => {
    expect(whoMay(event)).toBe(roles);
  });

  it.each([undefined, { kind: 'account', id: '*' }, { kind: 'organization', id: '*' }] as const)(
    'is not needed for what a permit for %j opens: nothing',
    (recipient) => {
      const consent = {
        kind: 'consent', id: 'c' as EventId, time: 0, seq: 1, by: 'member' as AccountId, capacity: 'proxy', record: REAL,
        effect: 'permit', actions: ['read'], slice: {}, form: 'full_source_allowed', from: 0, until: null,
        ...(recipient ? { recipient } : {}),
      } as const; // biome-ignore format: one event
      const records = new Map([[REAL, { ...record(false), consents: [consent] }]]);
      const asked = { actor: as('auditor'), record: REAL, actions: ['read' as const], purpose: 'care' as const };
      expect(decide({ ...asked, channel: 'browser', request: {} }, { ...state, records }, 0)).toMatchObject({
        outcome: 'refuse',
        related: false,
      });
    },
  );

  it('of a disabled account is for nothing', () => {
    expect(CAPABILITIES.filter((one) => isFor(state.accounts.get('gone' as AccountId), one))).toEqual([]);
    expect(CAPABILITIES.filter((one) => isFor(undefined, one))).toEqual([]);
  });

  it('opens no record, and a made-up one only to accounts for showing', () => {
    const readers = (id: RecordId) =>
      INSTANCE_ROLES.filter((role) => {
        const asked = { actor: as(role), record: id, actions: ['read' as const], purpose: 'care' as const };
        return decide({ ...asked, channel: 'browser', request: {} }, state, 0).outcome === 'permit';
      }).join(' ');
    expect(readers(REAL)).toBe('member');
    expect(readers(MADE_UP)).toBe('member demo');
    expect([REAL, MADE_UP].map((id) => relationTo('demo' as AccountId, record(id === MADE_UP), state, 0))).toEqual([
      null,
      'viewer',
    ]);
  });

  it.each<[string, { actions?: Action[]; channel?: Channel; view?: View; form?: Form; recipient?: Recipient }]>([
    ['write', { actions: ['read', 'update'] }],
    ['share', { actions: ['share'] }],
    ['take along', { actions: ['export'], channel: 'export' }],
    ['send to a model', { channel: 'model', recipient: { kind: 'model', id: 'm' } }],
    ['see as received', { view: 'received' }],
    ['pass on', { recipient: { kind: 'account', id: 'member' } }],
  ])('for showing does not %s', (_what, more) => {
    const asked = { actor: as('demo'), record: MADE_UP, actions: ['read' as const], purpose: 'care' as const };
    expect(decide({ ...asked, channel: 'browser', request: {}, ...more }, state, 0)).toMatchObject({
      outcome: 'refuse',
      related: true,
    });
  });
});
