import type { Got } from './over-http.ts';
import { isAlike, linkReach, reachOf, type Said } from './state.ts';
import type { Asked, Turn, Way } from './way.ts';
import { WAY_NAMES, WAYS, type WayName } from './ways.ts';
import { isIn, type PlacedFact, type Somebody, type World } from './world.ts';

/** All answers of one reader in one state, by way, in the order in which they were asked. */
export type Sweep = ReadonlyMap<WayName, readonly { readonly ask: Asked; readonly got: Got }[]>;

const AT_ONCE = 12;

/** Asks in every way. */
export async function sweep(
  world: World,
  who: Somebody,
  turn: Turn,
  names: readonly WayName[] = WAY_NAMES,
): Promise<Sweep> {
  const all = new Map<WayName, { ask: Asked; got: Got }[]>();
  const asks = names.flatMap((name) => (WAYS[name] as Way).asks(world, turn).map((ask) => ({ name, ask })));
  const answers: Got[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < asks.length; at = next++) {
      const one = asks[at]?.ask;
      if (one !== undefined && one.via === undefined) answers[at] = await world.get(who, one);
    }
  };
  // Several at once, as a screen asks; lines of the log then share a commit.
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // These leave something behind while they go on.
  for (const [at, { ask }] of asks.entries()) if (ask.via !== undefined) answers[at] = await ask.via(world, who);
  for (const [at, { name, ask }] of asks.entries())
    all.set(name, [...(all.get(name) ?? []), { ask, got: answers[at] as Got }]);
  return all;
}

/** A search says again what was asked for: an id there was not shown, but sent. */
const SELF = /"link":\[\{"relation":"self"[^\]]*\]/;
const contents = new WeakMap<Got, string>();

function contentOf(got: Got): string {
  let text = contents.get(got);
  if (text === undefined) {
    text = got.text.replace(SELF, '');
    contents.set(got, text);
  }
  return text;
}

const shows = (fact: PlacedFact, got: Got): boolean => contentOf(got).includes(fact.id) || isIn(fact, got.text);

/** Which facts an answer shows. */
export const shownIn = (world: World, got: Got): readonly PlacedFact[] =>
  world.facts.filter((fact) => shows(fact, got));

/** Time goes on, and a request has its own id. */
export function plain(world: World, { status, text, headers }: Got): string {
  const now = String(world.now());
  const timed = text
    .replace(/"requestId":"[^"]*"/g, '"requestId":""')
    // Milliseconds of the hours in which this ran: the clock stands still but for what happens.
    .replace(new RegExp(`\\b${now.slice(0, 5)}\\d{8}\\b`, 'g'), '<now>')
    .replace(/\b2026-01-0[2-4]T[\d:.]+Z|\bJan [2-4], 2026, [\d:]+ [AP]M UTC/g, '<now>');
  return JSON.stringify([status, timed, headers.filter((one) => !one.startsWith('content-length'))]);
}

/**
 * Path equivalence: what one way shows, each way shows, where a holder is shown it in that way; and nothing else.
 * `whole`: what the holder is shown, by the path and body of the question.
 */
export function pathProblems(
  world: World,
  {
    said,
    who,
    seen,
    whole,
    never,
  }: {
    readonly said: readonly Said[];
    readonly who: 'reader' | 'carer';
    readonly seen: Sweep;
    readonly whole: (ask: Asked) => readonly PlacedFact[];
    /** Words of facts that nobody but the holder may see. */
    readonly never: readonly { readonly word: string }[];
  },
): readonly string[] {
  const problems: string[] = [];
  for (const [name, list] of seen) {
    const way: Way = WAYS[name];
    for (const { ask, got } of list) {
      const need = ask.need ?? way.need;
      const reach = ask.link === undefined ? reachOf(said, need, who) : linkReach(said, ask.link, who);
      const tell = (what: string) => problems.push(`${name}: ${ask.method} ${ask.path} ${got.status}: ${what}`);
      if (got.status >= 500) tell(got.text.slice(0, 200));
      // Whoever holds all of it sees what waits, too.
      const unseen = way.forHolders && reach.whole ? [] : never;
      for (const one of unseen) if (isIn(one, got.text)) tell('shows what was brought and is hidden');
      if (way.namesOnly) {
        const words = world.facts.filter((fact) => isIn(fact, got.text) && !reach.sees(fact));
        if (words.length > 0) tell(`shows ${words.map(({ name }) => name).join(', ')}`);
        continue;
      }
      const shown = shownIn(world, got);
      const expected = way.showsNone || (way.forHolders && !reach.whole) ? [] : whole(ask);
      const isThere = ask.of === undefined || (way.needsContent ? reach.inFull : reach.sees)(ask.of);
      const isOpen = !reach.refused && isThere && (reach.content || !way.needsContent);
      const reaches = way.needsContent ? reach.inFull : reach.sees;
      const may = (fact: PlacedFact): boolean => isOpen && reaches(fact) && !way.showsNone;
      const wrong = shown.filter((fact) => !may(fact) && fact.id !== ask.of?.id);
      if (wrong.length > 0) tell(`shows ${wrong.map(({ name }) => name).join(', ')}`);
      if (ask.of !== undefined && !isOpen && (got.status < 400 ? shows(ask.of, got) : isIn(ask.of, got.text)))
        tell(`shows ${ask.of.name}, which it is about`);
      const told = shown.filter((fact) => !reach.inFull(fact) && isIn(fact, got.text));
      if (told.length > 0) tell(`shows words of ${told.map(({ name }) => name).join(', ')}`);
      // In outline a fact names no other.
      const own = ask.of;
      const isTold = own === undefined || reach.inFull(own);
      const must = (fact: PlacedFact): boolean =>
        may(fact) && ((way.byId && (own === undefined || own === fact)) || (isTold && reach.inFull(fact)));
      const isAbout = (fact: PlacedFact): boolean => ask.types?.includes(fact.type) ?? true;
      const hides = expected.filter((fact) => must(fact) && isAbout(fact) && !fact.isTwin && !shown.includes(fact));
      // Until the text index is worked out anew, it says so, and does not find what changed.
      const isLate = got.text.includes('"isCurrent":false');
      if (isOpen && !ask.some && !ask.counts && !isLate && hides.length > 0)
        tell(`hides ${hides.map(({ name }) => name).join(', ')}`);
      const found = ask.path.endsWith('/search') && got.status === 200 ? foundIn(got.text) : null;
      if (found !== null && (found.total !== found.hits || found.ofTypes !== found.hits))
        tell(`says ${found.total} of ${found.ofTypes}, and shows ${found.hits}`);
      if (ask.total && got.status === 200) {
        const matches = got.text.match(/"search":\{"mode":"match"\}/g)?.length ?? 0;
        const total = Number(/"total":(\d+)/.exec(got.text)?.[1]);
        if (total !== matches) tell(`says ${total}, and shows ${matches}`);
      }
      const tooMuch = world.facts.filter(
        (fact) => got.handed !== undefined && shows(fact, { ...got, text: got.handed }),
      );
      const handed = tooMuch.filter((fact) => !may(fact));
      if (handed.length > 0) tell(`is made from ${handed.map(({ name }) => name).join(', ')}`);
      if (got.said !== undefined && got.status < 400 && isAlike(said) && got.said !== shown.length)
        tell(`said ${got.said} entries, and shows ${shown.length}`);
      if (
        ask.fresh !== undefined &&
        got.status === 200 &&
        !reach.whole &&
        !got.text.includes(`"totals":{"new":${ask.fresh},`)
      )
        tell(`knows what others brought: ${/"totals":[^}]*/.exec(got.text)?.[0]}`);
      if (ask.counts && isOpen) {
        const sum = countIn(got.text);
        const real = world.facts.filter((fact) => may(fact)).length;
        if (sum !== real) tell(`counts ${sum} entries of ${real}`);
      }
    }
  }
  return problems;
}

/** What a search says of how much it found; all of it fits one page here. */
function foundIn(text: string): { readonly total: number; readonly ofTypes: number; readonly hits: number } {
  const { total, byType, hits } = JSON.parse(text) as {
    readonly total: number;
    readonly byType: Readonly<Record<string, number>>;
    readonly hits: readonly unknown[];
  };
  return { total, ofTypes: Object.values(byType).reduce((sum, one) => sum + one, 0), hits: hits.length };
}

const countIn = (text: string): number =>
  [...text.matchAll(/"count":(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);

/** Non-interference: after what a reader may not see, every answer is the same to the byte. */
export function interference(
  world: World,
  before: Sweep,
  after: Sweep,
  leaveOut: (way: Way, ask: Asked) => boolean,
): readonly string[] {
  return [...before].flatMap(([name, list]) =>
    list.flatMap(({ ask, got }, at) => {
      if (leaveOut(WAYS[name], ask)) return [];
      const now = after.get(name)?.[at]?.got;
      const [one, other] = [plain(world, got), now === undefined ? '' : plain(world, now)];
      return one === other ? [] : [`${name}: ${ask.method} ${ask.path} changed: ${difference(one, other)}`];
    }),
  );
}

function difference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `${one.slice(Math.max(0, at - 80), at + 80)} … ${other.slice(Math.max(0, at - 20), at + 80)}`;
}

/** Monotony: whatever the narrower state shows, the wider one shows in the same way. */
export function unmonotone(world: World, narrow: Sweep, wide: Sweep): readonly string[] {
  return [...narrow].flatMap(([name, list]) => {
    const way: Way = WAYS[name];
    if (way.namesOnly || way.showsNone) return [];
    return list.flatMap(({ ask, got }, at) => {
      const other = wide.get(name)?.[at]?.got;
      if (other === undefined || got.status >= 400 || ask.isPage) return [];
      const shown = new Set(shownIn(world, other));
      // A file that a document names stands in it among documents, and not for itself (features/chart/reading/documents.ts).
      const isInDocument = ({ type, upstream }: PlacedFact): boolean =>
        type === 'Binary' &&
        ask.path.endsWith('/documents') &&
        [...shown].some(({ text }) => text.includes(`"url":"Binary/${upstream}"`));
      const lost = shownIn(world, got).filter((fact) => !shown.has(fact) && !fact.isTwin && !isInDocument(fact));
      return lost.length === 0
        ? []
        : [`${name}: ${ask.method} ${ask.path} lost ${lost.map((one) => one.name).join(', ')}`];
    });
  });
}
