import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What happens to one request on its way to the store. */
export type Mishap =
  | 'none'
  /** The connection ends before an answer, and the store never hears of the request. */
  | 'lost'
  /** The store does it, and the answer is lost. */
  | 'unanswered'
  /** Nothing ever comes. */
  | 'silent'
  /** The answer breaks off in the middle. */
  | 'cut'
  /** The answer stops in the middle and stays open. */
  | 'stalled'
  /** One bit of the answer's last byte is another one. */
  | 'flipped'
  | { readonly status: number; readonly word?: string };

export interface TestS3 {
  readonly endpoint: string;
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly bucket: string;
    readonly accessKey: string;
    readonly secretKey: string;
  };
  /** Method and path with query of every request so far. */
  readonly requests: string[];
  /** Decides about every request from now on. */
  happen(decide: (request: string, number: number) => Mishap): void;
  /** Everything that the store holds, and under which names. */
  bytes(): Buffer;
  close(): Promise<void>;
}

const BUCKET = 'records';

interface Store {
  readonly httpServer: { closeAllConnections(): void };
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}

/** A small S3 server of npm over a temporary folder, with an unreliable network in front of it. */
export async function openTestS3(): Promise<TestS3> {
  // Its types are those of no package.
  const { default: S3rver } = (await import('@20minutes/s3rver' as string)) as {
    default: new (options: object) => Store;
  };
  const directory = mkdtempSync(join(tmpdir(), 'chartwarden-s3-'));
  const store = new S3rver({
    directory,
    address: '127.0.0.1',
    port: 0,
    silent: true,
    vhostBuckets: false,
    configureBuckets: [{ name: BUCKET }],
  });
  const behind = (await store.run()).port;
  const requests: string[] = [];
  let decide: (request: string, number: number) => Mishap = () => 'none';
  let count = 0;
  const proxy = createServer((asked, answer) => {
    const line = `${asked.method} ${asked.url}`;
    requests.push(line);
    const mishap = decide(line, count);
    count += 1;
    const listed = new URL(line.slice(4), 'http://x').searchParams;
    if (mishap === 'none' && listed.has('list-type')) list(directory, listed, answer);
    else pass(asked, answer, behind, mishap);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    settings: { endpoint, region: 'us-east-1', bucket: BUCKET, accessKey: 'S3RVER', secretKey: 'S3RVER' },
    requests,
    happen(next) {
      count = 0;
      decide = next;
    },
    bytes() {
      const files = readdirSync(directory, { recursive: true, withFileTypes: true });
      const paths = files.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
      return Buffer.concat(paths.flatMap((path) => [Buffer.from(path), readFileSync(path)]));
    },
    async close() {
      proxy.closeAllConnections();
      proxy.close();
      store.httpServer.closeAllConnections();
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const OBJECT = '._S3rver_object';

/**
 * ListObjectsV2, which the server of npm cannot: it leaves the slash after the bucket out of what is signed, and makes the
 * tokens of its pages with a cipher that OpenSSL 3 no longer has.
 */
function list(directory: string, query: URLSearchParams, answer: ServerResponse): void {
  const files = readdirSync(join(directory, BUCKET), { recursive: true, encoding: 'utf8' });
  const after = query.get('continuation-token') ?? '';
  const keys = files
    .filter((one) => one.endsWith(OBJECT))
    .map((one) => one.slice(0, -OBJECT.length))
    .filter((one) => one.startsWith(query.get('prefix') ?? '') && one > after)
    .sort();
  const page = keys.slice(0, Number(query.get('max-keys')));
  const more = keys.length > page.length;
  const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  const contents = page.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('');
  const text = `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents}</ListBucketResult>`;
  answer.writeHead(200, { 'content-type': 'application/xml' }).end(text);
}

function pass(asked: IncomingMessage, answer: ServerResponse, port: number, mishap: Mishap): void {
  if (mishap === 'lost') asked.socket.destroy();
  else if (mishap === 'silent') asked.resume();
  else if (typeof mishap === 'object') refuse(asked, answer, mishap);
  else forward(asked, answer, port, mishap);
}

function forward(
  asked: IncomingMessage,
  answer: ServerResponse,
  port: number,
  mishap: 'none' | 'unanswered' | 'cut' | 'stalled' | 'flipped',
): void {
  const { method = 'GET', url = '/', headers } = asked;
  const forwarded = request({ host: '127.0.0.1', port, method, path: url, headers }, (got) => {
    if (mishap === 'unanswered') return void got.resume().on('end', () => asked.socket.destroy());
    answer.writeHead(got.statusCode ?? 500, got.headers);
    if (mishap === 'none') return void got.pipe(answer);
    void spoil(got, answer, mishap);
  });
  forwarded.on('error', () => asked.socket.destroy());
  asked.pipe(forwarded);
}

async function spoil(
  got: IncomingMessage,
  answer: ServerResponse,
  mishap: 'cut' | 'stalled' | 'flipped',
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of got) parts.push(part as Buffer);
  const all = Buffer.concat(parts);
  if (mishap === 'flipped') {
    all[all.length - 1] = (all.at(-1) ?? 0) ^ 1;
    answer.end(all);
    return;
  }
  answer.write(all.subarray(0, all.length >> 1), () => {
    if (mishap === 'cut') setTimeout(() => answer.destroy(), 20);
  });
}

function refuse(
  asked: IncomingMessage,
  answer: ServerResponse,
  { status, word }: { status: number; word?: string },
): void {
  asked.resume().on('end', () => {
    const body =
      word === undefined
        ? 'no'
        : `<?xml version="1.0"?><Error><Code>${word}</Code><Message>the secret path</Message></Error>`;
    answer.writeHead(status, { 'content-type': word === undefined ? 'text/html' : 'application/xml' }).end(body);
  });
}

/** A port on this machine where nobody listens. */
export async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await new Promise<void>((resolve, reject) => {
    connect(port, '127.0.0.1')
      .once('error', () => resolve())
      .once('connect', () => reject(new Error('taken again')));
  });
  return port;
}
