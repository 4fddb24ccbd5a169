import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithChromium } from '../support/needs.ts';
import { launch, open, type Watched, WIDE } from './support/browser.ts';
import { BROKEN, bundle, nameless, somebodyElse } from './support/files.ts';
import { addRecords, api, settle } from './support/people.ts';
import { type Product, startProduct } from './support/product.ts';

describeWithChromium('adding records, when it is not simple', (chromiumPath) => {
  let product: Product;
  let browser: Browser;
  let watched: Watched;
  let page: Page;
  let person: string;
  let child: string;
  /** The import of a file that was there already. */
  let repeated: string;

  beforeAll(async () => {
    product = await startProduct();
    browser = await launch(chromiumPath);
    watched = await open(browser, product.url, WIDE);
    page = watched.page;
    ({ person, empty: child } = await settle(page));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('takes a whole folder, with the paths inside it', async () => {
    await page.goto(`/people/${person}/add`);
    // A drop of a real folder cannot be made by script: the input that takes folders goes the same way from here on.
    await page.getByTestId('folder').evaluate((input: HTMLInputElement, text) => {
      const transfer = new DataTransfer();
      for (const [path, content] of [
        ['export/2026/anna.json', text],
        ['export/Thumbs.db', 'x'],
      ] as const) {
        const file = new File([content], path.split('/').at(-1) ?? '');
        Object.defineProperty(file, 'webkitRelativePath', { value: path });
        transfer.items.add(file);
      }
      Object.defineProperty(input, 'files', { value: transfer.files, configurable: true });
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, bundle());
    await page.getByRole('heading', { name: 'Look before it is added' }).waitFor({ timeout: 60_000 });
    await page.getByText('export/2026/anna.json').first().waitFor();
    expect(await page.getByText('Thumbs.db').count()).toBe(0);
    await page.getByRole('button', { name: 'Cancel this import' }).click();
    await page.getByText('The import was cancelled. The record is as it was.').waitFor();
  });

  it('changes nothing when the same file comes again, and says so', async () => {
    await addRecords(page, person, [{ name: 'anna.json', text: bundle() }], 'commit');
    repeated = await addRecords(page, person, [{ name: 'anna.json', text: bundle() }], 'preview');
    await page.getByText('There is nothing new in these files. Adding them changes nothing.').waitFor();
    await page.getByRole('button', { name: 'Finish' }).click();
    await page.getByText('Nothing changed: all of it was in the record of Anna Muster already.').waitFor();
  });

  it('says in words why a broken file stays out', async () => {
    await addRecords(page, person, [{ name: 'cut.json', text: BROKEN }], 'preview');
    const row = page.getByRole('listitem').filter({ hasText: 'cut.json' });
    expect((await row.last().innerText()).length).toBeGreaterThan('cut.json'.length + 30);
    await page.getByText('None of these files could be read').waitFor();
    expect(await page.getByRole('button', { name: 'Add to the record' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Cancel this import' }).click();
  });

  it('asks where a file comes from when its ids do not say', async () => {
    await addRecords(page, person, [{ name: 'pulse.json', text: nameless() }], 'preview');
    await page.getByText('Where do these files come from?').waitFor();
    const about = page.getByLabel('It is about Anna Muster');
    if (await about.isVisible()) await about.check();
    await page.getByLabel('Name of the place or system').fill('Test clinic');
    await page.getByRole('button', { name: 'Add to the record' }).click();
    await page.getByRole('heading', { name: 'Added', exact: true }).waitFor();
  });

  it('asks before it takes in what is about somebody else', async () => {
    await addRecords(page, person, [{ name: 'other.json', text: somebodyElse() }], 'preview');
    await page.getByText('Some of this seems to be about Otto Other').waitFor();
    await page.getByRole('button', { name: /Add to the record|Finish/ }).click();
    await page.getByText('Please choose one.').waitFor();
    await page.getByLabel('Leave it out').check();
    const origin = page.getByLabel('Name of the place or system');
    if (await origin.isVisible()) await origin.fill('Test clinic');
    await page.getByRole('button', { name: /Add to the record|Finish/ }).click();
    await page.getByRole('heading', { name: 'Added', exact: true }).waitFor();
    await page.goto(`/people/${person}/records`);
    await page.getByText('2026', { exact: true }).waitFor();
    expect(await page.getByText('Broken arm').count()).toBe(0);
  });

  it('moves an import to the person it is about', async () => {
    // What another import holds as well would stay.
    await api(page, 'POST', `/api/imports/${repeated}/withdraw`, { reason: 'It came twice' });
    await page.goto(`/people/${person}/sources`);
    const group = page.locator('section').filter({ hasText: 'anna.json' }).last();
    await group.getByRole('button', { name: 'Move' }).click();
    await page.getByRole('button', { name: 'Move the import' }).click();
    await page.getByText('Please choose a person.').waitFor();
    await page.getByLabel('To the record of').selectOption({ label: 'Bo Muster' });
    await page.getByLabel('Why?').fill('It was meant for Bo');
    await page.getByRole('button', { name: 'Move the import' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('Moved to the record of Bo Muster', { exact: false }).waitFor();
    // The button that was pressed is gone.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Added/);
    await page.goto(`/people/${child}/records`);
    await page.getByText('Body weight').first().waitFor();
    await page.goto(`/people/${person}/records`);
    await page.getByText('Pulse').waitFor();
    expect(await page.getByText('Body weight').count()).toBe(0);
  });

  it('takes an import back, with the reason that was given', async () => {
    await page.goto(`/people/${child}/sources`);
    await page.getByRole('button', { name: 'Withdraw' }).first().click();
    await page.getByRole('dialog').getByText('anna.json').waitFor();
    await page.getByLabel('Why?').fill('Not from a doctor');
    await page.getByRole('button', { name: 'Withdraw the import' }).click();
    await page.getByText(/^Withdrawn ·/).waitFor();
    await page.goto(`/people/${child}/records`);
    await page.getByText('Nothing here yet').waitFor();
  });
});
