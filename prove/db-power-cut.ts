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
    const sum = { acknowledged: 0, refused: 0 };
    try {
      for (let cut = 1; cut <= cuts; cut += 1) {
        const report = await writeUntilCut(disk, place, cut * 1_000_000, random() * 1000);
        await disk.restart();
        const db = await openPlace(place);
        const wrong = await faults(db, report.acknowledged);
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
      figures: { cuts, acknowledged: sum.acknowledged, refused_after_the_cut: sum.refused },
      notes: [
        'ext4 on a loop device, shut down without flushing its journal; a disk that lies about its cache is not tried.',
      ],
    };
  },
};

interface Report {
  readonly acknowledged: Set<number>;
  readonly refused: number;
  readonly afterFailure: number;
}

async function writeUntilCut(disk: SmallDisk, place: Place, first: number, milliseconds: number): Promise<Report> {
  const until = async (opened: Promise<unknown>) => {
    await opened;
    await sleep(milliseconds);
    disk.cut();
    // Time to see that the writes fail, and to try again and again.
    await sleep(300);
  };
  const lines = await runWriter({ place, first, stubborn: true, until });
  const refusal = lines.indexOf('refused');
  return {
    acknowledged: new Set(acknowledgedIn(lines)),
    refused: lines.filter((line) => line === 'refused').length,
    afterFailure: refusal === -1 ? 0 : acknowledgedIn(lines.slice(refusal)).length,
  };
}
