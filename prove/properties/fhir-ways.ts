import { COMMON, SYSTEM } from './facts.ts';
import type { Ask } from './over-http.ts';
import type { Need } from './state.ts';
import type { Asked, Turn, Way } from './way.ts';
import type { PlacedFact, World } from './world.ts';

const SEARCH: Need = { actions: ['search'], purpose: 'care' };
const READ: Need = { actions: ['read'], purpose: 'care' };

const get = (path: string): Ask => ({ method: 'GET', path: `/fhir/R4${path}` });

/** A Bundle that asks for one thing. */
const bundle = (type: string, url: string): Ask => ({
  method: 'POST',
  path: '/fhir/R4',
  body: { resourceType: 'Bundle', type, entry: [{ request: { method: 'GET', url } }] },
});

/** The parameter of a type that its code stands in. */
const CODE: Readonly<Partial<Record<string, string>>> = {
  Observation: 'code', Condition: 'code', AllergyIntolerance: 'code', Immunization: 'vaccine-code', MedicationRequest: 'code',
  Encounter: 'type', Procedure: 'code', DiagnosticReport: 'code', DocumentReference: 'type', CarePlan: 'category',
}; // biome-ignore format: one list

/** The parameter of a type that is the day of its facts. */
const DATE: Readonly<Partial<Record<string, string>>> = {
  Observation: 'date', Condition: 'recorded-date', AllergyIntolerance: 'date', Immunization: 'date', MedicationRequest: 'authoredon',
  Encounter: 'date', Procedure: 'date', DiagnosticReport: 'date', DocumentReference: 'date', CarePlan: 'date',
}; // biome-ignore format: one list

const TYPES = Object.keys(CODE);
const ALL = ['Binary', 'Appointment', 'FamilyMemberHistory', ...TYPES];
const VISITED: readonly string[] = ['Observation', 'Condition', 'Procedure'];
const isVisiting = (type: string): boolean => VISITED.includes(type);

/** Those that were picked, and a visit and what names one: few facts have anything to do with another. */
function linked({ facts }: World, { of, turn }: Turn): readonly PlacedFact[] {
  const visits = facts.filter(({ upstream }) => upstream.startsWith('visit-'));
  const visiting = facts.filter(({ text }) => text.includes('Encounter/visit-'));
  const more = [visits[turn % visits.length], visiting[turn % visiting.length]];
  return [...new Set([...of, ...more])].filter((one) => one !== undefined);
}

/** Each about one fact: where that is not shown, there is nothing. */
const about =
  (ask: (fact: PlacedFact, world: World) => readonly string[]) =>
  (world: World, turn: Turn): readonly Asked[] =>
    linked(world, turn).flatMap((fact) =>
      ask(fact, world).map((path) => {
        // What is included is meant, too.
        const types = path.includes('include=') ? {} : { types: [path.slice(1, path.indexOf('?'))] };
        return { ...get(path), ...types, of: fact };
      }),
    );

/** Facts of these types; what they name stands there by its id. */
const of = (types: readonly string[], path: string): Asked => ({ ...get(path), types });
const totalOf = (types: readonly string[], path: string): Asked => ({ ...of(types, path), total: true });
const some = (path: string): Asked => ({ ...get(path), some: true });
/** A page of few: others may stand on it in a wider state. */
const page = (path: string): Asked => ({ ...some(path), isPage: true });

/** Families of the FHIR API. */
export const FHIR_WAYS = {
  fhir: {
    routes: [
      'GET /fhir/R4/:type/:id', 'GET /fhir/R4/:type/:id/_history/:vid', 'GET /fhir/R4/:type/:id/_history',
    ], // biome-ignore format: one list
    need: READ,
    byId: true,
    asks: (_world, { of }) =>
      of.flatMap((fact) =>
        ['', '/_history/1', '/_history'].map((rest) => ({ ...get(`/${fact.type}/${fact.id}${rest}`), of: fact })),
      ),
  },
  'fhir history': {
    routes: ['GET /fhir/R4/:type/_history'],
    need: SEARCH,
    byId: true,
    asks: (_world, { turn }) =>
      [0, 1, 2].flatMap((at) => {
        const type = ALL[(turn + at) % ALL.length] ?? 'Observation';
        return [of([type], `/${type}/_history?_count=1000`), page(`/${type}/_history?_count=2`)];
      }),
  },
  'fhir batch': {
    routes: [],
    need: READ,
    byId: true,
    asks: (world, turn) =>
      linked(world, turn).flatMap((fact) =>
        ['batch', 'transaction'].map((type) => ({ ...bundle(type, `${fact.type}/${fact.id}`), of: fact })),
      ),
  },
  everything: {
    routes: ['GET /fhir/R4/Patient/:id/$everything', 'POST /fhir/R4/Patient/:id/$everything'],
    need: SEARCH,
    byId: true,
    asks: ({ record }) => [
      get(`/Patient/${record}/$everything`),
      some(`/Patient/${record}/$everything?start=2019&end=2022`),
      page(`/Patient/${record}/$everything?_count=7`),
    ],
  },
  'fhir search': {
    routes: ['GET /fhir/R4/:type', 'POST /fhir/R4/:type/_search'],
    need: SEARCH,
    byId: true,
    asks: (world, turn) => {
      const type = TYPES[turn.turn % TYPES.length] ?? 'Observation';
      return [
        totalOf(ALL, `?_count=1000&_total=accurate&_type=${ALL.join()}`),
        totalOf([type], `/${type}?_count=1000&_total=accurate`),
        totalOf([type], `/${type}?${CODE[type]}:not=${SYSTEM}|code-1&_count=1000&_total=accurate`),
        totalOf([type], `/${type}?${DATE[type]}=ge2015&${DATE[type]}=lt2020&_total=accurate`),
        of([type], `/${type}?_sort=date,_id&_count=1000`),
        of(['Encounter'], `/Encounter?patient=Patient/${world.record}&_count=1000`),
        page('/Observation?_count=3&_sort=-_lastUpdated'),
        page(`?_type=${TYPES.join()}&_count=7`),
        ...about(({ type, id, codes: [code] }) => [
          `/${type}?_id=${id}`,
          ...(CODE[type] === undefined || code === undefined || code === 'twin'
            ? []
            : [`/${type}?${CODE[type]}=${code}`, `/${type}?${CODE[type]}=${SYSTEM}|${code}&_id=${id}`]),
        ])(world, turn),
      ];
    },
  },
  'fhir values': {
    routes: [],
    need: SEARCH,
    asks: (_world, { turn }) => {
      const type = TYPES[turn % TYPES.length] ?? 'Observation';
      return [
        totalOf(['Observation'], '/Observation?value-quantity=5.1&_total=accurate&_count=1000'),
        of(['Observation'], '/Observation?value-quantity=gt5|http://unitsofmeasure.org|mmol/L&_count=1000'),
        of(['Encounter'], '/Encounter?status=finished&_count=1000'),
        of([type], `/${type}?${CODE[type]}:text=${COMMON}&_count=1000`),
        totalOf([type], `/${type}?${CODE[type]}:missing=false&_total=accurate&_count=1000`),
        of(['Observation'], '/Observation?encounter:missing=false&_count=1000'),
        of(['Condition'], '/Condition?_security:missing=false&_count=1000'),
        of([type], `/${type}?_sort=${CODE[type]}&_count=1000`),
        page('/Observation?_sort=-value-quantity&_summary=count'),
      ];
    },
    needsContent: true,
  },
  'fhir links': {
    routes: [],
    need: SEARCH,
    asks: (world, turn) =>
      about(({ type, id, codes: [code] }) => {
        if (type === 'Encounter')
          return VISITED.flatMap((other) => [
            `/${other}?encounter=${id}`,
            `/${other}?encounter:Encounter.type=${code}`,
          ]);
        return isVisiting(type) ? [`/Encounter?_has:${type}:encounter:code=${code}`] : [];
      })(world, turn),
    needsContent: true,
  },
  'fhir includes': {
    routes: [],
    need: SEARCH,
    byId: true,
    asks: about(({ type, id }) => {
      if (type === 'Encounter')
        return [...VISITED, '*'].map((other) => `/Encounter?_id=${id}&_revinclude=${other}:encounter`);
      return isVisiting(type) ? [`${type}:encounter`, '*'].map((what) => `/${type}?_id=${id}&_include=${what}`) : [];
    }),
  },
} satisfies Readonly<Record<string, Way>>;
