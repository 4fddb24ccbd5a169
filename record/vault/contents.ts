import { createHash } from 'node:crypto';
import { type Content, contentKind, contentsOf, type FoundContent, isNode, SHOWN_AS } from '@chartwarden/fhir';
import { type FactId, idFromBytes, idToBytes } from '@chartwarden/ids';
import { denied, release, type VaultContext } from './context.ts';
import { type FactsStore, factsStore } from './facts.store.ts';
import { contextOf, genuine, ownId, referenceIdentity } from './identity.ts';
import type { Grant, Permit } from './permit.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { type Opened, opened, serve, visibleTo } from './serve.ts';

/** One of the things that a fact carries and that can be opened, as its source describes it. */
export interface FactContent extends Omit<Content, 'bytes' | 'hash'> {
  /**
   * `here`: it can be opened. `elsewhere`: only its address is known, and nothing is ever fetched; also for a Binary that
   * this permit does not cover. `nowhere`: neither bytes nor an address.
   */
  readonly at: 'here' | 'elsewhere' | 'nowhere';
}

/** Bytes of a content, and what was found out by looking at them. */
export interface OpenedContent extends FoundContent {
  readonly bytes: Buffer;
  /** What the source calls it. */
  readonly title: string | null;
  /** Where the bytes are not what the source says of them. */
  readonly problems: readonly ('size' | 'hash' | 'base64')[];
}

/** What opening is for: to be shown, if its kind can be, or to be kept as it is. */
export type ContentUse = 'show' | 'download';

interface Parts {
  readonly facts: FactsStore;
  readonly recall: VaultContext['recall'];
}

/** The things that a served fact carries. `one` is the row that it was served from: addresses are those of its origin. */
export async function contentsIn(
  parts: Parts,
  keys: ScopeKeys,
  grant: Grant,
  one: Opened,
  resource: unknown,
): Promise<readonly FactContent[]> {
  if (!isNode(resource)) return [];
  return Promise.all(
    contentsOf(resource).map(async ({ bytes, hash: _hash, ...said }) => {
      if (bytes.at === 'nowhere') return { ...said, at: bytes.at };
      const isHere = bytes.at !== 'url' || (await targetOf(parts, keys, grant, one, bytes.url)) !== null;
      return { ...said, at: isHere ? 'here' : 'elsewhere' } as const;
    }),
  );
}

/** Opens what a fact carries. The entry names the facts, what kind of content and how large, never what it is called. */
export function createContentReader({ db, keyring, log, authority, recall }: VaultContext) {
  const facts = factsStore(db);
  const parts = { facts, recall };

  /**
   * Content number `n` of a fact (contentsOf), or null when there is none that this permit may open: no such fact, no
   * such number, nothing in it, or a Binary elsewhere. `bytes` is empty when it is to be shown and its kind cannot be.
   */
  async function content(permit: Permit, id: FactId, n: number, use: ContentUse): Promise<OpenedContent | null> {
    const grant = authority.claim(permit, 'read');
    const action = use === 'show' ? 'read-content' : 'download-content';
    if (grant.form === 'metadata_only') return denied(log, grant, action, 'CW-GATE-005');
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const found = await find(keys, grant, idToBytes(id), n);
    if (found === null) {
      await release(log, grant, action, [], [], { found: false });
      return null;
    }
    const { said, bytes, from } = found;
    const what = contentKind(bytes, said.mediaType);
    const leaves = use === 'download' || SHOWN_AS[what.kind] !== undefined;
    await release(
      log,
      grant,
      action,
      from.map((one) => one.row.type),
      from.map((one) => idFromBytes(one.row.fact_id)),
      { content: n, kind: what.kind, size: bytes.length, left: leaves },
    );
    const problems = problemsOf(said, bytes, found.isDamaged);
    return { ...what, bytes: leaves ? bytes : Buffer.alloc(0), title: said.title ?? null, problems };
  }

  async function find(keys: ScopeKeys, grant: Grant, fact: Buffer, n: number) {
    const own = await load(parts, keys, grant, fact);
    if (own === null) return null;
    const said = contentsOf(own.resource)[n];
    switch (said?.bytes.at) {
      case 'text':
        return { said, from: [own.one], bytes: Buffer.from(said.bytes.text, 'utf8'), isDamaged: false };
      case 'base64':
        return { said, from: [own.one], ...decoded(said.bytes.data) };
      case 'url': {
        const target = await targetOf(parts, keys, grant, own.one, said.bytes.url);
        const binary = target && (await load(parts, keys, grant, target));
        if (!binary) return null;
        const [inner] = contentsOf(binary.resource);
        if (inner?.bytes.at !== 'base64') return null;
        return { said: { ...inner, ...said }, from: [own.one, binary.one], ...decoded(inner.bytes.data) };
      }
      default:
        return null;
    }
  }

  return { content };
}

async function load(parts: Parts, keys: ScopeKeys, grant: Grant, fact: Buffer) {
  const [row] = await parts.facts.versions(keys.scope, fact, visibleTo(parts.recall, keys, grant));
  if (row === undefined) return null;
  const one = opened(keys, row);
  const [served] = await serve(parts, keys, grant, [one]);
  const resource: unknown = served && JSON.parse(served.bytes.toString('utf8'));
  return isNode(resource) ? { one, resource } : null;
}

/** The Binary that an address of this fact means, when the permit covers it. */
async function targetOf(
  { facts, recall }: Parts,
  keys: ScopeKeys,
  grant: Grant,
  { header }: Opened,
  url: string,
): Promise<Buffer | null> {
  const context = contextOf(header);
  const id = ownId(url, context);
  if (id !== null) {
    const [found] = await facts.byId(keys.scope, [id], visibleTo(recall, keys, grant));
    return found?.type === 'Binary' ? found.fact_id : null;
  }
  const identity = referenceIdentity(keys, url, context);
  if (identity === null) return null;
  const [row] = await facts.resolvable(keys.scope, [identity], visibleTo(recall, keys, grant));
  return row !== undefined && genuine(keys, row).type === 'Binary' ? row.fact_id : null;
}

/** FHIR's base64Binary may be broken into lines; what is no base64 ends it. */
function decoded(data: string): { readonly bytes: Buffer; readonly isDamaged: boolean } {
  const plain = /\s/.test(data) ? data.replace(/\s+/g, '') : data;
  const bytes = Buffer.from(plain, 'base64');
  return { bytes, isDamaged: bytes.length !== Math.floor((plain.replace(/=+$/, '').length * 3) / 4) };
}

function problemsOf(said: Content, bytes: Buffer, isDamaged: boolean): OpenedContent['problems'] {
  const isOther = said.hash !== undefined && !hashesOf(bytes).includes(said.hash.trim());
  return [
    ...(isDamaged ? (['base64'] as const) : []),
    ...(said.size !== undefined && said.size !== bytes.length ? (['size'] as const) : []),
    ...(isOther ? (['hash'] as const) : []),
  ];
}

/** SHA-1 by the standard (FHIR R4, Attachment.hash); many write SHA-256, or either of them in hexadecimal digits. */
const hashesOf = (bytes: Buffer): readonly string[] =>
  ['sha1', 'sha256'].flatMap((name) => {
    const digest = createHash(name).update(bytes).digest();
    return [digest.toString('base64'), digest.toString('hex'), Buffer.from(digest.toString('hex')).toString('base64')];
  });
