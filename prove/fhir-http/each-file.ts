import { isDeepStrictEqual } from 'node:util';
import { type Client, type ImportState, makePerson } from '../../tests/support/running-server.ts';
import { comparable, factsOf, type Json, rawOf, sortKey } from './compare.ts';

/** What became of a file that went through HTTP. */
export interface Went {
  readonly facts: number;
  /** Why the whole file stayed out, by its code. */
  readonly code?: string;
  /** Every way in which it was not whole, in words. */
  readonly failures: readonly string[];
}

type State = ImportState & {
  readonly files: readonly {
    readonly source: string;
    readonly state: string;
    readonly reason?: { readonly code: string; readonly message: string };
  }[];
  readonly problems: readonly { readonly path: string; readonly severity: string }[];
  readonly problemsTotal: number;
};

/**
 * Drops one file into a record of its own, takes it in, and reads everything back: each of `resources` (by path) is a fact
 * with its content, or is named among the problems; the file itself comes back byte for byte.
 */
export async function throughHttp(
  client: Client,
  file: { readonly name: string; readonly bytes: Uint8Array },
  resources: ReadonlyMap<string, Json>,
): Promise<Went> {
  const failures: string[] = [];
  const person = await makePerson(client, 'Somebody');
  const read = (await client.read(person, [file], 'Clinic')) as State;
  const [told] = read.files;
  if (told?.state === 'refused') {
    if (told.reason === undefined || told.reason.message === '') failures.push('refused without a reason');
    await client.json('POST', `/api/imports/${read.id}/cancel`, {});
    if ((await factsOf(client, person)).length > 0) failures.push('refused, and facts are there');
    return { facts: 0, ...(told.reason === undefined ? {} : { code: told.reason.code }), failures };
  }
  if (read.state !== 'ready') return { facts: 0, failures: [`the import was ${read.state}`] };
  if (read.problems.length < read.problemsTotal) failures.push(`${read.problemsTotal} problems, not all told`);
  const { totals } = read;
  const taken = totals.new + totals.newer + totals.older + totals.unchanged;
  const named = new Set(read.problems.filter((one) => one.severity === 'refused').map((one) => one.path));
  const flagged = read.problems.length > named.size;
  const committed = await client.commit(read.id);
  if (committed.state !== 'committed') failures.push(`after the commit it was ${committed.state}`);

  const expected = [...resources].filter(([path, one]) => {
    if (named.has(path)) return false;
    // A server's remark about its own answer is kept with the problems.
    return !(one.resourceType === 'OperationOutcome' && flagged && taken < resources.size);
  });
  if (expected.length !== taken) failures.push(`${expected.length} resources, ${taken} entries`);
  const facts = await factsOf(client, person);
  const raw = [...(await rawOf(client, person, facts)).values()];
  for (const fact of facts)
    for (let version = 1; version < fact.version; version += 1)
      raw.push(
        (await client.json<{ raw: string }>('GET', `/api/people/${person}/facts/${fact.id}/versions/${version}`)).raw,
      );
  // The same resource twice in one file is one fact.
  const distinct = (all: readonly unknown[]): string[] =>
    [...new Set(all.map((one) => sortKey(comparable(one))))].sort();
  if (!isDeepStrictEqual(distinct(raw.map((one) => JSON.parse(one))), distinct(expected.map(([, one]) => one))))
    failures.push('what comes out differs from what went in');
  if (raw.length !== taken - totals.unchanged)
    failures.push(`${taken - totals.unchanged} versions, ${raw.length} read back`);

  const answer = await client.send('GET', `/api/people/${person}/sources/${told?.source}/file`);
  if (!Buffer.from(await answer.arrayBuffer()).equals(file.bytes)) failures.push('the file came back with other bytes');
  return { facts: taken, failures };
}
