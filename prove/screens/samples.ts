import { launch } from '../../tests/e2e/support/browser.ts';
import { chromiumPath } from '../../tests/support/machine.ts';
import { inspect, type Look, openScreen, settled, type Tally, type Walker, walker } from './look.ts';
import type { Screen } from './pages.ts';
import type { StateWalk } from './states.ts';

/** One page of each way of being laid out. */
const SAMPLE: ReadonlySet<string> = new Set([
  'today', 'timeline', 'search-found', 'results', 'a-result', 'a-panel', 'medicines', 'a-visit', 'documents', 'a-document-1',
  'a-document-2', 'an-entry-Observation', 'correcting', 'people-menu', 'withdrawing', 'duplicates', 'a-line', 'add', 'sources',
  'settings', 'summary',
]); // biome-ignore format: a list

const BIG: Look = { width: 640, height: 400, scheme: 'light' };
const WIDE: Look = { width: 1280, height: 800, scheme: 'light' };
const NARROW: Look = { width: 390, height: 844, scheme: 'light' };

const sampleOf = (screens: readonly Screen[]): readonly Screen[] => screens.filter(({ name }) => SAMPLE.has(name));

/** 200 %: as a browser enlarges a page of 1280 pixels (WCAG 2.2, 1.4.10), and as it enlarges the letters alone (1.4.4). */
export const enlarged: StateWalk = async (place, person, screens, _looks, tally) => {
  for (const [state, look, letters] of [
    ['enlarged', BIG, 16],
    ['large-letters', WIDE, 32],
    ['large-letters', NARROW, 32],
  ] as const) {
    // The size that a person sets in their browser: what is laid out by the size of letters follows it, too.
    const browser = await launch(chromiumPath() ?? '', [`--blink-settings=defaultFontSize=${letters}`]);
    const walked = await walker({ ...place, browser }, look);
    try {
      for (const screen of sampleOf(screens)) {
        const wrong = await openScreen(walked, screen);
        if (wrong !== null) tally.failures.push(`${person.word} ${state} ${screen.name}: ${wrong}`);
        for (const cut of await walked.page.evaluate(cutOff))
          tally.failures.push(`${person.word} ${state} ${screen.name} at ${look.width}: cuts off ${cut}`);
        await inspect(walked, tally, { person: person.word, state, screen: screen.name }, [
          { ...look, rules: ['target-size'] },
        ]);
      }
    } finally {
      await walked.close();
      await browser.close();
    }
  }
};

/** Words that a box hides without saying so. */
export const cutOff = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('main *, dialog[open] *, nav *, header *')].flatMap((element) => {
    const style = getComputedStyle(element);
    const own = [...element.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.textContent?.trim());
    const isHidden = element.offsetWidth <= 2 || element.offsetHeight <= 2 || style.visibility === 'hidden';
    if (!own || isHidden || style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return [];
    const clips = (over: string): boolean => over === 'hidden' || over === 'clip';
    const tall = clips(style.overflowY) && element.scrollHeight > element.clientHeight + 4;
    const wide = clips(style.overflowX) && element.scrollWidth > element.clientWidth + 4;
    return tall || wide ? [`${element.localName} ${element.textContent?.slice(0, 40)}`] : [];
  });

/** Nothing moves for somebody who asked for that: also while pages change, dialogs and menus open. */
export const reducedMotion: StateWalk = async (place, person, screens, _looks, tally) => {
  const walked = await walker(place, WIDE);
  const { page } = walked;
  try {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.addInitScript(watchMotion);
    for (const screen of sampleOf(screens)) {
      await openScreen(walked, screen);
      await openAndClose(walked);
      const moved = await page.evaluate(
        () => (globalThis as { cwMoved?: string[] }).cwMoved ?? ['nothing was watched'],
      );
      for (const one of new Set(moved)) tally.failures.push(`${person.word} motion ${screen.name}: ${one}`);
      tally.figures.watched_for_motion = (tally.figures.watched_for_motion ?? 0) + 1;
    }
  } finally {
    await walked.close();
  }
};

/** The menus of the frame, opened and shut again. */
async function openAndClose(walked: Walker): Promise<void> {
  const { page } = walked;
  for (const name of [/switch to another person/, /Account|account/]) {
    const menu = page.getByRole('button', { name }).first();
    if (!(await menu.isVisible()) || (await page.locator('dialog[open]').count()) > 0) continue;
    await menu.click();
    await page.waitForTimeout(60);
    await page.keyboard.press('Escape');
  }
  await settled(walked);
}

/** Notes, frame by frame, what moves for longer than a millisecond. */
export function watchMotion(): void {
  const moved: string[] = [];
  (globalThis as { cwMoved?: string[] }).cwMoved = moved;
  const look = (): void => {
    for (const one of document.getAnimations()) {
      const { duration, iterations } = one.effect?.getComputedTiming() ?? {};
      const whole = Number(duration) * Number(iterations);
      if (!(whole > 1)) continue;
      const target = one.effect instanceof KeyframeEffect ? one.effect.target : null;
      const what =
        one instanceof CSSTransition
          ? one.transitionProperty
          : one instanceof CSSAnimation
            ? one.animationName
            : 'script';
      moved.push(`${what} of ${target?.localName}.${target?.className} takes ${whole} ms`);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** With the colours of the system. */
export const forcedColours: StateWalk = async (place, person, screens, _looks, tally: Tally) => {
  for (const look of [WIDE, NARROW]) {
    const walked = await walker(place, look);
    try {
      await walked.page.emulateMedia({ forcedColors: 'active' });
      for (const screen of sampleOf(screens)) {
        const wrong = await openScreen(walked, screen);
        if (wrong !== null) tally.failures.push(`${person.word} forced ${screen.name}: ${wrong}`);
        for (const one of await walked.page.evaluate(withoutOutline))
          tally.failures.push(`${person.word} forced ${screen.name}: ${one}`);
        await inspect(walked, tally, { person: person.word, state: 'forced', screen: screen.name }, [look]);
      }
    } finally {
      await walked.close();
    }
  }
};

/** Icons that would be drawn in the colour of the ground. */
const withoutOutline = (): string[] => {
  const ground = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll('main svg:not([aria-hidden]) text')].flatMap((one) =>
    getComputedStyle(one).fill === ground ? [`${one.textContent} has the colour of the ground`] : [],
  );
};
