import { writeSync } from 'node:fs';
import { type FactId, newId } from '@chartwarden/ids';
import type { WriteOp } from '@chartwarden/vault';
import { observation, openPlace, permitOf, type Writer } from './place.ts';

// Writes until it is killed. Says `wrote <id> <version>` for each fact once its write is acknowledged.

const writer = JSON.parse(process.argv[2] ?? '{}') as Writer;
const { core } = await openPlace(writer);
const { write } = core.vault;
const known: FactId[] = [];

const say = (written: readonly { readonly id: FactId; readonly version: number }[]): void => {
  writeSync(1, written.map(({ id, version }) => `wrote ${id} ${version}\n`).join(''));
  known.push(...written.map(({ id }) => id));
};

/** All of them have one mark, by which is seen whether all of them are there. */
function several(count: number): readonly WriteOp[] {
  const mark = `${count} ${newId()}`;
  return Array.from({ length: count }, () => ({ kind: 'create', bytes: observation(writer.record, mark) }));
}

async function one(): Promise<void> {
  const bytes = observation(writer.record, `1 ${newId()}`);
  const kind = Math.random();
  const id = known[Math.floor(Math.random() * known.length)];
  if (kind < 0.4 || id === undefined)
    return say([await write.create(await permitOf(core, writer, ['create']), { bytes })]);
  if (kind < 0.6) return say([await write.update(await permitOf(core, writer, ['update']), id, { bytes })]);
  if (kind < 0.7) return say([await write.remove(await permitOf(core, writer, ['delete']), id)]);
  const count = kind < 0.95 ? 5 : 120;
  say(await write.transaction(await permitOf(core, writer, ['create']), several(count)));
}

async function untilKilled(): Promise<never> {
  for (;;) await one();
}

writeSync(1, 'open\n');
await Promise.all([untilKilled(), untilKilled(), untilKilled()]);
