import { setTimeout as sleep } from 'node:timers/promises';
import { observation } from '../../tests/support/observation.ts';
import {
  AnswerError,
  type Client,
  clientOf,
  FIRST,
  makePerson,
  problemsOf,
} from '../../tests/support/running-server.ts';
import { type Servers, throughProxy } from './servers.ts';

/** What the rules work on. */
export interface World {
  readonly servers: Servers;
  readonly count: number;
  /** The owner's session. */
  readonly token: string;
  readonly figures: Record<string, number>;
  /** How much of everything. */
  readonly much: number;
  at(at: number, token?: string): Client;
}

/** Each says what did not hold. */
export type Rule = (world: World) => Promise<string[]>;

const numbers = (count: number): number[] => Array.from({ length: Math.ceil(count) }, (_, at) => at);
const statusOf = async (work: Promise<unknown>): Promise<number> =>
  work.then(
    () => 200,
    (error: unknown) => {
      if (error instanceof AnswerError) return error.status;
      throw error;
    },
  );

let guests = 0;
/** A member with a login, invited at one of them and let in at another. */
async function member(world: World) {
  guests += 1;
  const guest = { name: `Guest ${guests}`, email: `guest${guests}@example.org`, password: FIRST.password };
  const { url } = await world
    .at(guests)
    .json<{ url: string }>('POST', '/api/invitations', { role: 'member', email: guest.email });
  const taken = await clientOf(world.servers.at(guests + 1).url, null).json<{ account: { id: string }; token: string }>(
    'POST',
    '/api/invitation/take',
    { ...guest, token: url.split('#invitation=')[1] },
  );
  return { id: taken.account.id, email: guest.email, token: taken.token };
}

const filesOf = (name: string, from: number, count: number) => [
  {
    name,
    bytes: Buffer.from(
      numbers(count)
        .map((at) => observation(from + at))
        .join('\n'),
    ),
  },
];
const factsAt = async (client: Client, person: string): Promise<number> =>
  (await client.json<{ types: { count: number }[] }>('GET', `/api/people/${person}/types`)).types.reduce(
    (sum, { count }) => sum + count,
    0,
  );

/** What one of them wrote, every other one has at the next request: sessions, people, facts. */
const writesAreSeenEverywhere: Rule = async (world) => {
  const failures: string[] = [];
  for (const at of numbers(world.count)) {
    const person = await makePerson(world.at(at), `Seen ${at}`);
    for (const other of numbers(world.count)) {
      const status = await statusOf(world.at(other).json('GET', `/api/people/${person}/facts`));
      if (status !== 200) failures.push(`a person made at ${at} was ${status} at ${other}`);
    }
    const fresh = await clientOf(world.servers.at(at).url, null).json<{ token: string }>('POST', '/api/login', {
      email: FIRST.email,
      password: FIRST.password,
    });
    for (const other of numbers(world.count))
      if ((await statusOf(world.at(other, fresh.token).json('GET', '/api/session'))) !== 200)
        failures.push(`a session opened at ${at} was not known at ${other}`);
    await world.at(at + 1, fresh.token).json('POST', '/api/logout');
    for (const other of numbers(world.count))
      if ((await statusOf(world.at(other, fresh.token).json('GET', '/api/account/factors'))) !== 401)
        failures.push(`a session that was ended at ${at + 1} still worked at ${other}`);
  }
  return failures;
};

/** Imports at all of them at once, into records of their own and into one that they share: each fact once. */
const importsRunOnceAndTogether: Rule = async (world) => {
  const failures: string[] = [];
  const shared = await makePerson(world.at(0), 'Shared');
  const each = Math.ceil(200 * world.much);
  await Promise.all(
    numbers(world.count).map(async (at) => {
      const client = world.at(at);
      const own = await makePerson(client, `Own ${at}`);
      for (const [person, name, from] of [
        [own, `own-${at}.ndjson`, 0],
        [shared, `shared-${at}.ndjson`, at * each],
      ] as const) {
        const read = await client.read(person, filesOf(name, from, each), 'bench');
        // Whoever commits next compares again with what came meanwhile.
        await world.at(at + 1).commit(read.id, 'bench');
      }
      for (const other of numbers(world.count)) {
        const facts = await factsAt(world.at(other), own);
        if (facts !== each) failures.push(`${facts} of ${each} facts at ${other}`);
      }
    }),
  );
  for (const at of numbers(world.count)) {
    const facts = await factsAt(world.at(at), shared);
    if (facts !== each * world.count) failures.push(`${facts} of ${each * world.count} shared facts at ${at}`);
  }
  // The same bytes from all of them at the same moment: one object, and a file of each import.
  const same = await Promise.all(
    numbers(world.count).map((at) => world.at(at).read(shared, filesOf('same.ndjson', 1_000_000, 50), 'bench')),
  );
  for (const [at, one] of same.entries()) {
    const [source] = one.files;
    const path = `/api/people/${shared}/sources/${source?.source}/file`;
    const text = await (await world.at(at + 1).send('GET', path)).text();
    if (text !== filesOf('', 1_000_000, 50)[0]?.bytes.toString())
      failures.push(`the file that came in at ${at} is not there`);
    if (at > 0) await world.at(at).json('POST', `/api/imports/${one.id}/cancel`, {});
  }
  await world.at(1).commit(same[0]?.id ?? '', 'bench');
  world.figures.facts_imported = each * world.count * 2 + 50;
  return failures;
};

/** What was taken back at one of them is refused at every other one at the next request, for whoever it was. */
const revocationIsSeenAtTheNextRequest: Rule = async (world) => {
  const failures: string[] = [];
  const person = await makePerson(world.at(0), 'Shared with guests');
  const read = await world.at(0).read(person, filesOf('a.ndjson', 0, 5), 'bench');
  await world.at(0).commit(read.id, 'bench');
  const list = `/api/people/${person}/facts`;
  for (const round of numbers(Math.max(2, 4 * world.much))) {
    const guest = await member(world);
    const drafts = `/api/people/${person}/shares/drafts`;
    const wish = {
      recipient: { address: guest.email },
      slice: { types: ['Observation'] },
      extent: 'look',
      until: null,
    };
    const draft = await world.at(round).json<{ id: string; digest: string }>('POST', drafts, wish);
    // A draft is good once, however many of them are asked at the same moment.
    const given = await Promise.all(
      numbers(world.count * 2).map((at) =>
        world.at(at).send('POST', `/api/shares/${draft.id}/give`, { digest: draft.digest }),
      ),
    );
    const won = given.filter(({ status }) => status === 201);
    if (won.length !== 1) failures.push(`a draft was given ${won.length} times`);
    if (won[0] === undefined) continue;
    const { share } = (await won[0].json()) as { share: { event: string } };
    for (const at of numbers(world.count))
      if ((await statusOf(world.at(at, guest.token).json('GET', list))) !== 200)
        failures.push(`a share given was not seen at ${at}`);
    if (round % 2 === 0) await world.at(round + 1).json('POST', `/api/shares/${share.event}/end`, {});
    else await world.at(round + 1).json('POST', `/api/accounts/${guest.id}/disable`);
    const statuses = await Promise.all(
      numbers(world.count * 2).map((at) => statusOf(world.at(at, guest.token).json('GET', list))),
    );
    const wanted = round % 2 === 0 ? 404 : 401;
    if (statuses.some((status) => status !== wanted))
      failures.push(`after it was taken back a guest got ${[...new Set(statuses)].join()} instead of ${wanted}`);
    if (round % 2 === 1 && (await statusOf(world.at(round, guest.token).json('GET', '/api/session'))) !== 401)
      failures.push('a disabled account was still let in');
  }
  return failures;
};

/** Guesses count together, wherever they are made. */
const throttlesCountTogether: Rule = async (world) => {
  const { email } = await member(world);
  const statuses: number[] = [];
  for (const at of numbers(7)) {
    const answer = await clientOf(world.servers.at(at).url, null).send('POST', '/api/login', {
      email,
      password: 'a wrong copper kettle',
    });
    statuses.push(answer.status);
  }
  const let_ = statuses.filter((status) => status !== 429).length;
  return let_ === 5 && statuses[6] === 429 ? [] : [`of seven guesses at ${world.count} servers ${let_} were let pass`];
};

/** An erasure is approved once; then no process has the key, nor shows that there was somebody. */
const erasureIsOnceAndEverywhere: Rule = async (world) => {
  const failures: string[] = [];
  for (const round of numbers(world.much)) {
    const person = await makePerson(world.at(0), `Gone ${round}`);
    const read = await world.at(round).read(person, filesOf('a.ndjson', 0, 20), 'bench');
    await world.at(round).commit(read.id, 'bench');
    for (const at of numbers(world.count)) await world.at(at).json('GET', `/api/people/${person}/facts`);
    const draft = await world.at(0).json<{ id: string; digest: string }>('POST', `/api/people/${person}/erasure`, {});
    const approve = (at: number) =>
      world.at(at).send('POST', `/api/erasures/${draft.id}/approve`, { digest: draft.digest });
    const answers = await Promise.all(numbers(world.count * 2).map(approve));
    const won = answers.filter(({ status }) => status === 200).length;
    if (won !== 1) failures.push(`an erasure was approved ${won} times`);
    for (const at of numbers(world.count)) {
      const status = await statusOf(world.at(at).json('GET', `/api/people/${person}/facts`));
      if (status !== 404) failures.push(`an erased person was ${status} at ${at}`);
    }
  }
  return failures;
};

/** One after the other is ended and started again, while people work: nobody meets an error. */
const rollingRestartIsNotNoticed: Rule = async (world) => {
  const failures: string[] = [];
  const ask = throughProxy(world.servers);
  const person = await makePerson(world.at(0), 'Restarted');
  const read = await world.at(0).read(person, filesOf('a.ndjson', 0, 100), 'bench');
  await world.at(0).commit(read.id, 'bench');
  let over = false;
  let requests = 0;
  const works = [
    () => ask(world.token, 'GET', `/api/people/${person}/facts?limit=20`),
    () => ask(world.token, 'GET', '/api/session'),
    () => ask(world.token, 'POST', '/api/people', { name: `Made ${requests}`, relation: 'custodian' }),
  ];
  const people = Array.from({ length: 6 }, async (_, who) => {
    for (let at = who; !over; at += 1) {
      try {
        const answer = await (works[at % works.length] as (typeof works)[number])();
        const text = await answer.text();
        requests += 1;
        // A machine that has much else to do sends work away before it is begun, and says to try again.
        if (!answer.ok && !text.includes('CW-HTTP-007'))
          failures.push(`restart: ${answer.status} ${/CW-[A-Z]+-\d+/.exec(text)?.[0]}`);
      } catch (error) {
        failures.push(
          `restart: ${error instanceof Error ? `${error.message} ${String((error.cause as Error | undefined)?.message)}` : 'failed'}`,
        );
      }
    }
  });
  const importing = (async () => {
    // A job that runs where a server is ended runs on elsewhere.
    const id = (await world.at(0).json<{ id: string }>('POST', `/api/people/${person}/imports`, {})).id;
    await world
      .at(0)
      .json('PUT', `/api/imports/${id}/files?name=b.ndjson`, filesOf('b', 10_000, 1000 * world.much)[0]?.bytes);
    await world.at(0).json('POST', `/api/imports/${id}/read`, { origin: 'bench' });
    return id;
  })();
  const id = await importing;
  for (const at of numbers(world.count)) {
    await world.servers.restart(at);
    await sleep(300);
  }
  over = true;
  await Promise.all(people);
  for (let waited = 0; waited < 600; waited += 1) {
    const { state } = await world.at(0).state(id);
    if (state === 'ready') break;
    if (state === 'failed' || waited === 599) failures.push(`the import that was under way is ${state}`);
    if (state === 'failed') break;
    await sleep(100);
  }
  await world.at(0).commit(id, 'bench');
  const facts = await factsAt(world.at(0), person);
  if (facts !== 100 + 1000 * world.much) failures.push(`${facts} facts after the restarts`);
  world.figures.requests_while_restarting = requests;
  return [...new Set(failures)];
};

/** In the end every process vouches for the same: the log verifies, and nothing is changed, gone or strange. */
const everythingVerifies: Rule = async (world) => {
  const failures: string[] = [];
  for (const at of numbers(world.count)) {
    const place = world.servers.places[at];
    if (place === undefined) continue;
    for (const problem of await problemsOf(place, world.servers.at(at))) failures.push(`at ${at}: ${problem}`);
  }
  return failures;
};

export const RULES = {
  writesAreSeenEverywhere,
  importsRunOnceAndTogether,
  revocationIsSeenAtTheNextRequest,
  throttlesCountTogether,
  erasureIsOnceAndEverywhere,
  rollingRestartIsNotNoticed,
  everythingVerifies,
} satisfies Readonly<Record<string, Rule>>;
