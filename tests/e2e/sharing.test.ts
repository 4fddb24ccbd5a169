import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { makeCliPlace } from './cli-runs.ts';
import { launch, open, type Watched, WIDE } from './support/browser.ts';
import { caregiver } from './support/caregiver.ts';
import { clinic } from './support/clinic.ts';
import { bundle } from './support/files.ts';
import { lookAt as look } from './support/look-at.ts';
import { addRecords, api, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

const SISTER = { email: 'ana@example.org', name: 'Ana Sister', password: 'green lamp over the harbour' };

/** The weights of Anna Muster, and not her condition: what the sister is given. */
const GIVEN = 'Body weight';
const NOT_GIVEN = 'Asthma since childhood';

// A step walks over several pages, and axe looks at each: more than a test has by itself on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

describeWithChromium('what is shared', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let owner: Watched;
  let sister: Watched;
  let person: string;
  let publicKey: string;

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    owner = await open(browser, product.url, WIDE);
    ({ person, publicKey } = await settle(owner.page));
    await addRecords(owner.page, person, [{ name: 'anna.json', text: bundle() }], 'commit');
    sister = await open(browser, product.url, { width: 390, height: 800, scheme: 'dark' });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('goes to somebody who was invited, and made her account with the link', async () => {
    const { page } = owner;
    await page.goto('/instance/accounts');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByLabel('Email address, if you want to be sure').fill(SISTER.email);
    await look(page, 'inviting');
    await page.getByRole('button', { name: 'Make the invitation' }).click();
    const link = await page.getByLabel('The link', { exact: true }).inputValue();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Invite somebody');
    await page.getByText(SISTER.email).waitFor();

    await sister.page.goto(link);
    await sister.page.getByRole('heading', { name: 'You are invited' }).waitFor();
    expect(new URL(sister.page.url()).hash).toBe('');
    await look(sister.page, 'invited');
    await sister.page.getByLabel('Your name').fill(SISTER.name);
    await sister.page.getByLabel('Password', { exact: true }).fill(SISTER.password);
    await sister.page.getByRole('button', { name: 'Make my account' }).click();
    await sister.page.getByRole('heading', { name: 'Whose record do you want to start with?' }).waitFor();
  });

  it('is shown as it will be seen, and given for 24 hours', async () => {
    const { page } = owner;
    await page.goto(`/people/${person}/sharing`);
    await page.getByText('Nobody else has access.').waitFor();
    await look(page, 'sharing-empty');
    await page.getByRole('link', { name: 'Share', exact: true }).click();
    await page.getByRole('heading', { name: 'Share some of this record' }).waitFor();
    await page.getByRole('button', { name: 'See what they will see' }).click();
    await page.getByText('Please type the whole e-mail address.').waitFor();
    await page.getByLabel('Their e-mail address').fill(SISTER.email);
    await page.getByRole('button', { name: 'A clinician for 24 hours' }).click();
    await page.getByLabel('Some kinds of records').check();
    await page.getByLabel('results and measurements').check();
    await page.getByLabel('Why (they and you will read this)').fill('She helps me with my weight');
    await look(page, 'wizard');
    await page.getByRole('button', { name: 'See what they will see' }).click();
    await page.getByRole('heading', { name: '4. What will stand' }).waitFor();
    await page.getByText('They will see 160 entries:').waitFor();
    await look(page, 'wizard-review');

    await page.getByRole('button', { name: 'See it as they will' }).click();
    await page.getByText(`You see this record as ${SISTER.email} sees it.`).waitFor();
    await page.getByText('What they are not given is left out').waitFor();
    await page.getByRole('link', { name: 'Conditions', exact: true }).click();
    await page.getByRole('heading', { name: 'Nothing that you see' }).waitFor();
    expect(await page.getByText(NOT_GIVEN).count()).toBe(0);
    await page.getByRole('link', { name: 'Vitals', exact: true }).click();
    await page.getByText(GIVEN).first().waitFor();
    await look(page, 'preview');
    await page.getByRole('button', { name: 'Leave the preview' }).click();
    await page.getByRole('heading', { name: 'Share some of this record' }).waitFor();
    expect(await page.getByLabel('Their e-mail address').inputValue()).toBe(SISTER.email);

    await page.getByRole('button', { name: 'See what they will see' }).click();
    await page.getByRole('button', { name: 'Share now' }).click();
    await page.getByRole('heading', { name: 'Shared', exact: true }).waitFor();
    await page.getByRole('link', { name: 'To Sharing' }).click();
    await page.getByText(/^Ana Sister may look at results and measurements, until /).waitFor();
    await page.getByText('Why: She helps me with my weight').waitFor();
    await look(page, 'sharing');
  });

  it('shows its recipient exactly that, says that it is a part, and offers nothing that is refused', async () => {
    const { page } = sister;
    const refused: string[] = [];
    page.on('response', (response) => {
      if (response.status() === 403 || response.status() === 404) refused.push(response.url());
    });
    await page.goto('/');
    await page.getByRole('button', { name: /Anna Muster\s*shared with you/ }).waitFor();
    await page.getByText('Somebody shared a health record with you').waitFor();
    await page.getByText('You see what is shared with you of this record.').waitFor();
    await look(page, 'recipient-today');
    const pages = [
      'timeline',
      'results',
      'vitals',
      'medicines',
      'conditions',
      'allergies',
      'visits',
      'documents',
      'records',
    ];
    for (const name of pages) {
      await page.goto(`/people/${person}/${name}`);
      await page.locator('main h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.getByText(NOT_GIVEN).count(), name).toBe(0);
    }
    await page.goto(`/people/${person}/vitals`);
    await page.getByText(GIVEN).first().waitFor();
    await look(page, 'recipient-vitals');
    await page.goto(`/people/${person}/conditions`);
    await page.getByRole('heading', { name: 'Nothing that you see' }).waitFor();
    await look(page, 'recipient-conditions');
    await page.goto(`/people/${person}/sharing`);
    await page.getByText(/^You may look at results and measurements, until /).waitFor();
    await look(page, 'recipient-sharing');
    expect(refused).toEqual([]);
  });

  it('keeps one entry back with a switch, and shows it again with the same', async () => {
    const { page } = owner;
    const path = `/api/people/${person}/facts?types=Observation&limit=1`;
    const { facts } = await api<{ facts: { id: string }[] }>(page, 'GET', path);
    const sees = async () => (await api<{ facts: { id: string }[] }>(sister.page, 'GET', path)).facts[0]?.id;
    await page.goto(`/people/${person}/records/${facts[0]?.id}`);
    await page.getByRole('link', { name: 'Who may see this entry' }).click();
    await page.getByText('They see it now.').waitFor();
    expect(await sees()).toBe(facts[0]?.id);
    await page.getByLabel('Keep it from Ana Sister').click();
    await page.getByText('Kept back from Ana Sister.').waitFor();
    await look(page, 'kept');
    expect(await sees()).not.toBe(facts[0]?.id);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('They see it now.').waitFor();
    expect(await sees()).toBe(facts[0]?.id);
  });

  it('ends with one tap, and the next click of its recipient shows nothing', async () => {
    const { page } = owner;
    await page.goto(`/people/${person}/sharing`);
    await page.getByRole('button', { name: 'See what Ana Sister sees' }).click();
    await page.getByText('You see this record as Ana Sister sees it.').waitFor();
    await page.getByRole('button', { name: 'Leave the preview' }).click();
    await sister.page.goto(`/people/${person}/vitals`);
    await sister.page.getByText(GIVEN).first().waitFor();

    await page.getByRole('button', { name: 'End this now' }).click();
    await page.getByText('Ended. Ana Sister sees nothing of it from now on.').waitFor();
    await sister.page.getByRole('link', { name: 'Results', exact: true }).click();
    await sister.page.getByRole('heading', { name: 'This record is not here' }).waitFor();
    expect(await sister.page.getByText(GIVEN).count()).toBe(0);
    await look(sister.page, 'recipient-ended');

    await page.getByRole('button', { name: 'Show every change' }).click();
    await page.getByText(/^Ended: Ana Sister may look at/).waitFor();
    await look(page, 'history');
  });

  it('leaves lines of every look, and the proof of one holds on the command line with the key of the kit', async () => {
    const { page } = owner;
    await page.goto(`/people/${person}/activity`);
    await page
      .getByText(/^Ana Sister .*looked at/)
      .first()
      .waitFor();
    await look(page, 'who-saw-what');
    // What she did on a day is one line, which opens to each of her looks.
    await page
      .getByRole('group')
      .filter({ hasText: /Ana Sister looked at/ })
      .first()
      .locator('summary')
      .click();
    await page.locator('details[open]').getByRole('link').first().click();
    await page.getByRole('button', { name: 'Prove it' }).click();
    await page.getByText('This browser checked it too').waitFor();
    await look(page, 'proof');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the proof' }).click();
    const proof = readFileSync(await (await downloading).path(), 'utf8');
    // On another machine: it has the file and the key, and no Chartwarden.
    const elsewhere = makeCliPlace();
    try {
      const file = elsewhere.file('proof.json', proof);
      const held = await elsewhere.run('ledger', 'verify', file, '--key', publicKey);
      expect([held.code, held.document.verified, held.document.lines]).toEqual([0, true, 1]);
      const other = elsewhere.file('other.json', proof.replaceAll('"time": 1', '"time": 2'));
      const broken = await elsewhere.run('ledger', 'verify', other, '--key', publicKey);
      expect([broken.code, broken.document.verified]).toEqual([1, false]);
    } finally {
      elsewhere.remove();
    }
  });

  it('can be a link for somebody without an account: opened with its passcode, and ended', async () => {
    const { page } = owner;
    await page.goto(`/people/${person}/links/new`);
    await page.getByLabel('What to call it').fill('For Dr. Huber');
    await page.getByLabel('Passcode (at least 6 characters)').fill('246810');
    await page.getByRole('button', { name: 'See what it will hold' }).click();
    await page.getByRole('heading', { name: '4. What will stand' }).waitFor();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByLabel('The link', { exact: true }).inputValue();
    await look(page, 'link-ready');

    const stranger = await open(browser, product.url, { width: 390, height: 800, scheme: 'light' });
    await stranger.page.goto(link);
    await stranger.page.getByLabel('Passcode').fill('135791');
    await stranger.page.getByRole('button', { name: 'Open it' }).click();
    await stranger.page.getByText('This was not the passcode. 9 tries are left.').waitFor();
    await stranger.page.getByLabel('Passcode').fill('246810');
    await stranger.page.getByRole('button', { name: 'Open it' }).click();
    await stranger.page.getByText(NOT_GIVEN).first().waitFor();
    await look(stranger.page, 'link-opened');

    await page.goto(`/people/${person}/links`);
    await page.getByText('Opened once.').waitFor();
    await page.getByRole('button', { name: 'End this now' }).click();
    await page.getByText(/^Ended, and what it held is deleted here/).waitFor();
    await look(page, 'links-ended');
    await stranger.page.goto('about:blank');
    await stranger.page.goto(link);
    await stranger.page.getByLabel('Passcode').fill('246810');
    await stranger.page.getByRole('button', { name: 'Open it' }).click();
    await stranger.page.getByText(/^This link opens nothing/).waitFor();
    expect(stranger.errors).toEqual([]);
    await stranger.close();
  });

  it('can be an emergency card to print, with a code that stands under Links until it is ended', async () => {
    const { page } = owner;
    await page.goto(`/people/${person}/card`);
    await page.getByRole('checkbox', { name: NOT_GIVEN }).check();
    await page.getByLabel('Whom to call').fill('Ana (sister) +43 660 1234567');
    await page.getByLabel('Passcode (at least 6 characters)').fill('246810');
    await page.getByRole('button', { name: 'See what the code will open' }).click();
    await page.getByText(/^Whoever has the card and the passcode may read 1 entry/).waitFor();
    await page.getByRole('button', { name: 'Make the code' }).click();
    await page.getByRole('img', { name: 'Code that opens the emergency card' }).waitFor();
    await look(page, 'card');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Print the card' }).isVisible()).toBe(false);
    expect(await page.getByRole('img', { name: 'Code that opens the emergency card' }).isVisible()).toBe(true);
    expect(await page.locator('[data-card]').innerText()).toMatch(/Ana \(sister\)[\s\S]*Asthma since childhood/);
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`/people/${person}/links`);
    await page.getByText('Link “Emergency card”').waitFor();
    await page.getByRole('button', { name: 'End this now' }).click();
    await page.getByText(/^Ended, and what it held is deleted here/).waitFor();
  });

  it('goes to a caregiver by an invitation of the wizard, who then has exactly that, and adds to it', async () => {
    const carer = await open(browser, product.url, { width: 390, height: 800, scheme: 'light' });
    await caregiver({ owner: owner.page, carer: carer.page, person, given: GIVEN, notGiven: NOT_GIVEN });
    expect([...carer.errors, ...carer.foreign]).toEqual([]);
    await carer.close();
  });

  it('is of a clinic until its patient claims it: made, staffed by invitation, handed over and kept to what was agreed', async () => {
    const patient = await open(browser, product.url, WIDE);
    await clinic({ manager: owner.page, staff: sister.page, patient: patient.page });
    expect([...patient.errors, ...patient.foreign]).toEqual([]);
    await patient.close();
    expect([...owner.errors, ...sister.errors, ...owner.foreign, ...sister.foreign]).toEqual([]);
  });
});
