import { describe, expect, it } from 'vitest';
import { readCareTeam } from './care-team.ts';
import { factsOf, NOW, only } from './reading.testing.ts';

const read = (...resources: readonly object[]) => readCareTeam(factsOf(...resources), NOW);
const ada = {
  resourceType: 'Practitioner', id: 'ada', name: [{ given: ['Ada'], family: 'Berg' }],
  telecom: [{ system: 'phone', value: '555 0100', use: 'work' }], address: [{ line: ['1 Elm St'], city: 'Graz' }],
}; // biome-ignore format: one resource
const visit = (id: string, start: string, status = 'finished', who = 'Practitioner/ada') => ({
  resourceType: 'Encounter', id, status, period: { start }, participant: [{ individual: { reference: who } }],
}); // biome-ignore format: one resource

describe('who takes care', () => {
  it('was last seen in a visit that has begun', () => {
    const { people } = read(
      ada,
      visit('first', '2020-01-01'),
      visit('last', '2024-01-01'),
      visit('cancelled', '2025-01-01', 'cancelled'),
      visit('ahead', '2027-01-01', 'planned'),
    );
    expect(only(people)).toMatchObject({ name: 'Ada Berg', visits: 2, seen: { visit: 'last' } });
  });

  it('has the roles and places of their role, is found through it, and is reached as written', () => {
    const { people } = read(
      ada,
      { resourceType: 'Organization', id: 'clinic', name: 'Elm Clinic' },
      {
        resourceType: 'PractitionerRole', id: 'role', practitioner: { reference: 'Practitioner/ada' },
        organization: { reference: 'Organization/clinic' }, specialty: [{ text: 'Cardiology' }],
      },
      visit('v', '2024-01-01', 'finished', 'PractitionerRole/role'),
    ); // biome-ignore format: one record
    expect(only(people)).toMatchObject({
      roles: ['Cardiology'], at: ['Elm Clinic'], visits: 1, addresses: ['1 Elm St, Graz'],
      contacts: [{ system: 'phone', value: '555 0100', use: 'work' }],
    }); // biome-ignore format: one expectation
  });

  it('does not take two of one name for one', () => {
    expect(read(ada, { ...ada, id: 'other' }).people).toHaveLength(2);
  });
});

describe('a care team', () => {
  it('names its members, those in the record with their fact, and is over when its time is', () => {
    const team = (end: object) => ({
      resourceType: 'CareTeam', id: 't', name: 'Diabetes team', status: 'active', period: { start: '2020', ...end },
      participant: [
        { role: [{ text: 'Leads' }], member: { reference: 'Practitioner/ada' } },
        { member: { display: 'Somebody else' } },
      ],
    }); // biome-ignore format: one resource
    expect(only(read(ada, team({})).teams)).toMatchObject({
      isOver: false,
      members: [
        { name: 'Ada Berg', roles: ['Leads'], fact: 'ada' },
        { name: 'Somebody else', roles: [], fact: null },
      ],
    });
    expect(only(read(team({ end: '2021' })).teams).isOver).toBe(true);
  });
});
