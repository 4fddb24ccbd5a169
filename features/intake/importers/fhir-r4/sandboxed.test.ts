import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { createTestSandbox, inputOf } from '../../../../platform/sandbox/testing.ts';
import { type ImporterMessage, parseMessage } from '../messages.ts';

const sandbox = createTestSandbox(['features/intake/importers']);
const entry = resolve(import.meta.dirname, 'main.ts');
afterAll(() => sandbox.close());

const patient = JSON.stringify({ resourceType: 'Patient', id: 'a' });

describe('the FHIR importer in the sandbox', () => {
  it('reads a file, the next one, and refuses a third by its code', async () => {
    const session = await sandbox.open({ entry });
    const messages: ImporterMessage[] = [];
    const run = (name: string, text: string): ReturnType<typeof session.run> =>
      session.run({
        job: { name, size: text.length },
        input: inputOf(text),
        onMessage: (header, bytes) => {
          messages.push(parseMessage(header, bytes));
        },
      });
    const outcome = await run('a.json', patient);
    expect(messages.map((message) => message.kind)).toEqual(['facts', 'recognised', 'done']);
    expect(outcome.refusals).toBe(0);
    await run('b.ndjson', `${patient}\n${patient}\n`);
    expect(
      messages
        .filter((message) => message.kind === 'facts')
        .flatMap((message) => (message.kind === 'facts' ? message.facts : [])),
    ).toHaveLength(3);
    await expect(run('c.pdf', '%PDF-1.4')).rejects.toMatchObject({ code: 'CW-FHIR-031' });
    await run('d.json', patient);
    await session.close();
  });

  it('passes over a file that is too large to be held, as often as it has to', async () => {
    const zip = new ZipFile();
    for (const name of ['a', 'b']) zip.addBuffer(Buffer.from(patient.replace('"a"', `"${name}"`)), `${name}.json`);
    zip.addBuffer(randomBytes(3_000_000), 'film.mp4');
    zip.end();
    const bytes = await buffer(zip.outputStream);
    const messages: ImporterMessage[] = [];
    const outcome = await sandbox.run({
      entry,
      // What is held is decided by what the file is said to be.
      job: { name: 'x.zip', size: 1024 ** 3 },
      input: inputOf(bytes),
      again: () => inputOf(bytes),
      onMessage: (header, body) => void messages.push(parseMessage(header, body)),
    });
    expect(messages.map(({ kind }) => kind)).toEqual(['facts', 'facts', 'problem', 'recognised', 'done']);
    expect(outcome.inputBytes).toBeGreaterThan(2 * bytes.length);
  });
});
