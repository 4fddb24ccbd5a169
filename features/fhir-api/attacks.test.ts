import type { AccountId } from '@chartwarden/ids';
import type { Action, Form, Slice } from '@chartwarden/vault';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../../tests/support/fhir-test.ts';

const NOWHERE = '0190c0de-0000-7000-8000-000000000001';
const LOINC = 'http://loinc.org';

interface Bundle {
  readonly total?: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly { readonly resource: { readonly id: string } }[];
}

const observation = (subject: string, code: string, more = ''): string =>
  `{"resourceType":"Observation",${more}"status":"final","code":{"coding":[{"system":"${LOINC}","code":"${code}"}]},"subject":{"reference":"Patient/${subject}"},"effectiveDateTime":"2021-03-01"}`;

describe('somebody who was granted a part, over FHIR', () => {
  let test: FhirTest;
  let holder: { readonly kind: 'account'; readonly account: AccountId; readonly role: 'member' };
  beforeAll(async () => {
    test = await openFhirTest();
    const custody = test.app.core.access.state().records.get(test.person)?.custody[0];
    holder = { kind: 'account', account: custody?.holder.id as AccountId, role: 'member' };
  }, 60_000);
  afterAll(() => test.close());

  let number = 0;
  async function somebody() {
    number += 1;
    return test.account(`Somebody${number}`, 'member');
  }
  /** In the name of somebody who is logged in. */
  const call = (
    method: string,
    path: string,
    token: string,
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ) => test.call(method, path, body, { 'x-chartwarden': '1', 'x-chartwarden-cli': '1', ...headers }, token);
  /** Grants it; resolves with what ends it. */
  async function grant(to: AccountId, actions: readonly Action[], slice: Slice, form: Form = 'full_source_allowed') {
    const recipient = { kind: 'account', id: to } as const;
    const event = {
      kind: 'consent', record: test.person, effect: 'permit', actions, recipient, slice, form, from: 0, until: null,
      capacity: 'self',
    } as const; // biome-ignore format: one consent
    const { id } = await test.app.core.gate.changeAccess(holder, event, {});
    return () => test.app.core.gate.changeAccess(holder, { ...event, ends: id }, {});
  }
  const create = async (code: string, more = ''): Promise<string> =>
    JSON.parse((await test.call('POST', 'Observation', observation(test.person, code, more))).text).id;
  const idsOf = (text: string): string[] => ((JSON.parse(text) as Bundle).entry ?? []).map((one) => one.resource.id);
  const nextOf = (text: string): string =>
    (JSON.parse(text) as Bundle).link.find((one) => one.relation === 'next')?.url.split('/fhir/R4/')[1] ?? '';

  /** Somebody who holds a record of their own beside what they were granted of this one. */
  async function carer(actions: readonly Action[], slice: Slice) {
    const one = await somebody();
    const actor = { kind: 'account', account: one.id, role: 'member' } as const;
    const own = await test.app.core.people.create(actor, { name: 'Own', relation: 'self' }, {});
    await grant(one.id, actions, slice);
    return { ...one, own };
  }

  it('learns by no answer whether an id is one of a fact that is not theirs to see', async () => {
    const hidden = await create('20447-9');
    const { token, own } = await carer(['read', 'search', 'create', 'update', 'delete'], { types: ['Observation'] });
    const asked: readonly (readonly [string, string, string?])[] = [
      ['GET', ''],
      ['GET', '/_history'],
      ['GET', '/_history/1'],
      ['DELETE', ''],
      ['PUT', '', observation(test.person, '8867-4', '"id":"ID",')],
      ['PUT', '', observation(own, '8867-4', '"id":"ID",')],
      ['PUT', '', observation(NOWHERE, '8867-4', '"id":"ID",')],
    ];
    for (const [method, rest, body] of asked)
      for (const headers of [{}, { 'if-match': 'W/"1"' }, { 'if-none-match': 'W/"1"' }]) {
        const [one, other] = await Promise.all(
          [hidden, NOWHERE].map((id) =>
            call(method, `Observation/${id}${rest}`, token, body?.replace('ID', id), headers),
          ),
        );
        expect([method, rest, one?.status, one?.text]).toEqual([method, rest, other?.status, other?.text]);
        expect(one?.status).toBeGreaterThanOrEqual(404);
      }
  });

  it('learns nothing by it, either, who may only add to one of several records', async () => {
    const { token } = await carer(['create'], { types: ['Observation'] });
    for (const [method, path] of [
      ['GET', 'Observation/ID'],
      ['GET', 'Observation/ID/_history'],
      ['GET', 'Provenance/ID.1'],
      ['DELETE', 'Observation/ID'],
    ] as const) {
      const [one, other] = await Promise.all(
        [test.ids.weight, NOWHERE].map((id) => call(method, path.replace('ID', id), token)),
      );
      expect([one?.status, one?.text]).toEqual([other?.status, other?.text]);
      expect(one?.status).toBeGreaterThanOrEqual(404);
    }
  });

  it('does not write into the record of somebody else by naming them in the header', async () => {
    const { token, own } = await carer(['read', 'search'], { types: ['Observation'] });
    const nobody = '{"resourceType":"Organization","name":"A clinic"}';
    const to = (person: string, body = nobody) =>
      call('POST', body === nobody ? 'Organization' : 'Observation', token, body, { 'x-chartwarden-person': person });
    expect((await to(own)).status).toBe(201);
    expect((await to(test.person)).status).toBe(403);
    expect((await to(NOWHERE)).status).toBe(404);
    expect((await to(test.person, observation(own, '8867-4'))).status).toBe(422);
    expect((await to(own, observation(test.person, '8867-4'))).status).toBe(422);
  });

  it('sees no further page once the grant ended, with a cursor of theirs or of somebody else', async () => {
    for (const code of ['8867-4', '8867-4', '8867-4']) await create(code);
    const one = await somebody();
    const end = await grant(one.id, ['read', 'search'], { types: ['Observation'] });
    const first = await call('GET', 'Observation?code=8867-4&_count=1', one.token);
    expect(idsOf(first.text)).toHaveLength(1);
    const next = nextOf(first.text);
    expect(idsOf((await call('GET', next, one.token)).text)).toHaveLength(1);
    await end();
    const after = await call('GET', next, one.token);
    expect((JSON.parse(after.text) as Bundle).entry ?? []).toEqual([]);
    const stranger = await test.get(next, {}, test.stranger);
    expect([after.status, after.text]).toEqual([stranger.status, stranger.text]);
  });

  it('is given nothing by a cursor that was altered, or is of another search', async () => {
    const { text } = await test.get('Observation?code=8867-4&_count=1');
    const next = nextOf(text);
    const cursor = /_cursor=([^&]*)/.exec(next)?.[1] ?? '';
    expect(cursor).not.toBe('');
    for (const [query, one] of [
      ['code=29463-7', cursor],
      ['code=8867-4', `${cursor.slice(0, -2)}${cursor.endsWith('AA') ? 'BB' : 'AA'}`],
      ['code=8867-4', 'x'],
    ]) {
      const answer = await test.get(`Observation?${query}&_cursor=${one}`);
      const entries = answer.status === 200 ? (JSON.parse(answer.text) as Bundle).entry : undefined;
      expect(entries ?? []).toEqual([]);
      expect(answer.text).not.toContain(test.ids.weight);
    }
  });

  it('sees in a shorter form nothing that the form leaves out', async () => {
    const one = await somebody();
    await grant(one.id, ['read', 'search'], { types: ['Observation'] }, 'metadata_only');
    for (const rest of [
      '',
      '&_elements=valueQuantity,code,text',
      '&_summary=data',
      '&_summary=text',
      '&_summary=true',
    ]) {
      const { status, text } = await call('GET', `Observation?_id=${test.ids.weight}${rest}`, one.token);
      expect(status).toBe(200);
      expect(text).toContain(test.ids.weight);
      for (const word of ['72.50', 'Weight', 'Body weight', 'kg"']) expect(text).not.toContain(word);
    }
  });

  it('sees through somebody else’s eyes what that one sees', async () => {
    const one = await somebody();
    await grant(one.id, ['read', 'search'], { types: ['Condition'] });
    const view = Buffer.from(JSON.stringify({ account: one.id })).toString('base64url');
    const as = { 'x-chartwarden-as': view };
    const session = await test.logIn('holder@example.org');
    for (const path of [
      `Observation/${test.ids.weight}`,
      `Condition/${test.ids.condition}`,
      `Observation?_id=${test.ids.weight}`,
      '?_type=Observation,Condition&_total=accurate',
      `Patient/${test.person}/$everything`,
    ]) {
      const [own, shown] = [await call('GET', path, one.token), await call('GET', path, session, undefined, as)];
      expect([path, shown.status, shown.text]).toEqual([path, own.status, own.text]);
    }
  });

  it('does not write back as the whole what they see in outline', async () => {
    const id = await create('8867-4', '"note":[{"text":"after a walk"}],');
    const one = await somebody();
    await grant(one.id, ['read', 'search'], { types: ['Observation'] }, 'metadata_only');
    await grant(one.id, ['update'], { types: ['Observation'] });
    const patch = JSON.stringify([{ op: 'replace', path: '/status', value: 'amended' }]);
    const headers = { 'content-type': 'application/json-patch+json' };
    const answer = await call('PATCH', `Observation/${id}`, one.token, patch, headers);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('CW-GATE-005')]);
    expect((await test.get(`Observation/${id}`)).text).toContain('after a walk');
  });

  it('gets each entry of a batch as if it were asked for alone', async () => {
    const hidden = await create('20447-9');
    const one = await somebody();
    await grant(one.id, ['read', 'search'], { types: ['Observation'] });
    const urls = [
      `Observation/${test.ids.weight}`,
      `Observation/${hidden}`,
      `Observation/${NOWHERE}`,
      `Condition/${test.ids.condition}`,
      `Observation?_id=${hidden}&_total=accurate`,
      `Observation/${hidden}/_history`,
    ];
    for (const type of ['batch', 'transaction']) {
      const entry = urls.map((url) => ({ request: { method: 'GET', url } }));
      const bundle = JSON.stringify({ resourceType: 'Bundle', type, entry });
      const { status, text } = await call('POST', '', one.token, bundle);
      expect(status).toBe(200);
      const done = JSON.parse(text) as {
        entry: { response: { status: string; outcome?: object }; resource?: object }[];
      };
      expect(done.entry.map(({ response }) => response.status.slice(0, 3))).toEqual([
        '200', '404', '404', '404', '200', '404',
      ]); // biome-ignore format: one list
      expect(done.entry[1]).toEqual(done.entry[2]);
      expect(done.entry[4]?.resource).toMatchObject({ total: 0 });
      expect(text).not.toContain('20447-9');
    }
  });
});
