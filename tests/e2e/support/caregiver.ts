import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { lookAt } from './look-at.ts';
import { api } from './people.ts';

const CARER = { email: 'jon@example.org', name: 'Jon Neighbour', password: 'nine slow copper kettles' };

interface Walk {
  readonly owner: Page;
  readonly carer: Page;
  readonly person: string;
  /** What stands in what is shared, and what does not. */
  readonly given: string;
  readonly notGiven: string;
}

/** Somebody without an account is invited in the wizard to help to care, comes with the link, and is let go of again. */
export async function caregiver({ owner, carer, person, given, notGiven }: Walk): Promise<void> {
  await owner.goto(`/people/${person}/sharing/new`);
  await owner.getByRole('button', { name: 'Somebody who helps to care' }).click();
  await owner.getByLabel('Somebody without an account').check();
  await owner.getByLabel('Their e-mail address, if only they may accept').fill(CARER.email);
  await owner.getByLabel('Some kinds of records').check();
  await owner.getByLabel('results and measurements').check();
  await owner.getByRole('button', { name: 'See what they will see' }).click();
  await owner.getByText('They will see 160 entries:').waitFor();
  await owner.getByRole('button', { name: 'Invite now' }).click();
  const link = await owner.getByLabel('The link', { exact: true }).inputValue();
  await lookAt(owner, 'caregiver-invited');

  await carer.goto(link);
  await carer
    .getByText(/^Anna Muster .*Anna Muster/)
    .first()
    .waitFor();
  expect(new URL(carer.url()).hash).toBe('');
  expect(await carer.getByText(given).count()).toBe(0);
  await lookAt(carer, 'caregiver-asked');
  await carer.getByRole('button', { name: 'I have no account here yet' }).click();
  expect(await carer.getByLabel('Email address').inputValue()).toBe(CARER.email);
  await carer.getByLabel('Your name').fill(CARER.name);
  await carer.getByLabel('Password', { exact: true }).fill(CARER.password);
  await carer.getByRole('button', { name: 'Make my account' }).click();
  await carer.getByRole('button', { name: /Anna Muster\s*shared with you/ }).waitFor();

  await carer.goto(`/people/${person}/vitals`);
  await carer.getByText(given).first().waitFor();
  await carer.goto(`/people/${person}/conditions`);
  await carer.getByRole('heading', { name: 'Nothing that you see' }).waitFor();
  expect(await carer.getByText(notGiven).count()).toBe(0);
  await carer.goto(`/people/${person}/sharing`);
  await carer.getByText(/^You may look at results and measurements, add to it and correct it, /).waitFor();
  const { people } = await api<{ people: { id: string }[] }>(carer, 'GET', '/api/people');
  expect(people.map(({ id }) => id)).toEqual([person]);
  const { facts } = await api<{ facts: { type: string }[] }>(carer, 'GET', `/api/people/${person}/facts?limit=100`);
  expect([...new Set(facts.map(({ type }) => type))]).toEqual(['Observation']);

  await owner.goto(`/people/${person}/sharing`);
  await owner.getByText(/^Jon Neighbour may look at results and measurements, add to it/).waitFor();
  const card = owner.getByRole('listitem').filter({ hasText: /^Jon Neighbour may look/ });
  await card.getByRole('button', { name: 'End this now' }).click();
  await owner.getByText('Ended. Jon Neighbour sees nothing of it from now on.').waitFor();
  await carer.goto(`/people/${person}/vitals`);
  await carer.getByRole('heading', { name: 'This record is not here' }).waitFor();
}
