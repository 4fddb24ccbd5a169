import { describe, expect, it } from 'vitest';
import { createLog, type LogOptions } from './create-log.ts';
import { eventRegistry, type LogEvent } from './events/registry.ts';
import type { FieldKind } from './fields.ts';

const ID = '018f6b1e-0000-7000-8000-000000000001';

function capture(options: LogOptions = {}) {
  const lines: string[] = [];
  const log = createLog({ clock: { now: () => 0 }, ...options, destination: { write: (line) => lines.push(line) } });
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

/** What careless code might pass along: names, notes, keys, paths, terminal tricks, objects. */
const CANARIES = [
  'Maria Gonzalez',
  'maria',
  '1980-05-17',
  'HbA1c 9.2 % at 08:15, patient tearful',
  '/home/maria/Downloads/mri.pdf',
  '/api/people/maria gonzalez/facts',
  'sk-ant-api03-AbCdEfGhIjKlMnOp',
  'Bearer 0123456789abcdef',
  'a'.repeat(64),
  'line\r\nfake',
  '\u001b[31mred',
  '\u009b31m',
  '\u202Eevil',
  { note: 'hidden Maria' },
  ['Maria'],
  Buffer.from('Maria'),
];

describe('a log line', () => {
  it('carries the fields of its event and a constant message', () => {
    const { log, parsed } = capture();
    log.learnRoutes(['/api/people/:person']);
    log.info('http.request', { request: ID, method: 'GET', route: '/api/people/:person', status: 200, ms: 1.26 });
    expect(parsed()).toEqual([
      {
        level: 'info',
        time: '1970-01-01T00:00:00.000Z',
        event: 'http.request',
        request: ID,
        method: 'GET',
        route: '/api/people/:person',
        status: 200,
        ms: 1.3,
        message: 'request answered',
      },
    ]);
  });

  it('drops and counts fields that its event does not list', () => {
    const { log, parsed } = capture();
    log.info('http.request', { status: 200, url: '/api/people/maria', constructor: 'x' } as never);
    expect(parsed()[0]).toMatchObject({ status: 200, dropped: 2 });
    expect(parsed()[0]).not.toHaveProperty('url');
    expect(log.droppedFields()).toBe(2);
  });

  it('never shows a canary, in whichever field of whichever event it is put', () => {
    const { log, lines } = capture({ level: 'debug' });
    for (const [event, row] of Object.entries(eventRegistry)) {
      for (const canary of CANARIES) {
        for (const name of [...Object.keys(row.fields), 'note'])
          log.error(event as LogEvent, { [name]: canary } as never);
      }
    }
    const text = lines.join('');
    const words = [...CANARIES.filter((canary) => typeof canary === 'string'), 'hidden', 'Maria'];
    expect(words.filter((word) => text.includes(word))).toEqual([]);
    expect(log.droppedFields()).toBeGreaterThan(1000);
  });

  it('is one line of printable ASCII or JSON escapes, whatever it is given', () => {
    const { log, lines } = capture();
    for (const canary of CANARIES) log.info('job.started', { kind: canary, job: canary } as never);
    for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]+\n$/);
  });

  it('is not written below the level', () => {
    const { log, lines } = capture({ level: 'warn' });
    log.info('process.ready');
    log.warn('process.warning');
    expect(lines).toHaveLength(1);
  });

  it('of an event that is not registered is not written and is counted', () => {
    const { log, lines } = capture();
    log.info('Maria was here' as LogEvent);
    expect(lines).toEqual([]);
    expect(log.droppedFields()).toBe(1);
  });
});

describe('the registry of events', () => {
  const KINDS = ['id', 'count', 'ms', 'flag', 'code', 'route', 'label', 'version', 'origin'];
  it('has no kind of field that takes free text', () => {
    for (const { fields } of Object.values(eventRegistry)) {
      for (const kind of Object.values(fields) as FieldKind[])
        expect(Array.isArray(kind) || KINDS.includes(kind as string)).toBe(true);
    }
  });
});

describe('debug payloads', () => {
  it('are not even built unless switched on', () => {
    const { log, lines } = capture();
    log.payload('http.body', () => {
      throw new Error('built');
    });
    expect(lines).toEqual([]);
  });

  it('warn at start, and lose secrets and control characters', () => {
    const { log, lines, parsed } = capture({ debugPayloads: true });
    expect(parsed()[0]).toMatchObject({ level: 'warn', event: 'log.debug-payloads' });
    log.payload('http.body', () => 'password ok\r\nAuthorization: Bearer abcdef123456 \u001b[2J');
    expect(parsed()[1]).toMatchObject({ event: 'log.payload', label: 'http.body' });
    expect(lines[1]).not.toContain('abcdef123456');
    expect(lines[1]).toMatch(/^[\x20-\x7e]+\n$/);
  });
});
