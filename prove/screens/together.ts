import type { Page } from 'playwright-core';
import type { Furnished } from './furnish.ts';
import type { Screen } from './pages.ts';

const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();

/** Presses one button after the other. */
const pressing =
  (...names: readonly (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) await press(page, name);
  };

const shownOnce = (page: Page): Promise<void> => page.getByLabel('The link', { exact: true }).waitFor();

/** Several people around one record, as its holder sees them. */
export function familyScreens({ first, child, entry, file }: Furnished): readonly Screen[] {
  const at = (path: string, person = first): string => `/people/${person}/${path}`;
  const custody = at('custody', child);
  return [
    { name: 'custody-of-a-child', path: custody },
    {
      name: 'custody-inviting',
      path: custody,
      act: async (page) => {
        await pressing('Invite somebody to look after it, too', 'Make the invitation')(page);
        await page.getByText('Please type their email address.').waitFor();
      },
    },
    {
      name: 'custody-invited',
      path: custody,
      act: async (page) => {
        await press(page, 'Hand it to the person it is about');
        await page.getByLabel('Their email address').fill('ida@example.org');
        await press(page, 'Make the invitation');
        await shownOnce(page);
      },
    },
    { name: 'custody-cancelling', path: custody, act: pressing(/^Cancel it/) },
    { name: 'custody-birth-date', path: custody, act: pressing('Name and date of birth') },
    { name: 'emergency-open', path: at('emergency', child) },
    { name: 'emergency-banner', path: at('today', child) },
    { name: 'emergency-offering', path: at('emergency'), act: pressing('Offer access for an emergency') },
    { name: 'invitations-that-wait', path: at('sharing', child) },
    { name: 'kept-entry', path: `${at('sharing/kept')}?fact=${entry}` },
    { name: 'kept-file', path: `${at('sharing/kept')}?source=${file}` },
    { name: 'kept-label', path: `${at('sharing/kept')}?label=PSY` },
    { name: 'share-missing', path: at('sharing/new'), act: pressing('See what they will see') },
    {
      name: 'share-parts',
      path: at('sharing/new'),
      act: async (page) => {
        await page.getByLabel('An organization').check();
        await page.getByLabel('Some kinds of records').check();
        await page.getByLabel('Until', { exact: true }).selectOption('day');
      },
    },
    {
      name: 'share-review',
      path: at('sharing/new'),
      act: async (page) => {
        await page.getByLabel('Their e-mail address').fill('ana@example.org');
        await pressing('A clinician for 24 hours', 'See what they will see')(page);
        await page.getByRole('heading', { name: '4. What will stand' }).waitFor();
      },
    },
    {
      name: 'share-previewed',
      path: at('sharing/new'),
      act: async (page) => {
        await page.getByLabel('Their e-mail address').fill('ana@example.org');
        await pressing('A clinician for 24 hours', 'See what they will see', 'See it as they will')(page);
        await page.getByText(/^You see this record as /).waitFor();
      },
    },
    {
      name: 'share-invited',
      path: at('sharing/new'),
      act: async (page) => {
        await page.getByLabel('Somebody without an account').check();
        await pressing('Somebody who helps to care', 'See what they will see', 'Invite now')(page);
        await shownOnce(page);
      },
    },
    { name: 'shares-changed', path: at('sharing'), act: pressing('Show every change') },
    { name: 'links-with-one', path: at('links') },
    { name: 'link-renewing', path: at('links'), act: pressing('Bring it up to date') },
    {
      name: 'link-review',
      path: at('links/new'),
      act: async (page) => {
        await page.getByLabel('What to call it').fill('For the school');
        await press(page, 'See what it will hold');
        await page.getByRole('heading', { name: '4. What will stand' }).waitFor();
      },
    },
    {
      name: 'link-ready',
      path: at('links/new'),
      act: async (page) => {
        await page.getByLabel('What to call it').fill('For the school');
        await pressing('See what it will hold', 'Make the link')(page);
        await shownOnce(page);
      },
    },
    {
      name: 'card-with-code',
      path: at('card'),
      act: async (page) => {
        await page.getByRole('checkbox').first().check();
        await page.getByLabel('Whom to call').fill('Ana (sister) +43 660 1234567');
        await page.getByLabel('Passcode (at least 6 characters)').fill('246810');
        await pressing('See what the code will open', 'Make the code')(page);
        await page.getByRole('img', { name: 'Code that opens the emergency card' }).waitFor();
      },
    },
    {
      name: 'copy-drafted',
      path: at('copy'),
      act: async (page) => {
        await press(page, 'Show what would be in it');
        await page.getByRole('button', { name: 'Download it' }).waitFor();
        await press(page, 'Show what would be lost');
        await page.getByRole('button', { name: 'Erase for good' }).waitFor();
      },
    },
    { name: 'token-for-a-program', path: '/settings', act: makeToken },
    { name: 'sign-on-unlinking', path: '/settings', act: pressing(/^Unlink/) },
  ];
}

/** Giving and taking back, after which others see less. */
export function endingScreens({ first, entry }: Furnished): readonly Screen[] {
  const at = (path: string): string => `/people/${first}/${path}`;
  return [
    {
      name: 'kept-turned',
      path: `${at('sharing/kept')}?fact=${entry}`,
      act: async (page) => {
        await page.getByLabel('Keep it from Ana Sister').click();
        await page.getByText('Kept back from Ana Sister.').waitFor();
      },
    },
    {
      name: 'share-ended',
      path: at('sharing'),
      act: async (page) => {
        await press(page, 'End this now');
        await page.getByText(/^Ended\. /).waitFor();
      },
    },
  ];
}

async function makeToken(page: Page): Promise<void> {
  await page.getByLabel('What it is for').fill('Nightly copy');
  await press(page, 'Make a token');
  await page.getByLabel('The token', { exact: true }).waitFor();
}

/** Organizations, as a manager sees them, and what their dialogs say. */
export function organizationScreens({ organization }: Furnished): readonly Screen[] {
  const path = `/organizations/${organization}`;
  return [
    { name: 'an-organization', path },
    { name: 'organization-making', path: '/organizations', act: pressing('Make an organization', 'Make it') },
    { name: 'organization-changing', path, act: pressing('Change') },
    { name: 'organization-patient', path, act: pressing('Add a patient', 'Create the record') },
    { name: 'organization-handing-over', path, act: pressing(/^Hand the record over: Emil Patient$/) },
    {
      name: 'organization-handed-over',
      path,
      act: async (page) => {
        await pressing(/^Hand the record over: Emil Patient$/, 'Make the link')(page);
        await shownOnce(page);
      },
    },
    {
      name: 'organization-letting-go',
      path,
      act: async (page) => {
        await pressing('Let this patient go: Emil Patient', 'See what that means')(page);
        await page.getByText(/^Nobody else holds this record/).waitFor();
      },
    },
    {
      name: 'organization-invited',
      path,
      act: async (page) => {
        await pressing('Invite somebody', 'Make the invitation')(page);
        await shownOnce(page);
      },
    },
    {
      name: 'handing-over',
      path: '/instance/accounts',
      act: async (page) => {
        await press(page, 'Hand it over');
        await page.getByLabel('To whom').selectOption({ label: 'Ana Sister (ana@example.org)' });
        await press(page, 'Show what it means');
        await page.getByRole('button', { name: 'Offer it' }).waitFor();
      },
    },
    {
      name: 'handover-waits',
      path: '/instance/accounts',
      act: async (page) => {
        await press(page, 'Hand it over');
        await page.getByLabel('To whom').selectOption({ label: 'Ana Sister (ana@example.org)' });
        await pressing('Show what it means', 'Offer it')(page);
        await page.getByText('This Chartwarden is offered to somebody').waitFor();
      },
    },
    { name: 'organization-cancelling', path, act: pressing('Cancel it: jon@example.org') },
  ];
}

/** A practitioner with access for an emergency and a share, who looks after a record of her own. */
export const practitionerScreens = ({ first, child, sisters }: Furnished): readonly Screen[] => [
  { name: 'taking-in-an-emergency', path: '/emergency', asksNothing: true },
  { name: 'taking-what-is-missing', path: '/emergency', act: pressing('Open the record for four hours') },
  {
    name: 'taking-in-vain',
    path: '/emergency',
    isRefused: true,
    act: async (page) => {
      await page.getByLabel('Their name, as on their papers').fill('Nobody at all');
      await page.getByLabel('Their date of birth').fill('2001-02-03');
      await page.getByLabel('Why you need it now').fill('Found without consciousness');
      await press(page, 'Open the record for four hours');
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'taken-today', path: `/people/${child}/today` },
  { name: 'taken-records', path: `/people/${child}/records` },
  { name: 'given-today', path: `/people/${first}/today` },
  { name: 'given-sharing', path: `/people/${first}/sharing` },
  { name: 'given-copy', path: `/people/${first}/copy` },
  { name: 'given-activity', path: `/people/${first}/activity`, isRefused: true },
  { name: 'custody-alone', path: `/people/${sisters}/custody` },
  {
    name: 'token-roles',
    path: '/settings',
    act: async (page) => {
      await page.getByLabel('Only as some of my roles').check();
      await press(page, 'Make a token');
      await page.getByText('Please choose at least one role.').waitFor();
    },
  },
  { name: 'no-organizations', path: '/organizations' },
  { name: 'handover-offered', path: '/invitations' },
];

/** Somebody who registered: nobody vouches for their address. */
export const newcomerScreens: readonly Screen[] = [
  { name: 'address-unproven', path: '/settings' },
  { name: 'no-record-yet', path: '/' },
  { name: 'nothing-waits', path: '/invitations' },
];

/** For whoever has a link or an invitation in hand, and no account or none that is logged in. */
export const invitedScreens = ({ links, passcode }: Furnished): readonly Screen[] => [
  { name: 'invited-to-join', path: links.join },
  { name: 'invited-to-claim', path: links.self },
  { name: 'invited-to-look-after', path: links.custodian },
  { name: 'invited-to-care', path: links.care },
  { name: 'invited-to-work', path: links.work },
  { name: 'invited-with-new-account', path: links.care, act: pressing('I have no account here yet') },
  { name: 'invited-declining', path: links.care, act: pressing('No, thank you') },
  { name: 'prove-address', path: `/prove-address#link=${'A'.repeat(43)}`, asksNothing: true },
  {
    name: 'prove-address-dead',
    path: `/prove-address#link=${'A'.repeat(43)}`,
    act: async (page) => {
      await press(page, 'It is mine');
      await page.getByText(/^This link was used already or is too old/).waitFor();
    },
  },
  { name: 'prove-address-broken', path: '/prove-address', asksNothing: true },
  { name: 'link-shut', path: links.shared },
  {
    name: 'link-opened',
    path: links.shared,
    act: async (page) => {
      await page.getByLabel('Passcode').fill(passcode);
      await press(page, 'Open it');
      await page.getByRole('heading', { name: /^Record of/ }).waitFor();
    },
  },
];
