import { openScreensPlace, type Walked } from '../tests/e2e/support/screens-place.ts';
import type { Proof } from './runner/types.ts';
import { walkApart } from './screens/apart.ts';
import { openClinicLogin } from './screens/clinic-login.ts';
import { furnish } from './screens/furnish.ts';
import { LOOKS, type Tally } from './screens/look.ts';
import { behindLogin, openedScreens, plainScreens, type Screen } from './screens/pages.ts';
import { enlarged, forcedColours, reducedMotion } from './screens/samples.ts';
import {
  broken,
  locked,
  offline,
  partial,
  refused,
  type StateWalk,
  stranger,
  unreachable,
  whole,
} from './screens/states.ts';

const STATES: Readonly<Record<string, StateWalk>> = {
  whole, partial, error: broken, 'no-network': unreachable, offline, 'not-open': refused, locked, stranger,
  enlarged, motion: reducedMotion, forced: forcedColours,
}; // biome-ignore format: a table
/** States that look the same for whoever it is: walked for one person. */
const FOR_ONE: ReadonlySet<string> = new Set(Object.keys(STATES).filter((state) => state !== 'whole'));

/** States in which the pages that are about no record are walked, too; whole they are walked as several people see them. */
const AROUND: ReadonlySet<string> = new Set(['error', 'no-network', 'offline', 'not-open', 'locked', 'stranger']);

export const proof: Proof = {
  title:
    'Every page has its empty, whole, partial, error and locked state at both widths and in both themes: nothing serious for axe, nothing sticks out, nothing asks elsewhere, no error in the console, the focus where the page begins, a way on from what fails; and samples of it enlarged, without motion and in forced colours',
  promises: ['O2', 'F1'],
  needs: ['chromium'],
  takes:
    'about forty minutes; --set shots=FOLDER keeps pictures; --set only=STATES, people=WORDS, bundles=N, pages=NAMES (with commas) walk less',
  async run({ scale, data, settings, log }) {
    const isFull = scale === 'full';
    const household =
      settings.people?.split(',') ?? (isFull ? ['grandmother', 'adult', 'teenager', 'child'] : ['grandmother']);
    const bundles = isFull ? Number(settings.bundles ?? 2) : 0;
    const login = isFull ? openClinicLogin() : null;
    const place = await openScreensPlace({
      household,
      small: !isFull,
      data,
      bundles,
      ...(login === null ? {} : { settings: login.settings }),
    });
    const tally: Tally = { failures: [], figures: {}, shots: settings.shots ?? null, log };
    const states = settings.only?.split(',') ?? Object.keys(isFull ? STATES : SMALL);
    const looks = isFull ? LOOKS : LOOKS.slice(3, 4);
    const only = settings.pages?.split(',');
    const opened = new Map<string, readonly Screen[]>();
    const wanted = (state: string, screens: readonly Screen[]) => {
      const names = only ?? (isFull ? undefined : SMALL[state]);
      return names === undefined ? screens : screens.filter(({ name }) => names.includes(name));
    };
    try {
      const furnished = isFull ? await furnish(place) : null;
      for (const state of states) {
        const walk = STATES[state];
        if (walk === undefined)
          throw new Error(`there is no state ${state}; there are ${Object.keys(STATES).join(', ')}`);
        const most = place.people.find(({ word }) => word === 'grandmother') ?? place.people[0];
        const people = FOR_ONE.has(state) ? (most === undefined ? [] : [most]) : [...place.people, place.empty];
        for (const person of people) {
          const around = furnished !== null && AROUND.has(state) ? behindLogin(furnished.organization) : [];
          const screens = wanted(state, [...plainScreens(person.id), ...(await openedOf(person)), ...around]);
          const before = tally.failures.length;
          await walk(place, person, screens, looks, tally);
          log(`${state} ${person.word}: ${screens.length} pages, ${tally.failures.length - before} failures`);
          for (const failure of tally.failures.slice(before)) log(`  ${failure}`);
        }
      }
      if (furnished !== null && states.includes('whole')) await walkApart(place, furnished, wanted, looks, tally);
    } finally {
      await place.close();
      await login?.close();
    }
    return { failures: tally.failures, figures: tally.figures, notes: notesOf(data, bundles) };

    async function openedOf({ id, files }: Walked): Promise<readonly Screen[]> {
      const known = opened.get(id) ?? (files.length > 0 ? await openedScreens(place.client, id) : []);
      opened.set(id, known);
      return known;
    }
  },
};

/** The small cut takes a page or two in the states that need one, at one width. */
const SMALL: Readonly<Record<string, readonly string[]>> = {
  whole: ['today', 'a-vital'],
  partial: ['medicines'],
  error: ['medicines'],
  locked: ['medicines'],
  motion: ['medicines'],
};

const notesOf = (data: string | null, bundles: number): string[] =>
  data === null || bundles === 0 ? ['Without the real bundles.'] : [];
