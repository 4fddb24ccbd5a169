import { errorRegistry } from '@chartwarden/errors';
import type { Page, Route } from 'playwright-core';
import type { ScreensPlace, Walked } from '../../tests/e2e/support/screens-place.ts';
import {
  goWithin,
  inspect,
  type Look,
  misplacedFocus,
  openScreen,
  settled,
  type Tally,
  type Walker,
  walker,
} from './look.ts';
import type { Screen } from './pages.ts';

/** A state in which every page is walked. */
export type StateWalk = (
  place: ScreensPlace,
  person: Walked,
  screens: readonly Screen[],
  looks: readonly Look[],
  tally: Tally,
) => Promise<void>;

/** Opens a page under watch and runs over the screens. */
async function eachScreen(
  place: ScreensPlace,
  screens: readonly Screen[],
  looks: readonly Look[],
  run: (walked: Walker, screen: Screen) => Promise<void>,
): Promise<void> {
  const [first] = looks;
  if (first === undefined) return;
  const walked = await walker(place, first);
  try {
    for (const screen of screens) {
      await walked.page.setViewportSize({ width: first.width, height: first.height });
      await run(walked, screen);
    }
  } finally {
    await walked.close();
  }
}

/** Everything is there: opened by a link within the app, after which the focus is where the page begins. */
export const whole: StateWalk = async (place, person, screens, looks, tally) => {
  const state = person.files.length === 0 ? 'empty' : 'whole';
  await eachScreen(place, screens, looks, async (walked, screen) => {
    const { page } = walked;
    walked.expectsFailures = screen.isRefused === true;
    const say = (what: string) => tally.failures.push(`${person.word} ${state} ${screen.name}: ${what}`);
    // Like somebody who has used the page before, and comes from another one.
    await page.goto(`/people/${person.id}/${screen.name === 'settings' ? 'sources' : 'settings'}`);
    await settled(walked);
    await page.keyboard.press('Shift');
    await goWithin(page, screen.path);
    const late = await settled(walked);
    if (late !== null) return void say(late);
    if (screen.act === undefined) {
      const lost = await misplacedFocus(page);
      if (lost !== null) say(lost);
    } else {
      const wrong = await screen.act(page).then(
        () => settled(walked),
        (error: unknown) => `cannot be done: ${String(error).split('\n')[0]}`,
      );
      if (wrong !== null) say(wrong);
    }
    await inspect(walked, tally, { person: person.word, state, screen: screen.name }, looks);
  });
};

const SHELL = /\/api\/(session|people|preferences|setup)$/;
const OWN = (url: URL): boolean => url.pathname.startsWith('/api/') && !SHELL.test(url.pathname);

/** What the chart says is not everything and not the latest: the page tells. */
export const partial: StateWalk = async (place, person, screens, looks, tally) => {
  await eachScreen(place, screens, looks, async (walked, screen) => {
    const { page } = walked;
    let hasMarks = false;
    await page.route(OWN, async (route) => {
      if (route.request().resourceType() === 'eventsource') return route.continue();
      const answer = await route.fetch();
      const text = await answer.text();
      if (!/"isWhole":/.test(text)) return route.fulfill({ response: answer });
      hasMarks = true;
      const body = text.replace(/"isWhole":true/g, '"isWhole":false').replace(/"isCurrent":true/g, '"isCurrent":false');
      return route.fulfill({ response: answer, body });
    });
    const late = await openScreen(walked, screen);
    const say = (what: string) => tally.failures.push(`${person.word} partial ${screen.name}: ${what}`);
    if (late !== null) say(late);
    const says = await page.getByText(/not show everything|is being sorted in|not everything|there is more/i).count();
    if (hasMarks && says === 0) say('does not say that it is not whole');
    if (hasMarks) await inspect(walked, tally, { person: person.word, state: 'partial', screen: screen.name }, looks);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
};

/** What the page asks for fails in one way: it says so in words, and goes on when it is tried again. */
const failing =
  (state: string, fail: (route: Route) => Promise<void>, canTryAgain: boolean): StateWalk =>
  async (place, person, screens, looks, tally) => {
    await eachScreen(place, screens, looks, async (walked, screen) => {
      if (screen.asksNothing || screen.act !== undefined) return;
      const { page } = walked;
      const say = (what: string) => tally.failures.push(`${person.word} ${state} ${screen.name}: ${what}`);
      walked.expectsFailures = true;
      await page.route(OWN, fail);
      const late = await openScreen(walked, screen);
      if (late !== null) say(late);
      const main = await page.locator('main').innerText();
      if (!(await tells(page, canTryAgain)))
        say(`does not say what happened: ${main.slice(0, 120).replaceAll('\n', ' / ')}`);
      await inspect(walked, tally, { person: person.word, state, screen: screen.name }, looks);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      if (canTryAgain) {
        await page.setViewportSize({ width: looks[0]?.width ?? 1280, height: 800 });
        for (const problem of await goesOn(walked)) say(problem);
      }
      walked.expectsFailures = false;
    });
  };

/** The page says what is the matter, and offers to try again where that can help. */
async function tells(page: Page, canTryAgain: boolean): Promise<boolean> {
  const main = page.locator('main');
  return canTryAgain
    ? (await main.getByRole('button', { name: 'Try again' }).count()) > 0
    : (await main.getByText('Not open to you').or(main.getByRole('alert')).count()) > 0;
}

/** Presses every `Try again` until none is left; what is left then is told. */
async function goesOn(walked: Walker): Promise<string[]> {
  const again = walked.page.locator('main').getByRole('button', { name: 'Try again' });
  for (let presses = 0; presses < 8 && (await again.count()) > 0; presses += 1) {
    const pressed = await again
      .first()
      .click({ timeout: 5_000 })
      .then(
        () => true,
        () => false,
      );
    if (!pressed) return ['offers to try again where nobody can press it'];
    await settled(walked);
  }
  return (await again.count()) > 0 ? ['does not go on when it is tried again'] : [];
}

const refusal = (code: keyof typeof errorRegistry) => ({
  status: errorRegistry[code].status,
  json: { code, message: errorRegistry[code].message },
});

/** The network goes while the app is open: the next page says so where it would stand, and comes when the network is back. */
export const offline: StateWalk = async (place, person, screens, looks, tally) => {
  await eachScreen(place, screens, looks, async (walked, screen) => {
    if (screen.asksNothing || screen.act !== undefined) return;
    const { page } = walked;
    const say = (what: string) => tally.failures.push(`${person.word} offline ${screen.name}: ${what}`);
    await page.goto(`/people/${person.id}/${screen.name === 'sources' ? 'activity' : 'sources'}`);
    await settled(walked);
    walked.expectsFailures = true;
    await page.context().setOffline(true);
    await goWithin(page, screen.path);
    const late = await settled(walked);
    if (late !== null) say(late);
    if (!(await tells(page, true))) say('does not say what happened');
    await inspect(walked, tally, { person: person.word, state: 'offline', screen: screen.name }, looks.slice(0, 1));
    await page.context().setOffline(false);
    for (const problem of await goesOn(walked)) say(problem);
    walked.expectsFailures = false;
  });
};

export const broken = failing('error', (route) => route.fulfill(refusal('CW-GEN-001')), true);
export const unreachable = failing('no-network', (route) => route.abort('internetdisconnected'), true);
export const refused = failing('not-open', (route) => route.fulfill(refusal('CW-GATE-003')), false);

/** Words of the locked page that other pages say, too. */
const LOCK_SAYS: ReadonlySet<string> = new Set(['Email address']);

/** The session ends while the page is open: the next thing asked for locks it, and nothing of the record stays on the screen. */
export const locked: StateWalk = async (place, person, screens, looks, tally) => {
  const [look] = looks;
  if (look === undefined) return;
  const walked = await walker(place, look);
  const { page } = walked;
  try {
    for (const [at, screen] of screens.entries()) {
      if (screen.act !== undefined) continue;
      const say = (what: string) => tally.failures.push(`${person.word} locked ${screen.name}: ${what}`);
      const late = await openScreen(walked, screen);
      if (late !== null) say(late);
      const shown = new Set((await page.locator('main').innerText()).split('\n').filter((line) => line.length > 12));
      await page.context().clearCookies();
      walked.expectsFailures = true;
      await goWithin(page, `/people/${person.id}/${screen.name === 'duplicates' ? 'activity' : 'duplicates'}`);
      const head = page.getByRole('heading', { name: 'Locked' });
      if (
        !(await head.waitFor({ timeout: 10_000 }).then(
          () => true,
          () => false,
        ))
      )
        say('is not locked');
      const left = (await page.locator('body').innerText())
        .split('\n')
        .filter((line) => shown.has(line) && !LOCK_SAYS.has(line));
      if (left.length > 0) say(`still shows ${left.length} lines of the record`);
      if ((await page.locator('body').innerText()).includes(person.name)) say('still shows whose record it is');
      await inspect(
        walked,
        tally,
        { person: person.word, state: 'locked', screen: screen.name },
        at === 0 ? looks : [],
      );
      walked.expectsFailures = false;
      await page.context().addCookies(place.session.cookies);
    }
  } finally {
    await walked.close();
  }
};

/** Without a session there is a login at every address, and nothing else. */
export const stranger: StateWalk = async (place, person, screens, looks, tally) => {
  const [look] = looks;
  if (look === undefined) return;
  const walked = await walker(place, look, false);
  try {
    for (const [at, screen] of screens.entries()) {
      if (screen.act !== undefined) continue;
      walked.expectsFailures = true;
      await walked.page.goto(screen.path);
      const found = await walked.page
        .getByLabel('Email address')
        .waitFor({ timeout: 10_000 })
        .then(
          () => true,
          () => false,
        );
      if (!found) tally.failures.push(`${person.word} stranger ${screen.name}: has no login`);
      await inspect(
        walked,
        tally,
        { person: person.word, state: 'stranger', screen: screen.name },
        at === 0 ? looks : [],
      );
    }
  } finally {
    await walked.close();
  }
};

/** What is for people outside, in each look. */
export const outside: StateWalk = async (place, person, screens, looks, tally) => {
  const [look] = looks;
  if (look === undefined) return;
  const walked = await walker(place, look, false);
  // A link that leads nowhere is refused, and the page says so.
  walked.expectsFailures = true;
  try {
    for (const screen of screens) {
      // Addresses that differ behind the # alone are one page to a browser.
      await walked.page.goto('about:blank');
      const wrong = await openScreen(walked, screen);
      if (wrong !== null) tally.failures.push(`${person.word} outside ${screen.name}: ${wrong}`);
      await inspect(walked, tally, { person: person.word, state: 'outside', screen: screen.name }, looks);
    }
  } finally {
    await walked.close();
  }
};
