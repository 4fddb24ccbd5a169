import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, openForWriting } from './connection.ts';
import { createPacker } from './packed-statements.ts';
import { toFailure } from './sqlite-errors.ts';
import { createTextNumbers } from './text-numbers.ts';
import { createWriteCore, type WriteCore } from './write-core.ts';

/** The connection, whose statements fail with `code` for as long as their text is in `failing`. */
function failingConnection(db: Connection, failing: Map<string, string>): Connection {
  return new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') {
        return (text: string) => {
          const prepared = target.prepare(text);
          const run = prepared.run.bind(prepared);
          prepared.run = (...values: unknown[]) => {
            const code = failing.get(text);
            if (code !== undefined) throw Object.assign(new Error('disk I/O error'), { code });
            return run(...values);
          };
          return prepared;
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

describe('the writer on a failing disk', () => {
  let folder: string;
  let db: Connection;
  let core: WriteCore;
  const failing = new Map<string, string>();
  const packer = createPacker();
  const texts = createTextNumbers();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'chartwarden-db-'));
    const file = join(folder, 'test.db');
    db = openForWriting({ file, secureDelete: false, cacheKiB: 1000, busyTimeout: 0, autoCheckpoint: true });
    db.exec('create table notes (id integer primary key)');
    failing.clear();
    core = createWriteCore(failingConnection(db, failing));
  });
  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });

  const write = (...ids: number[]) => {
    const batches = ids.map((id) =>
      packer.packStatements([{ sql: 'insert into notes values (?)', parameters: [id] }], texts),
    );
    core.learn([[texts.numberOf('insert into notes values (?)'), 'insert into notes values (?)']]);
    const next = batches.values();
    return core.runGroup(() => next.next().value);
  };
  const ids = () => db.prepare('select id from notes').pluck().all();

  it('acknowledges nothing whose commit was not made durable, and nothing after it', () => {
    expect(write(1)).toMatchObject({ ok: true });
    failing.set('commit', 'SQLITE_IOERR_FSYNC');
    expect(write(2, 3)).toMatchObject({ ok: false, split: false, failure: { kind: 'storage' } });
    // The disk says that all is well again; the pages it lost it has forgotten.
    failing.clear();
    expect(write(4)).toMatchObject({ ok: false, failure: { kind: 'storage' } });
    expect(() => core.begin()).toThrow('takes no writes until it is opened again');
    expect(ids()).toEqual([1]);
  });

  it('stops when the disk fails under a statement of an interactive transaction', () => {
    core.begin();
    failing.set('insert into notes values (5)', 'SQLITE_IOERR_WRITE');
    expect(() => core.run('insert into notes values (5)', [])).toThrow();
    expect(() => core.commit()).toThrow();
    core.rollback();
    failing.clear();
    expect(write(6)).toMatchObject({ ok: false, failure: { kind: 'storage' } });
    expect(ids()).toEqual([]);
  });

  it('stops when whoever moves the log has seen the disk fail', () => {
    core.stop();
    expect(write(1)).toMatchObject({ ok: false, failure: { kind: 'storage' } });
  });

  it('goes on after a full disk', () => {
    failing.set('commit', 'SQLITE_FULL');
    expect(write(1)).toMatchObject({ ok: false, failure: { kind: 'storage' } });
    failing.clear();
    expect(write(2)).toMatchObject({ ok: true });
    expect(ids()).toEqual([2]);
  });

  it('asks for batches to be run apart when one of a group fails', () => {
    expect(write(1, 2, 2, 3)).toMatchObject({ ok: false, split: true, failure: { kind: 'duplicate' } });
    expect(write(2)).toMatchObject({ ok: true });
    expect(write(2)).toMatchObject({ ok: false, split: false });
    expect(ids()).toEqual([2]);
  });

  it('gives the one batch an answer when the transaction cannot begin', () => {
    failing.set('begin immediate', 'SQLITE_BUSY');
    expect(write(1)).toMatchObject({ ok: false, split: false, failure: { kind: 'storage' } });
  });
});

describe('errors of the file system', () => {
  it('are told by their code, without the path', () => {
    const error = Object.assign(new Error("ENOSPC: no space left on device, open '/home/jane/data'"), {
      code: 'ENOSPC',
    });
    expect(toFailure(error)).toMatchObject({ kind: 'storage', message: 'the file system failed (ENOSPC)' });
  });
});
