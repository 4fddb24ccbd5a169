import type { SeenConsent, SeenGroup, SeenLine } from '../../api/activity-types.ts';
import { actorWords, sentenceOf, wayWords } from '../../ui/activity-sentence.text.ts';
import { typeWords } from '../../ui/fhir-types.text.ts';
import { formatClock, formatDay, formatList } from '../../ui/words.ts';
import { lineText } from './activity.text.ts';
import { seenText as text, type Who } from './seen.text.ts';

/** As many kinds of entries are named one by one. */
const MOST_NAMED = 4;
const MINUTE = 60_000;

/** "14 results and measurements, one document and 3 more entries". */
export function entriesWords({ entries, types }: Pick<SeenGroup, 'entries' | 'types'>): string {
  const named = types.slice(0, MOST_NAMED);
  if (named.length === 0) return text.entries(entries);
  const rest = entries - named.reduce((sum, { count }) => sum + count, 0);
  const words = named.map(({ type, count }) =>
    Object.hasOwn(text.counted, type) ? (text.counted[type]?.(count) ?? '') : text.ofKind(typeWords(type), count),
  );
  return formatList(rest > 0 ? [...words, text.others(rest)] : words);
}

const told = ({ actor }: Pick<SeenGroup, 'actor'>, { action, outcome, taken }: SeenLine, count: number): string =>
  sentenceOf({ actor, action, outcome, count, ...(taken ? { taken } : {}) });

/** One line of a group as a sentence. */
export const lineWords = (group: SeenGroup, line: SeenLine): string => told(group, line, line.count ?? 0);

/** What a group tells, as one sentence. */
export function groupWords(group: SeenGroup): string {
  const { actor, kind, lines, entries } = group;
  const [newest] = lines;
  const who: Who = { by: actor.own ? 'own' : 'other', name: actorWords(actor) };
  if (kind === 'refused') return text.tried(who, lines.length);
  if (kind === 'looks' && entries > 0) return text.looked(who, entriesWords(group));
  const isOne = lines.every(({ action }) => action === newest.action);
  if (kind === 'looks' && !isOne) return text.around(who);
  // What was brought in adds up; two copies of the same are no larger copy.
  const count = kind === 'changes' ? lines.reduce((sum, line) => sum + (line.count ?? 0), 0) : (newest.count ?? 0);
  return told(group, newest, count);
}

/** How long it took, or when it began and ended. */
function spanWords({ from, to }: SeenGroup): string {
  if (to - from >= 60 * MINUTE) return text.between(formatClock(from), formatClock(to));
  return to === from ? '' : text.minutes(Math.max(1, Math.round((to - from) / MINUTE)));
}

function consentWords(consents: readonly SeenConsent[]): string {
  const given = consents.filter(({ effect }) => effect === 'permit');
  const [one] = given;
  if (one === undefined) return '';
  return given.length === 1 ? text.under(formatDay(one.given)) : text.underMany(given.length);
}

/** For what, under which consent, how long, by which way: each a piece of its own. */
export function groupDetails(group: SeenGroup): readonly string[] {
  const { actor, kind, lines, purpose, clients, consents, places = [] } = group;
  const times = kind === 'looks' || kind === 'refused' || lines.length === 1 ? [] : [text.times(lines.length)];
  // What a machine did says in its sentence that nobody read it.
  if (actor.kind === 'system') return kind === 'looks' ? [text.automatic] : times;
  const isForSelf = purpose === undefined || purpose === 'self' || purpose === 'operate';
  const ways = clients.filter((client) => client !== 'browser').map((client) => text.by(wayWords({ client })));
  return [
    places.length === 0 ? '' : text.forPlace(formatList(places)),
    isForSelf ? '' : text.forPurpose(lineText.purposes[purpose] ?? purpose),
    // A consent that was given or ended just then allowed nothing.
    kind === 'access' ? '' : consentWords(consents),
    ...times,
    spanWords(group),
    ...ways,
  ].filter((words) => words !== '');
}
