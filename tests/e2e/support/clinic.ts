import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { lookAt } from './look-at.ts';
import { api } from './people.ts';

const PRACTICE = 'Practice at the Green Square';
const PATIENT = { email: 'quirin@example.org', name: 'Quirin Vogel', password: 'seven boats on a quiet lake' };

interface Walk {
  readonly manager: Page;
  /** Somebody with an account. */
  readonly staff: Page;
  /** Somebody without one. */
  readonly patient: Page;
}

const once = (page: Page): Promise<string> => page.getByLabel('The link', { exact: true }).inputValue();

/** A practice is made, somebody is asked to work there, a patient gets a record there and takes it into their own hands. */
export async function clinic({ manager, staff, patient }: Walk): Promise<void> {
  await manager.goto('/organizations');
  await manager.getByRole('button', { name: 'Make an organization' }).click();
  await manager.getByLabel('Name of the organization').fill(PRACTICE);
  await manager.getByRole('button', { name: 'Make it', exact: true }).click();
  await manager.getByRole('heading', { name: PRACTICE }).waitFor();
  const page = manager.url();
  await manager.getByRole('button', { name: 'Invite somebody' }).click();
  await manager.getByRole('button', { name: 'Make the invitation' }).click();
  const work = await once(manager);
  await manager.getByRole('button', { name: 'Done' }).click();

  await staff.goto(work);
  await staff.getByText(`Anna Muster asks you to work for ${PRACTICE} here.`).waitFor();
  await lookAt(staff, 'clinic-asked');
  await staff.getByRole('button', { name: 'I agree' }).click();
  await staff.getByRole('heading', { name: PRACTICE }).waitFor();
  await staff.getByRole('button', { name: 'Add a patient' }).click();
  await staff.getByLabel('Their name').fill(PATIENT.name);
  await staff.getByRole('button', { name: 'Create the record' }).click();
  await staff.getByRole('heading', { name: 'Add records' }).waitFor();
  const person = new URL(staff.url()).pathname.split('/')[2] ?? '';

  await manager.goto(page);
  await manager.getByText('Ana Sister').waitFor();
  await lookAt(manager, 'clinic');
  await manager.getByRole('button', { name: `Hand the record over: ${PATIENT.name}` }).click();
  await manager.getByLabel('Email address, if you want to be sure').fill(PATIENT.email);
  await manager.getByRole('button', { name: 'Make the link' }).click();
  const claim = await once(manager);

  await patient.goto(claim);
  await patient
    .getByText(new RegExp(`${PRACTICE}.*${PATIENT.name}`))
    .first()
    .waitFor();
  await lookAt(patient, 'clinic-claim');
  await patient.getByRole('button', { name: 'I have no account here yet' }).click();
  await patient.getByLabel('Your name').fill(PATIENT.name);
  await patient.getByLabel('Password', { exact: true }).fill(PATIENT.password);
  await patient.getByRole('button', { name: 'Make my account' }).click();
  await patient
    .getByRole('button', { name: new RegExp(PATIENT.name) })
    .first()
    .waitFor();
  await patient.goto(`/people/${person}/custody`);
  await patient.getByRole('heading', { name: `${PATIENT.name} (you)` }).waitFor();

  // The practice holds it no longer, and looks at it under what the patient agreed to, until they end that.
  await manager.goto(page);
  await manager.getByText('None yet.').waitFor();
  const name = async () =>
    (await api<{ people: { id: string; relation: string }[] }>(staff, 'GET', '/api/people')).people.find(
      ({ id }) => id === person,
    )?.relation;
  expect(await name()).toBe('viewer');
  await patient.goto(`/people/${person}/sharing`);
  await patient.getByText(new RegExp(`^${PRACTICE} may look at `)).waitFor();
  await lookAt(patient, 'clinic-kept');
  await patient.getByRole('button', { name: 'End this now' }).click();
  await patient.getByText(`Ended. ${PRACTICE} sees nothing of it from now on.`).waitFor();
  expect(await name()).toBeUndefined();
}
