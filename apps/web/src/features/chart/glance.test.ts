import { describe, expect, it } from 'vitest';
import { formatRecordDate } from '../../ui/words.ts';
import { glance } from './glance.ts';

const row = (resource: Record<string, unknown>, name: string): string | undefined =>
  glance(resource).find(([found]) => found === name)?.[1];

describe('an entry at a glance', () => {
  it('says a result with its comparator, unit and range', () => {
    const resource = {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '4548-4', display: 'Hemoglobin A1c' }] },
      valueQuantity: { value: 6.4, comparator: '<', unit: '%' },
      referenceRange: [{ low: { value: 4, unit: '%' }, high: { value: 5.6, unit: '%' } }],
      effectiveDateTime: '2021-05',
    };
    expect(row(resource, 'What')).toBe('Hemoglobin A1c');
    expect(row(resource, 'Result')).toBe('< 6.4 %');
    expect(row(resource, 'Usual range')).toBe('4 % – 5.6 %');
    expect(row(resource, 'Coded as')).toBe('LOINC 4548-4');
    expect(row(resource, 'When')).toBe('May 2021');
  });

  it('lists the parts of a panel', () => {
    const resource = {
      resourceType: 'Observation',
      component: [
        { code: { text: 'Systolic' }, valueQuantity: { value: 120, unit: 'mm[Hg]' } },
        { code: { text: 'Diastolic' }, valueQuantity: { value: 80, unit: 'mm[Hg]' } },
      ],
    };
    expect(row(resource, 'Result')).toBe('Systolic: 120 mmHg\nDiastolic: 80 mmHg');
  });

  it('says of each kind of entry what it has to say, and leaves out rows that are empty', () => {
    const rows = (resource: Record<string, unknown>) => Object.fromEntries(glance(resource));
    expect(rows({ resourceType: 'Organization', name: 'Birch Lane' })).toEqual({ What: 'Birch Lane' });
    expect(
      rows({
        resourceType: 'Appointment',
        status: 'booked',
        start: '2026-12-01T09:00:00+01:00',
        participant: [{ actor: { display: 'Dr Who' } }],
      }),
    ).toEqual({ Status: 'booked', When: formatRecordDate('2026-12-01T09:00:00+01:00'), By: 'Dr Who' });
    expect(
      rows({
        resourceType: 'FamilyMemberHistory',
        relationship: { text: 'Mother' },
        condition: [{ code: { text: 'Asthma' }, onsetAge: { value: 30, unit: 'years' } }],
      }),
    ).toEqual({ Relative: 'Mother', Conditions: 'Asthma (30 years)' });
    expect(
      rows({
        resourceType: 'Goal',
        lifecycleStatus: 'active',
        target: [{ detailQuantity: { comparator: '<', value: 7, unit: '%' }, dueDate: '2027-01' }],
      }),
    ).toEqual({ Status: 'active', Aim: '< 7 %, January 2027' });
    expect(
      rows({
        resourceType: 'ExplanationOfBenefit',
        total: [{ category: { text: 'Submitted' }, amount: { value: 120.5, currency: 'USD' } }],
      }),
    ).toEqual({ Amount: '120.5 USD (Submitted)' });
    expect(
      rows({
        resourceType: 'QuestionnaireResponse',
        item: [{ text: 'Sleep', item: [{ text: 'Hours', answer: [{ valueInteger: 7 }] }] }],
      }),
    ).toEqual({ Answers: 'Hours: 7' });
    expect(rows({ resourceType: 'Condition', category: [{ coding: [{ code: 'problem-list-item' }] }] })).toEqual({
      Kind: 'List of problems',
    });
  });

  it('survives shapes that are not FHIR', () => {
    for (const odd of [
      {},
      { code: 7 },
      { name: [null] },
      { note: 'x' },
      {
        total: 3,
        address: ['x'],
        target: [[]],
        reaction: {},
        item: [{ answer: 'x', item: 7 }],
        activity: [{ detail: [] }],
      },
      { component: [null, 3] },
      { performer: [[]] },
    ]) {
      expect(() => glance(odd)).not.toThrow();
    }
  });

  it('leaves narrative HTML alone', () => {
    const resource = { resourceType: 'Observation', text: { div: '<div><script>alert(1)</script></div>' } };
    expect(JSON.stringify(glance(resource))).not.toContain('script');
  });
});
