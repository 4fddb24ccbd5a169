import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesDuring, wrongLines } from '../support/lines-during.ts';
import { type Answer, emailOf, openTestApp, PASSWORD, type TestApp } from '../support/open-test-app.ts';

/** What stands in the holder's record and must never reach anybody else. */
const CANARIES = ['Quetzalina', 'Vibrissa', 'kanarienfile', 'Zitronenfalter'];
const FILE = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    { fullUrl: 'urn:uuid:0a000000-0000-4000-8000-000000000001', resource: { resourceType: 'Patient', id: 'p', name: [{ family: 'Vibrissa' }], birthDate: '1971-03-04' } },
    { fullUrl: 'urn:uuid:0a000000-0000-4000-8000-000000000002', resource: { resourceType: 'Observation', status: 'final', code: { text: 'Zitronenfalter' }, text: { status: 'generated', div: '<div>Zitronenfalter</div>' }, effectiveDateTime: '2020-01-02' } },
  ],
}); // biome-ignore format: one small file

/** Of the form of what a link holds. */
const SEALED = [
  Buffer.from('{"alg":"dir","enc":"A256GCM","cty":"application/fhir+json"}').toString('base64url'),
  '', 'A'.repeat(16), 'AAAA', 'A'.repeat(22),
].join('.'); // biome-ignore format: one file

const ROLES = [
  'nobody', 'holder', 'owner', 'admin', 'auditor', 'practitioner', 'member', 'demo', 'caregiver', 'viewer',
  'orgViewer', 'orgMember', 'orgManager', 'disabled',
] as const; // biome-ignore format: one list
type Role = (typeof ROLES)[number];
/** Who works for the organization, as what. */
const WORKING = ['orgManager', 'orgMember', 'orgViewer'] as const;
/** Members here, to whom some of the record was given by name or through where they work. */
const isGranted = (role: Role): role is 'caregiver' | 'viewer' | (typeof WORKING)[number] =>
  role === 'caregiver' || role === 'viewer' || isWorking(role);
const isWorking = (role: Role): role is (typeof WORKING)[number] => (WORKING as readonly Role[]).includes(role);

interface Row {
  readonly body?: unknown;
  /** The query, with its question mark. */
  readonly query?: string;
  /** Status by role. */
  readonly expect: Readonly<Record<Role, number>>;
}

type Others = Partial<Record<Role, number>>;

/** Whoever is logged in gets `status`, but for those who are named; nobody, and whoever is disabled, is asked to log in. */
const of = (status: number, others: Others = {}): Readonly<Record<Role, number>> => ({
  holder: status, owner: status, admin: status, auditor: status, practitioner: status, member: status, demo: status,
  caregiver: status, viewer: status, orgViewer: status, orgMember: status, orgManager: status,
  nobody: 401, disabled: 401, ...others,
}); // biome-ignore format: the order of ROLES

/**
 * Of one person's record: whoever holds it, and for everybody else it does not exist. `caregiver` was granted one type of
 * it, to look at and to add to: what asks for more than any grant gives is refused, decided without looking. The same was
 * granted to an organization: its managers and members do that, too. To `viewer` it was only shown, as to its viewers.
 */
const record = (status: number, more: Omit<Row, 'expect'> = {}, caregiver = 403, viewer = caregiver): Row => ({
  ...more,
  expect: of(404, {
    holder: status, caregiver, viewer, orgMember: caregiver, orgManager: caregiver, orgViewer: viewer,
  }), // biome-ignore format: one list
});
/** Of an organization, which is not there for whoever does not work for it. */
const organization = (
  [orgManager, orgMember, orgViewer]: readonly [number, number, number],
  more: Omit<Row, 'expect'> = {},
): Row => ({ ...more, expect: of(404, { orgManager, orgMember, orgViewer }) });
/** Of the caller's own account, or something that each may do. */
const own = (status: number, more: Omit<Row, 'expect'> = {}, others: Others = {}): Row => ({
  ...more,
  expect: of(status, others),
});
const open = (status: number, more: Omit<Row, 'expect'> = {}): Row => ({
  ...more,
  expect: of(status, { nobody: status, disabled: status }),
});
/** Of the accounts of others. */
const administration = (status: number, more: Omit<Row, 'expect'> = {}): Row => ({
  ...more,
  expect: of(403, { owner: status, admin: status }),
});
const ALERTS = {
  'failed-logins': true, 'first-look': false, export: true, 'mass-read': true, 'break-glass': true, 'log-broken': true,
  'clock-back': true,
}; // biome-ignore format: one list
const MAIL = { ...ALERTS, account: true, sharing: false };
const KEPT = {
  days: { 'unfinished-imports': 30, drafts: 1, approvals: 30, jobs: 14, notices: 365 },
  nightly: true,
};
/** Of nobody, and without an id. */
const OBSERVATION = { resourceType: 'Observation', status: 'final', code: { text: 'Zitronenfalter' } };
const FORM = new URLSearchParams({ _type: 'Observation' });
const REASON = { reason: 'because' };
/** What an authenticator could answer. */
const ANSWER = { id: 'AAAA', response: {} };

/**
 * Every route and what each role gets of it. Called in this order, so that what takes something away comes last.
 * An instance owner or admin is not a reader (design 4.2): on records they get what a stranger gets.
 */
const MATRIX: Readonly<Record<string, Row>> = {
  'GET /healthz': open(200),
  'GET /readyz': open(200),
  'GET /assets/*': open(404),
  'GET /*': open(200),
  'GET /api/setup': open(200),
  'POST /api/setup': open(409, { body: { email: 'x@example.org', name: 'X', password: PASSWORD, witness: null } }),
  'POST /api/operator/:act': open(404, { body: {} }),
  'POST /api/new-password': open(410, { body: { token: 'A'.repeat(43), password: PASSWORD } }),
  'POST /api/lost-password': open(409, { body: { email: 'x@example.org' } }),
  'GET /api/setup/kit': own(404, {}, { owner: 200 }),
  'POST /api/setup/kit-confirmed': own(404, { body: { lastGroup: 'XXXX' } }, { owner: 400 }),
  'GET /api/operate/state': administration(200),
  'GET /api/retention': administration(200),
  'POST /api/retention/drafts': administration(201, { body: KEPT }),
  'POST /api/retention/approve': administration(410, { body: { ...KEPT, id: newId(), at: 1, digest: '0'.repeat(64) } }),
  'GET /api/audit': { expect: of(403, { owner: 200, admin: 200, auditor: 200 }) },
  'GET /api/audit/export': { expect: of(403, { owner: 200, admin: 200, auditor: 200 }) },
  'GET /api/session': own(200),
  'POST /api/session/notices/seen': own(204),
  'GET /api/sessions': own(200),
  'GET /api/preferences': own(200),
  'GET /api/alerts': own(200),
  'PUT /api/alerts': own(200, { body: ALERTS }),
  'GET /api/account/mail': own(200),
  'PUT /api/account/mail': own(200, { body: MAIL }),
  'PUT /api/preferences': own(200, { body: { theme: 'dark', zone: 'Europe/Vienna' } }),
  'GET /api/people': own(200),
  'POST /api/people': own(201, { body: { name: 'Somebody', relation: 'custodian' } }, { auditor: 403, demo: 403 }),
  // Before anything of the record is changed: what goes out is what was shown.
  'POST /api/people/:person/archives': record(201, { body: {} }),
  'POST /api/archives/:archive/approve': record(409, { body: { digest: '0'.repeat(64) } }, 404),
  'GET /api/archives/:archive/file': record(200, {}, 404),
  'GET /api/people/:person/profile': record(200, {}, 200),
  'PUT /api/people/:person/profile': record(200, { body: { name: 'Quetzalina', birthDate: '1971-03-04' } }),
  'GET /api/people/:person/types': record(200, {}, 200),
  'GET /api/people/:person/facts': record(200, {}, 200),
  'GET /api/people/:person/timeline/spread': record(200, {}, 200),
  'GET /api/people/:person/today': record(200, {}, 200),
  'POST /api/people/:person/today/seen': record(204, { body: { upTo: 1, way: 'left' } }, 204),
  'GET /api/people/:person/chart-notes': record(200, {}, 200),
  'PUT /api/people/:person/chart-notes': record(200, { body: { pins: [newId()] } }, 200),
  'GET /api/people/:person/chart/:section': record(200, {}, 200),
  'POST /api/people/:person/search': record(200, { body: { words: 'zitronenfalter' } }, 200),
  'POST /api/people/:person/search/suggest': record(200, { body: { words: 'zitro' } }, 200),
  'GET /api/people/:person/duplicates': record(200, {}, 200),
  'GET /api/people/:person/duplicates/count': record(200, {}, 200),
  'POST /api/people/:person/duplicates/verdicts': record(404, { body: { one: newId(), other: newId(), verdict: 'same' } }, 404, 403),
  'POST /api/people/:person/duplicates/verdicts/:verdict/undo': record(404, { body: {} }, 404),
  'GET /api/people/:person/facts/:fact': record(200, {}, 404),
  'GET /api/people/:person/facts/:fact/versions/:version': record(200, {}, 404),
  'GET /fhir/R4/:type/:fact': record(200, {}, 404),
  // Over the records that the caller has to do with, of which there may be none.
  'GET /fhir/R4': own(200, { query: '?_type=Observation' }),
  'GET /fhir/R4/:type': own(200),
  'POST /fhir/R4/_search': own(200, { body: FORM }),
  'POST /fhir/R4/:type/_search': own(200, { body: FORM }),
  // Names nobody: what it says is wrong before anybody's record is thought of.
  'POST /fhir/R4/:type': own(422, { body: OBSERVATION }),
  'PUT /fhir/R4/:type/:fact': own(400, { body: OBSERVATION }),
  'PUT /fhir/R4/:type': own(400, { body: OBSERVATION }),
  'DELETE /fhir/R4/:type': own(400),
  'POST /fhir/R4': own(400, { body: { resourceType: 'Bundle', type: 'collection' } }),
  'PATCH /fhir/R4/:type/:fact': record(200, { body: [] }, 404),
  'POST /fhir/R4/:type/$validate': own(200, { body: OBSERVATION }),
  'POST /fhir/R4/:type/:fact/$validate': own(200, { body: OBSERVATION }),
  'GET /fhir/R4/:type/_history': own(200),
  'GET /fhir/R4/:type/:fact/_history': record(200, {}, 404),
  'GET /fhir/R4/:type/:fact/_history/:vid': record(200, {}, 404),
  'GET /fhir/R4/Patient/:person/$everything': record(200, {}, 200),
  'POST /fhir/R4/Patient/:person/$everything': record(200, {}, 200),
  // Without the header that says that the answer may come later.
  'GET /fhir/R4/Patient/$export': own(400),
  'POST /fhir/R4/Patient/$export': own(400),
  'GET /fhir/R4/Patient/:person/$export': own(400),
  'POST /fhir/R4/Patient/:person/$export': own(400),
  'GET /fhir/R4/$export-status/:export': record(200, {}, 404),
  'GET /fhir/R4/$export-files/:export/:file': record(200, {}, 404),
  'GET /api/bulk-exports/:export': record(409, {}, 404),
  'POST /api/bulk-exports/:export/approve': record(409, { body: { digest: '0'.repeat(64) } }, 404),
  'DELETE /fhir/R4/$export-status/:export': record(202, {}, 404),
  'GET /fhir/R4/Patient/$everything': own(404),
  'POST /fhir/R4/Patient/$everything': own(404),
  'GET /api/people/:person/chart/:section/:entry': record(404, {}, 404),
  'GET /api/people/:person/facts/:fact/content/:n': record(200, {}, 404),
  'GET /api/people/:person/facts/:fact/related': record(200, {}, 404),
  'POST /api/people/:person/facts/:fact/corrections': record(201, { body: { kind: 'note', value: 'Zitronenfalter', ...REASON } }, 404, 403),
  'POST /api/people/:person/facts/:fact/corrections/:correction/undo': record(200, { body: REASON }, 404, 403),
  'POST /api/people/:person/print/:what': record(200, { body: {} }, 200),
  'GET /api/people/:person/activity': record(200),
  'GET /api/people/:person/activity/days': record(200, { query: '?own=show' }),
  'GET /api/people/:person/activity/:seq': record(200),
  'GET /api/people/:person/facts/:fact/activity': record(200),
  'GET /api/people/:person/activity/:seq/proof': record(200),
  'GET /api/people/:person/activity-proof': record(200),
  'GET /api/people/:person/shares': record(200),
  'GET /api/people/:person/shares/history': record(200),
  'GET /api/people/:person/shares/own': record(200, {}, 200),
  'GET /api/people/:person/shares/:event/receipt': record(200),
  'POST /api/people/:person/shares/:event/receipt/print': record(200, { body: {} }),
  'GET /api/people/:person/shares/:event/consent': record(200),
  'POST /api/people/:person/shares/drafts': record(201, { body: { recipient: { address: 'x@example.org' }, slice: {}, until: null } }),
  'POST /api/shares/:share/give': record(409, { body: { digest: '0'.repeat(64) } }, 404),
  'POST /api/shares/:event/end': record(204, {}, 404),
  'POST /api/shares/:event/lift': record(404, {}, 404),
  'GET /api/people/:person/sources/:source/sharing': record(200),
  'POST /api/people/:person/sources/:source/sharing': record(200, { body: { from: 'models', kept: true } }),
  'GET /api/people/:person/facts/:fact/sharing': record(200),
  'POST /api/people/:person/facts/:fact/sharing': record(200, { body: { from: 'models', kept: true } }),
  'GET /api/people/:person/labels/:label/sharing': record(200),
  'POST /api/people/:person/labels/:label/sharing': record(200, { body: { from: 'models', kept: true } }),
  'GET /api/people/:person/links': record(200),
  'POST /api/people/:person/links': record(200, { body: { label: 'Zitronenfalter', slice: {}, until: null } }),
  'GET /api/links/:link/snapshot': record(200, {}, 404),
  'PUT /api/links/:link/content': record(200, { body: Buffer.from(SEALED) }, 404),
  'GET /api/links/:link/content': record(200, {}, 404),
  'DELETE /api/links/:link': record(204, {}, 404),
  'POST /shl/:door': open(404, { body: { recipient: 'X' } }),
  'GET /shl/:door/:ticket': open(404),
  // To whoever was granted a part: the files that they brought, here none.
  'GET /api/people/:person/sources': record(200, {}, 200),
  'GET /api/people/:person/sources/:source/file': record(200, {}, 404),
  // Of a file that is no archive: it says so to whoever may open it.
  'GET /api/people/:person/sources/:source/before': record(422, {}, 404),
  // Whoever may add brings files, and sees their own imports: here none yet.
  'GET /api/people/:person/imports': record(200, {}, 200),
  'POST /api/people/:person/imports': record(201, { body: {} }, 201, 403),
  'GET /api/imports/:import': record(200, {}, 404),
  'GET /api/imports/:import/events': record(200, {}, 404),
  'PUT /api/imports/:import/files': record(409, { query: '?name=kanarienfile.json', body: Buffer.from('{}') }, 404),
  'POST /api/imports/:import/read': record(409, { body: {} }, 404),
  'POST /api/imports/:import/commit': record(409, { body: {} }, 404),
  'POST /api/imports/:import/cancel': record(409, { body: {} }, 404),
  'POST /api/imports/:import/move': record(404, { body: { person: newId(), ...REASON } }, 404),
  'DELETE /fhir/R4/:type/:fact': record(204, {}, 404),
  'POST /api/imports/:import/withdraw': record(200, { body: REASON }, 404),
  'POST /api/people/:person/erasure': record(201, { body: {} }),
  'POST /api/erasures/:draft/approve': record(409, { body: { digest: '0'.repeat(64) } }, 404),
  'GET /fhir/R4/metadata': open(200),
  'GET /api/organizations': own(200),
  'GET /api/organizations/directory': own(200),
  'POST /api/organizations': administration(201, { body: { name: 'X' } }),
  'GET /api/organizations/:organization': organization([200, 200, 200]),
  'GET /api/organizations/:organization/people': organization([200, 200, 200]),
  'POST /api/organizations/:organization/people': organization([201, 201, 403], { body: { name: 'Y' } }),
  'GET /api/organizations/:organization/invitations': organization([200, 403, 403]),
  'POST /api/organizations/:organization/invitations': organization([201, 403, 403], { body: { role: 'viewer' } }),
  'POST /api/organizations/:organization/invitations/:invited/renew': organization([200, 403, 403], { body: {} }),
  'DELETE /api/organizations/:organization/invitations/:invited': organization([204, 403, 403]),
  'POST /api/organizations/:organization/people/:patient/invitation': organization([201, 403, 403], { body: { relation: 'self', keeps: 'look' } }),
  'GET /api/organizations/:organization/leavings': organization([200, 200, 200]),
  'POST /api/organizations/:organization/people/:patient/leaving': organization([201, 403, 403], { body: {} }),
  'POST /api/leavings/:leaving/approve': organization([409, 404, 404], { body: { digest: '0'.repeat(64) } }),
  'DELETE /api/leavings/:leaving': organization([404, 404, 404]),
  'PUT /api/organizations/:organization': organization([204, 403, 403], { body: { name: 'Zaunkönig', listed: false } }),
  'GET /api/organizations/:organization/emergency': organization([200, 200, 200]),
  'PUT /api/organizations/:organization/emergency': organization([200, 403, 403], { body: { policy: { what: 'essential' } } }),
  'PUT /api/organizations/:organization/members/:member': organization([204, 403, 403], { body: { role: 'viewer' } }),
  'DELETE /api/organizations/:organization/members/:member': organization([204, 403, 403]),
  'GET /api/account/factors': own(200),
  'POST /api/account/factors/totp': own(201),
  'POST /api/account/factors/totp/confirm': own(403, { body: { code: '000' } }),
  'DELETE /api/account/factors/totp': own(409),
  'POST /api/account/factors/recovery-codes': own(409),
  'DELETE /api/accounts/:account/factors': own(403, {}, { owner: 409 }),
  'GET /api/account/passkeys': own(200),
  'POST /api/account/passkeys/options': own(200),
  'POST /api/account/passkeys': own(410, { body: { token: 'A'.repeat(43), response: ANSWER, name: 'X' } }),
  'PUT /api/account/passkeys/:passkey': own(404, { body: { name: 'X' } }),
  'DELETE /api/account/passkeys/:passkey': own(404),
  'POST /api/session/confirm/passkey/options': own(200),
  'POST /api/session/confirm/passkey': own(410, { body: { token: 'A'.repeat(43), response: ANSWER } }),
  'POST /api/account/address/mail': own(409),
  'POST /api/prove-address': open(410, { body: { token: 'A'.repeat(43) } }),
  'GET /api/account/identities': own(200),
  'POST /api/account/identities/:provider/begin': own(404),
  'DELETE /api/account/identities/:identity': own(404),
  'POST /api/session/confirm/sign-on/:provider': own(404),
  'POST /api/sign-on/:provider/begin': open(404, { body: { for: 'login' } }),
  'POST /api/sign-on/:provider/finish': open(404, { body: { query: '?code=x&state=y' } }),
  'POST /api/session/lock': own(204),
  'POST /api/session/confirm': own(204, { body: { password: PASSWORD } }),
  'GET /api/accounts': administration(200),
  'PUT /api/accounts/:account/roles/:role': administration(204),
  'DELETE /api/accounts/:account/roles/:role': administration(204),
  'POST /api/accounts/:account/password-link': own(403, {}, { owner: 200 }),
  'POST /api/accounts/:account/disable': administration(204),
  'POST /api/accounts/:account/enable': administration(204),
  'GET /api/handover': own(200),
  'POST /api/handover/draft': own(403, { body: { to: '0190c0de-0000-7000-8000-000000000001', keeps: 'admin' } }, { owner: 409 }),
  'POST /api/handover': own(403, { body: { to: '0190c0de-0000-7000-8000-000000000001', keeps: null, digest: '0'.repeat(64) } }, { owner: 409 }),
  'POST /api/handover/:handover/accept': own(404, { body: { digest: '0'.repeat(64) } }),
  'DELETE /api/handover/:handover': own(404),
  'POST /api/auth/token': own(201, { body: {} }, { demo: 403 }),
  'GET /api/auth/tokens': own(200),
  'DELETE /api/auth/tokens/:token': own(404),
  'GET /api/invitations': administration(200),
  'POST /api/invitations': administration(201, { body: { role: 'member' } }),
  'POST /api/invitations/:invitation/renew': administration(200, { body: {} }),
  'DELETE /api/invitations/:invitation': own(403, {}, { owner: 204, admin: 404 }),
  'GET /api/people/:person/emergency': record(200),
  'POST /api/people/:person/emergency': record(201, { body: {} }),
  'POST /api/emergency': own(403, { body: { name: 'Nobody Here', birthDate: '1970-01-01', reason: 'found unconscious' } }, { practitioner: 404 }),
  'GET /api/people/:person/custody': record(200),
  'POST /api/people/:person/custody/:holder/end': record(409),
  'GET /api/people/:person/invitations': record(200),
  'POST /api/people/:person/invitations': record(201, { body: { relation: 'custodian' } }),
  'POST /api/people/:person/invitations/:invitation/renew': record(200, { body: {} }),
  'DELETE /api/people/:person/invitations/:invitation': record(204),
  'GET /api/invitations/waiting': own(200),
  'POST /api/invitations/:invitation/accept': own(410),
  'POST /api/invitations/:invitation/decline': own(410),
  'POST /api/invitation/accept': own(410, { body: { token: 'A'.repeat(43) } }),
  'POST /api/invitation/decline': open(410, { body: { token: 'A'.repeat(43) } }),
  'POST /api/invitation/look': open(410, { body: { token: 'A'.repeat(43) } }),
  'POST /api/invitation/take': open(410, { body: { token: 'A'.repeat(43), name: 'X', email: 'x@example.org', password: PASSWORD } }),
  'POST /api/registration': open(403, { body: { name: 'X', email: 'x@example.org', password: PASSWORD } }),
  'DELETE /api/sessions/:session': own(204),
  'POST /api/sessions/end-others': own(200),
  'POST /api/account/password': own(204, { body: { current: PASSWORD, next: PASSWORD } }),
  'POST /api/login': open(200, { body: {} }),
  'POST /api/login/second-step': open(410, { body: { token: 'A'.repeat(43), code: '123456' } }),
  'POST /api/login/passkey/options': open(200),
  'POST /api/login/passkey': open(410, { body: { token: 'A'.repeat(43), response: ANSWER } }),
  'POST /api/logout': own(204),
}; // biome-ignore format: one table

const READS = [200, 200, 200, 404] as const;
const HOLDS = [200, 403, 403, 404] as const;
/** Routes of a record that an organization holds: for its manager, a member, a viewer, and the owner of the instance. */
const HELD_BY_ORGANIZATION: Readonly<Record<string, readonly [status: readonly number[], body?: unknown]>> = {
  'GET profile': [READS],
  'GET types': [READS],
  'GET today': [READS],
  'GET shares/own': [READS],
  'GET imports': [READS],
  'GET sources': [READS],
  'GET duplicates': [READS],
  'GET shares': [HOLDS],
  'GET shares/history': [HOLDS],
  'GET activity': [HOLDS],
  'GET links': [HOLDS],
  'GET invitations': [HOLDS],
  'PUT profile': [HOLDS, { name: 'Quirina' }],
  'POST imports': [[201, 201, 403, 404], {}],
  'POST shares/drafts': [[201, 403, 403, 404], { recipient: { address: 'x@example.org' }, slice: {}, until: null }],
  'POST links': [HOLDS, { label: 'X', slice: {}, until: null }],
  'POST archives': [[201, 403, 403, 404], { kind: 'files' }],
  'POST erasure': [[201, 403, 403, 404], {}],
};

/** Through which an account for showing may go though they are no GET: they change nothing that others would find changed. */
const LOOKS = new Set([
  'POST /api/people/:person/search', 'POST /api/people/:person/search/suggest', 'POST /api/people/:person/print/:what',
  'POST /api/session/notices/seen', 'POST /api/session/lock', 'POST /api/session/confirm', 'POST /api/logout',
  'POST /api/session/confirm/passkey', 'POST /api/session/confirm/passkey/options',
  'POST /api/session/confirm/sign-on/:provider', 'POST /api/auth/token',
  'POST /fhir/R4/Patient/:person/$everything', 'POST /fhir/R4/Patient/$everything',
  'POST /api/session/confirm/sign-on/:provider', 'POST /api/auth/token', 'POST /fhir/R4/_search',
  'POST /fhir/R4/:type/_search', 'POST /fhir/R4/:type/$validate', 'POST /fhir/R4/:type/:fact/$validate',
]); // biome-ignore format: one list

/** What a row gives a role: an account for showing is everybody's, and changes nothing, itself included. */
const expected = (name: string, row: Row, role: Role): number => {
  const mayLook = name.startsWith('GET ') || LOOKS.has(name) || row.expect.nobody !== 401;
  return role === 'demo' && !mayLook ? 403 : row.expect[role];
};

/** Rows that hand out the app itself. */
const FILES = new Set(['GET /assets/*', 'GET /*']);

const SINGULAR: Readonly<Record<string, string>> = {
  facts: 'fact', sources: 'source', imports: 'import', erasures: 'draft', sessions: 'session', archives: 'archive',
}; // biome-ignore format: one list

/** `GET /api/imports/:id` as `GET /api/imports/:import`: what kind of id stands there. */
const nameOf = (method: string, url: string): string =>
  `${method} ${url
    .replace(
      /(facts|sources|imports|erasures|sessions|archives)\/:id/,
      (_all, plural: string) => `${plural}/:${SINGULAR[plural]}`,
    )
    .replace(':type/:id', ':type/:fact')
    .replace('Patient/:id', 'Patient/:person')}`;

describe('every route and every role', () => {
  let test: TestApp;
  const tokens = Object.fromEntries(ROLES.map((role) => [role, null])) as Record<Role, string | null>;
  const accounts: Partial<Record<Role, AccountId>> = {};
  const ids: Record<string, string> = {
    version: '1',
    vid: '1',
    file: '0',
    type: 'Observation',
    n: '0',
    section: 'results',
    what: 'problems',
    label: 'PSY',
    entry: 'none',
    seq: '',
    correction: '',
    door: 'A'.repeat(43),
    ticket: 'none',
    act: 'doctor',
    passkey: newId(),
    identity: newId(),
    role: 'auditor',
    token: newId(),
    handover: newId(),
  };

  beforeAll(async () => {
    test = await openTestApp({ CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0' });
    tokens.owner = test.owner.token;
    const holder = await test.account('Holder', 'member');
    tokens.holder = holder.token;
    accounts.owner = test.owner.id;
    accounts.holder = holder.id;
    const others = ['admin', 'auditor', 'practitioner', 'member', 'demo', 'caregiver', 'viewer', ...WORKING] as const;
    for (const role of others) {
      const { id, token } = await test.account(role, isGranted(role) ? 'member' : role);
      accounts[role] = id;
      tokens[role] = token;
    }
    ids.holder = holder.id;
    ids.account = (await test.account('Another', 'member')).id;
    const disabled = await test.account('Disabled', 'member');
    tokens.disabled = disabled.token;
    ids.invitation = (
      await test.json<{ id: string }>(test.owner.token, 'POST', '/api/invitations', { role: 'member' })
    ).id;
    await test.app.core.gate.changeAccess(
      { kind: 'account', account: test.owner.id, role: 'owner' },
      { kind: 'account', account: disabled.id, state: 'disabled', capacity: 'staff' },
      {},
    );
    await employ();
    await fill(holder.token);
  }, 60_000);
  afterAll(() => test.close());

  /** An organization that does not want to be found, with a manager, members and a viewer. */
  async function employ(): Promise<void> {
    const says = { name: 'Zaunkönig', listed: false, manager: accounts.orgManager };
    const { id } = await test.json<{ id: RecordId }>(test.owner.token, 'POST', '/api/organizations', says);
    ids.organization = id;
    ids.member = (await test.account('Colleague', 'member')).id;
    const places = `/api/organizations/${id}/people`;
    const manager = tokens.orgManager ?? '';
    ids.patient = (await test.json<{ id: string }>(manager, 'POST', places, { name: 'Quirina' })).id;
    const offers = `/api/organizations/${id}/invitations`;
    ids.invited = (await test.json<{ id: string }>(manager, 'POST', offers, { role: 'viewer' })).id;
    ids.leaving = (await test.json<{ id: string }>(manager, 'POST', `${places}/${ids.patient}/leaving`, {})).id;
    const by = { kind: 'account' as const, account: accounts.orgManager ?? '', role: 'member' };
    const working = [
      [accounts.orgMember, 'member'],
      [accounts.orgViewer, 'viewer'],
      [ids.member, 'member'],
    ] as const;
    for (const [account, role] of working) {
      const event = {
        kind: 'membership',
        organization: id,
        account: account as AccountId,
        role,
        state: 'given',
      } as const;
      await test.app.core.gate.changeAccess(by, { ...event, capacity: 'staff' }, {});
    }
  }

  const findable = (listed: boolean) =>
    test.json(tokens.orgManager ?? '', 'PUT', `/api/organizations/${ids.organization}`, { name: 'Zaunkönig', listed });

  async function fill(token: string): Promise<void> {
    const { json } = test;
    ids.person = (
      await json<{ id: string }>(token, 'POST', '/api/people', { name: 'Quetzalina', relation: 'self' })
    ).id;
    ids.import = (await json<{ id: string }>(token, 'POST', `/api/people/${ids.person}/imports`, {})).id;
    const put = await test.call(
      token,
      'PUT',
      `/api/imports/${ids.import}/files?name=kanarienfile.json`,
      Buffer.from(FILE),
    );
    ids.source = JSON.parse(put.text).source;
    await test.call(token, 'POST', `/api/imports/${ids.import}/read`, { origin: 'Test clinic' });
    for (let state = ''; state !== 'ready'; ) {
      await new Promise((later) => setTimeout(later, 50));
      state = (await json<{ state: string }>(token, 'GET', `/api/imports/${ids.import}`)).state;
      if (state === 'failed') throw new Error('the import failed');
    }
    await json(token, 'POST', `/api/imports/${ids.import}/commit`, { aboutSomeoneElse: 'yes', origin: 'Test clinic' });
    const list = await json<{ facts: { id: string; type: string }[] }>(token, 'GET', `/api/people/${ids.person}/facts`);
    ids.fact = list.facts.find((one) => one.type === 'Observation')?.id ?? '';
    const facts = `/api/people/${ids.person}/facts/${ids.fact}`;
    ids.correction = (
      await json<{ id: string }>(token, 'POST', `${facts}/corrections`, {
        kind: 'note',
        value: 'Zitronenfalter',
        ...REASON,
      })
    ).id;
    const activity = await json<{ lines: { seq: number }[] }>(token, 'GET', `/api/people/${ids.person}/activity`);
    ids.seq = String(activity.lines[0]?.seq);
    ids.draft = (await json<{ id: string }>(token, 'POST', `/api/people/${ids.person}/erasure`, {})).id;
    const archive = await json<{ id: string; digest: string }>(token, 'POST', `/api/people/${ids.person}/archives`, {});
    ids.archive = archive.id;
    await json(token, 'POST', `/api/archives/${archive.id}/approve`, { digest: archive.digest });
    ids.export = await exported(token);
    const drafted = (name: string | null, extent = 'add') => {
      const recipient = name === null ? { organization: ids.organization } : { address: emailOf(name) };
      const wish = { recipient, slice: { types: ['Immunization'] }, extent, until: null };
      return json<{ id: string; digest: string }>(token, 'POST', `/api/people/${ids.person}/shares/drafts`, wish);
    };
    const give = async (name: string | null, extent?: string): Promise<string> => {
      const { id, digest } = await drafted(name, extent);
      return (await json<{ share: { event: string } }>(token, 'POST', `/api/shares/${id}/give`, { digest })).share
        .event;
    };
    await give('caregiver');
    await give('viewer', 'look');
    await findable(true);
    await give(null);
    await findable(false);
    ids.event = await give('Another');
    ids.share = (await drafted('Another')).id;
    const claim = await json<{ id: string }>(token, 'POST', `/api/people/${ids.person}/invitations`, {
      relation: 'custodian',
      email: 'zitronenfalter@example.org',
    });
    ids.claim = claim.id;
    const link = { label: 'Zitronenfalter', slice: {}, until: null };
    const links = `/api/people/${ids.person}/links`;
    const shown = await json<{ digest: string }>(token, 'POST', links, link);
    ids.link = (await json<{ id: string }>(token, 'POST', links, { ...link, digest: shown.digest })).id;
  }

  /** An export over FHIR, begun by a person, approved and ready. */
  async function exported(token: string): Promise<string> {
    const begun = await test.app.http.inject({
      method: 'GET',
      url: `/fhir/R4/Patient/${ids.person}/$export`,
      headers: { authorization: `Bearer ${token}`, prefer: 'respond-async' },
    });
    const id = String(begun.headers['content-location']).replace(/^.*\//, '');
    const { digest } = await test.json<{ digest: string }>(token, 'GET', `/api/bulk-exports/${id}`);
    await test.json(token, 'POST', `/api/bulk-exports/${id}/approve`, { digest });
    while ((await test.call(token, 'GET', `/fhir/R4/$export-status/${id}`)).status === 202)
      await new Promise((later) => setTimeout(later, 50));
    return id;
  }

  const pathOf = (url: string, values: Readonly<Record<string, string>>): string =>
    url.replace(/\/\*$/, '/').replace(/:([a-z]+)/g, (_all, name: string) => values[name] ?? name);

  /** The last session's own id, so that each role ends what is its own. */
  async function sessionOf(token: string | null): Promise<string> {
    if (token === null) return newId();
    const answer = await test.call(token, 'GET', '/api/sessions');
    if (answer.status !== 200) return newId();
    const { sessions } = JSON.parse(answer.text) as { sessions: { id: string; current: boolean }[] };
    return sessions.find((one) => one.current)?.id ?? newId();
  }

  const comparable = (answer: Answer): string => {
    const { date: _date, 'x-request-id': _id, ...headers } = answer.headers;
    const limits = Object.entries(headers).filter(([name]) => !name.startsWith('x-ratelimit'));
    return JSON.stringify([answer.status, answer.text.replace(/"requestId":"[^"]*"/, ''), limits]);
  };

  it('has a row in the table, and the table has no other rows', () => {
    const routes = test.app.http.routesTable().map(({ method, url }) => nameOf(method, url));
    expect([...routes].sort()).toEqual(Object.keys(MATRIX).sort());
  });

  it('gives who works for the organization that holds a record their part in it, and nobody else any', async () => {
    const wrong: string[] = [];
    for (const [name, [expected, body]] of Object.entries(HELD_BY_ORGANIZATION)) {
      const [method = '', rest = ''] = name.split(' ');
      const statuses: number[] = [];
      for (const role of [...WORKING, 'owner'] as const)
        statuses.push((await test.call(tokens[role], method, `/api/people/${ids.patient}/${rest}`, body)).status);
      if (statuses.join() !== expected.join()) wrong.push(`${name}: ${statuses}, not ${expected}`);
    }
    expect(wrong).toEqual([]);
  });

  it('gives each role what the table says, and never shows what is another person’s', async () => {
    const wrong: string[] = [];
    for (const [name, row] of Object.entries(MATRIX)) {
      const [method = '', url = ''] = name.split(' ');
      const roles = [...ROLES].sort((a, b) => Number(a === 'holder') - Number(b === 'holder'));
      for (const role of roles) {
        let token = tokens[role];
        if (token !== null && role !== 'disabled' && (await test.call(token, 'GET', '/api/session')).status === 401) {
          token = tokens[role] = await test.logIn(emailOf(role));
        }
        const values = {
          ...ids,
          ...(name.includes(':session') ? { session: await sessionOf(token) } : {}),
          ...(name.includes(':person/invitations') ? { invitation: ids.claim ?? '' } : {}),
        };
        const body = name === 'POST /api/login' ? { email: emailOf('holder'), password: PASSWORD } : row.body;
        const call = () => test.call(token, method, pathOf(url, values) + (row.query ?? ''), body);
        const { answer, lines } = await linesDuring(test.app.core, accounts[role], call);
        // The app's own files are no data; of everything else no cache may keep a copy.
        if (!FILES.has(name) && answer.headers['cache-control'] !== 'no-store')
          wrong.push(`${name} as ${role} may be kept: ${answer.headers['cache-control']}`);
        if (answer.status !== expected(name, row, role))
          wrong.push(
            `${name} as ${role}: ${answer.status} ${answer.text.slice(0, 200)}, not ${expected(name, row, role)}`,
          );
        const isOfRecord = /:(person|fact|import|draft|archive|export|share|event|organization|leaving)/.test(url);
        const isSomebodys = row.expect.holder !== 404 || row.expect.orgManager !== 404;
        if (accounts[role] !== undefined && !FILES.has(name)) {
          const text = answer.text + JSON.stringify(answer.headers);
          const shows = CANARIES.some((word) => text.includes(word)) ? (ids.person ?? '') : null;
          const isHidden = isOfRecord && expected(name, row, role) === 404 && isSomebodys;
          const denied = row.expect.nobody === 401 && (expected(name, row, role) === 403 || isHidden);
          for (const what of wrongLines(lines, { shows, denied, acts: method !== 'GET' }))
            wrong.push(`${name} as ${role} ${what}`);
        }
        if (role === 'holder') continue;
        // Whose record it is, whoever was granted some of it has to know.
        const isTold = (word: string): boolean => isGranted(role) && (word === 'Quetzalina' || word === ids.person);
        const workplace = isWorking(role) ? [] : ['Zaunkönig', ids.organization ?? ''];
        const shown = [
          ...CANARIES,
          ...workplace,
          ids.person ?? '',
          ids.fact ?? '',
          ids.source ?? '',
          ids.import ?? '',
        ].filter((word) => !isTold(word));
        const everything = answer.text + JSON.stringify(answer.headers);
        for (const word of shown) if (everything.includes(word)) wrong.push(`${name} as ${role} shows ${word}`);
        if (
          expected(name, row, role) !== 404 ||
          !/:(person|fact|import|draft|archive|export|share|event|link|organization|leaving)/.test(url)
        )
          continue;
        const elsewhere = Object.fromEntries(Object.keys(values).map((key) => [key, newId() as string]));
        const missing = {
          ...values,
          ...elsewhere,
          version: '1',
          vid: '1',
          type: 'Observation',
          n: '0',
          section: 'results',
          what: 'problems',
          label: 'PSY',
          entry: 'none',
          seq: ids.seq ?? '',
        };
        const nothing = await test.call(token, method, pathOf(url, missing) + (row.query ?? ''), body);
        if (comparable(nothing) !== comparable(answer))
          wrong.push(
            `${name} as ${role}: ${comparable(answer)}, but for a record that is not there ${comparable(nothing)}`,
          );
      }
    }
    expect(wrong).toEqual([]);
  }, 240_000);

  it('writes nothing personal into the log of the process', () => {
    const text = test.logged.join('\n');
    expect(text).toContain('/api/people/:person/facts');
    for (const word of [...CANARIES, PASSWORD, emailOf('holder'), tokens.holder ?? ''])
      expect(text.includes(word), word).toBe(false);
  });
});
