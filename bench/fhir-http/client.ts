import { Agent, request } from 'node:http';

export interface Got {
  readonly status: number;
  readonly body: Buffer;
}

/** A plain client of a FHIR server: kept connections, and nothing that would cost more than the server. */
export interface FhirClient {
  /** Any answer. `path` is relative to the base, or a whole address of that server (a `next` link). */
  send(method: string, path: string, body?: string | Buffer, headers?: Readonly<Record<string, string>>): Promise<Got>;
  /** Throws unless the answer is a success. */
  get(path: string): Promise<Got>;
  post(path: string, body: string | Buffer): Promise<Got>;
  close(): void;
}

export function openFhirClient(base: string, token: string): FhirClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { hostname, port } = new URL(base);
  const send: FhirClient['send'] = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      // A `next` link names the address that the server is known by, which is this one.
      const own = path === '' ? '/fhir/R4' : `/fhir/R4/${path}`;
      const where = path.startsWith('http') ? new URL(path).pathname + new URL(path).search : own;
      const sent = request(
        {
          agent,
          hostname,
          port,
          method,
          path: where,
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/fhir+json',
            'x-chartwarden': '1',
            'x-chartwarden-cli': '1',
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/fhir+json', 'content-length': Buffer.byteLength(body) }),
            ...headers,
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts) }));
          answer.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  const well = async (method: string, path: string, body?: string | Buffer): Promise<Got> => {
    const got = await send(method, path, body);
    if (got.status >= 300) throw new Error(`${method} ${path}: ${got.status} ${got.body.toString('utf8', 0, 500)}`);
    return got;
  };
  return {
    send,
    get: (path) => well('GET', path),
    post: (path, body) => well('POST', path, body),
    close: () => agent.destroy(),
  };
}

/** The address of the next page, without reading the whole page as JSON. */
export function nextOf(body: Buffer): string | undefined {
  const at = body.indexOf('"relation":"next"');
  if (at < 0) return undefined;
  const from = body.lastIndexOf('{', at);
  const link = JSON.parse(body.toString('utf8', from, body.indexOf('}', at) + 1)) as { readonly url: string };
  return link.url;
}

/** Reads page after page to the end; how many entries there were. */
export async function allPages(client: FhirClient, path: string): Promise<number> {
  let entries = 0;
  for (let next: string | undefined = path; next !== undefined; ) {
    const { body } = await client.get(next);
    entries += countOf(body, '"fullUrl":');
    next = nextOf(body);
  }
  return entries;
}

export function countOf(body: Buffer, what: string): number {
  let count = 0;
  for (let at = body.indexOf(what); at >= 0; at = body.indexOf(what, at + what.length)) count += 1;
  return count;
}

/** `work` done `count` times, `c` at a time; how long each took, in milliseconds, sorted. */
export async function concurrently(
  count: number,
  c: number,
  work: (at: number) => Promise<unknown>,
): Promise<number[]> {
  let next = 0;
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: c }, async () => {
      while (next < count) {
        const at = next++;
        const from = performance.now();
        await work(at);
        times.push(performance.now() - from);
      }
    }),
  );
  return times.sort((a, b) => a - b);
}

export const percentile = (sorted: readonly number[], share: number): number =>
  Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toPrecision(4));
