import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { knownPerson } from './known-person.ts';

// A page ends after 16 MiB: these Patients, with their photos, are more than one.
const PATIENTS = 24;
const PHOTO = 'A'.repeat(1024 * 1024);

describeEngines('what a record knows of its person', (engine) => {
  let test: TestCore;
  beforeEach(async () => {
    test = await openTestCore(engine);
  });
  afterEach(() => test.remove());

  it('is read from every Patient in it, also when their photos fill more than a page', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const patients = Array.from({ length: PATIENTS }, (_, at) =>
      JSON.stringify({
        resourceType: 'Patient',
        id: `p${at}`,
        name: [{ family: `Family${at}`, given: ['Quirina'] }],
        photo: [{ contentType: 'image/png', data: PHOTO }],
      }),
    );
    await test.importAll(owner, record, patients);
    const first = await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 1000 });
    expect(first.facts.length).toBeLessThan(PATIENTS);
    const known = await knownPerson({
      vault: test.core.vault,
      permit: (actions) => test.permit(owner, record, actions),
    });
    expect([...known.keys].sort()).toEqual(patients.map((_, at) => `Patient/p${at}`).sort());
    expect(known.humans).toHaveLength(PATIENTS);
    expect(known.name).toBe('Quirina');
  }, 60_000);
});
