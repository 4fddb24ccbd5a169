import type { Page } from 'playwright-core';

/** The owner of the tests' server. */
export const OWNER = { name: 'Anna Muster', email: 'anna@example.org', password: 'quiet river seven lanterns' };

/** Calls the product's API from inside the page, with the session of the page. */
export function api<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async (call) => {
      const response = await fetch(call.path, {
        method: call.method,
        headers: {
          'x-chartwarden': '1',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      if (!response.ok) throw new Error(`${call.method} ${call.path}: ${response.status} ${await response.text()}`);
      const text = await response.text();
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    { method, path, body },
  );
}

/** The first run through the API: the owner, the kit, a person. Leaves the page logged in; resolves with the person's id. */
export async function settle(page: Page): Promise<string> {
  await page.goto('/setup');
  const { kit } = await api<{ kit: { words: string } }>(page, 'POST', '/api/setup', { ...OWNER, witness: null });
  await api(page, 'POST', '/api/setup/kit-confirmed', { lastGroup: lastGroup(kit.words) });
  const { id } = await api<{ id: string }>(page, 'POST', '/api/people', { name: OWNER.name, relation: 'self' });
  return id;
}

export const lastGroup = (words: string): string => words.split(/[\s-]+/).at(-1) ?? '';

/** Fills the login form and sends it. */
export async function logIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('Email address').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}
