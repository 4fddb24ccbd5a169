import { roundedDigits } from '@chartwarden/fhir';
import { readAppointments } from '../../reading/appointments.ts';
import { readCareTeam } from '../../reading/care-team.ts';
import { readCoverage } from '../../reading/coverage.ts';
import { readDevices } from '../../reading/devices.ts';
import { documentPart, readDocuments } from '../../reading/documents.ts';
import { historyPart, readFamilyHistory } from '../../reading/family-history.ts';
import { readPlans } from '../../reading/plans.ts';
import { procedurePart, readProcedures } from '../../reading/procedures.ts';
import type { FactMark, ReadFact } from '../../reading/read-fact.ts';
import type { Block } from '../sheet/blocks.ts';
import { en, type WordName } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import { dateCell } from './cells.ts';
import { type Content, idsOf, type ReadContent } from './content.ts';
import { nothingHere } from './nothing-here.ts';
import { group, type ListRow, line, spanLine, tableOf, whenOrWords } from './rows.ts';

type FamilyRelation = ReturnType<typeof readFamilyHistory>['relatives'][number]['relation'];

/** Lists of the chart that are told in the record's own words, as its sections read them (`../../reading`). */

const listed = (rows: readonly ListRow[], own: Words): Content =>
  grouped(rows, rows.length === 0 ? [] : [tableOf(rows, own)], own);

const grouped = (rows: readonly ListRow[], blocks: readonly Block[], own: Words): Content => ({
  blocks: blocks.length === 0 ? nothingHere(own) : blocks,
  facts: idsOf(rows.map((one) => one.mark)),
});

const kept = (part: (fact: ReadFact) => ReadFact | null, facts: readonly ReadFact[]): readonly ReadFact[] =>
  facts.flatMap((one) => part(one) ?? []);

export const printedProcedures: ReadContent = (facts, _now, own) =>
  listed(
    readProcedures(kept(procedurePart, facts)).procedures.map((one) => ({
      mark: one,
      when: whenOrWords(one.start ?? one.when, one.whenWords, own),
      what: one.words ?? one.modalities[0] ?? null,
      details: [
        line(own.status(one.status), one.why),
        line(...one.modalities, ...one.bodySites),
        line(...one.reasons),
        line(...one.by, one.at),
        line(one.outcome),
        line(one.note),
      ],
    })),
    own,
  );

export const printedDocuments: ReadContent = (facts, _now, own) =>
  listed(
    readDocuments(kept(documentPart, facts)).documents.map((one) => ({
      mark: one,
      when: dateCell(one.when, own),
      what: one.title ?? one.words,
      details: [
        line(one.title === null ? null : one.words, ...one.categories.map((each) => each.words)),
        line(...one.authors),
        line(own.status(one.status), own.status(one.docStatus)),
        line(...one.parts.map((each) => each.title)),
      ],
    })),
    own,
  );

export const printedCareTeam: ReadContent = (facts, now, own) => {
  const { teams, people, places } = readCareTeam(facts, now);
  const carers = (list: typeof people): readonly ListRow[] =>
    list.map((one) => ({
      mark: one,
      when: one.seen === null ? '' : dateCell(one.seen.when, own),
      what: one.name,
      details: [
        line(...one.roles),
        line(...one.at),
        line(...one.contacts.map((each) => each.value)),
        line(...one.addresses),
      ],
    }));
  const rows = [
    ...teams.map((one) => ({
      mark: one,
      when: dateCell(one.start, own),
      what: one.name,
      details: [line(own.status(one.status)), ...one.members.map((each) => line(each.name, ...each.roles)), spanLine(null, one.end, own)],
    })),
    ...carers(people),
    ...carers(places),
  ]; // biome-ignore format: one list
  return listed(rows, own);
};

export const printedFamily: ReadContent = (facts, _now, own) => {
  const { relatives, social, surveys } = readFamilyHistory(kept(historyPart, facts));
  const family = relatives.map((one) => ({
    mark: one,
    when: dateCell(one.when, own),
    what: [relationOf(one.relation, own), one.name].filter(Boolean).join(', ') || null,
    details: [
      ...one.conditions.map((each) => line(each.words, each.onset, each.outcome)),
      line(one.born),
      line(one.died),
      line(one.note),
    ],
  }));
  const life = social.flatMap((topic) =>
    topic.entries.map((one) => ({
      mark: one as FactMark,
      when: dateCell(one.when, own),
      what: topic.words,
      details: [line(one.line), line(one.note)],
    })),
  );
  const forms = surveys.map((one) => ({
    mark: one,
    when: dateCell(one.when, own),
    what: one.title,
    details: [own.t('form.answers', { count: one.answered }), line(own.status(one.status))],
  }));
  const blocks = [
    ...group(own.t('title.family'), family, own),
    ...group(own.t('summary.social'), life, own),
    ...group(own.t('group.forms'), forms, own),
  ];
  return grouped([...family, ...life, ...forms], blocks, own);
};

/** Sources often give the code of HL7's v3 RoleCode alone. */
function relationOf({ words, codings }: FamilyRelation, own: Words): string | null {
  const code = codings[0]?.code ?? '';
  const name = `relation.${code}`;
  return (words === null || words === code) && name in en ? own.t(name as WordName) : words;
}

export const printedCoverage: ReadContent = (facts, now, own) => {
  const insurance = readCoverage(facts, now);
  const covers = insurance.covers.map((one) => ({
    mark: one,
    when: dateCell(one.start ?? one.when, own),
    what: line(...one.payors) === null ? one.words : one.payors.join(', '),
    details: [
      line(one.words, own.status(one.status)),
      line(one.member, one.relationship),
      ...one.plans.map((each) => line([each.kind, each.value, each.name].filter(Boolean).join(' '))),
      spanLine(one.start, one.end, own),
    ],
  }));
  const bills = insurance.bills.map((one) => ({
    mark: one,
    when: dateCell(one.start ?? one.when, own),
    what: one.items.join(', ') || one.words,
    details: [
      line(one.provider, one.insurer),
      ...one.amounts.map((each) =>
        line([each.words, roundedDigits(each.digits), each.currency].filter(Boolean).join(' ')),
      ),
      line(own.status(one.status), own.status(one.outcome)),
    ],
  }));
  const blocks = [...group(own.t('title.coverage'), covers, own), ...group(own.t('group.bills'), bills, own)];
  return grouped([...covers, ...bills], blocks, own);
};

export const printedAppointments: ReadContent = (facts, now, own) => {
  const { upcoming, undated, past } = readAppointments(facts, now);
  const rowsOf = (list: typeof upcoming): readonly ListRow[] =>
    list.map((one) => ({
      mark: one,
      when: one.start === null ? dateCell(one.when, own) : own.dateTime(one.start.text),
      what: one.words,
      details: [
        line(own.status(one.status)),
        line(...one.who, ...one.where),
        line(...one.reasons),
        line(one.instructions),
        line(one.note),
      ],
    }));
  const [next, without, before] = [rowsOf(upcoming), rowsOf(undated), rowsOf(past)];
  const blocks = [
    ...group(own.t('group.planned'), next, own),
    ...group(own.t('noDate'), without, own),
    ...group(own.t('group.past'), before, own),
  ];
  return grouped([...next, ...without, ...before], blocks, own);
};

export const printedDevices: ReadContent = (facts, now, own) =>
  listed(
    readDevices(facts, now).devices.map((one) => ({
      mark: one,
      when: dateCell(one.start ?? one.when, own),
      what: one.words ?? one.name,
      details: [
        line(own.status(one.status)),
        line(one.name, one.maker, one.model),
        line(one.serial, one.lot),
        line(...one.reasons, one.bodySite),
        line(one.note),
      ],
    })),
    own,
  );

export const printedPlans: ReadContent = (facts, now, own) => {
  const { plans, goals } = readPlans(facts, now);
  const rows: readonly ListRow[] = [
    ...plans.map((one) => ({
      mark: one,
      when: dateCell(one.start ?? one.when, own),
      what: one.words,
      details: [
        line(own.status(one.status)),
        ...one.activities.map((each) => line(each.words, own.status(each.status))),
        line(one.note),
      ],
    })),
    ...goals.map((one) => ({
      mark: one,
      when: dateCell(one.start ?? one.when, own),
      what: one.words,
      details: [
        line(own.status(one.status), one.achievement),
        ...one.targets.map((each) => line(each)),
        line(one.note),
      ],
    })),
  ];
  return listed(rows, own);
};
