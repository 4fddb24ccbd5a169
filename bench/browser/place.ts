import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ensureWebBuilt } from '../../scripts/web-build.ts';
import { launch } from '../../tests/e2e/support/browser.ts';
import { lastGroup } from '../../tests/e2e/support/people.ts';
import { chromiumPath } from '../../tests/support/machine.ts';
import { type Client, FIRST, logIn, type RunningServer, startServer } from '../../tests/support/running-server.ts';
import { processCpu } from '../runner/cpu.ts';
import type { BenchContext } from '../runner/types.ts';

/** The real server in a process of its own, and a real browser that is logged in. */
export interface BrowserPlace {
  readonly server: RunningServer;
  readonly client: Client;
  readonly browser: Browser;
  /** A page of its own, logged in. */
  open(look: BrowserContextOptions): Promise<Page>;
  /** CPU of the server so far, milliseconds; the database's own when it is another process is not in it. */
  serverCpu(): number;
  close(): Promise<void>;
}

/** Throws when there is no Chromium or the web app does not build. */
export async function openBrowserPlace(context: BenchContext): Promise<BrowserPlace> {
  const chromium = chromiumPath();
  if (chromium === null) throw new Error('this benchmark needs a Chromium (CHARTWARDEN_CHROMIUM)');
  if (ensureWebBuilt(context.log) === 'failed') throw new Error('the web app could not be built');
  const server = await startServer({
    folder: context.scratch,
    data: join(context.scratch, 'data'),
    ...(context.databaseUrl === null ? {} : { database: context.databaseUrl }),
    settings: { NODE_OPTIONS: '--disable-sigusr1 --max-semi-space-size=16' },
  });
  const client = await logIn(server);
  // The app asks for it before it shows anything.
  const { words } = await client.json<{ words: string }>('GET', '/api/setup/kit');
  await client.json('POST', '/api/setup/kit-confirmed', { lastGroup: lastGroup(words) });
  const browser = await launch(chromium);
  return {
    server,
    client,
    browser,
    async open(look) {
      const opened = await browser.newContext({
        baseURL: server.url,
        locale: 'en-GB',
        timezoneId: 'Europe/Vienna',
        serviceWorkers: 'block',
        ...look,
      });
      const { email, password } = FIRST;
      const headers = { 'x-chartwarden': '1' };
      const said = await opened.request.post('/api/login', { headers, data: { email, password } });
      if (!said.ok()) throw new Error(`the browser could not log in: ${said.status()}`);
      const page = await opened.newPage();
      page.setDefaultTimeout(30_000);
      return page;
    },
    serverCpu: () => processCpu(() => [server.pid]).read(),
    async close() {
      await browser.close();
      await server.end('SIGTERM');
    },
  };
}
