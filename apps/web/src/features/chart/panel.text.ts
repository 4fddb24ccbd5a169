import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';

/** Names of rows that only some kinds of entry have, and of kinds that come as bare codes. */
export const glanceText = lookedUp({
  relative: () => i18n.t('Relative'),
  conditions: () => i18n.t('Conditions'),
  reaction: () => i18n.t('Reaction'),
  risk: () => i18n.t('Risk'),
  target: () => i18n.t('Aim'),
  includes: () => i18n.t('Includes'),
  about: () => i18n.t('Because of'),
  findings: () => i18n.t('Conclusion'),
  answers: () => i18n.t('Answers'),
  bodySite: () => i18n.t('Part of the body'),
  images: () => i18n.t('Images'),
  made: () => i18n.t('Made by'),
  numbers: () => i18n.t('Number'),
  insurer: () => i18n.t('Insurer'),
  amount: () => i18n.t('Amount'),
  born: () => i18n.t('Born'),
  died: () => i18n.t('Died'),
  gender: () => i18n.t('Gender as recorded'),
  trained: () => i18n.t('Qualification'),
  contact: () => i18n.t('Contact'),
  address: () => i18n.t('Address'),
  yes: () => i18n.t('yes'),
  no: () => i18n.t('no'),
  series: (count: number) => i18n.t('{count, plural, one {# series} other {# series}}', { count }),
  pictures: (count: number) => i18n.t('{count, plural, one {# image} other {# images}}', { count }),
  kinds: {
    laboratory: () => i18n.t('Laboratory'),
    LAB: () => i18n.t('Laboratory'),
    'vital-signs': () => i18n.t('Vital signs'),
    survey: () => i18n.t('Answers of a person'),
    'social-history': () => i18n.t('Way of life'),
    exam: () => i18n.t('Examination'),
    imaging: () => i18n.t('Imaging'),
    procedure: () => i18n.t('Procedure'),
    'problem-list-item': () => i18n.t('List of problems'),
    'encounter-diagnosis': () => i18n.t('Diagnosis of a visit'),
    food: () => i18n.t('Food'),
    medication: () => i18n.t('Medicine'),
    environment: () => i18n.t('Environment'),
    biologic: () => i18n.t('Biological substance'),
  } as Readonly<Record<string, () => string>>,
});

export const codesText = lookedUp({
  title: () => i18n.t('Codes'),
  noSystem: () => i18n.t('no system named'),
  more: (count: number) => i18n.t('Show {count, number} more', { count }),
});

/** Elements of FHIR in words, where a person has to choose among them. */
export const elementText = lookedUp({
  code: () => i18n.t('What it is'),
  medicationCodeableConcept: () => i18n.t('What it is'),
  vaccineCode: () => i18n.t('What it is'),
  type: () => i18n.t('Type'),
  class: () => i18n.t('Way of the visit'),
  category: () => i18n.t('Kind'),
  component: () => i18n.t('A part of it'),
  valueCodeableConcept: () => i18n.t('Result'),
  interpretation: () => i18n.t('Marked as'),
  status: () => i18n.t('Status'),
  clinicalStatus: () => i18n.t('Whether it is active'),
  verificationStatus: () => i18n.t('How sure it is'),
  lifecycleStatus: () => i18n.t('Status'),
  bodySite: () => i18n.t('Part of the body'),
  reasonCode: () => i18n.t('Reason'),
  reaction: () => i18n.t('Reaction'),
  relationship: () => i18n.t('Relative'),
  condition: () => i18n.t('Conditions'),
  activity: () => i18n.t('Includes'),
  participant: () => i18n.t('By'),
  performer: () => i18n.t('By'),
  dosageInstruction: () => i18n.t('How to take it'),
  maritalStatus: () => i18n.t('Marital status'),
  communication: () => i18n.t('Language'),
  effectiveDateTime: () => i18n.t('When it was measured'),
  effectivePeriod: () => i18n.t('When it was measured'),
  performedDateTime: () => i18n.t('When it was done'),
  performedPeriod: () => i18n.t('When it was done'),
  occurrenceDateTime: () => i18n.t('When it was given'),
  onsetDateTime: () => i18n.t('When it began'),
  onsetPeriod: () => i18n.t('When it began'),
  abatementDateTime: () => i18n.t('When it ended'),
  authoredOn: () => i18n.t('When it was ordered'),
  recordedDate: () => i18n.t('When it was written down'),
  issued: () => i18n.t('When it was released'),
  date: () => i18n.t('When'),
  startDate: () => i18n.t('When it begins'),
  period: () => i18n.t('When'),
  birthDate: () => i18n.t('Born'),
  from: (words: string) => i18n.t('{words}: from', { words }),
  until: (words: string) => i18n.t('{words}: until', { words }),
});

/** Who looked at one entry. */
export const whoSawText = lookedUp({
  lead: () => i18n.t('Looks at this entry and changes of it, yours too. Looking here stands in the log as well.'),
  looking: () => i18n.t('Looking through the log …'),
  nobody: () => i18n.t('No line names this entry.'),
  notTold: () =>
    i18n.t(
      'Who looked at an entry is told to the person themselves, and to whoever looks after the whole record. You see a part of it.',
    ),
  times: (who: string, count: number, from: string, to: string) =>
    from === to
      ? i18n.t('{who}: {count, plural, one {once} other {# times}} at {to}', { who, count, to })
      : i18n.t('{who}: {count, plural, one {once} other {# times}} between {from} and {to}', { who, count, from, to }),
  inFile: () => i18n.t('This entry stands in that file.'),
  wholeLog: (lines: number) =>
    i18n.t('Looked through the whole log of this record: {lines, plural, one {# line} other {# lines}}.', { lines }),
  backTo: (lines: number, day: string) =>
    i18n.t('Looked through the newest {lines, plural, one {# line} other {# lines}}, back to {day}.', { lines, day }),
  unnamed: (count: number) =>
    i18n.t(
      '{count, plural, one {# of them names no entry: it showed none to anybody} other {# of them name no entry: they showed none to anybody}} (files brought in, counts, upkeep).',
      { count },
    ),
  further: () => i18n.t('Look further back'),
  all: () => i18n.t('Everything that happened to this record'),
});
