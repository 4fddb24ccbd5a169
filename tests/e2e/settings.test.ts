import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, launch, open, type Watched, WIDE } from './support/browser.ts';
import { api, logIn, OWNER, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

const loggedIn = (page: Watched['page']) => page.getByRole('button', { name: /log out$/ }).waitFor();

describeWithChromium('the settings', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let person: string;

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    ({ person } = await settle(watched.page));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('keep language and colours for the account, and the browser has them before the login', async () => {
    const { page, errors } = watched;
    await page.goto(`/people/${person}/settings`);
    await page.getByLabel('Language', { exact: true }).selectOption('Deutsch');
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    await page.getByLabel('Farben', { exact: true }).selectOption('Dunkel');
    await page.getByText('Gespeichert.').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe('dark');

    const other = await open(browser, product.url, WIDE);
    await other.page.goto('/');
    await logIn(other.page, OWNER.password);
    await other.page.getByRole('button', { name: /abmelden$/ }).waitFor();
    await other.page.goto(`/people/${person}/settings`);
    await other.page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    await api(other.page, 'POST', '/api/logout');
    await other.page.goto('/');
    await other.page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    const kept = await other.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(JSON.parse(kept)).toEqual({ 'chartwarden-language': 'de', 'chartwarden-theme': 'dark' });
    await other.close();
    expect(errors).toEqual([]);

    await page.getByLabel('Sprache', { exact: true }).selectOption('English');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  it('keep the time zone and the units', async () => {
    const { page } = watched;
    await page.getByLabel('Time zone', { exact: true }).selectOption('Asia/Tokyo');
    await page.getByText('Saved.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('zone');
    await page.getByLabel('Laboratory values', { exact: true }).selectOption('molar');
    await page.getByText('Saved.').waitFor();
    const { preferences } = await api<{ preferences: object }>(page, 'GET', '/api/session');
    expect(preferences).toMatchObject({ zone: 'Asia/Tokyo', amounts: 'molar' });
    const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' });
    const line = await page
      .getByText(/^Logged in today at|^Logged in yesterday at/)
      .first()
      .innerText();
    const [{ createdAt }] = (await api<{ sessions: [{ createdAt: number }] }>(page, 'GET', '/api/sessions')).sessions;
    expect(line).toContain(hour.format(createdAt));
    await page.getByLabel('Time zone', { exact: true }).selectOption('');
    await page.getByText('Saved.').waitFor();
  });

  it('end a login elsewhere at once, and never the one at hand', async () => {
    const { page } = watched;
    const other = await open(browser, product.url, WIDE);
    await other.page.goto('/');
    await logIn(other.page, OWNER.password);
    await loggedIn(other.page);
    await page.reload();
    const end = page.getByRole('button', { name: 'End the login on Chrome on Linux' });
    await end.waitFor();
    await end.click();
    await end.waitFor({ state: 'detached' });
    await other.page.reload();
    await other.page.getByRole('heading', { name: 'Log in' }).waitFor();
    await other.close();
    expect((await api<{ sessions: object[] }>(page, 'GET', '/api/sessions')).sessions).toHaveLength(1);
  });

  it('give a program a token that is shown once and can be ended', async () => {
    const { page } = watched;
    await page.goto(`/people/${person}/settings`);
    await page.getByLabel('What it is for').fill('Backup script');
    await page.getByRole('button', { name: 'Make a token' }).click();
    const token = await page.getByRole('textbox', { name: 'The token' }).inputValue();
    const ask = async () => {
      const answer = await fetch(`${product.url}/api/session`, { headers: { authorization: `Bearer ${token}` } });
      return answer.status;
    };
    expect(await ask()).toBe(200);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'End the token: Backup script' }).click();
    await page.getByText('No program has a token.').waitFor();
    expect(await ask()).toBe(401);
  });

  it('lead an owner to the accounts: somebody is invited, comes, and is shut out again', async () => {
    const { page, errors } = watched;
    await page.getByRole('button', { name: /log out$/ }).click();
    await page.getByRole('menuitem', { name: 'Accounts' }).click();
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByRole('button', { name: 'Make the invitation' }).click();
    const link = new URL(await page.getByRole('textbox', { name: 'The link' }).inputValue());
    await page.getByRole('button', { name: 'Done' }).click();
    const other = await open(browser, product.url, WIDE);
    await other.page.goto(link.pathname + link.hash);
    await other.page.getByLabel('Your name').fill('Carla Probst');
    await other.page.getByLabel('Email address').fill('carla@example.org');
    await other.page.getByLabel('Password', { exact: true }).fill('six plain wooden ladders');
    expect(other.page.url()).not.toContain('#');
    await other.page.getByRole('button', { name: 'Make my account' }).click();
    await other.page.getByRole('heading', { name: 'Whose record do you want to start with?' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Disable: Carla Probst' }).click();
    await page.getByRole('button', { name: 'Disable the account' }).click();
    await page.getByRole('button', { name: 'Enable: Carla Probst' }).waitFor();
    await other.page.reload();
    await other.page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect([...errors, ...other.errors]).toEqual([]);
    await other.close();
    await page.goto(`/people/${person}/settings`);
  });

  it('change the password for whoever knows the current one', async () => {
    const { page } = watched;
    const next = 'seven lanterns on a quiet river';
    await page.getByLabel('Current password', { exact: true }).fill('not the password at all');
    await page.getByLabel('New password', { exact: true }).fill(next);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('That is not your current password').waitFor();
    await page.getByLabel('Current password', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('Your password was changed').waitFor();
    expect(await page.getByLabel('New password', { exact: true }).inputValue()).toBe('');
    await api(page, 'POST', '/api/logout');
    await page.goto('/');
    await logIn(page, OWNER.password);
    await page.getByRole('alert').waitFor();
    await logIn(page, next);
    await loggedIn(page);
  });

  it('take everything about a person along as one file that reads without a server, and have the record erased', async () => {
    const { page, errors, foreign } = watched;
    await page.goto(`/people/${person}/copy`);
    await page.getByRole('button', { name: 'Show what would be in it' }).click();
    await page.getByText('0 files as they were received').waitFor();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download it' }).click();
    const file = await (await coming).path();
    await page.getByText('The download has begun.').waitFor();
    const zip = await fromBufferPromise(readFileSync(file), { lazyEntries: true });
    const kept = new Map<string, string>();
    for await (const entry of zip.eachEntry())
      kept.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
    expect([...kept.keys()]).toEqual(expect.arrayContaining(['index.html', 'manifest.json', 'ledger/proof.json']));
    // As a file on a disk: the page asks for nothing and runs nothing.
    const alone = await page.context().newPage();
    await alone.setContent(kept.get('index.html') ?? '');
    await alone.getByRole('heading', { level: 1, name: `Everything about ${OWNER.name}` }).waitFor();
    await alone.close();

    await page.getByRole('button', { name: 'Show what would be lost' }).click();
    await page.getByText('an old copy of the sealed keyring').waitFor();
    await page.getByLabel('Type the name of the record to erase it').fill('somebody else');
    await page.getByRole('button', { name: 'Erase for good' }).click();
    await page.getByText('That is not the name of this record.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Type the name of the record to erase it').fill(OWNER.name);
    await page.getByRole('button', { name: 'Erase for good' }).click();
    await page.getByText(`The record of ${OWNER.name} was erased`).waitFor();
    await page.getByRole('link', { name: 'To the other records' }).click();
    await loggedIn(page);
    const { people } = await api<{ people: { name: string }[] }>(page, 'GET', '/api/people');
    expect(people.map(({ name }) => name)).toEqual(['Bo Muster']);
    expect([...errors, ...foreign]).toEqual([]);
  });
});
