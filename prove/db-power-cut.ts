import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { faults, openPlace, type Place } from '../tests/support/counted-batches.ts';
import { randomFrom } from '../tests/support/random.ts';
import { acknowledgedIn, runWriter } from '../tests/support/run-batches-writer.ts';
import { canMakeDisks, makeSmallDisk, type SmallDisk } from '../tests/support/small-disk.ts';
import type { Proof } from './runner/types.ts';

export const proof: Proof = {
  title:
    'When the disk fails under the writes or loses its power, nothing acknowledged is lost and nothing more is acknowledged',
  promises: ['O17', 'J6'],
  needs: ['root'],
  takes: 'about five minutes',
  async run({ scale, seed, scratch, settings, log }) {
    if (!canMakeDisks()) {
      if (scale === 'full')
        throw new Error('needs loop devices, mkfs.ext4 and xfs_io (packages e2fsprogs and xfsprogs)');
      return { failures: [], figures: { cuts: 0 }, notes: ['Not run: no loop devices, mkfs.ext4 or xfs_io here.'] };
    }
    const cuts = Number(settings.cuts ?? (scale === 'full' ? 100 : 2));
    const random = randomFrom(seed);
    const disk = makeSmallDisk(scratch, 400);
    const place: Place = { engine: 'sqlite', at: join(disk.folder, 'data', 'cut.db') };
    const failures: string[] = [];
    const sum = { acknowledged: 0, during: 0, duringAndGone: 0, refused: 0 };
    try {
      for (let cut = 1; cut <= cuts; cut += 1) {
        const report = await writeUntilCut(disk, place, cut * 1_000_000, random() * 1000);
        await disk.restart();
        const db = await openPlace(place);
        const wrong = await faults(db, report.acknowledged);
        const kept = new Set((await db.all<{ n: number }>('select n from batches')).map(({ n }) => n));
        sum.during += report.during.length;
        sum.duringAndGone += report.during.filter((n) => !kept.has(n)).length;
        if (report.afterFailure > 0) wrong.push(`${report.afterFailure} writes acknowledged after one had failed`);
        failures.push(...wrong.map((fault) => `cut ${cut} of seed ${seed}: ${fault}`));
        await db.batch([
          { sql: 'delete from parts', parameters: [] },
          { sql: 'delete from batches', parameters: [] },
        ]);
        await db.close();
        sum.acknowledged += report.acknowledged.size;
        sum.refused += report.refused;
        if (cut % 10 === 0) log(`${cut} cuts, ${sum.acknowledged} acknowledged, ${failures.length} failures`);
      }
    } finally {
      disk.remove();
    }
    return {
      failures,
      figures: {
        cuts,
        acknowledged_before_the_cut: sum.acknowledged,
        acknowledged_during_the_cut: sum.during,
        of_these_gone: sum.duringAndGone,
        refused_after_the_cut: sum.refused,
      },
      notes: [
        'What is acknowledged while the disk is being cut is counted, not judged: an fsync under way then may return success, which a machine without power could not have told anybody.',
        'ext4 on a loop device, shut down without flushing its journal; a disk that lies about its cache is not tried.',
      ],
    };
  },
};

interface Report {
  /** Before the power was cut. */
  readonly acknowledged: Set<number>;
  /** While it was being cut: a machine without power could not have said so. */
  readonly during: readonly number[];
  readonly refused: number;
  readonly afterFailure: number;
}

async function writeUntilCut(disk: SmallDisk, place: Place, first: number, milliseconds: number): Promise<Report> {
  let before: string[] = [];
  const until = async (opened: Promise<unknown>, said: () => string[]) => {
    await opened;
    await sleep(milliseconds);
    before = said();
    disk.cut();
    // Time to see that the writes fail, and to try again and again.
    await sleep(300);
  };
  const lines = await runWriter({ place, first, stubborn: true, until });
  const refusal = lines.indexOf('refused');
  return {
    acknowledged: new Set(acknowledgedIn(before)),
    during: acknowledgedIn(lines.slice(before.length)),
    refused: lines.filter((line) => line === 'refused').length,
    afterFailure: refusal === -1 ? 0 : acknowledgedIn(lines.slice(refusal)).length,
  };
}
