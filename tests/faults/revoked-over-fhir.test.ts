import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../support/fhir-test.ts';
import type { Answer } from '../support/open-test-app.ts';

type Asked = readonly [
  method: string,
  path: string,
  body?: string | undefined,
  headers?: Readonly<Record<string, string>>,
];

/** What an answer to somebody with the right to it holds, and one to anybody else must not. */
const WORDS = ['Body weight', '72.50', 'Lovelace', 'Hypertension', 'clinic.json'];
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a right that ended, asked for over FHIR by every way (promise J2)', () => {
  let test: FhirTest;
  let reader: string;
  beforeAll(async () => {
    test = await openFhirTest({ CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0' });
    const { token } = await test.account('Reader', 'member');
    const answer = await test.app.http.inject({
      method: 'POST',
      url: '/api/auth/token',
      headers: { authorization: `Bearer ${token}`, 'x-chartwarden': '1', 'content-type': 'application/json' },
      payload: '{}',
    });
    reader = answer.json<{ token: string }>().token;
  }, 60_000);
  afterAll(() => test.close());

  async function give(): Promise<string> {
    const recipient = { address: 'reader@example.org' };
    const wish = { recipient, slice: {}, extent: 'look', until: null, takesCopy: true };
    const drafts = `/api/people/${test.person}/shares/drafts`;
    const { id, digest } = await test.json<{ id: string; digest: string }>('POST', drafts, wish);
    return (await test.json<{ share: { event: string } }>('POST', `/api/shares/${id}/give`, { digest })).share.event;
  }
  const end = (event: string) => test.json('POST', `/api/shares/${event}/end`, {});
  const ask = ([method, path, body, headers]: Asked): Promise<Answer> => test.call(method, path, body, headers, reader);
  const shown = ({ text }: Answer): readonly string[] =>
    [...WORDS, test.ids.weight, test.ids.condition, test.ids.patient].filter((word) => text.includes(word));

  /** The address of something that has to be made first, while the right is there. */
  async function bulkFile(): Promise<string> {
    const begun = await ask(['GET', `Patient/${test.person}/$export`, undefined, { prefer: 'respond-async' }]);
    const status = String(begun.headers['content-location']).replace(/^.*\/fhir\/R4\/?/, '');
    for (;;) {
      const listed = await ask(['GET', status]);
      if (listed.status === 202) await sleep(20);
      else {
        const { output } = JSON.parse(listed.text) as { output: { type: string; url: string }[] };
        return (output.find(({ type }) => type === 'Observation')?.url ?? '').replace(/^.*\/fhir\/R4\/?/, '');
      }
    }
  }

  const next = async (path: string): Promise<string> => {
    const { link } = JSON.parse((await ask(['GET', path])).text) as { link: { relation: string; url: string }[] };
    return link.find(({ relation }) => relation === 'next')?.url.replace(/^.*\/fhir\/R4\/?/, '') ?? '';
  };

  const WAYS: Readonly<Record<string, () => Asked | Promise<Asked>>> = {
    'a read': () => ['GET', `Observation/${test.ids.weight}`],
    'a read of a version': () => ['GET', `Observation/${test.ids.weight}/_history/1`],
    'a read of the person': () => ['GET', `Patient/${test.person}`],
    'a search of one type': () => ['GET', `Observation?patient=${test.person}`],
    'a search by id': () => ['GET', `Observation?_id=${test.ids.weight}`],
    'a search in a form': () => ['POST', 'Observation/_search', `_id=${test.ids.weight}`, FORM],
    'a search over all types': () => ['GET', `?_type=Observation,Condition`],
    'a search with what it includes': () => ['GET', 'Observation?_include=Observation:subject&_include=*'],
    'a search with what includes it': () => ['GET', 'Patient?_revinclude=Observation:subject'],
    'a chain': () => ['GET', 'Observation?subject:Patient.family=Lovelace'],
    'a reverse chain': () => ['GET', 'Patient?_has:Observation:subject:code=29463-7'],
    'a search for people': () => ['GET', 'Patient?family=Lovelace'],
    everything: () => ['GET', `Patient/${test.person}/$everything`],
    'the next page of everything': async () => ['GET', await next(`Patient/${test.person}/$everything?_count=1`)],
    'the next page of a search': async () => ['GET', await next('?_type=Observation,Condition&_count=1')],
    'a file of an export': async () => ['GET', await bulkFile()],
    'where a version is from': () => ['GET', `Provenance?target=Observation/${test.ids.weight}`],
    'where one version is from': () => ['GET', `Provenance/${test.ids.weight}.1`],
  };

  it.each(Object.keys(WAYS))('shows nothing in the very next answer: %s', async (name) => {
    const event = await give();
    const asked = (await WAYS[name]?.()) ?? (['GET', ''] as const);
    const before = await ask(asked);
    await end(event);
    expect([before.status, shown(before).length > 0], before.text).toEqual([200, true]);
    const after = await ask(asked);
    // The id that was asked for stands in the address of a page.
    expect(shown({ ...after, text: after.text.replace(/"link":\[[^\]]*\]/, '') })).toEqual([]);
    expect([200, 404, 410]).toContain(after.status);
  });

  it('shows nothing of a count', async () => {
    const path = `Observation?patient=${test.person}&_summary=count`;
    const event = await give();
    expect(JSON.parse((await ask(['GET', path])).text)).toMatchObject({ total: 1 });
    await end(event);
    expect(JSON.parse((await ask(['GET', path])).text).total ?? 0).toBe(0);
  });
});
