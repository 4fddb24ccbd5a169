import { staged } from '@chartwarden/gate/testing';
import { type AccountId, newId, type RecordId, type SourceId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Action } from '@chartwarden/vault';
import { openTestApp, type TestApp } from '../../tests/support/open-test-app.ts';
import type { Below } from '../../tests/support/random-access.ts';
import { firstFacts, ORIGINS, type WordedFact } from './facts.ts';
import { type Ask, createAsker, createKeptPrints, type Got } from './over-http.ts';

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
  /** Ids of the two files, and of the imports that brought them; each tells of a fact that it could not read whole. */
  readonly files: readonly SourceId[];
  readonly imports: readonly string[];
  readonly now: () => number;
  /** Moves the clock on. */
  pass(ms: number): void;
  /** Null: nobody. */
  get(who: Somebody | null, ask: Ask): Promise<Got>;
  /** Imports facts as one file; they count at once, or wait (`commit` false). */
  bring(record: RecordId, facts: readonly WordedFact[], commit: boolean): Promise<{ readonly import: string }>;
  close(): Promise<void>;
}

/** What a reading leaves behind: nobody else was found in it, and one entry of it, with a label if there is one, was odd. */
export const reportOf = (list: readonly WordedFact[]) => {
  const odd = list.find(({ labels }) => labels.length > 0) ?? list[0];
  const message = odd === undefined ? '' : `${odd.word} is not in the table`;
  const problems = [{ file: 'received', path: 'line 1', severity: 'flagged', code: 'CW-INT-015', message }];
  return { files: [], problems, problemsTotal: 1, questions: [], others: [], foreign: [], neutral: [], answers: {} };
};

/** @param settings where the database is, when it is not the embedded one */
export async function openWorld(settings: Readonly<Record<string, string>>, below: Below): Promise<World> {
  let now = Date.parse('2026-01-02T03:04:05.000Z');
  const prints = createKeptPrints();
  const app = await openTestApp(
    { CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0', CHARTWARDEN_PORT: '0', ...settings },
    { now: () => now },
    { print: prints.make },
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
  // Whoever sees a part may bring files, too: what they are told of them is asked for.
  await core.gate.changeAccess(
    holder.actor,
    {
      kind: 'consent', record, effect: 'permit', actions: ['create'], slice: {}, form: 'full_source_allowed',
      recipient: { kind: 'account', id: reader.account }, from: 0, until: null, capacity: 'self',
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
    await imports.setState(await create(), one.id, 'reading', {});
    const rows = list.map(({ text, origin }, at) => staged(text, origin, `line ${at + 1}`));
    await imports.stage(await create(), one.id, source.id as SourceId, rows);
    await imports.setState(await create(), one.id, 'ready', reportOf(list));
    if (commit) await imports.commit(await create(), one.id);
    return { import: one.id as string, source: source.id as SourceId };
  }

  const ask = createAsker(url, prints);
  const get = (who: Somebody | null, what: Ask): Promise<Got> => ask(who?.token ?? null, what);

  const known = firstFacts(below);
  const brought = [];
  for (const origin of ORIGINS)
    brought.push(
      await bring(
        record,
        known.filter((one) => one.origin === origin),
        true,
      ),
    );
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
    app, record, holder, reader, carer, other, elsewhere, facts, bring, get,
    files: brought.map(({ source }) => source), imports: brought.map((one) => one.import),
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
