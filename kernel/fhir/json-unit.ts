import { ARRAY, type JsonTape, OBJECT } from './json-tape.ts';

/** What a Bundle entry says around its resource. */
export interface EntryInfo {
  /** `request.method`: GET, PUT, POST, DELETE ... as written. */
  readonly method?: string;
  /** `response.status`. */
  readonly status?: string;
  /** `search.mode`: match, include, outcome. */
  readonly searchMode?: string;
}

/** A resource where it stands in the bytes that were just read; the tape is only good until the sink returns. */
export interface FoundResource {
  readonly tape: JsonTape;
  /** Its row on the tape. */
  readonly at: number;
  /** `entry[12].resource`, `line 4`, `[3]`, `resource`. */
  readonly path: string;
  /** `resourceType` as written; undefined when there is none. */
  readonly type: string | undefined;
  readonly fullUrl?: string;
  readonly entry?: EntryInfo;
}

export interface BundleInfo {
  readonly type?: string;
  /** Entries seen, with or without a resource. */
  readonly entries: number;
  /** `Bundle.link` of relation next: this is one page of more. */
  readonly hasNext: boolean;
}

export type UnitFault =
  | 'empty-entry'
  | 'not-an-object'
  | 'too-many-bundles'
  | 'entry-not-a-list'
  | 'resource-not-an-object';

export interface UnitSink {
  resource(found: FoundResource): void;
  /** An entry that has no resource, such as a deletion in a history or a plain answer. */
  entryWithoutResource(path: string, entry: EntryInfo): void;
  bundle(path: string, info: BundleInfo): void;
  fault(path: string, fault: UnitFault): void;
}

/** Bundles in Bundles in Bundles: a batch of searches needs two. */
const NESTED = 3;

/** Hands on the resource at `at`; the entries of a Bundle one by one. */
export function emitResource(
  tape: JsonTape,
  at: number,
  path: string,
  sink: UnitSink,
  around: { fullUrl?: string; entry?: EntryInfo } = {},
  nested = 0,
): void {
  if (tape.kind(at) !== OBJECT) {
    sink.fault(path, path === '' || !path.endsWith('resource') ? 'not-an-object' : 'resource-not-an-object');
    return;
  }
  const type = tape.text(tape.member(at, 'resourceType'));
  if (type !== 'Bundle') {
    sink.resource({ tape, at, path, type, ...around });
    return;
  }
  if (nested >= NESTED) {
    sink.fault(path, 'too-many-bundles');
    return;
  }
  const list = tape.member(at, 'entry');
  let entries = 0;
  const prefix = path === 'resource' ? '' : path.startsWith('line ') ? `${path}: ` : `${path}.`;
  if (list >= 0 && tape.kind(list) !== ARRAY) sink.fault(path, 'entry-not-a-list');
  else if (list >= 0) {
    const last = tape.next(list);
    for (let item = list + 1; item < last; item = tape.next(item)) {
      emitEntry(tape, item, `${prefix}entry[${entries}]`, sink, nested + 1);
      entries += 1;
    }
  }
  const bundleType = tape.text(tape.member(at, 'type'));
  sink.bundle(path, {
    ...(bundleType === undefined ? {} : { type: bundleType }),
    entries,
    hasNext: hasNextLink(tape, tape.member(at, 'link')),
  });
}

/** Hands on the resource of one Bundle entry. */
export function emitEntry(tape: JsonTape, at: number, path: string, sink: UnitSink, nested = 1): void {
  if (tape.kind(at) !== OBJECT) {
    sink.fault(path, 'not-an-object');
    return;
  }
  const fullUrl = tape.text(tape.member(at, 'fullUrl'));
  const method = inner(tape, at, 'request', 'method');
  const status = inner(tape, at, 'response', 'status');
  const searchMode = inner(tape, at, 'search', 'mode');
  const entry: EntryInfo = {
    ...(method === undefined ? {} : { method }),
    ...(status === undefined ? {} : { status }),
    ...(searchMode === undefined ? {} : { searchMode }),
  };
  const resource = tape.member(at, 'resource');
  if (resource < 0) {
    // Bundle invariant bdl-5: a resource, or else a request or a response.
    if (tape.member(at, 'request') < 0 && tape.member(at, 'response') < 0) sink.fault(path, 'empty-entry');
    else sink.entryWithoutResource(path, entry);
    return;
  }
  emitResource(
    tape,
    resource,
    `${path}.resource`,
    sink,
    { ...(fullUrl === undefined ? {} : { fullUrl }), entry },
    nested,
  );
}

function inner(tape: JsonTape, at: number, object: string, name: string): string | undefined {
  const row = tape.member(at, object);
  return row < 0 ? undefined : tape.text(tape.member(row, name));
}

/** Whether a Bundle.link names a further page. */
export function hasNextLink(tape: JsonTape, list: number): boolean {
  if (list < 0 || tape.kind(list) !== ARRAY) return false;
  const last = tape.next(list);
  for (let item = list + 1; item < last; item = tape.next(item)) {
    if (tape.text(tape.member(item, 'relation')) === 'next') return true;
  }
  return false;
}
