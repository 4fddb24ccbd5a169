import { TOTP } from 'otpauth';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, launch, open, type Watched, WIDE } from './support/browser.ts';
import { api, logIn, OWNER, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

/** An authenticator of the browser's own, which says yes (WebAuthn domain of the DevTools protocol). */
async function withAuthenticator(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return session;
}

describeWithChromium('proving who one is', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let settings: string;
  let secret: string;
  let codes: string[];
  const isIn = () => watched.page.getByRole('button', { name: /log out$/ }).waitFor();
  const codeOf = (ahead = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + ahead });

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    const { person } = await settle(watched.page);
    settings = `/people/${person}/settings`;
    await withAuthenticator(watched.page);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('turns the second step on with a code of the app, and shows the recovery codes once', async () => {
    const { page } = watched;
    await page.goto(settings);
    const section = page.getByRole('region', { name: 'Second step when you log in' });
    await section.getByRole('button', { name: 'Turn on' }).click();
    await section.getByRole('img', { name: /^QR code/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    secret = (await section.locator('code').innerText()).replaceAll(' ', '');
    await section.getByLabel('The code that the app shows').fill(codeOf(-30_000));
    await section.getByRole('button', { name: 'Turn on' }).click();
    await section.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    codes = await section.getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(10);
    expect(await barriers(page)).toEqual([]);
    await section.getByRole('button', { name: 'I have kept them' }).click();
    await section.getByText('10 recovery codes are left.').waitFor();
    expect(await page.getByText(codes[0] ?? '').count()).toBe(0);
  });

  it('asks for the code after the password, and takes a recovery code, too', async () => {
    const { page } = watched;
    await api(page, 'POST', '/api/logout');
    await page.goto(settings);
    await logIn(page, OWNER.password);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Code from your app').fill('000000');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText(/This code is not right/).waitFor();
    await page.getByLabel('Code from your app').fill(codeOf());
    await page.getByRole('button', { name: 'Log in' }).click();
    await isIn();
    await api(page, 'POST', '/api/logout');
    await page.goto(settings);
    await logIn(page, OWNER.password);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(codes[0] ?? '');
    await page.getByRole('button', { name: 'Log in' }).click();
    await isIn();
    await page.getByText(/One of your recovery codes was used/).waitFor();
    await page.getByText('9 recovery codes are left.').waitFor();
  });

  it('adds a passkey and logs in with it alone', async () => {
    const { page } = watched;
    const section = page.getByRole('region', { name: 'Passkeys' });
    await section.getByLabel('Name of the new passkey').fill('Test key');
    await section.getByRole('button', { name: 'Add a passkey' }).click();
    await section.getByText('Your passkey was added.').waitFor();
    await section.getByText('Test key', { exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await api(page, 'POST', '/api/logout');
    await page.goto(settings);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await isIn();
    await page
      .getByRole('region', { name: 'Passkeys' })
      .getByText(/last used/)
      .waitFor();
  });

  it('locks the screen, also for the server, and opens it again with the passkey or the password', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: 'Lock now' }).click();
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    expect(await page.getByText('Test key').count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await expect(api(page, 'GET', '/api/people')).rejects.toThrow('CW-ACC-036');
    await page.reload();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('Test key', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Lock now' }).click();
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    await page.getByLabel('Password', { exact: true }).fill('not the one');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('That is not your password. Nothing was changed.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Test key', { exact: true }).waitFor();
  });

  it('asks who is there when the server wants to know, and goes on by itself', async () => {
    const { page, errors } = watched;
    // As ten minutes later: the server says so once.
    let refusals = 0;
    await page.route('**/api/account/passkeys/*', async (route) => {
      if (route.request().method() !== 'DELETE' || refusals > 0) return route.continue();
      refusals += 1;
      return route.fulfill({ status: 403, json: { code: 'CW-ACC-030', message: 'Prove it.' } });
    });
    const section = page.getByRole('region', { name: 'Passkeys' });
    await section.getByRole('button', { name: 'Remove the passkey Test key' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    await dialog.getByLabel('Password', { exact: true }).fill(OWNER.password);
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await section.getByText('You have no passkey yet.').waitFor();
    expect(errors).toEqual([]);
  });
});
