import { validate } from '@chartwarden/fhir';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../../../tests/support/fhir-test.ts';

interface Found {
  readonly resourceType: string;
  readonly id: string;
  readonly [name: string]: unknown;
}

describe('what is worked out when it is asked for', () => {
  let test: FhirTest;
  let other: { readonly id: string; readonly token: string };
  beforeAll(async () => {
    test = await openFhirTest({ CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0' });
    const account = await test.account('Other', 'member');
    const { token } = await test.app.http
      .inject({
        method: 'POST',
        url: '/api/auth/token',
        headers: { authorization: `Bearer ${account.token}`, 'x-chartwarden': '1', 'content-type': 'application/json' },
        payload: '{}',
      })
      .then((answer) => answer.json<{ token: string }>());
    other = { id: account.id, token };
  }, 60_000);
  afterAll(() => test.close());

  const search = async (query: string, by?: string): Promise<{ entries: Found[]; next: string | undefined }> => {
    const answer = await test.get(query, {}, by);
    expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
    const bundle = JSON.parse(answer.text) as {
      readonly link: readonly { readonly relation: string; readonly url: string }[];
      readonly entry?: readonly { readonly resource: Found }[];
    };
    const entries = (bundle.entry ?? []).map(({ resource }) => resource);
    for (const one of entries)
      expect(validate(structuredClone(one) as never, 5).filter(({ severity }) => severity === 'error')).toEqual([]);
    const next = bundle.link.find(({ relation }) => relation === 'next')?.url.replace(/^.*\/fhir\/R4\//, '');
    return { entries, next };
  };
  const share = async (slice: object = { types: ['Observation'] }) => {
    const wish = {
      recipient: { address: 'other@example.org' },
      slice,
      extent: 'look',
      until: null,
    };
    const { id, digest } = await test.json<{ id: string; digest: string }>(
      'POST',
      `/api/people/${test.person}/shares/drafts`,
      wish,
    );
    const given = await test.json<{ share: { event: string } }>('POST', `/api/shares/${id}/give`, { digest });
    return given.share.event;
  };

  describe('AuditEvent, of the lines of the log (IHE BALP)', () => {
    it('says who did what with the record, newest first, and is read by its id', async () => {
      await test.get(`Observation/${test.ids.weight}`);
      const { entries } = await search(`AuditEvent?patient=${test.person}&_count=5`);
      expect(entries).toHaveLength(5);
      const read = entries.find((one) => one.action === 'R');
      expect(read).toMatchObject({
        meta: { profile: ['https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead'] },
        type: { code: 'rest' },
        outcome: '0',
        agent: [
          { requestor: true, name: 'Holder', network: { address: '127.0.0.1', type: '2' } },
          { type: { coding: [{ code: '110153' }] } },
          { type: { coding: [{ code: '110152' }] } },
        ],
      });
      expect(read?.entity).toContainEqual({
        what: { reference: `Observation/${test.ids.weight}` },
        type: { system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type', code: '2' },
        role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '4' },
      });
      const answer = await test.get(`AuditEvent/${read?.id}`);
      expect([answer.status, JSON.parse(answer.text)]).toEqual([200, read]);
    });

    it('is found by action, outcome, agent, date and what it was about, page by page', async () => {
      const about = `AuditEvent?patient=Patient/${test.person}`;
      const reads = await search(`${about}&action=R`);
      expect(reads.entries.length).toBeGreaterThan(0);
      expect(new Set(reads.entries.map(({ action }) => action))).toEqual(new Set(['R']));
      expect((await search(`${about}&outcome=4`)).entries).toEqual([]);
      expect((await search(`${about}&agent-name=holder&_count=3`)).entries).toHaveLength(3);
      expect((await search(`${about}&agent-name=nobody&_count=3`)).entries).toEqual([]);
      expect((await search(`${about}&date=lt2000`)).entries).toEqual([]);
      expect((await search(`${about}&date=ge2000&_count=3`)).entries).toHaveLength(3);
      const named = await search(`${about}&entity=Observation/${test.ids.weight}&_count=50`);
      expect(named.entries.length).toBeGreaterThan(0);
      const ids = new Set<string>();
      let next: string | undefined = `${about}&_count=4`;
      for (let pages = 0; next !== undefined && pages < 3; pages += 1) {
        const found: Awaited<ReturnType<typeof search>> = await search(next);
        for (const { id } of found.entries) ids.add(id);
        next = found.next;
      }
      expect(ids.size).toBe(12);
    });

    it('is for whoever may see who saw what, and looks to others as if there were none', async () => {
      const [line] = (await search(`AuditEvent?patient=${test.person}&_count=1`)).entries;
      const event = await share();
      expect((await search(`AuditEvent?patient=${test.person}`, other.token)).entries).toEqual([]);
      for (const by of [other.token, test.stranger])
        expect((await test.get(`AuditEvent/${line?.id}`, {}, by)).status).toBe(404);
      await test.json('POST', `/api/shares/${event}/end`, {});
      expect((await test.get(`AuditEvent/${test.person}.999999999`)).status).toBe(404);
    });

    it('counts only by reading it all, which is refused', async () => {
      expect((await test.get(`AuditEvent?patient=${test.person}&_total=accurate`)).status).toBe(422);
      expect((await test.get(`AuditEvent?patient=${test.person}&_sort=date`)).status).toBe(400);
    });
  });

  describe('Consent, of what was granted', () => {
    it('says what, to whom, until when, and that it ended', async () => {
      const event = await share();
      const { entries } = await search(`Consent?patient=${test.person}&status=active`);
      expect(entries[0]).toMatchObject({
        status: 'active',
        patient: { reference: `Patient/${test.person}` },
        performer: [{ display: 'Holder' }],
        provision: {
          type: 'permit',
          actor: [{ reference: { display: 'Other', identifier: { value: `urn:uuid:${other.id}` } } }],
          class: [{ system: 'http://hl7.org/fhir/resource-types', code: 'Observation' }],
        },
      });
      expect(JSON.parse((await test.get(`Consent/${entries[0]?.id}`)).text)).toEqual(entries[0]);
      expect((await search('Consent?status=active&period=ge2000-01-01')).entries.length).toBeGreaterThan(0);
      expect((await search('Consent?period=lt2000-01-01')).entries).toEqual([]);
      await test.json('POST', `/api/shares/${event}/end`, {});
      const ended = await search(`Consent?patient=${test.person}&status=inactive&_total=accurate`);
      expect(ended.entries.map(({ id }) => id)).toContain(entries[0]?.id);
    });

    it('leaves out what FHIR cannot say without permitting more', async () => {
      const code = { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' };
      const event = await share({ categories: [code] });
      for (const by of [undefined, other.token])
        expect((await search('Consent?status=active', by)).entries).toEqual([]);
      await test.json('POST', `/api/shares/${event}/end`, {});
    });

    it('shows somebody else what they were granted, and nothing of others', async () => {
      const event = await share();
      const [own, ...more] = (await search('Consent?status=active', other.token)).entries;
      expect(more.every(({ provision }) => JSON.stringify(provision).includes(other.id))).toBe(true);
      expect((await test.get(`Consent/${own?.id}`, {}, other.token)).status).toBe(200);
      expect((await test.get(`Consent/${own?.id}`, {}, test.stranger)).status).toBe(404);
      await test.json('POST', `/api/shares/${event}/end`, {});
    });
  });

  describe('Provenance, of the versions of a fact', () => {
    it('tells the version that was received from the one that was corrected, with its file, author and reason', async () => {
      await test.json('POST', `/api/people/${test.person}/facts/${test.ids.weight}/corrections`, {
        kind: 'note',
        value: 'on the old scales',
        reason: 'They were wrong',
      });
      const { entries } = await search(`Provenance?target=Observation/${test.ids.weight}`);
      expect(entries).toHaveLength(2);
      expect(entries[0]).toMatchObject({
        target: [
          { reference: `Observation/${test.ids.weight}/_history/2` },
          { reference: `Observation/${test.ids.weight}` },
        ],
        activity: { coding: [{ code: 'UPDATE' }, { code: 'corrected' }] },
        reason: [{ text: 'They were wrong' }],
        agent: [{ who: { display: 'Holder' } }],
      });
      expect(entries[1]).toMatchObject({ activity: { coding: [{ code: 'CREATE' }, { code: 'received' }] } });
      expect(JSON.parse((await test.get(`Provenance/${entries[0]?.id}`)).text)).toEqual(entries[0]);
      const received = await search(`Provenance?target=Condition/${test.ids.condition}&patient=${test.person}`);
      expect(received.entries).toMatchObject([{ entity: [{ role: 'source', what: { display: 'clinic.json' } }] }]);
    });

    it('is about what the caller sees, and needs no more than its type and id to be wrong', async () => {
      for (const target of [`Condition/${test.ids.weight}`, `Observation/${test.person}`, 'Observation/x'])
        expect((await search(`Provenance?target=${target}`)).entries).toEqual([]);
      const event = await share();
      expect((await search(`Provenance?target=Condition/${test.ids.condition}`, other.token)).entries).toEqual([]);
      const seen = await search(`Provenance?target=Observation/${test.ids.weight}`, other.token);
      expect(seen.entries.length).toBeGreaterThan(0);
      expect(JSON.stringify(seen.entries)).not.toContain('They were wrong');
      await test.json('POST', `/api/shares/${event}/end`, {});
      expect((await test.get(`Provenance/${test.ids.weight}.1`, {}, other.token)).status).toBe(404);
      expect((await test.get(`Provenance/${test.ids.weight}.9`)).status).toBe(404);
    });

    it('stands beside what was received as such, in one search', async () => {
      const written = await test.call('POST', 'Provenance', {
        resourceType: 'Provenance',
        target: [{ reference: `Observation/${test.ids.weight}` }, { reference: `Patient/${test.person}` }],
        recorded: '2020-01-01T00:00:00Z',
        agent: [{ who: { display: 'The clinic' } }],
      });
      expect(written.status).toBe(201);
      const { entries } = await search(`Provenance?target=Observation/${test.ids.weight}&_total=accurate`);
      expect(entries).toHaveLength(3);
      const first = await search(`Provenance?target=Observation/${test.ids.weight}&_count=2`);
      const second = await search(first.next ?? '');
      expect([...first.entries, ...second.entries]).toEqual(entries);
    });
  });
});
