import { open, WIDE } from '../tests/e2e/support/browser.ts';
import { openScreensPlace } from '../tests/e2e/support/screens-place.ts';
import { countByHand } from './chart-counts/by-hand.ts';
import { differences, type Read } from './chart-counts/compare.ts';
import { readPage } from './chart-counts/read-screens.ts';
import type { Proof } from './runner/types.ts';

const PAGES = ['medicines', 'conditions', 'results', 'vitals', 'visits', 'documents'] as const;

export const proof: Proof = {
  title:
    'What the screens say is what a count by hand finds in the files: current medicines, active conditions, latest value and day of everything measured, visits of each year, documents',
  promises: ['O2'],
  needs: ['chromium'],
  takes: 'five minutes; the demo household and, where the test data is there, the six bundles of it',
  async run({ scale, data, log }) {
    const isFull = scale === 'full';
    const household = isFull ? ['adult', 'teenager', 'grandmother', 'child'] : ['grandmother'];
    const place = await openScreensPlace({ household, small: !isFull, data, bundles: isFull ? 6 : 0 });
    const failures: string[] = [];
    const figures = { people: 0, medicines: 0, conditions: 0, values: 0, years_with_visits: 0, documents: 0 };
    const today = new Date().toISOString().slice(0, 10);
    try {
      const { page, close } = await open(place.browser, place.url, WIDE, place.session);
      for (const { word, id, files } of place.people) {
        const counted = countByHand(files, today);
        const read: [string, unknown][] = [];
        for (const path of PAGES) read.push([path, await readPage(page, id, path)]);
        const found = differences(Object.fromEntries(read) as unknown as Read, counted);
        failures.push(...found.map((one) => `${word}: ${one}`));
        figures.people += 1;
        figures.medicines += counted.medicines.length;
        figures.conditions += counted.problems.length;
        figures.values += counted.latest.length;
        figures.years_with_visits += counted.visits.length;
        figures.documents += counted.documents;
        log(`${word}: ${found.length} differences`);
      }
      await close();
    } finally {
      await place.close();
    }
    return { failures, figures, notes: data === null ? ['Without the real bundles.'] : [] };
  },
};
