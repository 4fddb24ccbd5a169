import { CodedError } from '@chartwarden/errors';
import { isId } from '@chartwarden/ids';
import type { Api } from './client.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly relation: string;
}

export const listPeople = async (api: Api): Promise<readonly Person[]> =>
  (await api.json<{ people: readonly Person[] }>('GET', '/api/people')).people;

/**
 * The person of that id or name (without regard to case). An id nobody listed is asked for all the same: whether it
 * exists is for the gate to say. Throws CW-CLI-005, CW-CLI-006 with the ids.
 */
export async function findPerson(api: Api, wanted: string): Promise<Pick<Person, 'id' | 'name'>> {
  const people = await listPeople(api);
  const byId = people.find(({ id }) => id === wanted.toLowerCase());
  if (byId !== undefined) return byId;
  const fold = (text: string) => text.trim().normalize('NFKC').toLowerCase();
  const named = people.filter(({ name }) => fold(name) === fold(wanted));
  const [one] = named;
  if (named.length > 1) throw new CodedError('CW-CLI-006', named.map(({ id }) => id).join(', '));
  if (one !== undefined) return one;
  if (isId(wanted.toLowerCase())) return { id: wanted.toLowerCase(), name: wanted };
  throw new CodedError('CW-CLI-005');
}
