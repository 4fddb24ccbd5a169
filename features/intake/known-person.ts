import { humanOf } from '@chartwarden/fhir';
import type { Action, Permit, Vault } from '@chartwarden/vault';
import type { Human } from './subjects.ts';

/** Patients of a record that are looked at, newest first; nobody has that many. */
const MOST_PATIENTS = 1000;

/** What the record already knows of whom it is about: the household's name and every Patient in it. */
export async function knownPerson(parts: {
  readonly vault: Vault;
  readonly permit: (actions: readonly Action[]) => Promise<Permit>;
}): Promise<{
  readonly name: string;
  readonly humans: readonly Human[];
  readonly keys: ReadonlySet<string>;
}> {
  const { vault, permit } = parts;
  const profile = await vault.records.profile(await permit(['read']));
  const humans: Human[] = [];
  const keys = new Set<string>();
  let cursor: string | undefined;
  do {
    // A page of large facts (photos) ends early, so its end is not the end of them.
    const page = await vault.read.page(await permit(['search']), {
      types: ['Patient'],
      limit: MOST_PATIENTS - humans.length,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const fact of page.facts) {
      humans.push(humanOf(JSON.parse(fact.bytes.toString('utf8'))));
      if (fact.upstreamId !== undefined) keys.add(`Patient/${fact.upstreamId}`);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && humans.length < MOST_PATIENTS);
  return { name: profile?.name ?? '', humans, keys };
}
