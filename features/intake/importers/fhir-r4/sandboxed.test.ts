import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
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
});
