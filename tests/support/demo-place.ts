import { setTimeout as sleep } from 'node:timers/promises';
import { demoHousehold, putHousehold } from '@chartwarden/demo';
import { openTestApp, type TestApp } from './open-test-app.ts';

export type DemoPerson = ReturnType<typeof demoHousehold>[number];
type Routes = Parameters<typeof putHousehold>[0];

/** The demo household of one day, whole, as the tests that count it by hand have it. */
export const household: readonly DemoPerson[] = demoHousehold({ seed: 1, until: '2026-10-31' });

/** An application in which the demo household is, and nobody else. */
export interface DemoPlace {
  readonly test: TestApp;
  readonly routes: Routes;
  /** In the order of the household. */
  readonly put: Awaited<ReturnType<typeof putHousehold>>;
  /** Asks a route as the owner. */
  api<T>(method: string, url: string, body?: unknown): Promise<T>;
}

/** @param settings environment variables as an operator would set them */
export async function openDemo(settings: Readonly<Record<string, string>> = {}): Promise<DemoPlace> {
  const test = await openTestApp(settings);
  const api = <T>(method: string, url: string, body?: unknown): Promise<T> =>
    test.json<T>(test.owner.token, method, url, body);
  const routes: Routes = {
    async json(method, path, { query, body, stream } = {}) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stream ?? []) chunks.push(chunk);
      const url = query === undefined ? path : `${path}?${new URLSearchParams(query)}`;
      return api(method, url, stream === undefined ? body : Buffer.concat(chunks));
    },
  };
  try {
    return { test, routes, put: await putHousehold(routes, household, () => undefined), api };
  } catch (error) {
    await test.close();
    throw error;
  }
}

/** Brings a file into a person's record; a real bundle is about somebody of another name. */
export async function bringIn(
  api: DemoPlace['api'],
  person: string,
  { text, origin }: { readonly text: string; readonly origin: string },
): Promise<void> {
  const { id } = await api<{ id: string }>('POST', `/api/people/${person}/imports`, {});
  await api('PUT', `/api/imports/${id}/files?name=a.json`, Buffer.from(text));
  await api('POST', `/api/imports/${id}/read`, { origin });
  const state = async () => (await api<{ state: string }>('GET', `/api/imports/${id}`)).state;
  while (['receiving', 'reading'].includes(await state())) await sleep(50);
  await api('POST', `/api/imports/${id}/commit`, { aboutSomeoneElse: 'yes', origin });
}

/** A person with these files, each of a portal of its own. */
export async function personWith(
  api: DemoPlace['api'],
  files: readonly { readonly text: string; readonly origin: string }[],
): Promise<string> {
  const { id } = await api<{ id: string }>('POST', '/api/people', { name: 'Quirina', relation: 'custodian' });
  for (const file of files) await bringIn(api, id, file);
  return id;
}
