import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../support/fhir-test.ts';
import {
  type Aim,
  ask,
  type Malformed,
  malformedRequests,
  type RawAnswer,
  SECRET,
} from '../support/malformed/index.ts';

const SEED = 5;

/** Everything that is wrong with an answer to a malformed request, in words. */
function wrongWith({ statuses, withoutPath }: Malformed, { status, headers, text }: RawAnswer): readonly string[] {
  const wrong: string[] = [];
  if (!statuses.includes(status)) wrong.push(`status ${status}`);
  // Of the request, the record and the house.
  for (const word of [
    SECRET,
    'Lovelace',
    'Hypertension',
    'Weight',
    'node_modules',
    '.ts',
    'at /',
    'select ',
    'sqlite',
    'SyntaxError',
  ])
    if (text.includes(word)) wrong.push(`says ${word}`);
  if (!/"code":"CW-[A-Z]+-\d{3}"/.test(text)) wrong.push('has no code of the registry');
  if (headers['x-content-type-options'] !== 'nosniff') wrong.push('lacks the headers of every answer');
  const isOutcome = text.startsWith('{"resourceType":"OperationOutcome","issue":[{"severity":"');
  if (!isOutcome && withoutPath !== true) wrong.push('is no OperationOutcome');
  return wrong;
}

describe('malformed requests over FHIR', () => {
  let test: FhirTest;
  let aim: Aim;
  let port: number;
  beforeAll(async () => {
    test = await openFhirTest({ CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0', CHARTWARDEN_PORT: '0' });
    ({ port } = await test.app.http.listen());
    // A token is for the address that the server is known by, and that is whole once it listens.
    const { token } = await test.json<{ token: string }>('POST', '/api/auth/token', {});
    aim = { person: test.person, observation: test.ids.weight, authorization: `Bearer ${token}` };
  }, 60_000);
  afterAll(() => test.close());

  it('are each answered with the right status, an OperationOutcome, and nothing of what was sent or is kept', async () => {
    const requests = malformedRequests(aim, SEED);
    expect(requests.length).toBeGreaterThanOrEqual(400);
    const before = await test.get(`Observation/${aim.observation}`);
    const count = async () => JSON.parse((await test.get('Observation?_summary=count')).text).total;
    const entries = await count();
    const wrong: string[] = [];
    const queue = [...requests];
    const work = async (): Promise<void> => {
      for (let one = queue.pop(); one !== undefined; one = queue.pop())
        for (const what of wrongWith(one, await ask(port, aim, one))) wrong.push(`${one.method} ${one.name}: ${what}`);
    };
    await Promise.all([work(), work(), work(), work()]);
    expect(wrong).toEqual([]);
    // Nothing was written by any of them, and what is well-formed is answered as ever.
    expect((await test.get(`Observation/${aim.observation}`)).text).toBe(before.text);
    expect(await count()).toBe(entries);
    expect(test.logged.join('\n')).not.toContain(SECRET);
  }, 120_000);
});
