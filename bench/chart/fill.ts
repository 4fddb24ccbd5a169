import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../tests/support/running-server.ts';

/** A sensor's readings: one every five minutes. */
export function* readings(count: number): Generator<string> {
  const from = Date.UTC(2024, 0, 1);
  for (let index = 0; index < count; index += 1) {
    const when = new Date(from + index * 300_000).toISOString();
    const value = 95 + Math.round(40 * Math.sin(index / 40) + 20 * Math.sin(index / 7));
    yield `{"resourceType":"Observation","id":"cgm-${index}","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"99504-3","display":"Glucose in interstitial fluid"}]},"subject":{"reference":"Patient/own"},"effectiveDateTime":"${when}","valueQuantity":{"value":${value},"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"}}`;
  }
}

/** Takes NDJSON in, `most` resources to a file, and commits each. */
export async function fill(client: Client, person: string, lines: readonly string[], most: number): Promise<void> {
  for (let from = 0; from < lines.length; from += most) {
    const bytes = Buffer.from(lines.slice(from, from + most).join('\n'));
    const read = await client.read(person, [{ name: `part-${from}.ndjson`, bytes }], 'bench');
    await client.commit(read.id, 'bench');
  }
}

/** Until the search knows everything: the job that works the chart out has ended. */
export async function settled(client: Client, person: string): Promise<void> {
  const search = { words: 'nothing-of-this-name' };
  for (;;) {
    const answer = await client.send('POST', `/api/people/${person}/search`, search);
    // A machine that has much else to do sends work away, and says to try again.
    if (!answer.ok && answer.status !== 503) throw new Error(`search: ${answer.status} ${await answer.text()}`);
    if (answer.ok && ((await answer.json()) as { isCurrent: boolean }).isCurrent) return;
    await sleep(200);
  }
}
