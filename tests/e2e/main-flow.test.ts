import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { barriers, launch, open, type Watched, WIDE } from './support/browser.ts';
import { BROKEN, bundle, RESULTS } from './support/files.ts';
import { lastGroup, logIn, OWNER } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

describeWithChromium('from an empty server to a proved line, as one person does it', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('asks for the owner first, and says what is missing', async () => {
    const { page } = watched;
    await page.goto('/');
    await page.getByRole('heading', { name: 'Welcome. Who are you?' }).waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Please type your name.').waitFor();
    await page.getByLabel('Your name').fill(OWNER.name);
    await page.getByLabel('Your email address').fill(OWNER.email);
    await page.getByRole('button', { name: 'Continue' }).click();
  });

  it('takes any long password, and tells how long one has to be', async () => {
    const { page } = watched;
    const password = page.getByLabel('Password', { exact: true });
    await password.fill('fourteen signs');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('That is 14 of at least 15 characters.').waitFor();
    await page.getByRole('button', { name: 'Show the password' }).click();
    expect(await password.getAttribute('type')).toBe('text');
    await password.fill(OWNER.password);
    await page.getByRole('button', { name: 'Continue' }).click();
  });

  it('says what is lost without a witness, and takes a folder for one', async () => {
    const { page } = watched;
    await page.getByRole('heading', { name: 'Where should a second place keep watch?' }).waitFor();
    await page.getByLabel('No second place').check();
    await page.getByText('nothing would show it').waitFor();
    await page.getByLabel('Another folder').check();
    await page.getByLabel('Folder on this machine').fill(`${product.data}-witness`);
    await page.getByRole('button', { name: 'Set up Chartwarden' }).click();
  });

  it('shows the recovery kit once, to print or to keep as a file, and asks for its last group', async () => {
    const { page } = watched;
    await page.getByRole('heading', { name: 'Keep your recovery kit' }).waitFor();
    const groups = await page
      .getByRole('listitem')
      .filter({ hasText: /^[0-9A-Z]{4,8}$/ })
      .allTextContents();
    expect(groups.length).toBeGreaterThan(5);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download as a file' }).click();
    const kit = readFileSync(await (await downloading).path(), 'utf8');
    for (const group of groups) expect(kit).toContain(group);

    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(await page.locator('pre').innerText()).toContain(groups[0]);
    await page.emulateMedia({ media: 'screen' });

    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.getByLabel('Last group').fill('0000');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('That is not the last group.').waitFor();
    await page.getByLabel('Last group').fill(lastGroup(groups.join(' ')).toLowerCase());
    await page.getByRole('button', { name: 'Continue' }).click();
  });

  it('makes the first person and offers to add records', async () => {
    const { page } = watched;
    await page.getByRole('heading', { name: 'Whose record do you want to start with?' }).waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(OWNER.name);
    await page.getByRole('button', { name: 'Create the record' }).click();
    await page.getByRole('heading', { name: 'Add records' }).waitFor();
    await page.getByRole('button', { name: /Anna Muster your own record/ }).waitFor();
  });

  it('takes dropped files, and shows in numbers and words what would happen', async () => {
    const { page } = watched;
    const dropped = await page.evaluateHandle(
      ([good, broken]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([good ?? ''], 'anna.json', { type: 'application/json' }));
        transfer.items.add(new File([broken ?? ''], 'cut.json', { type: 'application/json' }));
        transfer.items.add(new File(['x'], '.DS_Store'));
        return transfer;
      },
      [bundle(), BROKEN],
    );
    await page.getByText('Drop files or a folder here').dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByRole('heading', { name: 'Look before it is added' }).waitFor({ timeout: 60_000 });
    await page
      .getByRole('listitem')
      .filter({ hasText: 'anna.json' })
      .getByText(/FHIR R4 Bundle/)
      .waitFor();
    await page.getByRole('listitem').filter({ hasText: 'cut.json' }).first().waitFor();
    expect(await page.getByText('.DS_Store').count()).toBe(0);
    const count = page.locator('dl > div').filter({ hasText: 'not in the record yet' }).locator('dd').first();
    expect(Number(await count.textContent())).toBeGreaterThanOrEqual(RESULTS + 1);
    // On a busy machine the importer alone may take longer to start than a test has by itself.
  }, 90_000);

  it('finds the import again after a reload', async () => {
    const { page } = watched;
    await page.reload();
    await page.getByRole('heading', { name: 'Look before it is added' }).waitFor();
    await page.getByRole('link', { name: 'One import waits for you' }).waitFor();
  });

  it('adds it and says so in words', async () => {
    const { page } = watched;
    const origin = page.getByLabel('Name of the place or system');
    if (await origin.isVisible()) await origin.fill('Test clinic');
    await page.getByRole('button', { name: 'Add to the record' }).click();
    await page.getByRole('heading', { name: 'Added', exact: true }).waitFor();
    await page.getByText(/entries are new in the record of Anna Muster/).waitFor();
  });

  it('lists every entry, newest first, page after page', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'See every entry' }).click();
    await page.getByRole('heading', { name: 'What is in this record' }).waitFor();
    const list = page.getByRole('list', { name: 'Entries, newest first' });
    expect(await list.locator('li').first().innerText()).toBe('2026');
    const asthma = list.getByText('Asthma since childhood');
    for (let turn = 0; turn < 60 && !(await asthma.isVisible()); turn += 1) {
      await list.hover();
      await page.mouse.wheel(0, 2_000);
      await page.waitForTimeout(100);
    }
    await asthma.waitFor();
  });

  it('opens one entry: in short, as data with every digit, and where it came from', async () => {
    const { page } = watched;
    await page.getByText('Asthma since childhood').click();
    await page.getByRole('heading', { name: 'Asthma since childhood', level: 2 }).waitFor();
    await page.getByText('March 1994').first().waitFor();
    await page.getByText('anna.json').waitFor();
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.getByLabel('Show').selectOption({ label: `Results and measurements (${RESULTS})` });
    await page.getByRole('heading', { name: 'What is in this record' }).waitFor();
    await page.getByText('2026', { exact: true }).waitFor();
    await page
      .getByRole('link', { name: /Body weight/ })
      .first()
      .click();
    await page.getByRole('tab', { name: 'Data' }).click();
    await page.getByText('70.50').first().waitFor();
  });

  it('corrects a value beside the original, and takes it back', async () => {
    const { page } = watched;
    await page.getByRole('tab', { name: 'Summary' }).click();
    await page.getByRole('button', { name: 'Something is wrong here' }).click();
    await page.getByLabel('The value').check();
    await page.getByLabel('It should say').fill('71.20');
    await page.getByLabel('Why?').fill('The scale was off');
    await page.getByRole('button', { name: 'Save the correction' }).click();
    await page.getByRole('heading', { name: 'Beside the original' }).waitFor();
    const row = page.getByRole('row', { name: /Result/ });
    expect(await row.innerText()).toMatch(/71\.20.*70\.50/s);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByLabel('Why?').fill('It was right after all');
    await page.getByRole('button', { name: 'Undo the correction' }).click();
    await page.getByText('undone').waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByText('With your correction').waitFor();
  });

  it('hands out the file as it was received', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'Sources' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download anna.json as received' }).click();
    expect(readFileSync(await (await downloading).path(), 'utf8')).toBe(bundle());
  });

  it('says who saw what, and proves a line', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'Who saw what' }).click();
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await page.getByText(/You brought in/).click();
    await page.getByRole('button', { name: 'Prove it' }).click();
    await page.getByText('The server checked it: the line is in the list, unchanged.').waitFor();
    await page.getByText('This browser checked it too').waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the proof' }).click();
    const proof = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'));
    expect(proof).toMatchObject({ verified: true, proof: { format: 'chartwarden-line-proof' } });
  });

  it('shows own looks only when asked', async () => {
    const { page } = watched;
    const looks = page.getByText(/You looked (at|\d+ times)/);
    expect(await looks.count()).toBe(0);
    await page.getByLabel('Also show my own looks').check({ force: true });
    await looks.first().waitFor();
  });

  it('logs out, refuses a wrong password without saying which part was wrong, and lets the right one in', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: /colours and log out/ }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await page.getByText('Asthma').count()).toBe(0);
    await logIn(page, 'not the right password');
    await page.getByText(/address or the password is not right/).waitFor();
    await logIn(page, OWNER.password);
    await page.getByRole('heading', { name: 'Today' }).waitFor();
  });

  it('did all that without a barrier, an error or a request to anywhere else', async () => {
    expect(await barriers(watched.page)).toEqual([]);
    expect(watched.errors).toEqual([]);
    expect(watched.foreign).toEqual([]);
  });
});
