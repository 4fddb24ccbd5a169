import type { Page } from 'playwright-core';

/** One line of a list as it is drawn. */
export interface Line {
  readonly name: string;
  /** All that it says, a line each. */
  readonly says: readonly string[];
}

/** A titled part of a page: how many it says that there are, and those that it shows. */
export interface Part {
  readonly title: string;
  readonly count: number;
  readonly lines: readonly Line[];
}

/** Opens a page of a record and everything on it that is folded or left for later, as a person would, and reads what stands there. */
export async function readPage(page: Page, person: string, path: string): Promise<readonly Part[]> {
  await page.goto(`/people/${person}/${path}`);
  await page.locator('main h1').first().waitFor();
  await drawn(page);
  const more = page.locator('main').getByRole('button', { name: /^Show (\d|all|an )/ });
  for (let presses = 0; presses < 200 && (await more.count()) > 0; presses += 1) {
    await more.first().click();
    await drawn(page);
  }
  return page.evaluate(partsOnPage);
}

async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main .mantine-Loader-root') === null);
  await page.locator('main h2').first().waitFor();
}

const partsOnPage = (): Part[] =>
  [...document.querySelectorAll('main section')].flatMap((section) => {
    const head = section.querySelector(':scope > h2');
    if (head === null) return [];
    const count = head.querySelector('span')?.textContent ?? '';
    const lines = [...section.querySelectorAll<HTMLElement>(':scope > ul > li')].map((line) => ({
      name: line.querySelector('h3, a')?.textContent?.trim() ?? '',
      says: line.innerText.split('\n').map((one) => one.trim()),
    }));
    const title = head.textContent?.slice(0, head.textContent.length - count.length).trim() ?? '';
    return [{ title, count: Number(count.replace(/\D/g, '')), lines }];
  });
