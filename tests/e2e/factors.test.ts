import { TOTP } from 'otpauth';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { CLIENT, type OpenIdProvider, openProvider } from '../support/openid-provider.ts';
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
  let provider: OpenIdProvider;
  let browser: Browser;
  let watched: Watched;
  let settings: string;
  let secret: string;
  let codes: string[];
  const isIn = () => watched.page.getByRole('button', { name: /log out$/ }).waitFor();
  const codeOf = (ahead = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + ahead });

  beforeAll(async () => {
    product = await startProduct(async (url) => {
      provider = await openProvider([`${url}/sign-on/clinic`]);
      const one = {
        id: 'clinic',
        name: 'Clinic login',
        issuer: provider.issuer,
        clientId: CLIENT.id,
        scopes: ['email'],
      };
      return {
        file: { signOn: { providers: [one] } },
        env: { CHARTWARDEN_SIGN_ON_SECRETS: `clinic=${CLIENT.secret}` },
      };
    });
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    const { person } = await settle(watched.page);
    settings = `/people/${person}/settings`;
    await withAuthenticator(watched.page);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    await provider?.close();
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

  /** At the provider, where whoever comes is whoever they say. */
  const signInElsewhere = async (page: Page, name: string) => {
    await page.getByRole('heading', { name: 'Elsewhere', exact: true }).waitFor();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  it('links a sign-in elsewhere, and logs in with it and the code', async () => {
    const { page, errors } = watched;
    const section = page.getByRole('region', { name: 'Sign-ins elsewhere' });
    await section.getByText('None is linked.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await section.getByRole('button', { name: 'Link Clinic login' }).click();
    await signInElsewhere(page, 'anna');
    await page.getByRole('heading', { name: 'Linked' }).waitFor();
    expect(page.url()).toBe(`${product.url}/sign-on/clinic`);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Back to the settings' }).click();
    await section.getByText('anna@elsewhere.example').waitFor();

    await api(page, 'POST', '/api/logout');
    await page.goto(settings);
    await page.getByRole('button', { name: 'Continue with Clinic login' }).click();
    await page.getByText('Your sign-in is right. This account wants one more proof here.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(codes[1] ?? '');
    await page.getByRole('button', { name: 'Log in' }).click();
    await section.getByText(/last used/).waitFor();
    expect(errors).toEqual([]);
  });

  it('proves who is there in a window of its own, and goes on in the first one', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: 'Lock now' }).click();
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    const [window] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Sign in with Clinic login again' }).click(),
    ]);
    await signInElsewhere(window, 'anna');
    await page.getByRole('region', { name: 'Sign-ins elsewhere' }).waitFor();
    if (!window.isClosed()) await window.close();
  });

  it('tells whoever is not known here what to do, and says so when they cancel there', async () => {
    const { page } = watched;
    await page.context().clearCookies();
    await page.goto('/');
    await page.getByRole('button', { name: 'Continue with Clinic login' }).click();
    await signInElsewhere(page, 'nobody-here');
    await page.getByRole('heading', { name: 'No account is linked to this' }).waitFor();
    await page.getByText(/log in and link it in the settings/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Go to the login' }).click();
    await page.getByRole('button', { name: 'Continue with Clinic login' }).click();
    await signInElsewhere(page, '');
    await page.getByText(/did not let you through, or you cancelled there/).waitFor();
    await page.getByRole('link', { name: 'Go to the login' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
  });
});
