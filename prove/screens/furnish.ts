import { OWNER } from '../../tests/e2e/support/people.ts';
import type { ScreensPlace } from '../../tests/e2e/support/screens-place.ts';
import { clientOf } from '../../tests/support/running-server.ts';

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
  if (first !== undefined) {
    const wish = {
      recipient: { address: email },
      slice: { types: ['Observation'] },
      until: null,
      reason: 'She helps me',
    };
    const draft = await client.json<{ id: string; digest: string }>(
      'POST',
      `/api/people/${first.id}/shares/drafts`,
      wish,
    );
    await client.json('POST', `/api/shares/${draft.id}/give`, { digest: draft.digest });
  }
  const own = await sister.json<{ id: string }>('POST', '/api/people', { name: 'Mia Sister', relation: 'custodian' });
  await sister.json('POST', `/api/people/${own.id}/invitations`, { relation: 'custodian', email: OWNER.email });

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
