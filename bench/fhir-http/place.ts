import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, logIn, makePerson, type RunningServer, startServer } from '../../tests/support/running-server.ts';
import { syntheticFacts } from '../core/open-bench-core.ts';
import type { BenchContext } from '../runner/types.ts';
import { type FhirClient, openFhirClient } from './client.ts';

/** A real server with somebody logged in, and clients of both of its APIs. */
export interface FhirPlace {
  readonly server: RunningServer;
  readonly client: Client;
  readonly fhir: FhirClient;
  /** Makes a person with so many observations, in hundreds of 50 codes; resolves with the id. */
  person(name: string, observations: number): Promise<string>;
  /** Ids of facts of a person, up to 1,000. */
  ids(person: string): Promise<string[]>;
  /** Resident memory of the server, MB. */
  megabytes(): number;
  close(): Promise<void>;
}

export async function openFhirPlace(context: BenchContext): Promise<FhirPlace> {
  const server = await startServer({
    folder: context.scratch,
    data: join(context.scratch, 'data'),
    ...(context.databaseUrl === null ? {} : { database: context.databaseUrl }),
    settings: {
      // As `npm start` starts it (deploy/README.md).
      NODE_OPTIONS: '--disable-sigusr1 --max-semi-space-size=16',
      // One client asks for many.
      CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0',
    },
  });
  const client = await logIn(server);
  const fhir = openFhirClient(server.url, client.token ?? '');
  return {
    server,
    client,
    fhir,
    async person(name, observations) {
      const person = await makePerson(client, name);
      if (observations > 0) await importInto(client, person, observations);
      return person;
    },
    async ids(person) {
      const path = `/api/people/${person}/facts?limit=1000`;
      return (await client.json<{ facts: { id: string }[] }>('GET', path)).facts.map(({ id }) => id);
    },
    megabytes() {
      const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1];
      return Math.round((Number(kilobytes ?? 0) * 1024) / 1e6);
    },
    async close() {
      fhir.close();
      await server.end('SIGTERM');
    },
  };
}

const PER_FILE = 10_000;

/** Brings so many observations as NDJSON, a file for each 10,000. */
export async function importInto(client: Client, person: string, observations: number, from = 0): Promise<void> {
  const files: { name: string; bytes: Buffer }[] = [];
  for (let at = from; at < from + observations; at += PER_FILE) {
    const facts = syntheticFacts(Math.min(PER_FILE, from + observations - at), at);
    const lines = facts.map(({ bytes }) => Buffer.from(bytes).toString('utf8'));
    files.push({ name: `${at}.ndjson`, bytes: Buffer.from(lines.join('\n')) });
  }
  const read = await client.read(person, files, 'bench');
  await client.commit(read.id, 'bench');
}

/** One observation to be written over FHIR, about 900 bytes. */
export function newObservation(person: string, at: number): string {
  const [fact] = syntheticFacts(1, at);
  const text = Buffer.from(fact?.bytes ?? []).toString('utf8');
  const { id: _id, encounter: _encounter, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify({ ...rest, subject: { reference: `Patient/${person}` } });
}

/** A transaction that creates so many. */
export const newTransaction = (person: string, entries: number, from: number): string =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: Array.from({ length: entries }, (_, at) => ({
      fullUrl: `urn:uuid:00000000-0000-4000-8000-${String(from + at).padStart(12, '0')}`,
      resource: JSON.parse(newObservation(person, from + at)) as unknown,
      request: { method: 'POST', url: 'Observation' },
    })),
  });
