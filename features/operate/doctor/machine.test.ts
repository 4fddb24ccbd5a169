import type { Db } from '@chartwarden/db';
import { describe, expect, it } from 'vitest';
import { diskSpace, durability, signOn } from './machine.ts';
import type { Check, DoctorParts, Examine } from './types.ts';

const quiet = (): void => undefined;
const look = async (examine: Examine, parts: Partial<DoctorParts>): Promise<Record<string, Check['state']>> =>
  Object.fromEntries((await examine(parts as DoctorParts, quiet)).map(({ name, state }) => [name, state]));

const MIB = 1024 ** 2;

describe('the doctor at the disk', () => {
  it.each([
    ['room for everything', { size: 64 * MIB, kept: 64 * MIB, free: 9000 * MIB, growing: true }, 'ok', 'ok'],
    ['little room', { size: 64 * MIB, kept: 64 * MIB, free: 1000 * MIB, growing: true }, 'warning', 'ok'],
    ['a full disk', { size: 64 * MIB, kept: 60 * MIB, free: 0, growing: false }, 'problem', 'problem'],
    ['nothing kept back', { size: 0, kept: 0, free: 9000 * MIB, growing: true }, 'ok', 'warning'],
  ] as const)('sees %s', async (_what, disk, space, reserve) => {
    const found = await look(diskSpace, { disk: async () => disk });
    expect(found).toEqual({ 'disk.space': space, 'disk.reserve': reserve });
  });
});

describe('the doctor at a PostgreSQL server', () => {
  const server = (off: readonly string[]): Db =>
    ({
      engine: 'postgres',
      all: async (_sql: string, names: readonly string[]) =>
        names.map((name) => ({ name, setting: off.includes(name) ? 'off' : 'on' })),
    }) as unknown as Db;
  const embedded = { engine: 'sqlite' } as unknown as Db;

  it('names each setting by which a power cut would take back what was acknowledged', async () => {
    const found = await look(durability, { db: server(['fsync', 'full_page_writes']), keyringDb: server([]) });
    expect(found).toEqual({
      'postgres.fsync': 'problem',
      'postgres.full_page_writes': 'problem',
      'postgres-keyring.durable': 'ok',
    });
  });

  it('has nothing to ask of the embedded database', async () => {
    expect(await look(durability, { db: embedded, keyringDb: embedded })).toEqual({});
  });
});

describe('the doctor at the providers where people sign in', () => {
  it('says why nobody can, by the name of the provider', async () => {
    const found = await signOn(
      {
        signOn: async () => [
          { id: 'clinic', trouble: null },
          { id: 'work', trouble: 'no-pkce' },
          { id: 'gone', trouble: 'unreachable' },
        ],
      } as unknown as DoctorParts,
      quiet,
    );
    expect(found.map(({ name, state }) => [name, state])).toEqual([
      ['sign-on.clinic', 'ok'],
      ['sign-on.work', 'warning'],
      ['sign-on.gone', 'warning'],
    ]);
    expect(found[1]?.message).toContain('PKCE');
  });
});
