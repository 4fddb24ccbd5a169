import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, launch, open, type Watched, WIDE } from './support/browser.ts';
import { bundle } from './support/files.ts';
import { addRecords, api, logIn, OWNER, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

describeWithChromium('the end of a session', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let person: string;

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    ({ person } = await settle(watched.page));
    await addRecords(watched.page, person, [{ name: 'anna.json', text: bundle() }], 'commit');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('locks the page in place and takes what was read off the screen', async () => {
    const { page } = watched;
    await page.goto(`/people/${person}/records?type=Condition`);
    await page.getByText('Asthma since childhood').waitFor();
    await page.context().clearCookies();
    await page.getByText('Asthma since childhood').click();
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    expect(await page.getByText(/Asthma|Muster/).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Locked');
    expect(await barriers(page)).toEqual([]);
  });

  it('goes on at the same place after logging in', async () => {
    const { page } = watched;
    await logIn(page, OWNER.password);
    await page.getByRole('heading', { name: 'Asthma since childhood' }).waitFor();
    expect(new URL(page.url()).searchParams.get('type')).toBe('Condition');
  });

  it('leaves nothing personal in the browser', async () => {
    const { page } = watched;
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toMatch(/Muster|Asthma|anna|river/i);
  });

  it('says the same for an unknown address as for a wrong password', async () => {
    const { page } = watched;
    await api(page, 'POST', '/api/logout');
    await page.goto('/');
    await page.getByLabel('Email address').fill('nobody@example.org');
    await page.getByLabel('Password', { exact: true }).fill('whatever it may be');
    await page.getByRole('button', { name: 'Log in' }).click();
    const unknown = await page.getByRole('alert').innerText();
    await page.reload();
    await logIn(page, 'whatever it may be');
    expect(await page.getByRole('alert').innerText()).toBe(unknown);
  });

  it('makes a guesser wait, and says for how long', async () => {
    const { page } = watched;
    const wait = page.getByText(/Too many tries\. Please wait \d+ (second|minute)/);
    for (let guess = 0; guess < 12 && !(await wait.isVisible()); guess += 1) {
      await logIn(page, `guess number ${guess}`);
      await page.getByRole('alert').waitFor();
      await page.waitForTimeout(50);
    }
    await wait.waitFor();
    expect(await page.getByRole('button', { name: /^\d+ (second|minute)/ }).isDisabled()).toBe(true);
    expect(await barriers(page)).toEqual([]);
  });
});
