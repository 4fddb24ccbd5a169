import { OWNER } from '../../tests/e2e/support/people.ts';
import type { ScreensPlace } from '../../tests/e2e/support/screens-place.ts';
import { type Client, clientOf } from '../../tests/support/running-server.ts';

const SISTER = { email: 'ana@example.org', name: 'Ana Sister', password: 'green lamp over the harbour' };

/** Ids of what pages apart from any record lead to. */
export interface Furnished {
  readonly organization: string;
}

/**
 * What several people on one instance leave behind: another account with a share of the first person's record, one of
 * hers that she invites the owner to look after, an invitation that nobody took, and a clinic with a patient.
 */
export async function furnish({ url, client, people }: ScreensPlace): Promise<Furnished> {
  const { url: link } = await client.json<{ url: string }>('POST', '/api/invitations', {
    role: 'member',
    email: SISTER.email,
  });
  await client.json('POST', '/api/invitations', { role: 'practitioner' });
  const token = link.split('#invitation=')[1];
  const { email, password } = SISTER;
  await clientOf(url, null).json('POST', '/api/invitation/take', { token, ...SISTER });
  const entered = await clientOf(url, null).json<{ token: string }>('POST', '/api/login', { email, password });
  const sister = clientOf(url, entered.token);

  const [first] = people;
  if (first !== undefined) await share(client, first.id, email);
  const own = await sister.json<{ id: string }>('POST', '/api/people', { name: 'Mia Sister', relation: 'custodian' });
  // An account is named by its id only where the record's own history names it.
  await share(sister, own.id, OWNER.email);
  const { account } = await client.json<{ account: { id: string } }>('GET', '/api/session');
  await sister.json('POST', `/api/people/${own.id}/invitations`, { relation: 'custodian', account: account.id });

  const { id: organization } = await client.json<{ id: string }>('POST', '/api/organizations', {
    name: 'Practice at the Green Square',
    listed: true,
  });
  const patients = `/api/organizations/${organization}/people`;
  const { id: patient } = await client.json<{ id: string }>('POST', patients, { name: 'Quirina Patient' });
  await client.json('POST', patients, { name: 'Emil Patient' });
  await client.json('POST', `${patients}/${patient}/leaving`, {});
  return { organization };
}

async function share(by: Client, person: string, address: string): Promise<void> {
  const wish = { recipient: { address }, slice: { types: ['Observation'] }, until: null, reason: 'She helps me' };
  const { id, digest } = await by.json<{ id: string; digest: string }>(
    'POST',
    `/api/people/${person}/shares/drafts`,
    wish,
  );
  await by.json('POST', `/api/shares/${id}/give`, { digest });
}
