import { createHash } from 'node:crypto';
import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { Answer } from '@chartwarden/http';
import type { AccountId, FactId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Form, Slice } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Chart } from './index.ts';
import { openTestChart } from './testing.ts';

type Holder = Actor & { readonly account: AccountId };

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const NOTE = 'Zitronenfalter flew in the garden.';
const TITLE = 'kanarienname.txt';
const subject = { reference: 'Patient/p' };
const encounter = { reference: 'Encounter/e1' };
const sha1 = createHash('sha1').update(NOTE).digest('base64');

const document = (id: string, attachment: object, more: object = {}) => ({
  resourceType: 'DocumentReference', id, status: 'current', subject, content: [{ attachment }], ...more,
}); // biome-ignore format: one resource

const RESOURCES = [
  document(
    'note',
    { contentType: 'text/html', title: TITLE, data: base64(NOTE), size: NOTE.length, hash: sha1 },
    { context: { encounter: [encounter] } },
  ),
  document('wrong', { contentType: 'application/x-sh', data: base64('<html>'), size: 7, hash: base64('x') }),
  document('far', { contentType: 'application/pdf', url: 'https://portal.example/Binary/elsewhere' }),
  document('apart', { contentType: 'text/plain', title: 'apart.txt', url: 'Binary/b1' }),
  document('zip', { contentType: 'text/plain', title: 'a/b\r\nc"d.zip', data: base64('PK\x03\x04\0\0') }),
  document('broken', { contentType: 'text/plain', data: 'not base64 at all!' }),
  { resourceType: 'Binary', id: 'b1', contentType: 'text/plain', data: base64('In a Binary of its own.') },
  { resourceType: 'Encounter', id: 'e1', status: 'finished', subject, class: { code: 'AMB' } },
  { resourceType: 'Condition', id: 'c1', subject, encounter, code: { text: 'Cough' } },
  { resourceType: 'Condition', id: 'c2', subject, code: { text: 'Elsewhere' } },
  document(
    'reply',
    { data: base64('x') },
    { relatesTo: [{ code: 'appends', target: { reference: 'DocumentReference/note' } }] },
  ),
];

describeEngines('what a fact carries', (engine) => {
  let test: TestCore;
  let owner: Holder;
  let record: RecordId;
  let chart: Chart;
  const ids = new Map<string, string>();

  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(
      owner,
      record,
      RESOURCES.map((one) => JSON.stringify(one)),
    );
    chart = openTestChart(test).chart;
    const permit = await test.permit(owner, record, ['search']);
    for (const one of (await test.core.vault.read.page(permit, { limit: 100 })).facts)
      ids.set(one.upstreamId ?? '', one.id);
  });
  afterEach(() => test.remove());

  const who = (actor: Holder) => ({ actor, account: actor.account, request: {} });
  const show = (name: string, n = 0, actor = owner): Promise<Answer> =>
    chart.contents.show(who(actor), record, ids.get(name) ?? '', n, 'effective');
  const about = (answer: Answer) => JSON.parse(answer.headers['x-chartwarden-content'] ?? '');
  const lastLine = async () => {
    const [line] = await test.core.ledger.reader.list(record, { limit: 1 });
    if (line === undefined || line.sealed) throw new Error('no line');
    return line.body;
  };
  const grant = async (slice: Slice, form: Form = 'full_source_allowed'): Promise<Holder> => {
    const reader = await test.account('member');
    const to = { recipient: { kind: 'account', id: reader.account }, from: 0, until: null, capacity: 'self' } as const;
    const consent = {
      kind: 'consent',
      record,
      effect: 'permit',
      actions: ['read', 'search'],
      slice,
      form,
      ...to,
    } as const;
    await test.core.gate.changeAccess(owner, consent, {});
    return reader;
  };

  it('is sent under a type of ours, as a file, sandboxed, with a line that does not say what it is called', async () => {
    const answer = await show('note');
    expect(String(answer.body)).toBe(NOTE);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    });
    expect(about(answer)).toEqual({ kind: 'html', size: NOTE.length, problems: [] });
    const line = await lastLine();
    expect(line).toMatchObject({
      action: 'read-content', outcome: 'permitted', types: ['DocumentReference'], count: 1,
      detail: { content: 0, kind: 'html', size: NOTE.length, left: true },
    }); // biome-ignore format: one line
    expect(JSON.stringify(line)).not.toMatch(/kanarienname|Zitronenfalter/);
  });

  it('is not believed what it says of itself', async () => {
    expect(about(await show('wrong'))).toEqual({ kind: 'html', size: 6, problems: ['size', 'hash'] });
    expect(about(await show('broken')).problems).toContain('base64');
  });

  it('leaves only as a file when it cannot be shown, under a name that breaks nothing', async () => {
    await expect(show('zip')).rejects.toMatchObject({ code: 'CW-CHRT-001' });
    expect((await lastLine()).detail).toMatchObject({ kind: 'other', left: false });
    const kept = await chart.contents.keep(who(owner), record, ids.get('zip') ?? '', 0, 'effective');
    expect(kept.headers['content-type']).toBe('application/octet-stream');
    expect(kept.headers['content-disposition']).not.toMatch(/[\r\n]|c"d/);
    expect(await lastLine()).toMatchObject({ action: 'download-content', detail: { kind: 'other', left: true } });
  });

  it('in a file of its own carries no label of the document, so whoever does not see every label does not see files', async () => {
    const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }];
    const secret = [
      document('therapy', { contentType: 'text/plain', url: 'Binary/b2' }, { meta: { security } }),
      { resourceType: 'Binary', id: 'b2', contentType: 'text/plain', data: base64('Zitronenfalter') },
    ];
    await test.importAll(
      owner,
      record,
      secret.map((one) => JSON.stringify(one)),
    );
    const seen = async (actor: Holder) => {
      const permit = await test.permit(actor, record, ['search']);
      const { facts } = await test.core.vault.read.page(permit, { limit: 100 });
      return facts.filter((one) => one.type === 'Binary').map((one) => one.upstreamId);
    };
    expect((await seen(owner)).toSorted()).toEqual(['b1', 'b2']);
    expect(await seen(await grant({}))).toEqual([]);
    expect(await seen(await grant({ labels: ['HIV'] }))).toEqual([]);
    expect(await seen(await grant({ facts: [ids.get('b1') as FactId] }))).toEqual(['b1']);
  });

  it('may stand in a Binary of its own, which has to be permitted, too', async () => {
    const answer = await show('apart');
    expect(String(answer.body)).toBe('In a Binary of its own.');
    expect(await lastLine()).toMatchObject({ types: ['Binary', 'DocumentReference'], count: 2 });
    const list = (await chart.sections.list(who(owner), record, 'documents')) as unknown as {
      readonly documents: readonly { readonly id: string }[];
    };
    // In the list it is a part of what names it, and stands nowhere for itself.
    const listed = list.documents.map((one) => one.id);
    expect([listed.includes(ids.get('apart') ?? ''), listed.includes(ids.get('b1') ?? '')]).toEqual([true, false]);
    const reader = await grant({ types: ['DocumentReference'] });
    await expect(show('apart', 0, reader)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    expect(String((await show('note', 0, reader)).body)).toBe(NOTE);
    const at = async (actor: Holder, name: string) =>
      (await chart.fact(who(actor), record, ids.get(name) ?? '', 'effective')).contents.map((one) => one.at);
    expect([await at(owner, 'apart'), await at(reader, 'apart'), await at(reader, 'far')]).toEqual([
      ['here'],
      ['elsewhere'],
      ['elsewhere'],
    ]);
  });

  it('is nothing elsewhere, under no number, for a stranger, outside a slice, and in the form without content', async () => {
    const nothing = { code: 'CW-GEN-002' };
    await expect(show('far')).rejects.toMatchObject(nothing);
    await expect(show('note', 1)).rejects.toMatchObject(nothing);
    await expect(show('c1')).rejects.toMatchObject(nothing);
    await expect(show('note', 0, await test.account('member'))).rejects.toMatchObject(nothing);
    await expect(show('note', 0, await grant({ types: ['Condition'] }))).rejects.toMatchObject(nothing);
    expect(await lastLine()).toMatchObject({ action: 'read-content', count: 0, detail: { found: false } });
    const reader = await grant({}, 'metadata_only');
    await expect(show('note', 0, reader)).rejects.toMatchObject({ code: 'CW-GATE-005' });
  });

  it('comes with what happened in the same visit and what names it, as far as it is permitted', async () => {
    const related = async (name: string, actor = owner) => {
      const found = await chart.contents.related(who(actor), record, ids.get(name) ?? '');
      return found.facts.map((one) => one.id).sort();
    };
    const { facts } = await chart.contents.related(who(owner), record, ids.get('note') ?? '');
    // Each by its own name, not by what a fact without one is called.
    for (const { title } of facts) expect(title).not.toBe('Resource');
    const of = (...names: string[]) => names.map((name) => ids.get(name)).sort();
    expect(await related('note')).toEqual(of('c1', 'reply'));
    expect(await related('c1')).toEqual(of('note'));
    expect(await related('c2')).toEqual([]);
    const reader = await grant({ types: ['DocumentReference'] });
    expect(await related('note', reader)).toEqual(of('reply'));
    await expect(related('c1', reader)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await expect(related('note', await grant({}, 'metadata_only'))).rejects.toMatchObject({ code: 'CW-GATE-005' });
  });

  it('can be left out of the fact that carries it, and nothing else with it', async () => {
    const long = document(
      'long',
      { contentType: 'text/plain', data: base64('ä'.repeat(500)) },
      {
        description: `It says "data":"${'A'.repeat(300)}" here`,
      },
    );
    await test.importAll(owner, record, [JSON.stringify(long)]);
    const { facts } = await chart.facts(who(owner), record, { limit: 100, view: 'effective' });
    const id = facts.find((one) => one.title.startsWith('It says'))?.id ?? '';
    const detail = await chart.fact(who(owner), record, id, 'effective', undefined, 'leave-out');
    const resource = JSON.parse(detail.raw) as typeof long & { description: string };
    expect(resource.content[0]?.attachment).toEqual({ contentType: 'text/plain', data: '' });
    expect(resource.description).toBe((long as unknown as typeof resource).description);
    expect(detail.contents).toMatchObject([{ at: 'here', mediaType: 'text/plain' }]);
  });

  it('is left out up to its own end, and what is no base64 is left as it stands', async () => {
    const odd = document('odd', {
      contentType: 'text/plain',
      title: 'Odd',
      data: `${'A'.repeat(300)}"and a quotation mark`,
    });
    await test.importAll(owner, record, [JSON.stringify({ ...odd, description: 'Odd' })]);
    const { facts } = await chart.facts(who(owner), record, { limit: 100, view: 'effective' });
    const id = facts.find((one) => one.title === 'Odd')?.id ?? '';
    const detail = await chart.fact(who(owner), record, id, 'effective', undefined, 'leave-out');
    expect(JSON.parse(detail.raw)).toMatchObject({ content: odd.content });
  });
});
