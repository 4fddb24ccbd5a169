import { setTimeout as sleep } from 'node:timers/promises';
import { staged } from '@chartwarden/gate/testing';
import { type AccountId, newId, type RecordId, type SourceId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Action } from '@chartwarden/vault';
import { openTestApp, type TestApp } from '../../tests/support/open-test-app.ts';
import type { Below } from '../../tests/support/random-access.ts';
import { firstFacts, ORIGINS, type WordedFact } from './facts.ts';

/** Somebody with a login. */
export interface Somebody {
  readonly account: AccountId;
  readonly actor: Actor & { readonly account: AccountId };
  readonly token: string;
}

/** A fact as it stands in the record. */
export interface PlacedFact extends WordedFact {
  readonly id: string;
}

/** One answer of the server, as it came over the wire. */
export interface Got {
  readonly status: number;
  readonly text: string;
  readonly headers: readonly string[];
}

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** A draft: what is answered is what goes out once it was approved. */
  readonly approved?: true;
  /** Looks through somebody else's eyes (ADR 0081). */
  readonly as?: string;
}

/** A server that listens, a record, whoever holds it, somebody who may see a part of it, and others. */
export interface World {
  readonly app: TestApp;
  readonly record: RecordId;
  readonly holder: Somebody;
  readonly reader: Somebody;
  /** Looks after the record beside the person, who keeps some of it to themselves. */
  readonly carer: Somebody;
  readonly other: Somebody;
  /** A second record of the holder, in which nobody else has anything. */
  readonly elsewhere: RecordId;
  readonly facts: readonly PlacedFact[];
  /** Ids of the two files. */
  readonly files: readonly SourceId[];
  readonly now: () => number;
  /** Moves the clock on. */
  pass(ms: number): void;
  get(who: Somebody, ask: Ask): Promise<Got>;
  /** Imports facts as one file; they count at once, or wait (`commit` false). */
  bring(record: RecordId, facts: readonly WordedFact[], commit: boolean): Promise<{ readonly import: string }>;
  close(): Promise<void>;
}

/** What a reading leaves behind; nothing was asked, and nobody else was found in it. */
const REPORT = {
  files: [], problems: [], problemsTotal: 0, questions: [], others: [], foreign: [], neutral: [], answers: {},
}; // biome-ignore format: one report

/** What is the same for everybody, or different each time: date, request id, limits (docs/threat-model.md, T2). */
const GLOBAL_HEADERS = new Set(['date', 'x-request-id', 'keep-alive', 'connection', 'retry-after']);

/** @param settings where the database is, when it is not the embedded one */
export async function openWorld(settings: Readonly<Record<string, string>>, below: Below): Promise<World> {
  let now = Date.parse('2026-01-02T03:04:05.000Z');
  const app = await openTestApp(
    { CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0', CHARTWARDEN_PORT: '0', ...settings },
    { now: () => now },
  );
  const { core } = app.app;
  const request = { method: 'TEST', path: '/test', ip: '127.0.0.1', agent: 'properties' };
  const somebody = async (name: string): Promise<Somebody> => {
    const { id, token } = await app.account(name, 'member');
    return { account: id, token, actor: { kind: 'account', account: id, role: 'member' } };
  };
  const [holder, reader, carer, other] = [
    await somebody('Holder'),
    await somebody('Reader'),
    await somebody('Carer'),
    await somebody('Other'),
  ];
  await app.app.http.listen();
  const url = app.app.http.publicUrl();
  const person = (name: string) => core.people.create(holder.actor, { name, relation: 'self' }, request);
  const record = await person('Person');
  const elsewhere = await person('Elsewhere');
  await core.gate.changeAccess(
    holder.actor,
    {
      kind: 'custody', record, holder: { kind: 'account', id: carer.account }, relation: 'custodian', state: 'held',
      capacity: 'self',
    }, // biome-ignore format: one event
    request,
  );
  const permit = (of: RecordId, actions: readonly Action[]) =>
    core.gate.permit({ actor: holder.actor, record: of, actions, purpose: 'self', channel: 'browser', request });

  async function bring(of: RecordId, list: readonly WordedFact[], commit: boolean) {
    const { imports } = core.vault;
    const create = () => permit(of, ['create']);
    const one = await imports.begin(await create());
    const bytes = (async function* () {
      yield Buffer.from(list.map(({ text }) => text).join('\n'), 'utf8');
    })();
    const name = `${newId()}.ndjson`;
    const source = await imports.addSource(await create(), one.id, { name, mediaType: 'application/x-ndjson', bytes });
    await imports.setState(await create(), one.id, 'reading', REPORT);
    const rows = list.map(({ text, origin }, at) => staged(text, origin, `line ${at + 1}`));
    await imports.stage(await create(), one.id, source.id as SourceId, rows);
    await imports.setState(await create(), one.id, 'ready', REPORT);
    if (commit) await imports.commit(await create(), one.id);
    return { import: one.id as string, source: source.id as SourceId };
  }

  async function get(who: Somebody, ask: Ask): Promise<Got> {
    for (;;) {
      const got = await (ask.approved ? approved(who, ask) : once(who, ask));
      // Too busy for anybody: global, and no answer.
      if (got.status !== 503) return got;
      await sleep(200);
    }
  }

  async function approved(who: Somebody, ask: Ask): Promise<Got> {
    const drafted = await once(who, ask);
    if (drafted.status !== 201) return drafted;
    const { id, digest } = JSON.parse(drafted.text) as { readonly id: string; readonly digest: string };
    const path = `/api/archives/${id}`;
    const said = await once(who, { method: 'POST', path: `${path}/approve`, body: { digest } });
    return said.status === 200 ? once(who, { method: 'GET', path: `${path}/file` }) : said;
  }

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

  async function once(who: Somebody, { method, path, body, as }: Ask): Promise<Got> {
    const answer = await reached(url + path, {
      method,
      headers: {
        'x-chartwarden': '1',
        'x-chartwarden-cli': '1',
        authorization: `Bearer ${who.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(as === undefined ? {} : { 'x-chartwarden-as': as }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const headers = [...answer.headers]
      .filter(([name]) => !GLOBAL_HEADERS.has(name) && !name.startsWith('x-ratelimit'))
      .map((pair) => pair.join(': '));
    return { status: answer.status, text: bytes.toString('utf8'), headers };
  }

  const known = firstFacts(below);
  const files: SourceId[] = [];
  for (const origin of ORIGINS) {
    const list = known.filter((one) => one.origin === origin);
    files.push((await bring(record, list, true)).source);
  }
  const facts: PlacedFact[] = [];
  const path = `/api/people/${record}/facts?limit=1000`;
  const listed = JSON.parse((await get(holder, { method: 'GET', path })).text) as {
    readonly facts: readonly {
      readonly id: string;
      readonly dateText: string | null;
      readonly labels: readonly string[];
    }[];
  };
  for (const { id, dateText, labels } of listed.facts) {
    const { text } = await get(holder, { method: 'GET', path: `/api/people/${record}/facts/${id}` });
    const raw = (JSON.parse(text) as { readonly raw: string }).raw;
    const fact = known.find((one) => isIn(one, raw));
    if (fact === undefined) throw new Error(`nobody knows ${id}`);
    const { date: _date, ...rest } = fact;
    // What the index takes for the day of a fact is its own matter; what is opened by days is tried here.
    facts.push({ ...rest, ...(dateText === null ? {} : { date: dateText.slice(0, 10) }), id, labels });
  }
  if (facts.length !== known.length) throw new Error(`${facts.length} facts of ${known.length}`);
  // The text index is there before anybody asks.
  const world: World = {
    app, record, holder, reader, carer, other, elsewhere, facts, files, bring, get,
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    async close() {
      await app.app.http.stop();
      await app.close();
    },
  }; // biome-ignore format: one list
  return world;
}

/** Also where a word stands in a file: base64 shows it shifted in one of three ways. */
export function isIn({ word }: Pick<WordedFact, 'word'>, text: string): boolean {
  if (text.includes(word)) return true;
  return encoded(word).some((form) => text.includes(form));
}

const forms = new Map<string, readonly string[]>();
function encoded(word: string): readonly string[] {
  const known = forms.get(word);
  if (known !== undefined) return known;
  const list = [0, 1, 2].map((shift) => {
    const text = Buffer.from('x'.repeat(shift) + word)
      .toString('base64')
      .replace(/=+$/, '');
    // The letters at both ends depend on what stands beside them.
    return text.slice(shift === 0 ? 0 : shift + 1, -2);
  });
  forms.set(word, list);
  return list;
}
