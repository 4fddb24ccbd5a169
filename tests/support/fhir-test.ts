import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordId } from '@chartwarden/ids';
import type { EntryBody } from '@chartwarden/ledger';
import { linesDuring } from './lines-during.ts';
import { type Answer, openTestApp, type TestApp } from './open-test-app.ts';

/** What stands in the record of the tests of the FHIR API: received from a clinic that is made up. */
const FILE = `{"resourceType":"Bundle","type":"collection","entry":[
{"fullUrl":"https://clinic.example/Patient/p1","resource":{"resourceType":"Patient","id":"p1","name":[{"family":"Lovelace","given":["Ada"]}],"gender":"female","birthDate":"1815-12-10","extension":[{"url":"https://clinic.example/height","valueDecimal":1.50}]}},
{"fullUrl":"https://clinic.example/Observation/o1","resource":{"resourceType":"Observation","id":"o1","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"29463-7","display":"Body weight"}],"text":"Weight"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2020-01-02","valueQuantity":{"value":72.50,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}}},
{"fullUrl":"https://clinic.example/Condition/c1","resource":{"resourceType":"Condition","id":"c1","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"38341003"}],"text":"Hypertension"},"subject":{"reference":"Patient/p1"},"onsetDateTime":"2019-05-01"}}
]}`;

/** The whole application with one person whose record holds a few facts, and somebody who has nothing to do with it. */
export interface FhirTest extends Omit<TestApp, 'call' | 'json'> {
  /** Whoever holds the record. */
  readonly token: string;
  readonly stranger: string;
  readonly person: RecordId;
  readonly ids: { readonly patient: string; readonly weight: string; readonly condition: string };
  /** As an API client; of the path what follows `/fhir/R4/`. `token` null: nobody. */
  call(
    method: string,
    path: string,
    body?: string | Buffer | object,
    headers?: Readonly<Record<string, string>>,
    token?: string | null,
  ): Promise<Answer>;
  get(path: string, headers?: Readonly<Record<string, string>>, token?: string | null): Promise<Answer>;
  /** As the holder, under `/api`. */
  json<T>(method: string, url: string, body?: unknown): Promise<T>;
  /** The lines that something leaves in the log, in the holder's name. */
  linesOf(work: () => Promise<unknown>): Promise<readonly EntryBody[]>;
}

/** @param settings environment variables as an operator would set them */
export async function openFhirTest(settings: Readonly<Record<string, string>> = {}): Promise<FhirTest> {
  const test = await openTestApp(settings);
  const holder = await test.account('Holder', 'member');
  const json = <T>(method: string, url: string, body?: unknown): Promise<T> =>
    test.json<T>(holder.token, method, url, body);
  const { id: person } = await json<{ id: RecordId }>('POST', '/api/people', { name: 'Ada', relation: 'self' });
  await takeIn(test, holder.token, person);
  const { facts } = await json<{ facts: { id: string; type: string }[] }>('GET', `/api/people/${person}/facts`);
  const idOf = (type: string): string => facts.find((one) => one.type === type)?.id ?? '';
  const tokenOf = async (session: string): Promise<string> =>
    (await test.json<{ token: string }>(session, 'POST', '/api/auth/token', {})).token;
  const token = await tokenOf(holder.token);
  const stranger = await tokenOf((await test.account('Stranger', 'member')).token);

  const call: FhirTest['call'] = async (method, path, body, headers = {}, by = token) => {
    const isPlain = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
    const answer = await test.app.http.inject({
      method: method as 'GET',
      url: `/fhir/R4/${path}`,
      headers: {
        ...(by === null ? {} : { authorization: `Bearer ${by}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: isPlain ? JSON.stringify(body) : body }),
    });
    return { status: answer.statusCode, text: answer.body, headers: answer.headers };
  };
  return {
    ...test,
    token,
    stranger,
    person,
    ids: { patient: idOf('Patient'), weight: idOf('Observation'), condition: idOf('Condition') },
    call,
    json,
    get: (path, headers, by) => call('GET', path, undefined, headers, by),
    async linesOf(work) {
      const { lines } = await linesDuring(test.app.core, holder.id, work);
      return lines.map(({ body }) => body);
    },
  };
}

async function takeIn({ json, call }: TestApp, token: string, person: RecordId): Promise<void> {
  const { id } = await json<{ id: string }>(token, 'POST', `/api/people/${person}/imports`, {});
  await call(token, 'PUT', `/api/imports/${id}/files?name=clinic.json`, Buffer.from(FILE));
  await json(token, 'POST', `/api/imports/${id}/read`, { origin: 'https://clinic.example' });
  for (let state = ''; state !== 'ready'; ) {
    await sleep(50);
    state = (await json<{ state: string }>(token, 'GET', `/api/imports/${id}`)).state;
    if (state === 'failed') throw new Error('the import failed');
  }
  await json(token, 'POST', `/api/imports/${id}/commit`, { aboutSomeoneElse: 'yes', origin: 'https://clinic.example' });
}
