import { humanOf } from '@chartwarden/fhir';
import { linked } from '../duplicates/linked.ts';
import type { ReadFact } from '../reading/read-fact.ts';
import { readServed } from '../served-facts.ts';
import { idsOf } from './contents/content.ts';
import { contents, SAY_ALL } from './contents/contents.ts';
import type { Outline, Printed, PrintJob } from './job.ts';
import { type Block, drawBlocks, drawText } from './sheet/blocks.ts';
import { QUIET } from './sheet/setter.ts';
import { openSheet, type Sheet } from './sheet/sheet.ts';
import { emphasized, joined, said, strong, type Text } from './sheet/text.ts';
import { drawSummary } from './summary/draw-summary.ts';
import { OPTIONAL } from './summary/summary-section.ts';
import { summarySections } from './summary/summary-sections.ts';
import type { WordName } from './words/en.ts';
import { createWords, type Words } from './words/words.ts';

/** Makes the PDF of a print. Pure but for the time it takes; null when what it is of is not there. */
export async function makePrint(job: PrintJob): Promise<Printed | null> {
  const words = createWords(job.choices.language, job.choices.zone);
  const facts = await readServed(job.facts);
  return job.what === 'summary' ? printSummary(job, facts, words) : printBlocks(job, job.what, facts, words);
}

async function printBlocks(
  job: PrintJob,
  what: Exclude<PrintJob['what'], 'summary'>,
  facts: readonly ReadFact[],
  words: Words,
): Promise<Printed | null> {
  const counted = SAY_ALL.has(what) ? facts : linked(facts, job.sayings);
  const own = counted.filter((one) => one.type !== 'Patient');
  const content = contents[what].read(own, job.at, words, job.choices);
  if (content === null) return null;
  const sheet = open(job, facts, words, joined([words.t('foot.more'), notHospital(job, words)], ' '));
  title(sheet, job, facts, words);
  const remarks: readonly Block[] = madeFrom(job, words).map((text) => ({ kind: 'text', text, tone: 'quiet' }));
  const { from, to } = job.choices;
  const span: readonly Block[] =
    what !== 'timeline' || from === undefined || to === undefined
      ? []
      : [{ kind: 'text', text: words.t('head.span', { from: words.moment(from), to: words.moment(to) }) }];
  await drawBlocks(sheet, [...remarks, ...span, ...content.blocks]);
  if (sheet.missing.size > 0) await drawBlocks(sheet, [{ kind: 'text', tone: 'quiet', text: boxes(sheet, words) }]);
  return finish(sheet, { what, sections: [], missing: [] }, [...patientsIn(facts), ...content.facts]);
}

async function finish(
  sheet: Sheet,
  about: Pick<Outline, 'what' | 'sections' | 'missing'>,
  facts: readonly string[],
): Promise<Printed> {
  const { pages } = sheet;
  const outline = { ...about, pages, boxes: sheet.missing.size };
  return { pdf: await sheet.end(), facts: [...new Set(facts)], outline };
}

/** Their date of birth stands in the title. */
const patientsIn = (facts: readonly ReadFact[]): readonly string[] =>
  idsOf(facts.filter((one) => one.type === 'Patient'));

async function printSummary(job: PrintJob, facts: readonly ReadFact[], words: Words): Promise<Printed> {
  const sections = summarySections(facts, linked(facts, job.sayings), job.at, words);
  await new Promise(setImmediate);
  const foot = joined([...madeFrom(job, words), words.t('foot.more'), notHospital(job, words)], ' ');
  const sheet = open(job, facts, words, foot);
  title(sheet, job, facts, words);
  const missing = OPTIONAL.filter((name) => !sections.some((one) => one.name === name));
  const list = missing.map((name) => words.t(`summary.${name}` as WordName)).join(', ');
  const closing = (): Text =>
    joined(
      [missing.length > 0 ? words.t('summary.missing', { list }) : null, sheet.missing.size > 0 ? boxes(sheet, words) : null],
      ' ',
    ); // biome-ignore format: one list
  const below = sheet.lines(joined([closing(), boxes(sheet, words)], ' '), CLOSING, sheet.width).length;
  const bottom = sheet.bottom - below * CLOSING * 1.38 - 6;
  const shown = drawSummary(sheet, sections, bottom, words);
  const lines = sheet.lines(closing(), CLOSING, sheet.width);
  sheet.y = sheet.bottom - lines.length * CLOSING * 1.38;
  if (missing.length > 0 || sheet.missing.size > 0) drawText(sheet, sheet.element('P'), lines, CLOSING, QUIET);
  const outline = sections.map(({ name, rows }) => ({ name, shown: shown.get(name) ?? 0, count: rows.length }));
  return finish(sheet, { what: 'summary', missing, sections: outline }, [
    ...patientsIn(facts),
    // They give medicines their names.
    ...idsOf(facts.filter((one) => one.type === 'Medication')),
    ...sections.flatMap(({ name, rows, noted }) => [
      ...noted,
      ...rows.slice(0, shown.get(name) ?? 0).flatMap((one) => one.facts),
    ]),
  ]);
}

const CLOSING = 7.5;

const boxes = (sheet: Sheet, words: Words): string =>
  words.t('from.glyphs', { count: Math.max(1, sheet.missing.size) });

function open(job: PrintJob, facts: readonly ReadFact[], words: Words, foot: Text): Sheet {
  const name = words.t(`title.${job.what}`);
  const printed = words.t('head.printed', { when: words.moment(job.at) });
  const birth = bornOf(facts);
  const born = birth.length === 1 ? words.t('head.born', { date: words.date(birth[0] ?? '') }) : null;
  return openSheet({
    paper: job.choices.paper,
    language: words.language,
    title: job.name === null ? name : `${name} – ${job.name}`,
    at: job.at,
    head: {
      left: joined([job.name === null ? words.t('head.noName') : strong(job.name), born]),
      right: joined([name, printed]),
    },
    foot,
    pageOf: (page, pages) => words.t('head.page', { page, pages }),
  });
}

/** Dates of birth that the record gives, each once. */
const bornOf = (facts: readonly ReadFact[]): readonly string[] => [
  ...new Set(facts.flatMap((one) => (one.type === 'Patient' ? (humanOf(one.resource).birthDate ?? []) : []))),
];

function title(sheet: Sheet, job: PrintJob, facts: readonly ReadFact[], words: Words): void {
  const isSummary = job.what === 'summary';
  const name = job.name === null ? words.t('head.noName') : said(job.name);
  const big = isSummary ? name : words.t(`title.${job.what}`);
  drawText(sheet, sheet.element('H1'), sheet.lines(emphasized(big), 17, sheet.width), 17);
  const birth = bornOf(facts);
  const born =
    birth.length === 0
      ? words.t('head.noBirth')
      : birth.length === 1
        ? words.t('head.bornSaid', { date: words.date(birth[0] ?? '') })
        : words.t('head.bornDiffers', { dates: birth.map((one) => words.date(one)).join(', ') });
  const under = joined([
    isSummary ? words.t('title.summary') : emphasized(name),
    born,
    isSummary ? words.t('summary.lead') : null,
  ]);
  drawText(sheet, sheet.element('P'), sheet.lines(under, 9.5, sheet.width), 9.5);
  sheet.y += 4;
}

const notHospital = ({ name }: PrintJob, words: Words): Text =>
  name === null ? words.t('foot.notNameless') : words.around('foot.not', { name: said(name) });

const MOST_NAMES = 4;

/** What it is made from, and what that is not. */
function madeFrom({ files, isWhole, choices }: PrintJob, words: Words): readonly Text[] {
  const lines: Text[] = [];
  const [newest] = files ?? [];
  if (files === null) lines.push(words.t('from.part'));
  else if (newest === undefined) lines.push(words.t('from.noFiles'));
  else {
    const names = [...new Set(files.map((one) => one.name))];
    const values = {
      count: files.length,
      when: words.moment(newest.receivedAt),
      names: said(names.slice(0, MOST_NAMES).join(', ')),
    };
    lines.push(words.around(names.length <= MOST_NAMES ? 'from.named' : 'from.someFiles', values));
  }
  lines.push(words.t('from.notWhole'));
  if (!isWhole) lines.push(emphasized(words.t('from.tooMuch')));
  if (choices.withoutSensitive) lines.push(words.t('from.sensitive'));
  return lines;
}
