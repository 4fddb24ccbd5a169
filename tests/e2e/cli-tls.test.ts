import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { requestPinned } from '@chartwarden/egress';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../../platform/http/testing.ts';
import { type CliPlace, makeCliPlace } from './cli-runs.ts';

describe('a request to a server that is known by its certificate', () => {
  let server: Server;
  const heard: string[] = [];
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const listen = async (shown: ReturnType<typeof selfSigned>): Promise<URL> => {
    heard.length = 0;
    server = createServer(shown, (request, response) => {
      heard.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      request.on('data', (chunk) => heard.push(String(chunk)));
      request.on('end', () => response.end('done'));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/x?y=1`);
  };
  const ask = (url: URL, certificate: string) =>
    requestPinned({ url, certificate, method: 'POST', headers: { authorization: 'secret' }, body: 'b' });

  it('is answered by the server that shows it', async () => {
    const own = selfSigned();
    const answer = await ask(await listen(own), own.cert);
    expect(answer.statusCode).toBe(200);
    let text = '';
    for await (const chunk of answer) text += chunk;
    expect([text, heard]).toEqual(['done', ['POST /x?y=1 secret', 'b']]);
  });

  it('sends nothing to a server that shows another one of the same name', async () => {
    await expect(ask(await listen(selfSigned()), selfSigned().cert)).rejects.toThrow();
    expect(heard).toEqual([]);
  });
});

describe('the command line beside a server with a certificate of its own', () => {
  let place: CliPlace;
  let running: Awaited<ReturnType<CliPlace['serve']>>;
  const made = selfSigned();
  beforeAll(async () => {
    place = makeCliPlace();
    const password = place.file('password', 'nine slow copper kettles\n');
    await place.run(
      'setup',
      '--owner',
      'ada@example.org',
      '--password-file',
      password,
      '--witness',
      'none',
      '--kit',
      join(place.folder, 'kit'),
    );
    const [cert, key] = [place.file('cert.pem', made.cert), place.file('key.pem', made.key)];
    place.file(
      'chartwarden.yaml',
      `server:\n  publicUrl: https://health.example.org\ntls:\n  cert: ${cert}\n  key: ${key}\n`,
    );
    running = await place.serve();
  });
  afterAll(async () => {
    await running?.stop();
    place.remove();
  });

  it('works through it, as its owner and as its operator', async () => {
    expect(await place.run('person', 'add', 'Maya')).toMatchObject({ code: 0 });
    expect((await place.run('person', 'list')).document).toMatchObject({ people: [{ name: 'Maya' }] });
    expect((await place.run('ledger', 'verify')).document).toMatchObject({ ok: true });
    const file = place.file('a.json', { resourceType: 'Patient', id: 'p', name: [{ text: 'Maya' }] });
    expect(await place.run('import', file, '--person', 'Maya', '--yes')).toMatchObject({ code: 0 });
  });

  it('says nothing to it when the note names another certificate', async () => {
    writeFileSync(join(place.folder, 'cert.pem'), selfSigned().cert);
    const { code, document } = await place.run('person', 'list');
    expect([code, document.ok]).toEqual([1, false]);
    writeFileSync(join(place.folder, 'cert.pem'), made.cert);
    expect((await place.run('person', 'list')).code).toBe(0);
  });
});
