import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { launch, open, type Watched, WIDE } from './support/browser.ts';
import { lastGroup, OWNER } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

const groups = (page: Page): Promise<string[]> =>
  page
    .getByRole('listitem')
    .filter({ hasText: /^[0-9A-Z]{4,8}$/ })
    .allTextContents();

describeWithChromium('a first run that does not go straight', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let page: Page;
  let kit: string[];

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    page = watched.page;
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const choosePassword = async (password: string) => {
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('No second place').check();
    await page.getByRole('button', { name: 'Set up Chartwarden' }).click();
  };

  it('comes back to the password when the server finds it easy to guess', async () => {
    await page.goto('/setup#code=one-time-code-of-a-link');
    await page.getByLabel('Your name').fill(OWNER.name);
    await page.getByLabel('Your email address').fill(OWNER.email);
    expect(page.url()).not.toContain('one-time');
    await page.goto('/setup');
    await page.getByLabel('Your name').fill(OWNER.name);
    await page.getByLabel('Your email address').fill(OWNER.email);
    await page.getByRole('button', { name: 'Continue' }).click();
    await choosePassword('aaaaaaaaaaaaaaaaaaaa');
    await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
    await page.getByText('easy to guess').waitFor();
  });

  it('shows the kit again after a reload, as long as nobody has confirmed it', async () => {
    await choosePassword(OWNER.password);
    await page.getByRole('heading', { name: 'Keep your recovery kit' }).waitFor();
    kit = await groups(page);
    await page.reload();
    await page.getByText('Step 1 of 2').waitFor();
    expect(await groups(page)).toEqual(kit);
  });

  it('keeps the owner at the kit until it is confirmed, wherever they go', async () => {
    await page.goto('/people/new');
    await page.getByRole('heading', { name: 'Keep your recovery kit' }).waitFor();
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.getByLabel('Last group').fill(lastGroup(kit.join(' ')));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Whose record do you want to start with?' }).waitFor();
  });

  it('is over then: the first run cannot be opened again', async () => {
    await page.goto('/setup');
    await page.getByRole('heading', { name: 'Whose record do you want to start with?' }).waitFor();
    await page.getByLabel('Of somebody I care for').check();
    await page.getByLabel('Their name').fill('Bo Muster');
    await page.getByRole('button', { name: 'Create the record' }).click();
    await page.getByRole('button', { name: /Bo Muster you care for this record/ }).waitFor();
    const stranger = await open(browser, product.url, WIDE);
    await stranger.page.goto('/setup');
    await stranger.page.getByRole('heading', { name: 'Log in' }).waitFor();
    await stranger.close();
    expect(watched.errors).toEqual([]);
  });
});
