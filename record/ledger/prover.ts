import type { Db } from '@chartwarden/db';
import {
  consistencyProof,
  inclusionProof,
  type Line,
  type LineProof,
  type TileReader,
} from '@chartwarden/ledger-proof';
import type { Checkpoints } from './checkpoints.ts';
import { scopeToBytes } from './entry.ts';
import { readChainHead } from './find-entries.store.ts';
import { tileReader } from './ledger.store.ts';
import type { LedgerReader, OpenEntry } from './reader.ts';
import { signStatement } from './signing.ts';
import { KeyErasedError, type Scope } from './types.ts';

/** Makes proofs from what is stored. Asks nobody for permission, like the reader. */
export interface Prover {
  /** Proves one line of a scope; undefined when the scope has no such line. Throws KeyErasedError when it is sealed. */
  line(scope: Scope, seq: number): Promise<LineProof | undefined>;
  /** Proves that no line of a scope is missing up to now. Throws KeyErasedError. */
  chain(scope: Scope): Promise<LineProof>;
  /** RFC 6962, 2.1.2: that the tree of `first` leaves is the beginning of that of `second` leaves. */
  consistency(first: number, second: number): Promise<Buffer[]>;
}

const PAGE = 500;

const lineOf = ({ seq, time, nonce, body }: OpenEntry): Line => ({ seq, time, nonce: nonce.toString('hex'), body });

/** Tiles as they were at the first look; those of an earlier, signed size do not change any more. */
function remembered(read: TileReader): TileReader {
  const tiles = new Map<string, Buffer>();
  return async (level, index) => {
    const tile = tiles.get(`${level} ${index}`) ?? (await read(level, index));
    tiles.set(`${level} ${index}`, tile);
    return tile;
  };
}

export function createProver(db: Db, origin: string, reader: LedgerReader, checkpoints: Checkpoints): Prover {
  async function prove(format: LineProof['format'], scope: Scope, lines: readonly Line[], covers: number) {
    const { note, head } = await checkpoints.covering(covers);
    const end = await readChainHead(db, scopeToBytes(scope), head.size);
    const said = { scope, count: end?.count ?? 0, head: end?.commitment ?? Buffer.alloc(32), tree: head };
    const paths: string[][] = [];
    const [read, known] = [remembered(tileReader(db.all)), new Map<string, Buffer>()];
    for (const { seq } of lines) {
      const path = await inclusionProof(read, seq, head.size, known);
      paths.push(path.map((hash) => hash.toString('hex')));
      // A long chain gives way to other requests.
      if (paths.length % 100 === 0) await new Promise(setImmediate);
    }
    return {
      format,
      v: 1 as const,
      lines,
      inclusion: paths.at(-1) ?? [],
      ...(paths.length > 1 ? { earlier: paths.slice(0, -1) } : {}),
      checkpoint: note,
      statement: signStatement(origin, said, checkpoints.signer()),
      rotations: checkpoints.rotations(),
    };
  }

  return {
    line: async (scope, seq) => {
      const entry = await reader.entry(seq);
      if (entry?.scope !== scope) return undefined;
      if (entry.sealed) throw new KeyErasedError();
      return prove('chartwarden-line-proof', scope, [lineOf(entry)], seq + 1);
    },
    chain: async (scope) => {
      const { head } = await checkpoints.covering(Number.POSITIVE_INFINITY);
      const lines: Line[] = [];
      for (let before = head.size; before > 0; ) {
        const page = await reader.list(scope, { before, limit: PAGE });
        for (const entry of page) {
          if (entry.sealed) throw new KeyErasedError();
          lines.push(lineOf(entry));
        }
        before = page.length < PAGE ? 0 : (page.at(-1)?.seq ?? 0);
      }
      return prove('chartwarden-chain-proof', scope, lines.reverse(), head.size);
    },
    consistency: (first, second) => consistencyProof(tileReader(db.all), first, second),
  };
}
