import type { RouteEntry } from '@chartwarden/http';
import { newId } from '@chartwarden/ids';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Cast } from '../../support/cast.ts';

/** Names under which a program might take a right, a role or somebody's identity from a request. */
const PRIVILEGED = [
  'role', 'roles', 'isAdmin', 'admin', 'owner', 'superuser', 'status', 'state', 'active', 'disabled', 'locked',
  'permissions', 'capabilities', 'record', 'recordId', 'person', 'personId', 'account', 'accountId', 'actor', 'actorId',
  'user', 'userId', 'by', 'capacity', 'custody', 'custodian', 'holder', 'relation', 'organization', 'member', 'membership',
  'effect', 'actions', 'grant', 'grants', 'consent', 'consents', 'recipient', 'purpose', 'purposes', 'under', 'ends',
  'approved', 'approvedBy', 'approval', 'issuer', 'id', 'event', 'seq', 'until', 'expires', 'expiresAt', 'createdAt',
  'usedAt', 'proved', 'provedAt', 'client', 'channel', 'view', 'form', 'slice', 'labels', 'synthetic', 'madeBy', 'email',
  'passwordHash', 'passwordVersion', 'triesLeft', 'openingsLeft', 'secret', 'fresh', 'source', 'import', 'version',
] as const; // biome-ignore format: one list

/**
 * What routes take of these because that is what they are for; each is decided by the gate or asked of the caller. A new
 * route that takes one is written here, or it fails.
 */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  'POST /api/setup': ['email'],
  'POST /api/lost-password': ['email'],
  'POST /api/login': ['email'],
  'POST /api/registration': ['email'],
  'POST /api/invitation/take': ['email'],
  'POST /api/invitations': ['role', 'email'],
  'POST /api/people': ['relation', 'synthetic'],
  'POST /api/people/:person/invitations': ['relation', 'email', 'account'],
  'POST /api/auth/token': ['roles', 'email'],
  'POST /api/imports/:id/move': ['person'],
  'POST /api/people/:person/shares/drafts': ['effect', 'recipient', 'slice', 'form', 'until'],
  'POST /api/people/:person/emergency': ['labels'],
  'POST /api/people/:person/links': ['slice', 'form', 'until'],
  'PUT /api/account/mail': ['account'],
  'PUT /api/organizations/:organization/members/:member': ['role'],
  'POST /api/sign-on/:provider/begin': ['email'],
  'POST /api/organizations/:organization/invitations': ['role', 'email'],
  'POST /api/organizations/:organization/people/:patient/invitation': ['relation', 'email'],
  // Of the draft that is approved.
  'POST /api/retention/approve': ['id'],
};

/**
 * A viewer of somebody else may send more of its own (SMART Health Links 1.0): what is not known is dropped. What the
 * operator's acts take is read by each act; who asks is whoever can read a file of the server.
 */
const LOOSE = new Set(['POST /shl/:door', 'POST /api/operator/:act']);
/** What a browser's authenticator answers, with whatever extensions it has (Web Authentication, 5.1). */
const ANSWERED = ['body.response', 'body.response.response'];

interface Json {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly allOf?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Json;
  readonly items?: Json;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
}

const jsonOf = (schema: z.ZodType): Json =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as Json;

const WORDS = [
  'x', 'x@example.org', 'note', 'Observation', '0'.repeat(64), 'A'.repeat(43), '2001-02-03', 'nine slow copper kettles', newId(),
]; // biome-ignore format: one list

function textFor({ format, pattern, minLength = 0 }: Json): string {
  if (format === 'uuid') return newId();
  if (format === 'email') return 'x@example.org';
  const fits = WORDS.find(
    (word) => word.length >= minLength && (pattern === undefined || new RegExp(pattern, 'u').test(word)),
  );
  return fits ?? 'x'.repeat(minLength);
}

/** The least that a schema takes. */
function sampleOf(json: Json): unknown {
  if (json.const !== undefined) return json.const;
  if (json.enum !== undefined) return json.enum[0];
  const [first] = json.anyOf ?? json.oneOf ?? json.allOf ?? [];
  if (first !== undefined) return sampleOf(first);
  if (json.type === 'object')
    return Object.fromEntries((json.required ?? []).map((name) => [name, sampleOf(json.properties?.[name] ?? {})]));
  if (json.type === 'array') return Array.from({ length: json.minItems ?? 0 }, () => sampleOf(json.items ?? {}));
  if (json.type === 'boolean') return true;
  if (json.type === 'number' || json.type === 'integer') return json.minimum ?? 1;
  return json.type === 'null' ? null : textFor(json);
}

/** Paths of objects in a schema that would take a name which nobody wrote down. */
function looseParts(json: Json, at = 'body'): string[] {
  const inner = [...(json.anyOf ?? []), ...(json.oneOf ?? []), ...(json.allOf ?? [])].flatMap((one) =>
    looseParts(one, at),
  );
  const items = json.items === undefined ? [] : looseParts(json.items, `${at}[]`);
  if (json.type !== 'object') return [...inner, ...items];
  const own = json.additionalProperties === false ? [] : [at];
  const parts = Object.entries(json.properties ?? {}).flatMap(([name, one]) => looseParts(one, `${at}.${name}`));
  return [...own, ...parts, ...inner, ...items];
}

/** The names that some form of a body takes at its top. */
const namesOf = (json: Json): string[] => [
  ...Object.keys(json.properties ?? {}),
  ...[...(json.anyOf ?? []), ...(json.oneOf ?? []), ...(json.allOf ?? [])].flatMap(namesOf),
];

const nameOf = ({ method, url }: RouteEntry): string => `${method} ${url}`;

/** No request says who somebody is, what they may or whose something is, but where that is what the route is for. */
export function attackFields(cast: () => Cast): void {
  const routes = () => cast().test.app.http.routesTable();
  const bodies = () => routes().flatMap((route) => (route.schema?.body ? [{ route, schema: route.schema.body }] : []));

  it('takes no privileged name in a body or a query but where the route is for it', () => {
    const wrong: string[] = [];
    expect(bodies().length).toBeGreaterThan(40);
    for (const { route, schema } of bodies()) {
      const name = nameOf(route);
      const json = jsonOf(schema);
      const loose = LOOSE.has(name) ? [] : looseParts(json).filter((part) => !ANSWERED.includes(part));
      if (loose.length > 0) wrong.push(`${name} takes any name in ${loose.join(', ')}`);
      if (LOOSE.has(name)) continue;
      const takes = PRIVILEGED.filter((word) => namesOf(json).includes(word));
      const meant = MEANT[name] ?? [];
      for (const word of takes) if (!meant.includes(word)) wrong.push(`${name} takes ${word}`);
      for (const word of meant) if (!takes.includes(word as 'role')) wrong.push(`${name} no longer takes ${word}`);
      const sample = sampleOf(json);
      if (typeof sample !== 'object' || sample === null) continue;
      if (!schema.safeParse(sample).success) wrong.push(`${name}: no sample of its body (${JSON.stringify(sample)})`);
      for (const word of PRIVILEGED) {
        if (namesOf(json).includes(word)) continue;
        if (schema.safeParse({ ...sample, [word]: 'owner' }).success) wrong.push(`${name} lets ${word} pass`);
      }
    }
    for (const route of routes().filter(({ url }) => !url.endsWith('*')))
      for (const part of ['query', 'params'] as const) {
        const schema = route.schema?.[part];
        const loose = schema === undefined ? [] : looseParts(jsonOf(schema), part);
        if (loose.length > 0) wrong.push(`${nameOf(route)} takes any name in ${loose.join(', ')}`);
      }
    expect(wrong).toEqual([]);
  });

  it('refuses all of them at every route, and nobody is anything else afterwards', async () => {
    const { accounts, person, fact, test } = cast();
    const { access } = test.app.core;
    const before = access.state();
    const ids: Readonly<Record<string, string>> = { person, fact, account: accounts.holder, id: cast().import };
    const wrong: string[] = [];
    const all = Object.fromEntries(PRIVILEGED.map((word) => [word, word === 'roles' ? ['owner'] : accounts.member]));
    for (const { route, schema } of bodies()) {
      const name = nameOf(route);
      if (LOOSE.has(name) || route.permission === 'operator') continue;
      const sample = sampleOf(jsonOf(schema)) as object;
      const url = route.url.replaceAll(/:([a-z]+)/g, (_all, word: string) => ids[word] ?? newId());
      for (const more of [
        all,
        { role: 'owner', account: accounts.member },
        JSON.parse('{"constructor":{"prototype":{"roles":["owner"]}}}'),
      ]) {
        const { status, text } = await cast().as('member', route.method, url, { ...more, ...sample, ...more });
        if (status !== 400) wrong.push(`${name}: ${status} ${text.slice(0, 100)}`);
      }
    }
    const polluted = await test.app.http.inject({
      method: 'POST',
      url: '/api/people',
      headers: {
        authorization: `Bearer ${cast().tokens.member}`,
        'x-chartwarden': '1',
        'x-chartwarden-cli': '1',
        'content-type': 'application/json',
      },
      payload: '{"name":"X","relation":"custodian","__proto__":{"roles":["owner"]}}',
    });
    expect(polluted.statusCode).toBe(400);
    expect(wrong).toEqual([]);
    const after = access.state();
    expect([...after.accounts]).toEqual([...before.accounts]);
    expect([...after.records]).toEqual([...before.records]);
  }, 30_000);
}
