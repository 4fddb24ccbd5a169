import { COMMON } from './facts.ts';
import { FHIR_WAYS } from './fhir-ways.ts';
import { PRINT_TYPES, PRINTS, SECTION_NAMES } from './names.ts';
import type { Ask } from './over-http.ts';
import { archiveOf, bulkOf, draftOf, linkOf, previewOf } from './several.ts';
import type { Need } from './state.ts';
import type { Asked, Turn, Way } from './way.ts';
import type { PlacedFact, World } from './world.ts';

const SEARCH: Need = { actions: ['search'], purpose: 'care' };
const EXPORT: Need = { actions: ['export'], purpose: 'export' };
const READ: Need = { actions: ['read'], purpose: 'care' };

const get = (path: string): Ask => ({ method: 'GET', path });
const post = (path: string, body: unknown): Ask => ({ method: 'POST', path, body });
/** Some of a list, others at each turn. */
const spun = <T>(list: readonly T[], turn: number, many: number): readonly T[] =>
  Array.from({ length: Math.min(many, list.length) }, (_none, at) => list[(turn * many + at) % list.length] as T);
const at = ({ record }: World): string => `/api/people/${record}`;
const taken = (world: World, kind: 'archive' | 'entries' | 'files'): Asked => ({
  ...post(`${at(world)}/archives`, { kind }),
  via: archiveOf(kind),
});
const drafted = (world: World): Asked => ({
  ...post(`${at(world)}/archives`, {}),
  via: draftOf,
  some: true,
});
const each =
  (ask: (world: World, fact: PlacedFact) => Ask) =>
  (world: World, { of }: Turn): readonly Asked[] =>
    of.map((fact) => ({ ...ask(world, fact), of: fact }));

const SECTION_OF: Readonly<Partial<Record<string, string>>> = {
  Observation: 'results', DiagnosticReport: 'results', Encounter: 'visits', DocumentReference: 'documents',
  Procedure: 'procedures', FamilyMemberHistory: 'familyHistory',
}; // biome-ignore format: one list

/** Every family of routes that leads to facts. */
export const WAYS = {
  list: {
    routes: ['GET /api/people/:person/facts'],
    need: SEARCH,
    byId: true,
    asks: (world) => [
      get(`${at(world)}/facts?limit=1000`),
      { ...get(`${at(world)}/facts?limit=1000&types=Observation,Condition,Encounter`), some: true },
      { ...get(`${at(world)}/facts?limit=7`), some: true, isPage: true },
    ],
  },
  timeline: {
    routes: ['GET /api/people/:person/timeline/spread', 'GET /api/people/:person/types'],
    need: SEARCH,
    asks: (world) => [
      { ...get(`${at(world)}/facts?limit=1000&together=day`), some: true },
      { ...get(`${at(world)}/timeline/spread?by=day`), counts: 'days' },
      { ...get(`${at(world)}/types`), counts: 'types' },
    ],
  },
  entry: {
    routes: ['GET /api/people/:person/facts/:id'],
    need: READ,
    byId: true,
    asks: each((world, fact) => get(`${at(world)}/facts/${fact.id}`)),
  },
  history: {
    routes: ['GET /api/people/:person/facts/:id/versions/:version'],
    need: READ,
    byId: true,
    asks: each((world, fact) => get(`${at(world)}/facts/${fact.id}/versions/1`)),
  },
  ...FHIR_WAYS,
  content: {
    routes: ['GET /api/people/:person/facts/:id/content/:n'],
    need: READ,
    asks: each((world, fact) => get(`${at(world)}/facts/${fact.id}/content/0`)),
    needsContent: true,
  },
  related: {
    routes: ['GET /api/people/:person/facts/:id/related'],
    need: SEARCH,
    asks: each((world, fact) => get(`${at(world)}/facts/${fact.id}/related`)),
    needsContent: true,
  },
  search: {
    routes: ['POST /api/people/:person/search', 'POST /api/people/:person/search/suggest'],
    need: SEARCH,
    asks: (world, { of }) => [
      post(`${at(world)}/search`, { words: COMMON, limit: 100 }),
      ...of.flatMap((fact) => [
        post(`${at(world)}/search`, { words: fact.word, limit: 100 }),
        post(`${at(world)}/search/suggest`, { words: fact.word.slice(0, 7) }),
      ]),
    ],
    needsContent: true,
  },
  today: {
    routes: [
      'GET /api/people/:person/today',
      'POST /api/people/:person/today/seen',
      'GET /api/people/:person/chart-notes',
      'PUT /api/people/:person/chart-notes',
    ],
    need: SEARCH,
    asks: (world) => [{ ...get(`${at(world)}/today`), some: true }, get(`${at(world)}/chart-notes`)],
  },
  sections: {
    routes: ['GET /api/people/:person/chart/:section'],
    need: SEARCH,
    asks: (world, { turn }) => spun(SECTION_NAMES, turn, 5).map((name) => get(`${at(world)}/chart/${name}`)),
  },
  'section entry': {
    routes: ['GET /api/people/:person/chart/:section/:entry'],
    need: SEARCH,
    asks: each((world, fact) => get(`${at(world)}/chart/${SECTION_OF[fact.type] ?? 'visits'}/${fact.id}`)),
  },
  duplicates: {
    routes: [
      'GET /api/people/:person/duplicates',
      'GET /api/people/:person/duplicates/count',
      'POST /api/people/:person/duplicates/verdicts',
      'POST /api/people/:person/duplicates/verdicts/:verdict/undo',
    ],
    need: SEARCH,
    asks: (world) => [{ ...get(`${at(world)}/duplicates`), some: true }, get(`${at(world)}/duplicates/count`)],
  },
  print: {
    routes: ['POST /api/people/:person/print/:what'],
    need: { actions: ['read', 'search'], purpose: 'care' },
    asks: (world, { turn }) =>
      spun(PRINTS, turn, 2).map((what) => ({
        ...post(`${at(world)}/print/${what}`, { as: 'json' }),
        ...(what === 'summary' ? { some: true } : {}),
        types: PRINT_TYPES[what],
      })),
  },
  export: {
    routes: ['POST /api/people/:person/archives', 'POST /api/archives/:id/approve', 'GET /api/archives/:id/file'],
    need: EXPORT,
    asks: (world) => [taken(world, 'entries'), { ...taken(world, 'files'), some: true }],
  },
  provenance: {
    routes: [],
    need: READ,
    byId: true,
    asks: each((_world, fact) => get(`/fhir/R4/Provenance/${fact.id}.1`)),
  },
  bulk: {
    routes: [
      'GET /fhir/R4/Patient/:id/$export', 'POST /fhir/R4/Patient/:id/$export', 'GET /api/bulk-exports/:export',
      'POST /api/bulk-exports/:export/approve', 'GET /fhir/R4/$export-status/:export',
      'DELETE /fhir/R4/$export-status/:export', 'GET /fhir/R4/$export-files/:export/:file',
    ], // biome-ignore format: one list
    need: EXPORT,
    byId: true,
    asks: ({ record }) => [{ ...get(`/fhir/R4/Patient/${record}/$export`), via: bulkOf }],
  },
  files: {
    routes: [
      'GET /api/people/:person/sources',
      'GET /api/people/:person/sources/:id/file',
      'GET /api/people/:person/sources/:id/before',
      'GET /api/people/:person/imports',
    ],
    need: SEARCH,
    asks: (world, { turn }) => {
      const file = world.files[turn % world.files.length];
      return [
        get(`${at(world)}/${turn % 2 === 0 ? 'sources' : 'imports'}`),
        { ...get(`${at(world)}/sources/${file}/file`), need: READ },
        get(`${at(world)}/facts?source=${file}&limit=1000`),
      ];
    },
    forHolders: true,
  },
  archives: {
    routes: [],
    need: EXPORT,
    asks: (world) => [drafted(world), taken(world, 'archive')],
    tellsWhole: true,
  },
  imports: {
    routes: ['GET /api/imports/:id', 'GET /api/imports/:id/events'],
    need: SEARCH,
    asks: (world, { turn, begun }) => {
      const one = `/api/imports/${world.imports[turn % world.imports.length]}`;
      return [
        get(one),
        get(`${one}/events`),
        ...(begun === null
          ? []
          : [{ ...get(`/api/imports/${begun.import}`), via: previewOf(begun), fresh: begun.read.length }]),
      ];
    },
    forHolders: true,
    tellsWhole: true,
  },
  snapshots: {
    routes: [
      'POST /api/people/:person/links', 'GET /api/links/:link/snapshot', 'PUT /api/links/:link/content',
      'GET /api/links/:link/content', 'DELETE /api/links/:link', 'POST /shl/:door', 'GET /shl/:door/:ticket',
    ], // biome-ignore format: one list
    need: { actions: ['export'], purpose: 'care' },
    asks: (world, { kind, links }) =>
      links.map((link, number) => ({
        ...post(`${at(world)}/links`, link),
        via: linkOf(kind, link, number === 0),
        asHolder: taken(world, 'entries'),
        link,
        // Who does not see everything may give little.
        ...(kind === 'carer' ? { some: true as const } : {}),
      })),
  },
  activity: {
    routes: [
      'GET /api/people/:person/activity',
      'GET /api/people/:person/activity/days',
      'GET /api/people/:person/activity/:seq',
      'GET /api/people/:person/facts/:fact/activity',
      'GET /api/people/:person/activity/:seq/proof',
      'GET /api/people/:person/activity-proof',
    ],
    need: READ,
    asks: (world, { of }) => [
      get(`${at(world)}/activity?limit=200`),
      get(`${at(world)}/activity/days`),
      get(`${at(world)}/activity-proof`),
      ...of.map((fact) => get(`${at(world)}/facts/${fact.id}/activity`)),
    ],
    forHolders: true,
    namesOnly: true,
  },
  shares: {
    routes: [
      'GET /api/people/:person/shares',
      'GET /api/people/:person/shares/history',
      'GET /api/people/:person/shares/own',
      'GET /api/people/:person/shares/:event/receipt',
      'GET /api/people/:person/shares/:event/consent',
      'POST /api/people/:person/shares/:event/receipt/print',
      'GET /api/people/:person/links',
      'GET /api/people/:person/facts/:fact/sharing',
      'GET /api/people/:person/labels/:label/sharing',
      'GET /api/people/:person/sources/:source/sharing',
    ],
    need: READ,
    asks: (world, { of, turn }) => [
      ...spun(['shares', 'shares/history', 'shares/own', 'links', 'labels/PSY/sharing'], turn, 2).map((one) =>
        get(`${at(world)}/${one}`),
      ),
      ...of.map((fact) => get(`${at(world)}/facts/${fact.id}/sharing`)),
    ],
    namesOnly: true,
  },
  profile: {
    routes: ['GET /api/people/:person/profile', 'PUT /api/people/:person/profile'],
    need: READ,
    asks: (world) => [get(`${at(world)}/profile`), get('/api/people')],
  },
  account: {
    // Every GET without a parameter, whatever it is: nothing about a record stands in what is one's own.
    routes: [],
    need: READ,
    asks: ({ app }, { turn }) => {
      const urls = app.app.http.routesTable().filter(({ method, url }) => method === 'GET' && !/[:*]/.test(url));
      return spun(urls, turn, 4).map(({ url }) => get(url));
    },
    showsNone: true,
  },
} satisfies Readonly<Record<string, Way>>;

export type WayName = keyof typeof WAYS;
export const WAY_NAMES = Object.keys(WAYS) as readonly WayName[];
