import type { Unusual } from '../../api/activity-types.ts';
import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';

/** Who it was: the person at the screen, or somebody of that name. */
export interface Who {
  readonly by: 'own' | 'other';
  readonly name: string;
}

/** Words of the groups on "who saw what". */
export const seenText = lookedUp({
  unusual: {
    title: () => i18n.t('Worth a look'),
    why: {
      emergency: () => i18n.t('an emergency access'),
      refused: () => i18n.t('was refused'),
      copy: () => i18n.t('a copy left the record'),
      first: () => i18n.t('for the first time'),
      many: () => i18n.t('very many entries'),
      night: () => i18n.t('at night'),
    } satisfies Record<Unusual, () => string>,
  },
  looked: (who: Who, what: string) =>
    i18n.t('{by, select, own {You} other {{name}}} looked at {what}.', { ...who, what }),
  around: (who: Who) =>
    i18n.t('{by, select, own {You} other {{name}}} looked at lists and overviews, and opened no entry.', { ...who }),
  tried: (who: Who, count: number) =>
    i18n.t(
      '{by, select, own {You} other {{name}}} tried {count, plural, one {something} other {something # times}} and saw nothing.',
      { ...who, count },
    ),
  entries: (count: number) => i18n.t('{count, plural, one {one entry} other {# entries}}', { count }),
  others: (count: number) => i18n.t('{count, plural, one {one more entry} other {# more entries}}', { count }),
  counted: {
    AllergyIntolerance: (count: number) => i18n.t('{count, plural, one {one allergy} other {# allergies}}', { count }),
    Condition: (count: number) => i18n.t('{count, plural, one {one condition} other {# conditions}}', { count }),
    DiagnosticReport: (count: number) => i18n.t('{count, plural, one {one report} other {# reports}}', { count }),
    DocumentReference: (count: number) => i18n.t('{count, plural, one {one document} other {# documents}}', { count }),
    Encounter: (count: number) => i18n.t('{count, plural, one {one visit} other {# visits}}', { count }),
    Immunization: (count: number) =>
      i18n.t('{count, plural, one {one immunization} other {# immunizations}}', { count }),
    MedicationRequest: (count: number) =>
      i18n.t('{count, plural, one {one prescription} other {# prescriptions}}', { count }),
    MedicationStatement: (count: number) =>
      i18n.t('{count, plural, one {one medicine} other {# medicines}}', { count }),
    Observation: (count: number) =>
      i18n.t('{count, plural, one {one result or measurement} other {# results and measurements}}', { count }),
    Patient: (_count: number) => i18n.t('the personal details'),
    Procedure: (count: number) => i18n.t('{count, plural, one {one procedure} other {# procedures}}', { count }),
  } as Readonly<Record<string, (count: number) => string>>,
  ofKind: (kind: string, count: number) => i18n.t('{kind} ({count, number})', { kind, count }),

  forPlace: (places: string) => i18n.t('for {places}', { places }),
  forPurpose: (purpose: string) => i18n.t('for {purpose}', { purpose }),
  under: (day: string) => i18n.t('under your consent of {day}', { day }),
  underMany: (count: number) => i18n.t('under {count, plural, one {a consent} other {# consents}} of yours', { count }),
  minutes: (count: number) => i18n.t('for {count, plural, one {one minute} other {# minutes}}', { count }),
  times: (count: number) => i18n.t('{count, plural, one {once} other {# times}}', { count }),
  between: (from: string, to: string) => i18n.t('between {from} and {to}', { from, to }),
  by: (way: string) => i18n.t('by {way}', { way }),
  automatic: () => i18n.t('automatic, nobody read it'),

  lines: (count: number) => i18n.t('{count, plural, one {The line} other {The # lines}} of it', { count }),
  consents: () => i18n.t('What allowed it'),
  consent: (day: string) => i18n.t('Your consent of {day}', { day }),
  kept: (day: string) => i18n.t('What you kept back on {day}', { day }),
  until: (day: string) => i18n.t('until {day}', { day }),
  open: () => i18n.t('until you end it'),
  over: (day: string) => i18n.t('ended on {day}', { day }),
  because: (reason: string) => i18n.t('Reason: {reason}', { reason }),
  held: () => i18n.t('No consent was needed: whoever looks after this record may see it.'),

  stop: {
    action: () => i18n.t('Stop this access'),
    title: (name: string) => i18n.t('Stop this access of {name}?', { name }),
    words: () =>
      i18n.t(
        'From their next click on they see nothing under this consent any more. What they have seen or copied until now stays with them; nobody can take that back.',
      ),
    keep: () => i18n.t('Leave it'),
    done: () => i18n.t('Stopped. They see nothing under this consent any more.'),
  },
  ask: {
    action: () => i18n.t('Ask why'),
    title: (name: string) => i18n.t('Ask {name} why', { name }),
    words: () =>
      i18n.t('Nothing is sent from here. Copy these words, change them as you like, and send them your own way.'),
    label: () => i18n.t('Your message'),
    message: (name: string, when: string, what: string, seq: number) =>
      i18n.t(
        'Hello {name},\n\nthe log of my health record says of {when}: “{what}”\n\nCould you tell me what this was for?\n\n(Line {seq} of the log)',
        { name, when, what, seq: String(seq) },
      ),
    copy: () => i18n.t('Copy'),
    copied: () => i18n.t('Copied.'),
    close: () => i18n.t('Close'),
  },

  filter: {
    who: () => i18n.t('Who'),
    what: () => i18n.t('What'),
    when: () => i18n.t('When'),
    everybody: () => i18n.t('Everybody'),
    machine: () => i18n.t('The server by itself'),
    everything: () => i18n.t('Everything'),
    kinds: {
      looks: () => i18n.t('Looks'),
      copies: () => i18n.t('Copies and prints'),
      changes: () => i18n.t('Changes'),
      access: () => i18n.t('Who may see it'),
      refused: () => i18n.t('Refused tries'),
    },
    spans: {
      any: () => i18n.t('Any time'),
      today: () => i18n.t('Today'),
      yesterday: () => i18n.t('Yesterday'),
      week: () => i18n.t('The last 7 days'),
      month: () => i18n.t('The last 30 days'),
      year: () => i18n.t('The last year'),
    },
    own: () => i18n.t('Also show my own looks'),
    noneTitle: () => i18n.t('Nothing like that'),
    noneWords: () => i18n.t('Nothing in this log fits what you chose above.'),
  },
});
