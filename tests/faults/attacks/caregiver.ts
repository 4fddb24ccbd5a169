import type { NewAccessEvent } from '@chartwarden/gate';
import { type EventId, newId, type RecordId } from '@chartwarden/ids';
import { expect, it } from 'vitest';
import { type Cast, SECRETS } from '../../support/cast.ts';
import { emailOf } from '../../support/open-test-app.ts';

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

/** A caregiver to whom vaccinations were granted, to look at and to add to, and who wants more. */
export function attackAsCaregiver(cast: () => Cast): void {
  const of = (path: string): string => `/api/people/${cast().person}${path}`;
  const SEALED = ['Zitronenfalter', 'Mondstein', 'Vibrissa', 'kanarienfile'];

  it('sees what was granted by every way, and nothing else by any', async () => {
    const { fact, granted } = cast();
    const asks: readonly [string, string, object?][] = [
      ['GET', of('/types')], ['GET', of('/facts')], ['GET', of(`/facts/${fact}`)], ['GET', of(`/facts/${fact}/versions/1`)],
      ['GET', of(`/facts/${fact}/content/0`)], ['GET', of(`/facts/${fact}/related`)], ['GET', of('/facts?types=Observation')],
      ['GET', of('/timeline/spread?by=year')], ['GET', of('/today')], ['GET', of('/chart/results')], ['GET', of('/chart/problems')],
      ['GET', of('/duplicates')], ['POST', of('/search'), { words: 'zitronenfalter mondstein' }],
      ['POST', of('/search/suggest'), { words: 'zitro' }], ['POST', of('/print/summary'), { as: 'json' }],
      ['POST', of('/print/problems'), { as: 'json' }], ['GET', of('/sources')], ['GET', of(`/sources/${cast().source}/file`)],
      ['GET', of('/imports')], ['GET', `/api/imports/${cast().import}`], ['GET', of('/shares/own')],
    ]; // biome-ignore format: one list
    const wrong: string[] = [];
    for (const [method, url, body] of asks) {
      const { status, text } = await cast().as('carer', method, url, body);
      const shown = SEALED.filter((word) => text.includes(word));
      if (shown.length > 0 || status >= 500) wrong.push(`${method} ${url}: ${status} ${shown.join()}`);
    }
    expect(wrong).toEqual([]);
    expect((await cast().as('carer', 'GET', of(`/facts/${granted}`))).status).toBe(200);
  });

  it('neither widens, shares on, exports, erases, renames, brings in nor reads who saw what', async () => {
    await cast().again('carer');
    const { fact, person, share } = cast();
    const wish = { recipient: { address: emailOf('member') }, slice: { types: ['Immunization'] }, until: null };
    const asks: readonly [string, string, object?][] = [
      ['POST', of('/shares/drafts'), wish],
      ['POST', of('/shares/drafts'), { ...wish, recipient: { address: emailOf('carer') }, slice: {} }],
      ['POST', of('/links'), { label: 'mine', slice: { types: ['Immunization'] }, until: null }],
      ['POST', of('/invitations'), { relation: 'self' }],
      ['POST', of('/invitations'), { relation: 'custodian', hand: 'over' }],
      ['POST', of('/archives'), { kind: 'archive' }],
      ['POST', of('/archives'), { kind: 'entries' }],
      ['POST', of('/archives'), { kind: 'files' }],
      ['POST', of('/erasure'), {}],
      ['PUT', of('/profile'), { name: 'carer', birthDate: '1971-03-04' }],
      ['POST', `/api/imports/${cast().import}/withdraw`, { reason: 'because' }],
      ['POST', `/api/imports/${cast().import}/move`, { person: newId(), reason: 'because' }],
      ['POST', of(`/facts/${fact}/corrections`), { kind: 'not-mine', reason: 'because' }],
      ['POST', of(`/facts/${fact}/corrections`), { kind: 'note', value: 'mine', reason: 'because' }],
      ['POST', of('/duplicates/verdicts'), { one: fact, other: newId(), verdict: 'same' }],
      ['GET', of('/activity')],
      ['GET', of('/activity/days')],
      ['GET', of('/activity-proof')],
      ['GET', of(`/facts/${fact}/activity`)],
      ['GET', of('/shares')],
      ['GET', of('/shares/history')],
      ['GET', of(`/shares/${share}/receipt`)],
      ['GET', of('/links')],
    ];
    const before = cast().test.app.core.access.state();
    const wrong: string[] = [];
    for (const [method, url, body] of asks) {
      const { status, text } = await cast().as('carer', method, url, body);
      if (![403, 404].includes(status))
        wrong.push(`${method} ${url} ${JSON.stringify(body ?? {})}: ${status} ${text.slice(0, 120)}`);
    }
    expect(wrong).toEqual([]);
    expect(
      cast()
        .test.app.core.access.state()
        .records.get(person as RecordId),
    ).toEqual(before.records.get(person as RecordId));
  });

  it('looks through nobody’s eyes but their own', async () => {
    const { accounts } = cast();
    const views = [
      { account: accounts.holder },
      { account: accounts.carer },
      { slice: {}, form: 'full_source_allowed', actions: ['read', 'search', 'export'] },
    ];
    for (const view of views) {
      const as = Buffer.from(JSON.stringify(view)).toString('base64url');
      for (const url of [of('/facts'), of('/today'), of(`/facts/${cast().fact}`)]) {
        const { statusCode, body } = await cast().test.app.http.inject({
          method: 'GET',
          url,
          headers: {
            authorization: `Bearer ${cast().tokens.carer}`,
            'x-chartwarden': '1',
            'x-chartwarden-cli': '1',
            'x-chartwarden-as': as,
          },
        });
        expect([403, 404], `${JSON.stringify(view)} ${url}`).toContain(statusCode);
        expect(SECRETS.filter((word) => body.includes(word))).toEqual([]);
      }
    }
  });

  it('says nothing to the gate that it takes, but that they give back what they were granted', async () => {
    const { accounts, person, share } = cast();
    const { gate, access } = cast().test.app.core;
    const actor = { kind: 'account', account: accounts.carer, role: 'member' } as const;
    const record = person as RecordId;
    const until = Date.now() + 3_600_000;
    const consent = {
      kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: {}, form: 'full_source_allowed', from: 0, until: null,
      recipient: { kind: 'account', id: accounts.carer },
    } as const; // biome-ignore format: one event
    const custody = { kind: 'custody', record, relation: 'custodian', state: 'held' } as const;
    const own = { kind: 'account', id: accounts.carer } as const;
    const events: readonly Omit<NewAccessEvent, 'capacity'>[] = [
      consent,
      { ...consent, recipient: { kind: 'account', id: accounts.member } },
      { ...consent, recipient: undefined },
      { ...consent, effect: 'deny', recipient: { kind: 'account', id: accounts.holder } },
      { ...consent, recipient: { kind: 'link', id: newId() }, actions: ['export'] },
      // In an emergency that nobody offered.
      { ...consent, purposes: ['emergency'], until, reason: 'unconscious on the street', under: newId<EventId>() },
      { ...consent, purposes: ['emergency'], until, reason: 'unconscious on the street', under: share as EventId },
      { ...custody, holder: own },
      { ...custody, holder: own, relation: 'self' },
      { ...custody, holder: { kind: 'account', id: accounts.holder }, relation: 'self', state: 'ended' },
      { kind: 'record', record, recordKind: 'person', state: 'erased' },
      { kind: 'role', account: accounts.carer, role: 'admin', state: 'given' },
      { kind: 'account', account: accounts.holder, state: 'disabled' },
      { kind: 'membership', organization: record, account: accounts.carer, role: 'manager', state: 'given' },
    ] as readonly Omit<NewAccessEvent, 'capacity'>[];
    const { seq } = access.state();
    const wrong: string[] = [];
    for (const event of events)
      for (const capacity of ['self', 'proxy', 'staff', 'operator', 'system'] as const) {
        const code = await gate
          .changeAccess(actor, { ...event, capacity } as NewAccessEvent, {})
          .then(() => 'taken', codeOf);
        if (code !== 'CW-GATE-007') wrong.push(`${JSON.stringify(event)} as ${capacity}: ${String(code)}`);
      }
    expect(wrong).toEqual([]);
    expect(access.state().seq).toBe(seq);
  });

  it('takes nobody else’s draft, link or import by its id', async () => {
    const { person } = cast();
    await cast().again('holder');
    const wish = { recipient: { address: emailOf('member') }, slice: {}, until: null };
    const draft = await cast().json<{ id: string; digest: string }>('holder', 'POST', of('/shares/drafts'), wish);
    const erasure = await cast().json<{ id: string; digest: string }>('holder', 'POST', of('/erasure'), {});
    const tries: readonly [string, string, object?][] = [
      ['POST', `/api/shares/${draft.id}/give`, { digest: draft.digest }],
      ['POST', `/api/erasures/${erasure.id}/approve`, { digest: erasure.digest }],
      ['POST', `/api/imports/${cast().import}/commit`, {}],
    ];
    for (const [method, url, body] of tries)
      expect((await cast().as('carer', method, url, body)).status, url).toBe(404);
    expect(
      cast()
        .test.app.core.access.state()
        .records.get(person as RecordId)?.erased,
    ).toBe(false);
  });
}
