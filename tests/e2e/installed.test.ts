import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { findIn, Needles } from '../support/search-bytes.ts';
import { barriers } from './support/browser.ts';
import { addRecords, OWNER, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

/** Words of a record that stand nowhere else. */
const canaries = Array.from({ length: 40 }, (_, at) => `Kanarix${String.fromCharCode(97 + (at % 26))}${2000 + at}`);

function canaryBundle(): string {
  let next = 0;
  const word = () => canaries[next++ % canaries.length] as string;
  const patient = {
    resourceType: 'Patient',
    id: 'p',
    name: [{ family: 'Muster', given: ['Anna'] }],
    birthDate: '1961-02-03',
  };
  const facts = Array.from({ length: 12 }, (_, at) => ({
    resourceType: 'Condition',
    id: `c${at}`,
    code: { text: `${word()} ${word()}` },
    note: [{ text: word() }],
    recordedDate: `2020-01-${String(at + 10)}`,
    subject: { reference: 'Patient/p' },
  }));
  const entry = [patient, ...facts].map((resource) => ({ fullUrl: `https://clinic.example/${resource.id}`, resource }));
  return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry });
}

describeWithChromium('the app on a device', (chromiumPath) => {
  const profile = mkdtempSync(join(tmpdir(), 'chartwarden-profile-'));
  let product: Product;
  let context: BrowserContext;
  let page: Page;
  let person: string;

  beforeAll(async () => {
    product = await startProduct();
    context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      baseURL: product.url,
      locale: 'en-GB',
    });
    page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(20_000);
    ({ person } = await settle(page));
    await addRecords(page, person, [{ name: `${canaries[0]}.json`, text: canaryBundle() }], 'commit');
  }, 120_000);
  afterAll(async () => {
    await context?.close();
    await product?.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  const caches = () =>
    page.evaluate(async () => {
      const kept: string[] = [];
      for (const name of await window.caches.keys())
        for (const { url } of await (await window.caches.open(name)).keys()) kept.push(new URL(url).pathname);
      return kept;
    });

  it('keeps its own files and nothing else', async () => {
    await page.goto(`/people/${person}/records?type=Condition`);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await page
      .getByText(/Kanarix/)
      .first()
      .click();
    await page.getByRole('tab', { name: 'Data' }).click();
    await page.getByText('"resourceType"').waitFor();
    await page.goto(`/people/${person}/sources`);
    await page
      .getByText(/Kanarix/)
      .first()
      .waitFor();
    await page.goto(`/people/${person}/activity`);
    await page.getByRole('heading', { name: 'Who saw what' }).waitFor();
    const kept = await caches();
    expect(
      kept.filter((path) => !/^\/(assets\/[\w.-]+\.(js|css))?$|^\/[\w-]+\.(png|svg|js|webmanifest)$/.test(path)),
    ).toEqual([]);
    expect(kept).toContain('/');
    expect(kept.length).toBeGreaterThan(20);
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  });

  it('starts without its server and says so, and goes on when it is back', async () => {
    await context.setOffline(true);
    await page.goto(`/people/${person}/records`);
    await page.getByRole('heading', { name: 'No connection to your server' }).waitFor();
    expect(await page.getByText(/Kanarix|Muster/).count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await context.setOffline(false);
    await page
      .getByText(/Kanarix/)
      .first()
      .waitFor();
  });

  it('can be installed', async () => {
    const session = await context.newCDPSession(page);
    const { errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // A browser without windows calls every one of its pages incognito.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((error) => error !== 'in-incognito')).toEqual([]);
  });

  it('leaves nothing of a record in the profile after logging out, in memory or on disk', async () => {
    await page.getByRole('button', { name: /log out/ }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toMatch(
      /Kanarix|Muster/,
    );
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toMatch(/Kanarix/);
    await context.close();
    const words = [...canaries, OWNER.password, OWNER.name];
    expect(findIn(profile, new Needles(words))).toEqual([]);
    // The search would have found what is there: the app's own name, for one.
    expect(findIn(profile, new Needles(['chartwarden-shell-']))).not.toEqual([]);
  });
});
