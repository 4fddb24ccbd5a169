import { OWNER } from '../../tests/e2e/support/people.ts';
import type { ScreensPlace, Walked } from '../../tests/e2e/support/screens-place.ts';
import { type Entering, type Furnished, sessionOf } from './furnish.ts';
import type { Look, Tally } from './look.ts';
import { apartScreens, outsideScreens, type Screen } from './pages.ts';
import { outside, type StateWalk, whole } from './states.ts';
import {
  endingScreens,
  familyScreens,
  invitedScreens,
  newcomerScreens,
  organizationScreens,
  practitionerScreens,
} from './together.ts';

/** What stands around several people, as each of them sees it; what changes it for others comes last. */
export async function walkApart(
  place: ScreensPlace,
  furnished: Furnished,
  wanted: (state: string, screens: readonly Screen[]) => readonly Screen[],
  looks: readonly Look[],
  tally: Tally,
): Promise<void> {
  const of = (word: string, id: string): Walked => ({ ...place.empty, word, id });
  const owner = of('apart', place.empty.id);
  const groups: readonly (readonly [StateWalk, Entering, Walked, readonly Screen[]])[] = [
    [whole, OWNER, owner, [...apartScreens, ...organizationScreens(furnished)]],
    [whole, furnished.sister, of('practitioner', furnished.sisters), practitionerScreens(furnished)],
    [whole, furnished.newcomer, of('newcomer', place.empty.id), newcomerScreens],
    [outside, OWNER, owner, [...outsideScreens, ...invitedScreens(furnished)]],
    [whole, OWNER, owner, [...familyScreens(furnished), ...endingScreens(furnished)]],
  ];
  for (const [walk, by, who, screens] of groups) {
    const before = tally.failures.length;
    const walked = wanted('whole', screens);
    if (walked.length === 0) continue;
    await walk({ ...place, session: await sessionOf(place, by) }, who, walked, looks, tally);
    tally.log(`${who.word}: ${walked.length} pages, ${tally.failures.length - before} failures`);
    for (const failure of tally.failures.slice(before)) tally.log(`  ${failure}`);
  }
}
