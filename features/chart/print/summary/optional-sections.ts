import { titleOf, valueLineWords } from '@chartwarden/fhir';
import type { Analyte } from '../../reading/analytes.ts';
import { conceptOf, listOf, nodeOf, statusOf } from '../../reading/elements.ts';
import { readImmunizations } from '../../reading/immunizations.ts';
import type { Noted } from '../../reading/noted.ts';
import { readProblems } from '../../reading/problems.ts';
import { ofType, type ReadFact } from '../../reading/read-fact.ts';
import { newestFirst } from '../../reading/when.ts';
import { dateCell, marksOf } from '../contents/cells.ts';
import { idsOf } from '../contents/content.ts';
import { doseDetails } from '../contents/immunizations.ts';
import { markOfNoted, measuredAll, measuredResults, measuredVitals, valueCell } from '../contents/measured.ts';
import { problemCell, spanCell } from '../contents/problems.ts';
import { joined, quiet, said, strong, type Text } from '../sheet/text.ts';
import { saidOr, type Words } from '../words/words.ts';
import { inLine, type SummarySection } from './summary-section.ts';

/** Pregnancy in LOINC: status, expected date, outcomes and numbers (HL7 IPS 1.1, pregnancy value sets). */
const PREGNANCY = new Set(
  '82810-3 11778-8 11779-6 11780-4 11612-9 11613-7 11614-5 33065-4 11636-8 11637-6 11638-4 11639-2 11640-0 57062-2 93857-1'.split(' '),
); // biome-ignore format: one list
/** Tobacco and alcohol, which not every source files under social history. */
const SOCIAL = new Set('72166-2 11367-0 74013-4 11331-6 67875-5'.split(' '));
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';

/** The sections that a summary may have, of which there is anything. */
export function optionalSections(facts: readonly ReadFact[], now: number, words: Words): readonly SummarySection[] {
  const observations = ofType(facts, 'Observation');
  const isPregnancy = (fact: ReadFact): boolean => hasCode(fact, PREGNANCY);
  const isSocial = (fact: ReadFact): boolean =>
    !isPregnancy(fact) && (hasCategory(fact, 'social-history') || hasCode(fact, SOCIAL));
  const isFunctional = (fact: ReadFact): boolean =>
    hasCategory(fact, 'functional-status') || hasCategory(fact, 'functional');
  const isElsewhere = new Set(observations.filter((one) => isPregnancy(one) || isSocial(one) || isFunctional(one)));
  const others = facts.filter((one) => !isElsewhere.has(one));
  const latest = (kept: (fact: ReadFact) => boolean) =>
    latestRows(measuredAll(observations.filter(kept)).analytes, words);
  const factsWith = (type: string, isShown: (status: unknown) => boolean) =>
    factRows(ofType(facts, type).filter((one) => isShown(one.resource.status)), words); // biome-ignore format: one call
  const all: readonly SummarySection[] = [
    section('results', latestRows(measuredResults(others).analytes, words)),
    section('vitals', latestRows(measuredVitals(others).analytes, words)),
    section('immunizations', vaccineRows(facts, words)),
    section(
      'procedures',
      factsWith('Procedure', (one) => statusOf(one, ['not-done', 'preparation']) === null),
    ),
    section('devices', factRows(devicesOf(facts), words)),
    section('history', pastRows(facts, now, words)),
    section('pregnancy', latest(isPregnancy)),
    section('social', latest(isSocial)),
    section(
      'plan',
      factsWith('CarePlan', (one) => statusOf(one, ['active', 'on-hold', 'draft']) !== null),
    ),
    section('functional', [...latest(isFunctional), ...factRows(ofType(facts, 'ClinicalImpression'), words)]),
  ];
  return all.filter((one) => one.rows.length > 0);
}

/** Name, value and date; where there is no value, its room is the name's. */
const PARTS: Readonly<Partial<Record<SummarySection['name'], readonly number[]>>> = {
  immunizations: [6, 2, 2.5], procedures: [7, 1, 2.5], devices: [7, 1, 2.5], plan: [7, 1, 2.5], history: [5, 4],
}; // biome-ignore format: a table

const section = (name: SummarySection['name'], rows: SummarySection['rows']): SummarySection => ({
  name,
  parts: PARTS[name] ?? [5, 3.2, 2.5],
  rows,
  note: null,
  noted: [],
  isRequired: false,
});

const hasCode = ({ resource }: ReadFact, codes: ReadonlySet<string>): boolean =>
  conceptOf(resource.code).codings.some((one) => one.system === 'http://loinc.org' && codes.has(one.code));

const hasCategory = ({ resource }: ReadFact, code: string): boolean =>
  listOf(resource.category).some((one) =>
    conceptOf(one).codings.some((coding) => coding.code === code && (coding.system === CATEGORY || coding.system === null)),
  ); // biome-ignore format: one condition

/** The newest value of each, the newest first. */
const latestRows = (analytes: readonly Analyte[], words: Words): SummarySection['rows'] =>
  analytes.flatMap(({ latest, words: own }) => {
    if (latest === null) return [];
    const name = joined([saidOr(own, words.t('unnamed')), marksOf([markOfNoted(latest)], words)]);
    return [{ facts: [latest.id], cells: [name, valueLine(latest, words), dateCell(latest.when, words)] }];
  });

/** On one line, as everybody writes it; what the laboratory marked stands out. */
function valueLine(entry: Noted, words: Words): Text {
  const concepts = entry.findings.flatMap((one) => one.shape.interpretations);
  const marks = [...new Set(concepts.map((one) => one.codings[0]?.code ?? one.words ?? ''))];
  const unusual = marks.filter((one) => one !== '' && one !== 'N' && one !== 'normal');
  const value = entry.line === null ? inLine(valueCell(entry, words)) : said(valueLineWords(entry.line));
  return joined([value, unusual.length > 0 ? strong(unusual.join(', ')) : null], ' ');
}

/** The last dose of each vaccine. */
const vaccineRows = (facts: readonly ReadFact[], words: Words): SummarySection['rows'] =>
  readImmunizations(facts).vaccines.flatMap((vaccine) => {
    const dose = vaccine.doses.find((one) => one.state !== 'not-given');
    if (dose === undefined) return [];
    const name = joined([saidOr(vaccine.words, words.t('unnamed')), marksOf([dose], words)]);
    const details = inLine(doseDetails({ ...dose, lot: null }, words));
    return [{ facts: [dose.id], cells: [name, details, dateCell(dose.when, words)] }];
  });

/** Facts of one name are one row: how often, and when last. */
const factRows = (facts: readonly ReadFact[], words: Words): SummarySection['rows'] =>
  [...Map.groupBy(facts.toSorted(newestFirst), (one) => titleOf(one.resource))].map(([title, same]) => ({
    facts: idsOf(same),
    cells: [
      joined([said(title), marksOf(same, words)]),
      same.length > 1 ? quiet(`× ${same.length}`) : '',
      dateCell(same[0]?.when ?? null, words),
    ],
  }));

const pastRows = (facts: readonly ReadFact[], now: number, words: Words): SummarySection['rows'] =>
  readProblems(facts, now)
    .problems.filter((one) => one.state === 'past')
    .map((one) => ({
      facts: idsOf(one.entries),
      cells: [inLine(problemCell(one, words)), inLine(spanCell(one, words), ' ')],
    }));

/** What is in use, and devices that no use tells of. */
function devicesOf(facts: readonly ReadFact[]): readonly ReadFact[] {
  const uses = ofType(facts, 'DeviceUseStatement').filter(
    (one) => statusOf(one.resource.status, ['completed']) === null,
  );
  const told = new Set(uses.map((one) => nodeOf(one.resource.device).reference));
  const devices = ofType(facts, 'Device').filter(
    (one) => !told.has(`Device/${one.id}`) && statusOf(one.resource.status, ['inactive']) === null,
  );
  return [...uses, ...devices];
}
