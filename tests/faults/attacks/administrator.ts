import type { NewAccessEvent } from '@chartwarden/gate';
import { newId, type RecordId } from '@chartwarden/ids';
import { expect, it } from 'vitest';
import { type Cast, giveShare, SECRETS } from '../../support/cast.ts';
import { emailOf } from '../../support/open-test-app.ts';

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

/** Owner and admin, who look after the instance and want to know what is in a record. */
export function attackAsAdministrator(cast: () => Cast): void {
  const of = (path: string): string => `/api/people/${cast().person}${path}`;

  it('reads no record by their roles, nor by one more that they give themselves', async () => {
    for (const who of ['owner', 'admin'] as const) {
      await cast().again(who);
      const own = `/api/accounts/${cast().accounts[who]}/roles`;
      for (const role of ['practitioner', 'auditor', 'member'])
        expect((await cast().as(who, 'PUT', `${own}/${role}`)).status).toBeLessThan(500);
      if (who === 'admin') expect((await cast().as(who, 'PUT', `${own}/owner`)).status).toBe(403);
      for (const url of [
        of('/facts'),
        of('/profile'),
        of('/activity'),
        of('/shares'),
        of('/sources'),
        of(`/facts/${cast().fact}`),
      ]) {
        const { status, text } = await cast().as(who, 'GET', url);
        expect([status, text.includes('Quetzalina')], `${who} ${url}`).toEqual([404, false]);
      }
    }
  });

  it('learns nothing of a record from the log, the lists, the alerts, the state, or any other page of theirs', async () => {
    // Something to talk about: a share, a link, a correction, an import.
    await cast().again('holder');
    await giveShare(cast().test, cast().tokens.holder, cast().person, {
      recipient: { address: emailOf('admin') },
      slice: { types: ['Basic'] },
      until: Date.now() + 1000,
    });
    const link = { label: 'Mondstein', slice: {}, until: null };
    const links = of('/links');
    const { digest } = await cast().json<{ digest: string }>('holder', 'POST', links, link);
    await cast().json('holder', 'POST', links, { ...link, digest });
    await cast().json('holder', 'POST', of('/invitations'), { relation: 'custodian' });
    await new Promise((over) => setTimeout(over, 1100));
    const pages = [
      '/api/audit?limit=500', '/api/audit/export?format=ndjson', '/api/audit/export?format=csv', '/api/accounts', '/api/invitations',
      '/api/invitations/waiting', '/api/operate/state', '/api/alerts', '/api/session', '/api/sessions', '/api/people',
      '/api/organizations', '/api/organizations/directory', '/api/preferences', '/api/setup',
    ]; // biome-ignore format: one list
    const wrong: string[] = [];
    for (const who of ['owner', 'admin', 'auditor'] as const)
      for (const url of pages) {
        const { status, text } = await cast().as(who, 'GET', url);
        const shown = [...SECRETS, cast().person, cast().fact, cast().source].filter((word) => text.includes(word));
        if (shown.length > 0 || status >= 500) wrong.push(`${who} ${url}: ${status} ${shown.join()}`);
      }
    expect(wrong).toEqual([]);
  });

  it('takes no claim of a record by making its invitation anew, looking at it or cancelling it', async () => {
    const made = await cast().json<{ id: string }>('holder', 'POST', of('/invitations'), { relation: 'custodian' });
    for (const who of ['owner', 'admin'] as const) {
      await cast().again(who);
      const { invitations } = await cast().json<{ invitations: { id: string }[] }>(who, 'GET', '/api/invitations');
      expect(invitations.map(({ id }) => id)).not.toContain(made.id);
      const tries: readonly [string, string, object?][] = [
        ['POST', `/api/invitations/${made.id}/renew`, {}],
        ['DELETE', `/api/invitations/${made.id}`],
        ['POST', `/api/invitations/${made.id}/accept`, {}],
        ['POST', of(`/invitations/${made.id}/renew`), {}],
        ['DELETE', of(`/invitations/${made.id}`)],
        ['GET', of('/invitations')],
      ];
      for (const [method, url, body] of tries) {
        const { status } = await cast().as(who, method, url, body);
        expect([403, 404, 410], `${who} ${method} ${url}`).toContain(status);
      }
    }
    const still = await cast().json<{ invitations: { id: string }[] }>('holder', 'GET', of('/invitations'));
    expect(still.invitations.map(({ id }) => id)).toContain(made.id);
  });

  it('sets nobody’s password: an admin not at all, an owner by a link that its holder is told of', async () => {
    const { holder } = cast().accounts;
    await cast().again('admin');
    expect((await cast().as('admin', 'POST', `/api/accounts/${holder}/password-link`)).status).toBe(403);
    expect((await cast().as('admin', 'DELETE', `/api/accounts/${holder}/factors`)).status).toBe(403);
    await cast().again('owner');
    expect((await cast().as('owner', 'POST', `/api/accounts/${cast().accounts.owner}/password-link`)).status).toBe(403);
    await cast().json('owner', 'POST', `/api/accounts/${holder}/password-link`);
    const { notices } = await cast().json<{ notices: { kind: string }[] }>('holder', 'GET', '/api/session');
    expect(notices.map(({ kind }) => kind)).toContain('new-password-link-by-owner');
    const log = await cast().json<{ entries: { action: string; actorEmail?: string }[] }>(
      'owner',
      'GET',
      '/api/audit?action=password-link',
    );
    expect(log.entries[0]).toMatchObject({ actorEmail: emailOf('Owner') });
    // Disabled and enabled again, the link is dead.
    await cast().json('owner', 'POST', `/api/accounts/${holder}/disable`);
    await cast().json('owner', 'POST', `/api/accounts/${holder}/enable`);
    await cast().again('holder');
  });

  it('comes to no record through an organization, its custody or its manager', async () => {
    await cast().again('admin');
    const { accounts, person } = cast();
    const made = await cast().as('admin', 'POST', '/api/organizations', { name: 'Klinik', manager: emailOf('admin') });
    expect(made.status).toBeLessThan(500);
    const organization = (made.status < 300 ? (JSON.parse(made.text) as { id?: string }).id : undefined) ?? newId();
    const { gate, access } = cast().test.app.core;
    const record = person as RecordId;
    const custody = { kind: 'custody', record, relation: 'custodian', state: 'held' } as const;
    const before = access.state().records.get(record);
    for (const who of ['owner', 'admin'] as const) {
      const actor = { kind: 'account', account: accounts[who], role: who } as const;
      const events = [
        { ...custody, holder: { kind: 'organization', id: organization } },
        { ...custody, holder: { kind: 'account', id: accounts[who] } },
        { kind: 'record', record, recordKind: 'person', state: 'erased' },
        { kind: 'record', record, recordKind: 'person', state: 'created' },
        { kind: 'membership', organization: record, account: accounts[who], role: 'manager', state: 'given' },
        {
          kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: {}, form: 'full_source_allowed', from: 0,
          until: null, recipient: { kind: 'account', id: accounts[who] },
        },
      ]; // biome-ignore format: a list of events
      for (const event of events)
        for (const capacity of ['self', 'proxy', 'staff'])
          expect(
            await gate.changeAccess(actor, { ...event, capacity } as NewAccessEvent, {}).then(() => 'taken', codeOf),
            JSON.stringify(event),
          ).toBe('CW-GATE-007');
    }
    expect(access.state().records.get(record)).toEqual(before);
    expect((await cast().as('admin', 'GET', of('/facts'))).status).toBe(404);
  });
}
