import { describe, expect, it } from 'vitest';
import { readAppointments } from './appointments.ts';
import { readCoverage } from './coverage.ts';
import { readDevices } from './devices.ts';
import { readPlans } from './plans.ts';
import { factsOf, idsOf, NOW, only } from './reading.testing.ts';

describe('appointments', () => {
  const read = (...resources: readonly object[]) => readAppointments(factsOf(...resources), NOW);
  const booked = (id: string, start: string | undefined, more: object = {}) => ({
    resourceType: 'Appointment', id, status: 'booked', start, ...more,
  }); // biome-ignore format: one resource

  it('stand with the nearest first while they are not certainly over, then the latest first', () => {
    const { upcoming, past, undated } = read(
      booked('far', '2027-01-01T08:00:00Z'),
      booked('near', '2026-07-01T08:00:00Z'),
      booked('this year', '2026'),
      booked('old', '2020-01-01T08:00:00Z'),
      booked('older', '2019-01-01T08:00:00Z'),
      booked('asked', undefined, { status: 'proposed' }),
      { resourceType: 'Encounter', id: 'visit', status: 'planned', period: { start: '2026-08-01' } },
      { resourceType: 'Encounter', id: 'been', status: 'finished', period: { start: '2026-08-01' } },
    );
    expect(idsOf(upcoming)).toEqual(['this year', 'near', 'visit', 'far']);
    expect([idsOf(past), idsOf(undated)]).toEqual([['old', 'older'], ['asked']]);
  });

  it('that were cancelled stay in sight and are called so; the patient is not named among who is met', () => {
    const participant = [
      { actor: { reference: 'Patient/p', display: 'Quirina' } },
      { actor: { reference: 'Practitioner/x', display: 'Dr. Berg' } },
      { actor: { reference: 'Location/l', display: 'Room 3' } },
    ];
    const { upcoming } = read(booked('a', '2027-01-01T08:00:00Z', { status: 'cancelled', participant }));
    expect(only(upcoming)).toMatchObject({ state: 'cancelled', who: ['Dr. Berg'], where: ['Room 3'] });
  });
});

describe('insurance', () => {
  const read = (...resources: readonly object[]) => readCoverage(factsOf(...resources), NOW);

  it('keeps the digits of amounts with what they are for, and adds nothing up', () => {
    const total = (words: string, value: string) =>
      `{"category":{"text":"${words}"},"amount":{"value":${value},"currency":"USD"}}`;
    const [bill] = readCoverage(
      factsOf(
        `{"resourceType":"ExplanationOfBenefit","id":"e","status":"active","payment":{"amount":{"value":0.00,"currency":"USD"}},"total":[${total('submitted', '120.50')},${total('paid by patient', '20.00')}]}`,
      ),
      NOW,
    ).bills;
    expect(bill?.amounts).toEqual([
      { kind: 'total', words: 'submitted', digits: '120.50', currency: 'USD' },
      { kind: 'total', words: 'paid by patient', digits: '20.00', currency: 'USD' },
      { kind: 'payment', words: null, digits: '0.00', currency: 'USD' },
    ]);
  });

  it('is current only while it is said to be and has not ended', () => {
    const state = (status: string | undefined, end?: string) =>
      only(read({ resourceType: 'Coverage', id: 'c', status, period: { start: '2020', end } }).covers).state;
    expect([state('active'), state('active', '2021'), state('cancelled'), state(undefined), state('active', '2026')])
      .toEqual(['current', 'past', 'cancelled', 'unknown', 'current']); // biome-ignore format: one list
  });
});

describe('devices', () => {
  const pump = {
    resourceType: 'Device', id: 'd', status: 'active', deviceName: [{ name: 'Pump' }], manufacturer: 'Acme',
    serialNumber: '7',
  }; // biome-ignore format: one resource

  it('are called in use only where somebody says so', () => {
    const { devices } = readDevices(
      factsOf(pump, {
        resourceType: 'DeviceUseStatement', id: 'u', status: 'active', device: { reference: 'Device/d' },
        timingPeriod: { start: '2024-01-01' },
      }), // biome-ignore format: one record
      NOW,
    );
    expect(devices.map(({ id, state, name, device }) => [id, state, name, device])).toEqual([
      ['u', 'in-use', 'Pump', 'd'],
      ['d', 'unknown', 'Pump', null],
    ]);
  });
});

describe('plans', () => {
  it('lead to the goals of the record, and are past when their time is over', () => {
    const plan = (end?: string) => ({
      resourceType: 'CarePlan', id: 'p', status: 'active', title: 'Asthma plan', period: { start: '2020', end },
      goal: [{ reference: 'Goal/g' }, { reference: 'Goal/none' }],
      activity: [{ detail: { description: 'Peak flow every morning', status: 'in-progress' } }],
    }); // biome-ignore format: one resource
    const goal = {
      resourceType: 'Goal', id: 'g', lifecycleStatus: 'active', description: { text: 'Run 5 km' },
      target: [{ measure: { text: 'Distance' }, detailQuantity: { value: 5, unit: 'km' }, dueDate: '2027-01-01' }],
    }; // biome-ignore format: one resource
    const { plans, goals } = readPlans(factsOf(plan(), goal), NOW);
    expect(only(plans)).toMatchObject({ state: 'current', goals: ['g'], activities: [{ status: 'in-progress' }] });
    expect(only(goals).targets).toEqual(['Distance 5 km, 2027-01-01']);
    expect(only(readPlans(factsOf(plan('2021')), NOW).plans).state).toBe('past');
  });
});
