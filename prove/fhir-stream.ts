import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestSandbox } from '../platform/sandbox/testing.ts';
import { logIn, makePerson, startServer } from '../tests/support/running-server.ts';
import type { Proof } from './runner/types.ts';

const entry = resolve(import.meta.dirname, '../features/intake/importers/fhir-r4/main.ts');
const MB = 1024 * 1024;

/** A synthetic laboratory result as portals send them, some 1.4 KB. */
const observation = (index: number): string =>
  JSON.stringify({
    resourceType: 'Observation',
    id: `obs-${index}`,
    meta: {
      versionId: '1',
      lastUpdated: '2024-05-01T08:30:00.000+02:00',
      profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-lab'],
    },
    identifier: [{ system: 'https://lab.example.org/results', value: `R-${index}` }],
    status: 'final',
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/observation-category',
            code: 'laboratory',
            display: 'Laboratory',
          },
        ],
        text: 'Laboratory',
      },
    ],
    code: {
      coding: [{ system: 'http://loinc.org', code: '2339-0', display: 'Glucose [Mass/volume] in Blood' }],
      text: 'Glucose',
    },
    subject: { reference: 'Patient/p-1', display: 'Test Person' },
    encounter: { reference: `Encounter/e-${index % 500}` },
    effectiveDateTime: `20${10 + (index % 15)}-0${1 + (index % 9)}-1${index % 9}T07:${10 + (index % 50)}:00+01:00`,
    issued: '2024-05-01T08:30:00.000+02:00',
    performer: [{ reference: 'Organization/lab', display: 'Example Laboratory' }],
    valueQuantity: { value: 80 + (index % 60) / 2, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
    interpretation: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
            code: 'N',
            display: 'Normal',
          },
        ],
      },
    ],
    referenceRange: [
      { low: { value: 70, unit: 'mg/dL' }, high: { value: 110, unit: 'mg/dL' }, text: '70 - 110 mg/dL' },
    ],
  });

/** The file, line by line, until it has this many bytes. */
async function* lines(size: number, made: (facts: number) => void): AsyncGenerator<Uint8Array> {
  let [total, facts] = [0, 0];
  while (total < size) {
    const part: string[] = [];
    for (let count = 0; count < 200; count += 1, facts += 1) part.push(observation(facts));
    const chunk = Buffer.from(`${part.join('\n')}\n`);
    total += chunk.length;
    made(facts);
    yield chunk;
  }
}

/** The same file dropped into the real server, previewed and committed. Facts, and the most memory its main process held. */
async function throughServer(folder: string, size: number): Promise<{ made: number; taken: number; peakMb: number }> {
  const place = { folder, data: join(folder, 'data'), settings: { NODE_OPTIONS: '--max-semi-space-size=16' } };
  const server = await startServer(place);
  try {
    const client = await logIn(server);
    const person = await makePerson(client, 'Somebody');
    const { id } = await client.json<{ id: string }>('POST', `/api/people/${person}/imports`, {});
    let made = 0;
    const answer = await fetch(`${server.url}/api/imports/${id}/files?name=Observation.ndjson`, {
      method: 'PUT',
      headers: {
        'x-chartwarden': '1',
        'x-chartwarden-cli': '1',
        authorization: `Bearer ${client.token}`,
        'content-type': 'application/octet-stream',
      },
      body: Readable.toWeb(Readable.from(lines(size, (facts) => (made = facts)))) as never,
      duplex: 'half',
    } as RequestInit);
    if (!answer.ok) throw new Error(`the upload was refused: ${answer.status} ${await answer.text()}`);
    await client.json('POST', `/api/imports/${id}/read`, { origin: 'Synthetic' });
    while (['receiving', 'reading'].includes((await client.state(id)).state)) await sleep(500);
    const committed = await client.commit(id, 'Synthetic');
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return { made, taken: committed.totals.new, peakMb: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024 };
  } finally {
    await server.end('SIGTERM');
  }
}

export const proof: Proof = {
  title:
    'A 500 MB NDJSON file is read in the sandbox and taken in by the server, each within 400 MB of memory, every line of it, at under 100 µs of CPU per result in the sandbox',
  promises: ['O1'],
  takes: 'about five minutes; with --set through=importer a minute',
  run: async ({ scale, settings, scratch, log }) => {
    const size = Number(settings.mb ?? (scale === 'full' ? 500 : 4)) * MB;
    const sandbox = createTestSandbox(['features/intake/importers']);
    let made = 0;
    let facts = 0;
    let bytes = 0;
    let problems = 0;
    const outcome = await sandbox.run({
      entry,
      job: { name: 'Observation.ndjson', size },
      input: lines(size, (count) => (made = count)),
      limits: { deadlineMs: 30 * 60_000 },
      onMessage: (header, body) => {
        const said = header as { kind: string; facts?: unknown[] };
        if (said.kind === 'problem') problems += 1;
        if (said.kind !== 'facts') return;
        facts += said.facts?.length ?? 0;
        bytes += body.length;
        if (facts % 50_000 === 0) log(`${facts} facts`);
      },
    });
    await sandbox.close();
    const peakMb = outcome.peakRssKb / 1024;
    const perFact = outcome.cpuMicros / facts;
    const failures: string[] = [];
    if (facts !== made) failures.push(`${made} lines gave ${facts} facts`);
    if (problems > 0) failures.push(`${problems} problems in a file without any`);
    if (peakMb >= 400) failures.push(`the reader took ${peakMb.toFixed(0)} MB of memory`);
    // A short run is mostly warm-up.
    if (scale === 'full' && perFact >= 100) failures.push(`a result took ${perFact.toFixed(0)} µs of CPU`);
    const server = settings.through === 'importer' ? null : await throughServer(scratch, size);
    if (server && server.taken !== server.made)
      failures.push(`${server.made} lines gave the server ${server.taken} facts`);
    if (server && server.peakMb >= 400) failures.push(`the server took ${server.peakMb.toFixed(0)} MB of memory`);
    return {
      failures,
      figures: {
        ...(server ? { server_peak_memory_mb: Math.round(server.peakMb), server_facts: server.taken } : {}),
        input_mb: Math.round(outcome.inputBytes / MB),
        facts,
        bytes_per_fact: Math.round(bytes / facts),
        peak_memory_mb: Math.round(peakMb),
        cpu_micros_per_fact: Math.round(perFact),
        output_mb: Math.round(outcome.outputBytes / MB),
      },
      notes: [
        'CPU is that of the reading process alone: unpacking the pipe, scanning, validation, index, labels, hash, and sending.',
      ],
    };
  },
};
