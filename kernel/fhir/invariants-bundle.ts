import { each, isNode, type Node } from './index-values.ts';
import { exists, type Invariant, isOneOf } from './invariants-words.ts';

const entries = ({ entry }: Node): readonly Node[] => each(entry);
const firstType = (bundle: Node): unknown => {
  const resource = entries(bundle)[0]?.resource;
  return isNode(resource) ? resource.resourceType : undefined;
};

/** Each fullUrl once, or once for each version. */
function areFullUrlsDistinct(bundle: Node): boolean {
  const seen = new Set<string>();
  for (const { fullUrl, resource } of entries(bundle)) {
    if (fullUrl === undefined) continue;
    const meta = isNode(resource) ? resource.meta : undefined;
    const key = `${String(fullUrl)} ${isNode(meta) ? String(meta.versionId ?? '') : ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
  }
  return true;
}

const requests = ['batch', 'transaction', 'history'] as const;
const responses = ['batch-response', 'transaction-response', 'history'] as const;

const bundle: readonly Invariant[] = [
  ['bdl-1', (n) => !exists(n, 'total') || isOneOf(n.type, 'searchset', 'history')],
  ['bdl-2', (n) => n.type === 'searchset' || !entries(n).some((entry) => exists(entry, 'search'))],
  ['bdl-3', (n) => entries(n).every((entry) => exists(entry, 'request') === isOneOf(n.type, ...requests))],
  ['bdl-4', (n) => entries(n).every((entry) => exists(entry, 'response') === isOneOf(n.type, ...responses))],
  ['bdl-7', (n) => n.type === 'history' || areFullUrlsDistinct(n)],
  [
    'bdl-9',
    (n) =>
      n.type !== 'document' ||
      (isNode(n.identifier) && exists(n.identifier, 'system') && exists(n.identifier, 'value')),
  ],
  ['bdl-10', (n) => n.type !== 'document' || n.timestamp !== undefined],
  ['bdl-11', (n) => n.type !== 'document' || firstType(n) === 'Composition'],
  ['bdl-12', (n) => n.type !== 'message' || firstType(n) === 'MessageHeader'],
];

/** Of a Bundle that somebody asks to be looked at; of one that is received or sent as a request only the entries count. */
export const bundleInvariants: readonly (readonly [string, readonly Invariant[]])[] = [
  ['Bundle', bundle],
  [
    'Bundle.entry',
    [
      ['bdl-5', (n) => exists(n, 'resource') || exists(n, 'request') || exists(n, 'response')],
      ['bdl-8', ({ fullUrl }) => typeof fullUrl !== 'string' || !fullUrl.includes('/_history/')],
    ],
  ],
];
