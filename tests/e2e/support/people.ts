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

/**
 * The first run through the API: the owner, the kit with the key of the log, a person of their own and one without records.
 * Leaves the page logged in.
 */
export async function settle(
  page: Page,
): Promise<{ readonly person: string; readonly empty: string; readonly publicKey: string }> {
  await page.goto('/setup');
  const { kit } = await api<{ kit: { words: string; publicKey: string } }>(page, 'POST', '/api/setup', {
    ...OWNER,
    witness: null,
  });
  await api(page, 'POST', '/api/setup/kit-confirmed', { lastGroup: lastGroup(kit.words) });
  const own = await api<{ id: string }>(page, 'POST', '/api/people', { name: OWNER.name, relation: 'self' });
  const child = await api<{ id: string }>(page, 'POST', '/api/people', { name: 'Bo Muster', relation: 'custodian' });
  return { person: own.id, empty: child.id, publicKey: kit.publicKey };
}

/** Sends files through the page's own inputs, waits for the preview, and commits when asked to. Resolves with the import's id. */
export async function addRecords(
  page: Page,
  person: string,
  files: readonly { readonly name: string; readonly text: string }[],
  until: 'preview' | 'commit',
): Promise<string> {
  await page.goto(`/people/${person}/add`);
  await page
    .getByTestId('files')
    .setInputFiles(files.map(({ name, text }) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) })));
  await page.getByRole('heading', { name: 'Look before it is added' }).waitFor({ timeout: 60_000 });
  if (until === 'commit') {
    const origin = page.getByLabel('Name of the place or system');
    if (await origin.isVisible()) await origin.fill('Test clinic');
    await page.getByRole('button', { name: 'Add to the record' }).click();
    await page.getByRole('heading', { name: 'Added', exact: true }).waitFor();
  }
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

export const lastGroup = (words: string): string => words.split(/[\s-]+/).at(-1) ?? '';

/** Fills the login form and sends it. */
export async function logIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('Email address').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}
