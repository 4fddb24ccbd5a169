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

  it('answers what still comes on an open connection with 503', async () => {
    let release: () => void = () => undefined;
    http = await testHttp(
      {},
      {
        rows: [
          row(
            '/api/long',
            () =>
              new Promise((resolve) => {
                release = () => resolve({ ok: 1 });
              }),
          ),
        ],
      },
    );
    const running = http.inject({ url: '/api/long', headers: COOKIE });
    await wait(20);
    const stopped = http.stop(5000);
    const late = await http.inject({ url: '/readyz' });
    expect(late.statusCode).toBe(503);
    expect(late.json().code).toBe('CW-HTTP-008');
    expect(late.headers['retry-after']).toBe('5');
    release();
    expect((await running).json()).toEqual({ ok: 1 });
    await stopped;
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
