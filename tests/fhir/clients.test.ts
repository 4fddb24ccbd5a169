import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MedplumClient } from '@medplum/core';
import { Client, type FhirResource } from 'fhir-kit-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logIn, makePerson, type RunningServer, startServer } from '../support/running-server.ts';
import { pulse } from './said.ts';

// Two clients that know nothing of this server and nothing of each other, against the real one on a socket.

type Resource = Parameters<MedplumClient['updateResource']>[0];
type Observation = Extract<Resource, { readonly resourceType: 'Observation' }>;
type Bundle = Extract<Resource, { readonly resourceType: 'Bundle' }>;

describe('independent FHIR clients', () => {
  let folder: string;
  let server: RunningServer;
  let person: string;
  let token: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chartwarden-clients-'));
    server = await startServer({ folder, data: join(folder, 'data') });
    const client = await logIn(server);
    person = await makePerson(client, 'Ada');
    ({ token } = await client.json<{ token: string }>('POST', '/api/auth/token', {}));
  }, 90_000);
  afterAll(async () => {
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  const observation = (more: object = {}) => pulse(person, more) as Observation;
  const day = (at: number) => `2022-05-${String(at + 1).padStart(2, '0')}`;

  describe('fhir-kit-client', () => {
    let kit: Client;
    beforeAll(() => {
      kit = new Client({ baseUrl: `${server.url}/fhir/R4`, bearerToken: token });
    });
    const make = async (more: object = {}): Promise<Observation & { id: string }> =>
      (await kit.create({ resourceType: 'Observation', body: observation(more) as unknown as FhirResource })) as never;
    const statusOf = (answer: FhirResource): number | undefined => Client.httpFor(answer).response?.status;
    const refusalOf = (work: Promise<unknown>): Promise<number> =>
      work.then(
        () => 0,
        (error: { response: { status: number } }) => error.response.status,
      );

    it('reads what the server can do', async () => {
      expect(await kit.capabilityStatement()).toMatchObject({
        resourceType: 'CapabilityStatement',
        fhirVersion: '4.0.1',
      });
    });

    it('creates, reads, reads a version, and follows a reference', async () => {
      const made = await make({ note: [{ text: 'kit' }] });
      const { id } = made;
      expect(await kit.read({ resourceType: 'Observation', id })).toEqual(made);
      expect(await kit.vread({ resourceType: 'Observation', id, version: '1' })).toEqual(made);
      expect(await kit.resolve({ reference: `Patient/${person}` })).toMatchObject({
        resourceType: 'Patient',
        id: person,
      });
    });

    it('updates from the version that it read, and is refused from an older one', async () => {
      const { id } = await make();
      const to = (status: string) =>
        kit.update({
          resourceType: 'Observation',
          id,
          body: observation({ id, status }) as unknown as FhirResource,
          options: { headers: { 'If-Match': 'W/"1"' } },
        });
      expect(await to('amended')).toMatchObject({ status: 'amended', meta: { versionId: '2' } });
      expect(await refusalOf(to('corrected'))).toBe(412);
    });

    it('patches, deletes, and finds it gone', async () => {
      const { id } = await make();
      const jsonPatch = [{ op: 'replace' as const, path: '/status', value: 'amended' }];
      expect(await kit.patch({ resourceType: 'Observation', id, jsonPatch })).toMatchObject({ status: 'amended' });
      await kit.delete({ resourceType: 'Observation', id });
      expect(await refusalOf(kit.read({ resourceType: 'Observation', id }))).toBe(410);
    });

    it('reads the history of a resource and of a type', async () => {
      const { id } = await make();
      await kit.update({
        resourceType: 'Observation',
        id,
        body: observation({ id, status: 'amended' }) as unknown as FhirResource,
      });
      const history = (await kit.history({ resourceType: 'Observation', id })) as unknown as Bundle;
      expect(history.entry?.map(({ resource }) => resource?.meta?.versionId)).toEqual(['2', '1']);
      const ofType = (await kit.history({ resourceType: 'Observation' })) as unknown as Bundle;
      expect(ofType.type).toBe('history');
    });

    it('searches page by page', async () => {
      const code = { coding: [{ system: 'https://clinic.example', code: 'kit-pages' }] };
      const ids: string[] = [];
      for (let at = 0; at < 7; at += 1) ids.push((await make({ code, effectiveDateTime: day(at) })).id);
      const seen: (string | undefined)[] = [];
      let page: FhirResource | undefined = await kit.search({
        resourceType: 'Observation',
        searchParams: { code: 'https://clinic.example|kit-pages', _sort: 'date', _count: 3 },
      });
      for (; page !== undefined; page = await kit.nextPage({ bundle: page as never }))
        seen.push(...((page as unknown as Bundle).entry ?? []).map(({ resource }) => resource?.id));
      expect(seen).toEqual(ids);
    });

    it('searches with the parameters in the body, over several types, and in a compartment', async () => {
      const { id } = await make();
      const posted = await kit.search({
        resourceType: 'Observation',
        searchParams: { _id: id },
        options: { postSearch: true },
      } as never);
      expect((posted as unknown as Bundle).entry?.map(({ resource }) => resource?.id)).toEqual([id]);
      const system = await kit.systemSearch({ searchParams: { _type: 'Observation', _id: id } });
      expect((system as unknown as Bundle).entry).toHaveLength(1);
    });

    it('sends a batch and a transaction', async () => {
      const { id } = await make();
      const entry = [
        { request: { method: 'GET', url: `Observation/${id}` } },
        { resource: observation(), request: { method: 'POST', url: 'Observation' } },
      ];
      for (const type of ['batch', 'transaction'] as const) {
        const body = { resourceType: 'Bundle', type, entry } as unknown as FhirResource;
        const answer = await kit[type]({ body } as never);
        expect((answer as unknown as Bundle).entry?.map(({ response }) => response?.status?.slice(0, 3))).toEqual([
          '200',
          '201',
        ]);
      }
    });

    it('calls an operation', async () => {
      const input = { resourceType: 'Parameters', parameter: [{ name: 'resource', resource: observation() }] };
      const answer = await kit.operation({
        name: '$validate',
        resourceType: 'Observation',
        method: 'POST',
        input: input as never,
      });
      expect([statusOf(answer), answer.resourceType]).toEqual([200, 'OperationOutcome']);
      const all = await kit.operation({ name: '$everything', resourceType: 'Patient', id: person, method: 'GET' });
      expect(all).toMatchObject({ resourceType: 'Bundle', type: 'searchset' });
    });
  });

  describe('the client of @medplum/core', () => {
    let medplum: MedplumClient;
    beforeAll(() => {
      medplum = new MedplumClient({
        baseUrl: server.url,
        fhirUrlPath: 'fhir/R4/',
        accessToken: token,
        cacheTime: 0,
        fetch,
      });
    });
    const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
      work.then(
        () => undefined,
        (error: { outcome: { issue: readonly { code: string }[] } }) => error.outcome.issue[0]?.code,
      );

    it('creates, reads, reads a version', async () => {
      const made = await medplum.createResource(observation());
      expect(await medplum.readResource('Observation', made.id)).toEqual(made);
      expect(await medplum.readVersion('Observation', made.id, '1')).toEqual(made);
    });

    it('creates only where nothing is', async () => {
      const identifier = [{ system: 'https://clinic.example/keys', value: 'medplum' }];
      const query = 'identifier=https://clinic.example/keys|medplum';
      const one = await medplum.createResourceIfNoneExist(observation({ identifier }), query);
      const again = await medplum.createResourceIfNoneExist(observation({ identifier }), query);
      expect(again.id).toBe(one.id);
    });

    it('updates, is refused from an older version, patches, deletes', async () => {
      const made = await medplum.createResource(observation());
      const changed = await medplum.updateResource(
        { ...made, status: 'amended' },
        { headers: { 'If-Match': 'W/"1"' } },
      );
      expect(changed).toMatchObject({ status: 'amended', meta: { versionId: '2' } });
      const late = medplum.updateResource({ ...made, status: 'corrected' }, { headers: { 'If-Match': 'W/"1"' } });
      expect(await codeOf(late)).toBe('conflict');
      const patched = await medplum.patchResource('Observation', made.id, [
        { op: 'replace', path: '/status', value: 'final' },
      ]);
      expect(patched).toMatchObject({ status: 'final', meta: { versionId: '3' } });
      await medplum.deleteResource('Observation', made.id);
      expect(await codeOf(medplum.readResource('Observation', made.id, { cache: 'reload' }))).toBe('deleted');
    });

    it('reads a history', async () => {
      const made = await medplum.createResource(observation());
      await medplum.updateResource({ ...made, status: 'amended' });
      const history = await medplum.readHistory('Observation', made.id);
      expect(history.entry?.map(({ resource }) => resource?.meta?.versionId)).toEqual(['2', '1']);
    });

    it('searches page by page', async () => {
      const code = { coding: [{ system: 'https://clinic.example', code: 'medplum-pages' }] };
      const ids: string[] = [];
      for (let at = 0; at < 5; at += 1)
        ids.push((await medplum.createResource(observation({ code, effectiveDateTime: day(at) }))).id);
      const seen: string[] = [];
      for await (const page of medplum.searchResourcePages('Observation', {
        code: 'medplum-pages',
        _sort: 'date',
        _count: '2',
      }))
        seen.push(...page.map(({ id }) => id));
      expect(seen).toEqual(ids);
      expect((await medplum.searchOne('Observation', { _id: ids[0] ?? '' }))?.id).toBe(ids[0]);
    });

    it('sends a batch and a transaction, with references between entries', async () => {
      const urn = 'urn:uuid:7c9e6679-7425-40de-944b-e07fc1f90ae7';
      const report: Resource = {
        resourceType: 'DiagnosticReport',
        status: 'final',
        code: { text: 'Panel' },
        subject: { reference: `Patient/${person}` },
        result: [{ reference: urn }],
      };
      const answer = await medplum.executeBatch({
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          { fullUrl: urn, resource: observation(), request: { method: 'POST', url: 'Observation' } },
          { resource: report, request: { method: 'POST', url: 'DiagnosticReport' } },
        ],
      });
      const [made, of] = (answer.entry ?? []).map(
        ({ response }) => /[^/]+\/[^/]+(?=\/_history)/.exec(response?.location ?? '')?.[0] ?? '',
      );
      const read = await medplum.readReference({ reference: of ?? '' });
      expect(read).toMatchObject({ resourceType: 'DiagnosticReport', result: [{ reference: made }] });
      const batch = await medplum.executeBatch({
        resourceType: 'Bundle',
        type: 'batch',
        entry: [{ request: { method: 'GET', url: made ?? '' } }],
      });
      expect(batch.entry?.[0]?.response?.status).toMatch(/^200/);
    });

    it('reads everything of a person', async () => {
      const all = await medplum.readPatientEverything(person);
      expect(all.entry?.some(({ resource }) => resource?.resourceType === 'Patient')).toBe(true);
    });
  });
});
