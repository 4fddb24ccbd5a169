import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { launch, open, type Watched, WIDE } from './support/browser.ts';
import { bundle } from './support/files.ts';
import { lastGroup, OWNER } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

/** What has the focus, as a screen reader would name it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    if (element === document.body) return '';
    const label = (element as HTMLInputElement | null)?.labels?.[0]?.textContent;
    return (label ?? element?.getAttribute('aria-label') ?? element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  });

/** Presses Tab until something of that name has the focus. Fails when the keyboard cannot reach it. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (name.test(now)) return;
    seen.push(now.slice(0, 30));
  }
  throw new Error(`Tab never reached ${name}; it passed ${seen.join(' | ')}`);
}

describeWithChromium('the main flow by keyboard alone', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let page: Page;

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    page = watched.page;
    await page.goto('/');
    await page.getByRole('heading', { name: 'Welcome. Who are you?' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('reaches the skip link first', async () => {
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the content');
  });

  it('sets up an owner; every question takes the focus to its heading', async () => {
    await tabTo(page, /^Your name/);
    await page.keyboard.type(OWNER.name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(OWNER.email);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Choose a password');
    await tabTo(page, /^Password/);
    await page.keyboard.insertText(OWNER.password);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Where should a second place keep watch?');
    await page.keyboard.press('Tab');
    // Within a group of radio buttons the arrows choose.
    for (let press = 0; press < 3 && !/No second place/.test(await focused(page)); press += 1) {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Keep your recovery kit');
  });

  it('confirms the kit and makes the first person', async () => {
    const groups = await page
      .getByRole('listitem')
      .filter({ hasText: /^[0-9A-Z]{4,8}$/ })
      .allTextContents();
    await tabTo(page, /^I have saved it$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Type the last group of your kit');
    await tabTo(page, /^Last group/);
    await page.keyboard.type(lastGroup(groups.join(' ')));
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Whose record do you want to start with?');
    await tabTo(page, /^Create the record$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Add records');
  });

  it('adds a file', async () => {
    await tabTo(page, /^Choose files$/);
    const choosing = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await (await choosing).setFiles([
      { name: 'anna.json', mimeType: 'application/json', buffer: Buffer.from(bundle()) },
    ]);
    await page.getByRole('heading', { name: 'Look before it is added' }).waitFor({ timeout: 60_000 });
    if (await page.getByLabel('Name of the place or system').isVisible()) {
      await tabTo(page, /^Name of the place/);
      await page.keyboard.type('Test clinic');
    }
    await tabTo(page, /^Add to the record$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Added', exact: true }).waitFor();
  });

  it('walks the list with the arrows, opens an entry, and comes back to its row', async () => {
    await tabTo(page, /^See the records$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Records');
    await page.getByText('2026', { exact: true }).waitFor();
    await tabTo(page, /^Body weight/);
    for (let press = 0; press < 4; press += 1) {
      const before = await page.evaluate(() => document.activeElement?.getAttribute('href'));
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('href'))).not.toBe(before);
    }
    const row = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toMatch(/opened entry/);
    await page.getByText('Where it came from').waitFor();
    await tabTo(page, /^Back to the list$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(row);
  });

  it('opens a dialog, keeps the focus inside, and closes it with Escape', async () => {
    await page.keyboard.press('Enter');
    await page.getByText('Where it came from').waitFor();
    await tabTo(page, /^Something is wrong here$/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press('Tab');
      const inside = await page.evaluate(() => {
        const active = document.activeElement;
        return active === document.body || active?.closest('dialog') !== null;
      });
      expect(inside).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('Something is wrong here');
  });

  it('proves a line', async () => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await tabTo(page, /^Who saw what$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Who saw what');
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await tabTo(page, /You brought in/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toMatch(/opened line/);
    await tabTo(page, /^Prove it$/);
    await page.keyboard.press('Enter');
    await page.getByText('This browser checked it too').waitFor();
  });

  it('logs out', async () => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await tabTo(page, /colours and log out/);
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Log out' }).waitFor();
    await page.keyboard.press('ArrowUp');
    for (let press = 0; press < 5 && (await focused(page)) !== 'Log out'; press += 1)
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(watched.foreign).toEqual([]);
  });
});
