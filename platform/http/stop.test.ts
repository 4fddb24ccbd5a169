import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { events } from './event-stream.ts';
import { routesFor } from './routes.ts';
import { COOKIE, openStream, rawRequest, soon, type Tester, type TestServer, testHttp } from './testing.ts';

const { route } = routesFor<Tester>();
let http: TestServer;
afterEach(() => http.stop(0));

const row = (url: string, handler: (signal: AbortSignal) => unknown) =>
  route({
    method: 'GET',
    url,
    permission: 'member',
    summary: 'For this test',
    handler: ({ signal }) => handler(signal),
  });
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a server that stops', () => {
  it('lets a running request finish and takes no new ones', async () => {
    let begun = false;
    http = await testHttp(
      {},
      {
        rows: [
          row('/api/long', async () => {
            begun = true;
            await wait(150);
            return { done: true };
          }),
        ],
      },
    );
    const { port } = await http.listen();
    const long = openStream(port, '/api/long', COOKIE);
    await soon(() => begun).toBe(true);
    const stopped = http.stop(5000);
    expect(await (await long).all()).toBe('{"done":true}');
    await stopped;
    await expect(rawRequest(port, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')).rejects.toThrow('ECONNREFUSED');
  });

  describe('with connections that were open before', () => {
    const rows = [row('/api/short', () => ({ ok: 2 }))];
    const cookie = Object.entries(COOKIE).map(([name, value]) => `${name}: ${value}\r\n`);
    const ask = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${cookie.join('')}\r\n`;

    /** What is answered to requests that are sent on connections of their own, which were open before the stop. */
    async function late(after: number, lastCall: number, paths: readonly string[]): Promise<string[]> {
      http = await testHttp({}, { rows, pace: { lastCall } });
      const { port } = await http.listen();
      const sockets = await Promise.all(
        paths.map(async () => {
          const socket = connect(port, '127.0.0.1').setEncoding('utf8');
          await once(socket, 'connect');
          return socket;
        }),
      );
      await wait(50);
      void http.stop(5000);
      await wait(after);
      return Promise.all(
        sockets.map(async (socket, at) => {
          let text = '';
          socket.on('data', (part) => (text += part));
          socket.write(ask(paths[at] ?? ''));
          await once(socket, 'close');
          return text;
        }),
      );
    }

    it('takes one more request on each and closes it; who balances load is told not to come', async () => {
      const [short, ready] = await late(0, 5000, ['/api/short', '/readyz']);
      expect(short).toMatch(/^HTTP\/1\.1 200 [\s\S]*connection: close[\s\S]*\{"ok":2\}/i);
      expect(ready).toMatch(/^HTTP\/1\.1 503 [\s\S]*CW-HTTP-008/);
    });

    it('answers with 503 what comes later', async () => {
      const [answer] = await late(60, 20, ['/api/short']);
      expect(answer).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 5[\s\S]*CW-HTTP-008/i);
    });
  });

  it('tells event streams, and does not wait for them', async () => {
    const rows = [
      row('/api/events', () =>
        events(
          async function* (signal) {
            yield 1;
            await new Promise((resolve) => signal.addEventListener('abort', resolve));
          },
          () => true,
        ),
      ),
    ];
    http = await testHttp({}, { rows });
    const { port } = await http.listen();
    const stream = await openStream(port, '/api/events', COOKIE);
    await stream.until('data: 1');
    const from = performance.now();
    await http.stop(5000);
    expect(performance.now() - from).toBeLessThan(2000);
    expect(await stream.all()).toContain('"reason":"stopping"');
  });

  it('closes what does not end in time, and tells the handler', async () => {
    let told = false;
    http = await testHttp(
      {},
      {
        rows: [
          row(
            '/api/stuck',
            (signal) =>
              new Promise(() =>
                signal.addEventListener('abort', () => {
                  told = true;
                }),
              ),
          ),
        ],
      },
    );
    const { port } = await http.listen();
    const stuck = openStream(port, '/api/stuck', COOKIE).catch((error: Error) => error.message);
    await wait(50);
    const from = performance.now();
    await http.stop(200);
    expect(performance.now() - from).toBeLessThan(2000);
    expect(await stuck).toMatch(/socket hang up|ECONNRESET/);
    await soon(() => told).toBe(true);
    expect(http.lines.find(({ event }) => event === 'http.stopped')).toMatchObject({ forced: 1 });
  });
});
