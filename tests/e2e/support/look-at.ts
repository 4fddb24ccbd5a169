import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { barriers, fits, WIDE } from './browser.ts';

/** Nothing keeps people out and nothing sticks out; keeps pictures in the folder that SHARE_SHOTS names. */
export async function lookAt(page: Page, name: string): Promise<void> {
  expect(await barriers(page), name).toEqual([]);
  expect(await fits(page), `${name} is too wide`).toBe(true);
  const folder = process.env.SHARE_SHOTS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
  const before = page.viewportSize();
  if (before?.width !== WIDE.width) return;
  await page.setViewportSize({ width: 390, height: 2400 });
  await page.screenshot({ path: `${folder}/${name}-390.png` });
  await page.setViewportSize(before);
}
