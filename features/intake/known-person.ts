import { humanOf } from '@chartwarden/fhir';
import type { Action, Permit, Vault } from '@chartwarden/vault';
import type { Human } from './subjects.ts';

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
  const { facts } = await vault.read.page(await permit(['search']), { type: 'Patient', limit: 1000 });
  const humans = facts.map((fact) => humanOf(JSON.parse(fact.bytes.toString('utf8'))));
  return {
    name: profile?.name ?? '',
    humans,
    keys: new Set(facts.flatMap((fact) => (fact.upstreamId === undefined ? [] : [`Patient/${fact.upstreamId}`]))),
  };
}
