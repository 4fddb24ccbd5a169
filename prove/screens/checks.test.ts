import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { barriers, fits, launch } from '../../tests/e2e/support/browser.ts';
import { describeWithChromium } from '../../tests/support/needs.ts';
import { faultsOnPage, misplacedFocus } from './look.ts';
import { cutOff, watchMotion } from './samples.ts';

const good = (inside: string): string =>
  `<!doctype html><html lang="en"><title>Medicines · Chartwarden</title><body><main><h1 tabindex="-1" data-focus-here>Medicines</h1>${inside}</main>`;

describeWithChromium('the checks of the screens', (chromiumPath) => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launch(chromiumPath);
    page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  });
  afterAll(() => browser?.close());

  it('find nothing wrong with a page that is well', async () => {
    await page.setContent(good('<p>Two of them.</p>'));
    await page.locator('h1').focus();
    expect(await page.evaluate(faultsOnPage)).toEqual([]);
    expect(await page.evaluate(cutOff)).toEqual([]);
    expect(await misplacedFocus(page)).toBeNull();
    expect([await fits(page), await barriers(page)]).toEqual([true, []]);
  });

  it('find a heading that something beside it leaves no room', async () => {
    await page.setContent(good('<style>h1 { width: 1rem; overflow-wrap: anywhere; line-height: 2rem }</style>'));
    expect(await page.evaluate(faultsOnPage)).toEqual([expect.stringMatching(/^breaks its heading into \d lines$/)]);
  });

  it('find words that only programs say, a second heading, and a title that tells of a record', async () => {
    await page.setContent(good('<h1>Again</h1><p>since Invalid Date, [object Object]</p>'));
    await page.evaluate(() => {
      document.title = 'Metformin · of Ada';
    });
    expect(await page.evaluate(faultsOnPage)).toEqual([
      'has 2 headings of the first rank',
      'is called Metformin · of Ada',
      'says Invalid Date',
    ]);
  });

  it('find what sticks out, what is cut off, and what keeps people out', async () => {
    const cut = '<p style="width:100px;overflow:hidden;white-space:nowrap">Words that go on for much longer</p>';
    await page.setContent(good(`<div style="width:900px">wide</div>${cut}<button></button>`));
    expect(await fits(page)).toBe(false);
    expect(await page.evaluate(cutOff)).toEqual(['p Words that go on for much longer']);
    expect((await barriers(page)).join()).toContain('button-name');
  });

  it('find a focus that was left behind', async () => {
    await page.setContent(good('<button>Print</button>'));
    await page.getByRole('button').focus();
    expect(await misplacedFocus(page)).toContain('the focus is on button');
  });

  it('find what moves, though nobody wants it to', async () => {
    await page.setContent(good('<p style="transition: opacity 0.3s">moves</p>'));
    await page.evaluate(watchMotion);
    const moved = () => page.evaluate(() => (globalThis as { cwMoved?: string[] }).cwMoved ?? []);
    expect(await moved()).toEqual([]);
    await page.evaluate(() => {
      const p = document.querySelector('p');
      if (p) p.style.opacity = '0.2';
    });
    await expect.poll(moved).toContainEqual(expect.stringContaining('opacity of p'));
  });
});
