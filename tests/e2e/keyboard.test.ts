import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, launch, open, type Watched, WIDE } from './support/browser.ts';
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
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (name.test(now)) return;
    seen.push(now.slice(0, 30));
  }
  throw new Error(`Tab never reached ${name}; it passed ${seen.join(' | ')}`);
}

/** The bundle with a note of Anna Muster. */
function withNote(text: string): string {
  const { entry, ...rest } = JSON.parse(text) as { entry: [{ fullUrl: string }] };
  const resource = {
    resourceType: 'DocumentReference',
    status: 'current',
    type: { text: 'Letter of the clinic' },
    subject: { reference: entry[0].fullUrl },
    date: '2025-12-30T09:00:00+01:00',
    content: [
      { attachment: { contentType: 'text/plain', data: Buffer.from('Breathing is calm.').toString('base64') } },
    ],
  };
  const request = { method: 'POST', url: 'DocumentReference' };
  const fullUrl = 'urn:uuid:5f0c2b9e-0004-4000-8000-000000000001';
  return JSON.stringify({ ...rest, entry: [...entry, { fullUrl, resource, request }] });
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
      { name: 'anna.json', mimeType: 'application/json', buffer: Buffer.from(withNote(bundle())) },
    ]);
    await page.getByRole('heading', { name: 'Look before it is added' }).waitFor({ timeout: 60_000 });
    if (await page.getByLabel('Name of the place or system').isVisible()) {
      await tabTo(page, /^Name of the place/);
      await page.keyboard.type('Test clinic');
    }
    await tabTo(page, /^Add to the record$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Added', exact: true }).waitFor();
    // On a busy machine the importer alone may take longer to start than a test has by itself.
  }, 90_000);

  it('walks the list with the arrows, opens an entry, and comes back to its row', async () => {
    await tabTo(page, /^See every entry$/);
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

  it('finds a value by search, and corrects it with a reason and undoes that', async () => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await page.keyboard.press('/');
    await expect.poll(() => focused(page)).toBe('What are you looking for?');
    await page.keyboard.type('body weight');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'entries found' }).waitFor({ timeout: 60_000 });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toMatch(/opened entry/);
    await page.getByText('Where it came from').waitFor();
    await page.getByRole('definition').filter({ hasText: /kg$/ }).first().waitFor();

    await tabTo(page, /^Something is wrong here$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    // Within a group of radio buttons the arrows choose.
    for (let press = 0; press < 9 && !(await page.getByRole('radio', { name: 'The value' }).isChecked()); press += 1)
      await page.keyboard.press('ArrowDown');
    await tabTo(page, /^It should say/);
    await page.keyboard.type('71.5');
    await tabTo(page, /^Why/);
    await page.keyboard.type('The scales were wrong');
    await page.keyboard.press('Enter');
    await page.getByText('Because: The scales were wrong').waitFor();
    await page.getByRole('definition').filter({ hasText: '71.5 kg' }).waitFor();
    await expect.poll(() => focused(page)).toBe('Something is wrong here');
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('Undo');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, /^Why/);
    await page.keyboard.type('They were right');
    // The field takes several lines: Enter is one of them.
    await tabTo(page, /^Undo the correction$/);
    await page.keyboard.press('Enter');
    await page.getByText('undone', { exact: true }).waitFor();
    await page.getByRole('definition').filter({ hasText: '71.5 kg' }).waitFor({ state: 'hidden' });
    await expect.poll(() => focused(page)).toBe('Something is wrong here');
  }, 90_000);

  it('asks who saw an entry', async () => {
    await tabTo(page, /^Summary$/, 'Shift+Tab');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => focused(page)).toBe('Who saw it');
    await page.getByText('Looked through the whole log of this record').waitFor();
    await tabTo(page, /^You: \d+ times/);
    await page.keyboard.press('Enter');
    await page.getByText('You corrected an entry.').first().waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('opens a note in the reader', async () => {
    await tabTo(page, /^Documents$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Documents');
    await page.getByRole('link', { name: 'Letter of the clinic' }).waitFor();
    await tabTo(page, /^Letter of the clinic/);
    await page.keyboard.press('Enter');
    await page.getByText('Breathing is calm.').waitFor();
  });

  it('prints the summary', async () => {
    await tabTo(page, /^Print$/);
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: /summary/i }).waitFor();
    for (let press = 0; press < 4 && !/summary/i.test(await focused(page)); press += 1)
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show the page' }).waitFor();
    await tabTo(page, /^Show the page$/);
    await page.keyboard.press('Enter');
    await page.getByText('What is on it').waitFor();
    const saving = page.waitForEvent('download');
    await tabTo(page, /^Save as PDF$/);
    await page.keyboard.press('Enter');
    expect((await saving).suggestedFilename()).toMatch(/\.pdf$/);
  });

  it('turns the key of the search off and on', async () => {
    await tabTo(page, /^Settings$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Settings');
    await tabTo(page, /^The key \/ leads/);
    await page.keyboard.press('ArrowDown');
    await page.getByText('Saved.').waitFor();
    await tabTo(page, /^Current password|^Change the password$|^Time zone/);
    await page.getByRole('heading', { name: 'Settings' }).focus();
    await page.keyboard.press('/');
    expect(new URL(page.url()).pathname).toMatch(/\/settings$/);
    await tabTo(page, /^The key \/ leads/);
    await page.keyboard.press('ArrowUp');
    await page.getByText('Saved.').waitFor();
    await page.getByRole('heading', { name: 'Settings' }).focus();
    await page.keyboard.press('/');
    await expect.poll(() => focused(page)).toBe('What are you looking for?');
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
