import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MakePrint } from '@chartwarden/chart';
import { printHere } from '@chartwarden/chart/testing';
import { fromBufferPromise } from 'yauzl';

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** Looks through somebody else's eyes (ADR 0081). */
  readonly as?: string;
  /** Answered later (RFC 7240, 4.1). */
  readonly later?: true;
}

/** One answer of the server, as it came over the wire; of an archive, the text of its files. */
export interface Got {
  readonly status: number;
  readonly text: string;
  readonly headers: readonly string[];
  /** What was handed on inside the server to make the answer, more of it than the answer may show. */
  readonly handed?: string;
  /** How many entries would be in it, as was said before. */
  readonly said?: number;
}

/** What is the same for everybody, or different each time: date, request id, limits (docs/threat-model.md, T2). */
const GLOBAL_HEADERS = new Set(['date', 'x-request-id', 'keep-alive', 'connection', 'retry-after']);

type Printed = NonNullable<Awaited<ReturnType<MakePrint>>>;

interface Kept {
  readonly made: Printed;
  /** Texts of the facts that it was made from, and of those that stand on it. */
  readonly handed: string;
  readonly shown: string;
}

/**
 * Makes prints in this process, and remembers of each what it was made from and what stands on it: a PDF holds glyphs. A
 * print is made of what it is handed and of nothing else, and takes as long as thirty other answers: the same again, but for
 * the time, is not made again.
 */
export function createKeptPrints() {
  const byJob = new Map<string, Kept>();
  const byPdf = new Map<string, Kept>();
  const hash = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('base64');
  const make: MakePrint = async (job) => {
    if (job.what === 'page') return printHere(job);
    const textOf = ({ id, bytes }: (typeof job.facts)[number]) => `${id} ${Buffer.from(bytes).toString('utf8')}`;
    const name = hash(
      JSON.stringify({ ...job, at: 0, facts: job.facts.map((one) => [{ ...one, bytes: 0 }, textOf(one)]) }),
    );
    const known = byJob.get(name);
    if (known !== undefined) return known.made;
    const made = await printHere(job);
    if (made === null) return null;
    const shown = job.facts.filter(({ id }) => made.facts.includes(id));
    const kept = { made, handed: job.facts.map(textOf).join('\n'), shown: shown.map(textOf).join('\n') };
    byJob.set(name, kept);
    byPdf.set(hash(made.pdf), kept);
    return made;
  };
  /** What an answer with a PDF in it shows; null: it is none of these. */
  function of(text: string) {
    const pdf = /"pdf":"([^"]+)"/.exec(text)?.[1];
    return (pdf && byPdf.get(hash(Buffer.from(pdf, 'base64')))) || null;
  }
  return { make, of };
}

/** The files of an archive as text, in its order; times and digests of what holds times are no matter of content. */
async function unzipped(zip: Buffer): Promise<string> {
  const opened = await fromBufferPromise(zip, { lazyEntries: true });
  const files: string[] = [];
  for await (const entry of opened.eachEntry())
    files.push(`${entry.fileName}\n${await buffer(await opened.openReadStreamPromise(entry))}`);
  return files.join('\n').replace(/"sha256": ?"[^"]*"/g, '"sha256":""');
}

/** Asks a server over HTTP, as often as it takes to be heard. */
export function createAsker(url: string, prints: ReturnType<typeof createKeptPrints>) {
  // A machine with too much to do closes connections.
  const reached = async (address: string, what: RequestInit, tries = 10): Promise<Response> => {
    try {
      return await fetch(address, what);
    } catch (error) {
      if (tries === 0) throw error;
      await sleep(500);
      return reached(address, what, tries - 1);
    }
  };

  async function once(token: string | null, { method, path, body, as, later }: Ask): Promise<Got> {
    const isText = typeof body === 'string';
    const answer = await reached(url + path, {
      method,
      headers: {
        'x-chartwarden': '1',
        'x-chartwarden-cli': '1',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': isText ? 'application/octet-stream' : 'application/json' }),
        ...(as === undefined ? {} : { 'x-chartwarden-as': as }),
        ...(later ? { prefer: 'respond-async' } : {}),
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const headers = [...answer.headers]
      .filter(([name]) => !GLOBAL_HEADERS.has(name) && !name.startsWith('x-ratelimit'))
      .map((pair) => pair.join(': '));
    const isZip = bytes.subarray(0, 2).toString('latin1') === 'PK';
    const text = isZip ? await unzipped(bytes) : bytes.toString('utf8');
    const print = prints.of(text);
    if (print === null) return { status: answer.status, text, headers };
    return { status: answer.status, text: `${text}\n${print.shown}`, headers, handed: print.handed };
  }

  /** `token` null: nobody. A text goes out as it is. */
  return async (token: string | null, ask: Ask): Promise<Got> => {
    for (;;) {
      const got = await once(token, ask);
      // Too busy for anybody: global, and no answer.
      if (got.status !== 503) return got;
      await sleep(200);
    }
  };
}
