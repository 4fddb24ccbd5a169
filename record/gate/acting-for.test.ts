import { expect, it } from 'vitest';
import type { AccessEvent } from './access-types.ts';
import { actingFor } from './acting-for.ts';

const at = (id: string, event: object): AccessEvent => ({ id, time: 0, seq: 0, by: 'ana', ...event }) as never;
const organization = (id: string) => ({ kind: 'organization', id });
const line = (action: string, more: object = {}) =>
  ({ actor: { kind: 'account', account: 'ana', role: 'member' }, action, outcome: 'permitted', ...more }) as never;
const changed = (event: string) => line('access-consent', { consent: [event], detail: { event } });

it('tells of a line for which organization somebody acted, and of no other', () => {
  const placeOf = actingFor([
    at('made', { kind: 'custody', holder: organization('clinic'), relation: 'custodian', state: 'held', capacity: 'staff' }),
    at('shared', { kind: 'consent', recipient: organization('lab'), capacity: 'staff' }),
    at('offered', { kind: 'consent', recipient: organization('*'), capacity: 'staff' }),
    at('taken', { kind: 'consent', recipient: { kind: 'account', id: 'doctor' }, under: 'offered', capacity: 'staff' }),
    at('claimed', { kind: 'custody', holder: { kind: 'account', id: 'quirina' }, state: 'held', capacity: 'staff' }),
    at('let-go', { kind: 'custody', holder: organization('clinic'), state: 'ended', capacity: 'staff' }),
    at('own', { kind: 'consent', recipient: organization('lab'), capacity: 'self' }),
  ]); // biome-ignore format: one event a line
  // Looking: through what the organization holds, or was granted.
  expect(placeOf(line('search', { consent: ['made'] }))).toBe('clinic');
  expect(placeOf(line('read', { consent: ['shared'] }))).toBe('lab');
  for (const consent of [['taken'], ['offered'], ['claimed'], []])
    expect(placeOf(line('read', { consent }))).toBeUndefined();
  // Changing who may see it: for whom somebody is staff, not for whom it is meant.
  expect(['shared', 'claimed', 'let-go'].map((event) => placeOf(changed(event)))).toEqual(Array(3).fill('clinic'));
  expect(placeOf(line('access-custody', { detail: { event: 'made' } }))).toBe('clinic');
  expect(['taken', 'own'].map((event) => placeOf(changed(event)))).toEqual([undefined, undefined]);
  expect(
    placeOf({ ...(line('read', { consent: ['made'] }) as object), actor: { kind: 'system', role: 'system' } } as never),
  ).toBeUndefined();
});
