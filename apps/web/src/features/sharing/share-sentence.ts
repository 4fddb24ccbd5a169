import type { ShareLine, Slice } from '../../api/share-types.ts';
import { typeWords } from '../../ui/fhir-types.text.ts';
import { formatClock, formatDay, formatList, insideSentence } from '../../ui/words.ts';
import { kindsIn } from './share-kinds.ts';
import { sharingText } from './sharing.text.ts';

const text = sharingText.sentence;

/** What a slice covers, in words that stand in the middle of a sentence. `effect`: a refusal reads labels the other way. */
export function sliceWords(slice: Slice | null, effect: 'permit' | 'deny' = 'permit'): string {
  if (slice === null) return text.untold;
  return withDates(slice, withLabels(slice, effect, whatOf(slice, effect)));
}

function whatOf(slice: Slice, effect: 'permit' | 'deny'): string {
  const { facts, sources, types, categories, codes, origins, labels } = slice;
  const parts: string[] = [];
  if (facts) parts.push(text.entries(facts.length));
  if (categories?.some(({ code }) => code === 'laboratory')) parts.push(text.laboratory);
  else if (categories?.some(({ code }) => code === 'vital-signs')) parts.push(text.vitalSigns);
  else if (categories) parts.push(text.categories(categories.length));
  else if (types) {
    const { kinds, rest } = kindsIn(types);
    parts.push(
      formatList([...kinds.map((kind) => text.kinds[kind]), ...rest.map((type) => insideSentence(typeWords(type)))]),
    );
  }
  if (codes) parts.push(text.codes(codes.length));
  if (sources) parts.push(text.sources(sources.length));
  if (origins) parts.push(text.origins(origins.length));
  if (parts.length > 0) return parts.join(', ');
  if (labels && labels.length > 0 && (effect === 'deny' || slice.labelled))
    return text.ofLabels(formatList(labels.map((label) => text.labels[label])));
  if (slice.labelled) return text.labelled;
  return effect === 'permit' && slice.labels === undefined ? text.everythingOpen : text.everything;
}

function withLabels({ labels, labelled }: Slice, effect: 'permit' | 'deny', what: string): string {
  if (labels === undefined || labels.length === 0 || labelled || effect === 'deny') return what;
  return text.withLabels(what, formatList(labels.map((label) => text.labels[label])));
}

function withDates({ from, to }: Slice, what: string): string {
  if (from !== undefined && to !== undefined) return text.between(what, formatDay(from), formatDay(to));
  if (from !== undefined) return text.since(what, formatDay(from));
  return to === undefined ? what : text.upTo(what, formatDay(to));
}

export const momentWords = (time: number): string => `${formatDay(time)}, ${formatClock(time)}`;

type Said = Pick<ShareLine, 'effect' | 'recipient' | 'extent' | 'slice' | 'until'> & {
  /** Milliseconds from an acceptance on. */
  readonly lasting?: number;
};

const HOUR = 3_600_000;

const endWords = (until: number | null, lasting: number | undefined): string => {
  if (lasting !== undefined)
    return lasting < 48 * HOUR ? text.hours(Math.round(lasting / HOUR)) : text.days(Math.round(lasting / HOUR / 24));
  return until === null ? text.open : text.until(momentWords(until));
};

/** "Ana may look at laboratory results since 1 January 2020, until 24 December 2026, 10:00." */
export function shareSentence({ effect, recipient, extent, slice, until, lasting }: Said): string {
  const what = sliceWords(slice, effect);
  const end = endWords(until, lasting);
  if (recipient?.you && effect === 'deny') return text.youKept(what, end);
  if (recipient?.you) return extent === 'add' ? text.youAdd(what, end) : text.youLook(what, end);
  const who = recipient === null ? text.everybody : (recipient.name ?? text.unnamed(recipient.kind));
  if (effect === 'deny' && recipient === null) return text.keptFromAll(what, end);
  if (effect === 'deny') return text.kept(who, what, end);
  return extent === 'add' ? text.add(who, what, end) : text.look(who, what, end);
}
