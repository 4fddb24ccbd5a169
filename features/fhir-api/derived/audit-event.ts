import type { ActivityLine } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import { type Coding, purposeCoding, somebody, WORDS } from './codes.ts';

/** IHE Basic Audit Log Patterns (BALP) 1.1. */
const PROFILE = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.';
const REST = { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' };
const INTERACTION = 'http://hl7.org/fhir/restful-interaction';
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const ENTITY_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const ENTITY_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';
const PARTICIPATION = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
const SOURCE_TYPE = 'http://terminology.hl7.org/CodeSystem/security-source-type';

interface Kind {
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E';
  readonly type: Coding;
  readonly subtype?: string;
  readonly profile?: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  read: { action: 'R', type: REST, subtype: 'read', profile: 'PatientRead' },
  search: { action: 'E', type: REST, subtype: 'search', profile: 'PatientQuery' },
  create: { action: 'C', type: REST, subtype: 'create', profile: 'PatientCreate' },
  update: { action: 'U', type: REST, subtype: 'update', profile: 'PatientUpdate' },
  delete: { action: 'D', type: REST, subtype: 'delete', profile: 'PatientDelete' },
  export: { action: 'R', type: { system: DCM, code: '110106', display: 'Export' } },
  import: { action: 'C', type: { system: DCM, code: '110107', display: 'Import' } },
};

/** R4 audit-event-outcome: 0 it was done, 4 it was refused, 8 it failed. */
const OUTCOMES = { permitted: '0', done: '0', refused: '4', failed: '8' } as const;

/** Facts that one event names at most; how many there were stands beside it. */
const MOST_NAMED = 100;

export interface AuditBehind {
  readonly nameOf: (account: string) => string | null;
  /** FHIR types of the released ids. */
  readonly types: ReadonlyMap<string, string>;
  /** Where the server is reached. */
  readonly base: string;
}

/** One line of the log of a record, in the shape of BALP. What the line does not show to whoever asks is not there. */
export function auditEventOf(record: RecordId, { seq, time, body, ids = [] }: ActivityLine, behind: AuditBehind) {
  const kind = (Object.hasOwn(KINDS, body.action) ? KINDS[body.action] : undefined) ?? {
    action: 'E',
    type: { system: `${WORDS}:action`, code: body.action },
  };
  const { purpose } = body;
  return {
    resourceType: 'AuditEvent',
    id: `${record}.${seq}`,
    meta: {
      versionId: '1',
      lastUpdated: new Date(time).toISOString(),
      ...(kind.profile === undefined ? {} : { profile: [PROFILE + kind.profile] }),
    },
    type: kind.type,
    subtype: [
      ...(kind.subtype === undefined ? [] : [{ system: INTERACTION, code: kind.subtype }]),
      { system: `${WORDS}:action`, code: body.action },
    ],
    action: kind.action,
    recorded: new Date(time).toISOString(),
    outcome: OUTCOMES[body.outcome],
    ...(body.code === undefined ? {} : { outcomeDesc: body.code }),
    ...(purpose === undefined ? {} : { purposeOfEvent: [{ coding: [purposeCoding(purpose)] }] }),
    agent: agentsOf(body, behind),
    source: {
      observer: { display: 'Chartwarden', identifier: { system: 'urn:ietf:rfc:3986', value: behind.base } },
      type: [{ system: SOURCE_TYPE, code: '4', display: 'Application Server' }],
    },
    entity: entitiesOf(record, body, ids, behind),
  };
}

type Body = ActivityLine['body'];

function agentsOf({ actor, ip, agent, purpose }: Body, { nameOf, base }: AuditBehind) {
  const { account, kind, role, client } = actor;
  const name = account === undefined ? null : nameOf(account);
  const network = ip === undefined ? {} : { network: { address: ip, type: '2' } };
  const typed = (system: string, code: string) => ({ type: { coding: [{ system, code }] } });
  return [
    {
      ...typed(PARTICIPATION, 'IRCP'),
      role: [{ text: role }],
      who: account === undefined ? { display: kind } : somebody(account, name),
      ...(name === null ? {} : { name }),
      requestor: true,
      ...network,
      ...(purpose === undefined ? {} : { purposeOfUse: [{ coding: [purposeCoding(purpose)] }] }),
    },
    { ...typed(DCM, '110153'), who: { display: agent ?? client ?? kind }, requestor: false, ...network },
    {
      ...typed(DCM, '110152'),
      who: { display: 'Chartwarden', identifier: { system: 'urn:ietf:rfc:3986', value: base } },
      requestor: false,
    },
  ];
}

function entitiesOf(record: RecordId, body: Body, ids: readonly string[], { types }: AuditBehind) {
  const entity = (type: string, role: string) => ({
    type: { system: ENTITY_TYPE, code: type },
    role: { system: ENTITY_ROLE, code: role },
  });
  const named = ids.flatMap((id) => {
    const type = types.get(id);
    return type === undefined ? [] : [{ what: { reference: `${type}/${id}` }, ...entity('2', '4') }];
  });
  const { method, path, count } = body;
  const said = count === undefined ? {} : { detail: [{ type: 'count', valueString: String(count) }] };
  // The log keeps the form of an address, and never what was asked for with it.
  const query = Buffer.from(`${method ?? ''} ${path ?? ''}`.trim()).toString('base64');
  return [
    { what: { reference: `Patient/${record}` }, ...entity('1', '1'), ...said },
    ...named.slice(0, MOST_NAMED),
    ...(body.action === 'search' && query !== '' ? [{ ...entity('2', '24'), query }] : []),
  ];
}
