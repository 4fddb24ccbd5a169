import type { Answer } from '@chartwarden/http';
import type { FhirRouter } from '@medplum/fhir-router';
import type { Asked, Query } from './asking.ts';

/** What can be asked for in a batch, by the codes of R4 (restful-interaction); `null`: none of them. */
export type Interaction = keyof Interactions | null;

export interface Interactions {
  readonly read: Work;
  readonly vread: Work;
  readonly create: Work;
  readonly update: Work;
  readonly patch: Work;
  readonly delete: Work;
  readonly 'search-type': Work;
  readonly 'search-system': Work;
  readonly 'history-instance': Work;
  readonly 'history-type': Work;
}

type Work = (asked: Asked) => Promise<Answer>;

const KNOWN: ReadonlySet<string> = new Set<keyof Interactions>([
  'read', 'vread', 'create', 'update', 'patch', 'delete', 'search-type', 'search-system', 'history-instance', 'history-type',
]); // biome-ignore format: one list
const isKnown = (code: string | undefined): code is keyof Interactions => code !== undefined && KNOWN.has(code);
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Finds what entries of a batch ask for. */
export function createRouting(base: () => string) {
  let loading: Promise<FhirRouter> | undefined;

  /** Loaded with the first batch: it costs more than all the rest of the API (ADR 0112). */
  const router = (): Promise<FhirRouter> => {
    loading ??= import('@medplum/fhir-router').then((module) => {
      const made = new module.FhirRouter();
      made.add(
        'GET',
        ':resourceType/_history',
        async () => [{ resourceType: 'OperationOutcome', issue: [] }],
        'history-type',
      );
      return made;
    });
    return loading;
  };

  /** What the address of an entry means: relative to the server, or below its own (R4 http, 3.1.0.11.2). */
  return async (method: string, url: string): Promise<Routed> => {
    const local = relative(url, base());
    const [path = '', ...rest] = local.split('?');
    // Operations, and addresses of other servers, are no part of a batch here.
    if (!METHODS.has(method) || path.includes('$') || path.includes(':')) return NOTHING;
    const found = (await router()).find(method === 'HEAD' ? 'GET' : (method as 'GET'), path);
    const what = found?.data?.interaction;
    if (found === undefined || !isKnown(what)) return NOTHING;
    const { resourceType = '', id = '', vid = '' } = found.params;
    return { what, type: resourceType, id, vid, query: [...new URLSearchParams(rest.join('?'))] };
  };
}

interface Routed {
  readonly what: Interaction;
  readonly type: string;
  readonly id: string;
  readonly vid: string;
  readonly query: Query;
}

const NOTHING: Routed = { what: null, type: '', id: '', vid: '', query: [] };

function relative(url: string, base: string): string {
  if (url === base || url.startsWith(`${base}?`)) return url.slice(base.length);
  return url.startsWith(`${base}/`) ? url.slice(base.length + 1) : url.replace(/^\//, '');
}
