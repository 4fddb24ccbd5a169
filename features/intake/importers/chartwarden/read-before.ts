import { CodedError } from '@chartwarden/errors';
import { verifyLineProof } from '@chartwarden/ledger-proof';
import type { BeforeMessage } from '../before-messages.ts';
import { type ArchivePasses, checkManifest, readMembers } from './members.ts';

type Send = (header: BeforeMessage) => void;
type Shape = Record<string, unknown>;

const MANIFEST = 'manifest.json';
const CONSENTS = 'record/consents.json';
const PROOF = 'ledger/proof.json';
/** Characters of one message (the sandbox takes 256 kB), and lines of the log that are shown. */
const HEADER = 64 * 1024;
const LINES = 1000;

const shape = (value: unknown): Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Shape) : {};
const list = (value: unknown): readonly Shape[] => (Array.isArray(value) ? value.map(shape) : []);

/**
 * Reads what an archive of a whole record says of the time before: who was given what, and who saw what, with whether its
 * log holds. It is history to be read (ADR 0094). Throws CW-INT-026 for a file that is none, CW-INT-020 for a damaged one.
 */
export async function readBefore(archive: ArchivePasses, send: Send): Promise<void> {
  const members = await readMembers(archive, [MANIFEST, CONSENTS, PROOF]);
  if (!members.digests.has(MANIFEST)) throw new CodedError('CW-INT-026');
  const manifest = shape(await members.json(MANIFEST));
  if (manifest.format !== 'chartwarden-record' || manifest.version !== 1 || manifest.whole !== true)
    throw new CodedError('CW-INT-026');
  checkManifest(members, list(manifest.files));
  const consents = shape(await members.json(CONSENTS));
  const names = shape(consents.names);
  const document = shape(await members.json(PROOF));
  const verifier = typeof document.verifier === 'string' ? document.verifier : '';
  const verdict = verifyLineProof(document.proof, verifier);
  const lines = verdict.ok ? verdict.lines : [];
  send({
    kind: 'before',
    made: Date.parse(String(manifest.made)),
    log: { holds: verdict.ok, key: verifier.slice(0, 200), lines: lines.length },
  });
  const named = (who: string, kind: string) => {
    const name = Object.hasOwn(names, who) ? names[who] : undefined;
    return { kind, id: who, name: typeof name === 'string' ? name.slice(0, 200) : null };
  };
  const by = (who: unknown) => {
    const id = String(who);
    return named(id, id === 'operator' || id === 'system' ? id : 'account');
  };
  const changes = createChunks('changes', send);
  for (const event of list(consents.events).toReversed()) changes.add(changeOf(event, named, by));
  changes.flush();
  const told = createChunks('lines', send);
  // Newest first, and only lines that hold: what does not verify is nobody's word.
  for (const { seq, time, body } of lines.slice(-LINES).reverse()) {
    const { actor, action, outcome, count } = shape(body);
    const { kind, account, role } = shape(actor);
    const { name } = by(account);
    told.add({ seq, time, actor: { kind, name, role }, action, outcome, count: count ?? 0 });
  }
  told.flush();
  send({ kind: 'done' });
}

/** An event as the screens of this instance read one; everything in it is checked by whoever gets it. */
function changeOf(event: Shape, named: (who: string, kind: string) => object, by: (who: unknown) => object): object {
  const { id, time, kind } = event;
  const common = { event: id, given: time, by: by(event.by) };
  if (kind === 'custody') {
    const holder = shape(event.holder);
    return {
      ...common, kind, relation: event.relation, state: event.state, holder: named(String(holder.id), String(holder.kind)),
    }; // biome-ignore format: one event
  }
  const to = event.recipient === undefined ? null : shape(event.recipient);
  return {
    ...common, kind: 'share', effect: event.effect, actions: event.actions, slice: event.slice, form: event.form,
    recipient: to === null ? null : named(String(to.id), String(to.kind)), purposes: event.purposes ?? null,
    reason: event.reason ?? null, from: event.from, until: event.until, ends: event.ends ?? null, under: event.under ?? null,
  }; // biome-ignore format: one event
}

/** Gathers until a message is full. */
function createChunks(kind: 'changes' | 'lines', send: Send) {
  let waiting: object[] = [];
  let length = 0;
  const flush = (): void => {
    if (waiting.length > 0) send({ kind, list: waiting });
    waiting = [];
    length = 0;
  };
  return {
    flush,
    add(one: object): void {
      const size = JSON.stringify(one).length;
      if (length + size > HEADER) flush();
      waiting.push(one);
      length += size;
    },
  };
}
