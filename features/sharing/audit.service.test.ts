import type { AskedOfLog, AuditLine, AuditQuery } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';
import { describe, expect, it } from 'vitest';
import { createAuditLog } from './audit.service.ts';

const ANA = '0198c0de-0000-7000-8000-00000000000a' as AccountId;
const who = { actor: { kind: 'account', account: ANA, role: 'auditor' } as const, request: {} };
const line = (seq: number, body: Partial<NonNullable<AuditLine['body']>>): AuditLine => ({
  seq,
  time: Date.UTC(2026, 0, seq),
  sealed: false,
  body: { actor: { kind: 'account', account: ANA, role: 'member' }, action: 'read', outcome: 'permitted', ...body },
});

function open(lines: readonly AuditLine[]) {
  const asked: AuditQuery[] = [];
  const ask = async (query: AskedOfLog) => asked.push(typeof query === 'function' ? await query() : query);
  const looked: AccountId[] = [];
  const log = createAuditLog({
    audit: {
      lines: async (_actor, query) => {
        await ask(query);
        return { lines, total: null, next: null };
      },
      async *all(_actor, query) {
        await ask(query);
        for (let at = 0; at < lines.length; at += 2) yield lines.slice(at, at + 2);
      },
      stillFor: async () => true,
    },
    accounts: {
      cardOf: async (account) => {
        looked.push(account);
        return { name: '=HYPERLINK("http://x")', email: 'ana@example.org' };
      },
      findAccount: async (address) => (address === 'ana@example.org' ? ANA : null),
    },
  });
  const text = async (format: 'csv' | 'ndjson') => {
    let all = '';
    for await (const chunk of log.file(who, {}, format)) all += chunk;
    return all;
  };
  return { log, asked, looked, text };
}

describe('the log as rows', () => {
  it('says what auditors know: success or failure, status, address of who acted', async () => {
    const erased = { seq: 3, time: 0, sealed: true };
    const { log } = open([
      line(2, { outcome: 'refused', code: 'CW-GATE-003' }),
      line(1, { types: ['A', 'B'] }),
      erased,
    ]);
    const { entries } = await log.page(who, {}, { page: 1, limit: 50 });
    expect(entries).toMatchObject([
      {
        seq: 2,
        outcome: 'failure',
        statusCode: 403,
        actorEmail: 'ana@example.org',
        createdAt: '2026-01-02T00:00:00.000Z',
      },
      { seq: 1, outcome: 'success', statusCode: 200, resourceType: 'A B' },
      { seq: 3, erased: true },
    ]);
  });

  it('asks for nobody when nobody has the address', async () => {
    const { log, asked } = open([]);
    const filters = [
      { actorEmail: 'ana@example.org' },
      { actorEmail: 'x@example.org' },
      { actorKind: 'operator' as const },
    ];
    for (const filter of filters) await log.page(who, filter, { page: 1, limit: 50 });
    expect(asked.map(({ actor }) => actor)).toEqual([ANA, '00000000-0000-7000-8000-000000000000', 'operator']);
  });

  it('is a table in which no cell is a formula, and looks each account up once', async () => {
    const { text, looked } = open([
      line(3, { agent: '+cmd|x' }),
      line(2, { agent: 'a, "b"\nc', ip: '-1' }),
      line(1, { agent: '\t=1', count: -1 }),
    ]);
    const csv = await text('csv');
    const [head, ...rows] = csv.split('\r\n');
    expect(head?.split(',')).toContain('actorEmail');
    expect(rows).toHaveLength(4);
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(csv).toContain(",'+cmd|x,");
    expect(csv).toContain(`,'-1,"a, ""b""\nc",`);
    expect(csv).toContain(`'\t=1`);
    expect(csv).toContain(',-1,');
    expect(looked).toEqual([ANA]);
    const lines = (await text('ndjson')).trim().split('\n');
    expect(lines.map((one) => JSON.parse(one).seq)).toEqual([3, 2, 1]);
  });
});
