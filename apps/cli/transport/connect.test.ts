import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadedConfig } from '@chartwarden/config';
import type { EgressDoor, EgressRule } from '@chartwarden/egress';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApi } from '../client.ts';
import type { Operator } from '../operator-api.ts';
import { type Connection, connect } from './connect.ts';

let data: string;
let server: Server | undefined;
let rules: EgressRule[];
let opened: number;
const seen: { url: string | undefined; headers: Record<string, unknown>; body: string }[] = [];

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'chartwarden-connect-'));
  rules = [];
  opened = 0;
  seen.length = 0;
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((closed) => (server ? server.close(closed) : closed(undefined)));
  server = undefined;
  rmSync(data, { recursive: true, force: true });
});

const door: EgressDoor = {
  allow(rule) {
    rules.push(rule);
    return () => void rules.splice(rules.indexOf(rule), 1);
  },
  allowListen: () => undefined,
  rules: () => rules,
};
const attempt = (create = false, url?: unknown): Promise<Connection> => {
  const loaded = { config: { server: { data }, database: { url } } } as unknown as LoadedConfig;
  const open = async () => {
    opened += 1;
    return {
      inject: () => Promise.reject(new Error('not asked')),
      operator: {} as Operator,
      close: async () => undefined,
    };
  };
  return connect({ loaded, door, spawn: () => () => undefined as never }, open, create);
};
const note = (url: string) =>
  writeFileSync(join(data, 'server.json'), JSON.stringify({ version: 1, pid: process.pid, url }));

async function listen(): Promise<string> {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push({ url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.setHeader('content-type', 'application/json');
    if (request.url === '/api/busy' && seen.filter(({ url }) => url === '/api/busy').length < 3)
      return void response.writeHead(503).end('{"code":"CW-HTTP-007","message":"Busy."}');
    response.end('{"people":[]}');
  });
  await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the way to the data', () => {
  it('is the running server, and the door is open to it and nothing else', async () => {
    const url = await listen();
    note(url);
    const found = await attempt();
    expect([found.through, opened]).toEqual(['server', 0]);
    expect(rules).toEqual([
      { host: '127.0.0.1', port: Number(new URL(url).port), purpose: 'own server', private: true },
    ]);
    const api = createApi(found.client, 'Bearer t');
    expect(await api.json('GET', '/api/people', { query: { q: 'a b&c', none: undefined } })).toEqual({ people: [] });
    expect(seen.at(-1)).toMatchObject({
      url: '/api/people?q=a+b%26c',
      headers: { authorization: 'Bearer t', 'x-chartwarden': '1', 'x-chartwarden-cli': '1' },
    });
  });

  it('asks a server again that has too much to do, but for what was streamed', async () => {
    note(await listen());
    const api = createApi((await attempt()).client);
    seen.length = 0;
    expect(await api.json('POST', '/api/busy', { body: { a: 1 } })).toEqual({ people: [] });
    expect(seen.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}', '{"a":1}']);
    seen.length = 0;
    const stream = (async function* () {
      yield Buffer.from('once');
    })();
    await expect(api.json('PUT', '/api/busy', { stream })).rejects.toMatchObject({ code: 'CW-HTTP-007' });
  });

  it('streams files to the server', async () => {
    note(await listen());
    const { client } = await attempt();
    async function* parts() {
      for (let part = 0; part < 50; part += 1) yield Buffer.alloc(10_000, 97 + (part % 26));
    }
    await createApi(client).json('PUT', '/api/imports/i/files', { stream: parts() });
    expect(seen.at(-1)?.body.length).toBe(500_000);
    expect(seen.at(-1)?.headers['content-type']).toBe('application/octet-stream');
  });

  it('is the data folder when the note of a server stayed behind, with the door shut again', async () => {
    const url = await listen();
    await new Promise((closed) => server?.close(closed));
    server = undefined;
    note(url);
    mkdirSync(join(data, 'keys'));
    writeFileSync(join(data, 'keys', 'root.key'), 'key');
    expect((await attempt()).through).toBe('data folder');
    expect([opened, rules]).toEqual([1, []]);
  });

  it('makes a data folder only when it was asked to', async () => {
    data = join(data, 'new');
    await expect(attempt()).rejects.toMatchObject({ code: 'CW-CLI-016' });
    expect([existsSync(data), opened]).toEqual([false, 0]);
    // As a refused restore leaves it.
    mkdirSync(join(data, 'keys'), { recursive: true });
    await expect(attempt()).rejects.toMatchObject({ code: 'CW-CLI-016' });
    expect((await attempt(true)).through).toBe('data folder');
    expect((await attempt(false, 'postgres://elsewhere')).through).toBe('data folder');
  });

  it('needs the token of the data folder for the operator of a running server', async () => {
    note(await listen());
    const { operator } = await attempt();
    expect(() => operator()).toThrow(expect.objectContaining({ code: 'CW-CLI-014' }));
    mkdirSync(join(data, 'keys'));
    writeFileSync(join(data, 'keys', 'operator.token'), 'cd'.repeat(32));
    await operator()
      .doctor({}, () => undefined)
      .catch(() => undefined);
    expect(seen.at(-1)).toMatchObject({
      url: '/api/operator/doctor',
      headers: { authorization: `Operator ${'cd'.repeat(32)}` },
    });
  });

  it('says that the server stopped answering', async () => {
    note(await listen());
    const { client } = await attempt();
    server?.closeAllConnections();
    await new Promise((closed) => server?.close(closed));
    server = undefined;
    await expect(createApi(client).json('GET', '/api/people')).rejects.toMatchObject({ code: 'CW-CLI-009' });
  });
});
