import { type Coding, concept, documents, encounterClass, hl7Concept } from './codes.ts';
import { during, type Place, type When } from './place.ts';
import type { Ref } from './portal.ts';

/** Minutes of a visit to the practice, and when one begins that says no time. */
const SHORT = 40;
const MORNING = '09:30';

function later(clock: string | undefined, minutes: number): string {
  const [hour = 0, minute = 0] = (clock ?? MORNING).split(':').map(Number);
  const total = hour * 60 + minute + minutes;
  return [Math.floor(total / 60), total % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** What happened, and what was written about it: visits, procedures, documents, appointments. */
export function createEvents(place: Place) {
  return {
    visit(
      { ago, clock }: When,
      why: string,
      { by, kind = 'AMB', days = 0 }: { by?: Ref; kind?: 'AMB' | 'EMER' | 'IMP'; days?: number } = {},
    ): Ref {
      const start = place.at({ ago, ...(clock === undefined ? {} : { clock }) });
      return place.portal.add('Encounter', {
        status: 'finished',
        class: encounterClass(kind),
        type: [{ text: why }],
        subject: place.patient,
        ...(by === undefined ? {} : { participant: [{ individual: by }] }),
        period: { start, end: place.at({ ago: ago - days, clock: days > 0 ? '16:00' : later(clock, SHORT) }) },
        serviceProvider: place.organization,
      });
    },

    done(what: Coding, when: When, note?: string): Ref {
      return place.portal.add('Procedure', {
        status: 'completed',
        code: concept(what),
        subject: place.patient,
        ...during(when),
        performedDateTime: place.at(when),
        ...(note === undefined ? {} : { note: [{ text: note }] }),
      });
    },

    /** A document with its content inside: a note, a letter, a picture. */
    document(
      kind: keyof typeof documents,
      when: When,
      content: {
        readonly title: string;
        readonly type: string;
        readonly bytes: string | Uint8Array;
        readonly by?: Ref;
      },
    ): Ref {
      const bytes = Buffer.from(content.bytes as string);
      return place.portal.add('DocumentReference', {
        status: 'current',
        docStatus: 'final',
        type: concept(documents[kind]),
        subject: place.patient,
        date: place.at(when),
        ...(content.by === undefined ? {} : { author: [content.by] }),
        description: content.title,
        content: [
          {
            attachment: {
              contentType: content.type,
              data: bytes.toString('base64'),
              size: bytes.length,
              title: content.title,
              creation: place.at(when),
            },
          },
        ],
        ...(when.encounter === undefined ? {} : { context: { encounter: [when.encounter] } }),
      });
    },

    /** A picture or recording by itself, with its bytes inside. */
    picture(
      when: When,
      { title, type, bytes, by, of }: { title: string; type: string; bytes: Uint8Array; by: Ref; of: string },
    ): Ref {
      return place.portal.add('Media', {
        status: 'completed',
        type: hl7Concept('media-type', 'image'),
        subject: place.patient,
        ...during(when),
        createdDateTime: place.at(when),
        operator: by,
        bodySite: { text: of },
        content: { contentType: type, data: Buffer.from(bytes).toString('base64'), size: bytes.length, title },
      });
    },

    /** A form that somebody filled in: `answers` are its questions, each with what was answered. */
    answered(
      when: When,
      form: { readonly title: string; readonly address: string },
      answers: readonly (readonly [question: string, answer: string | number | boolean])[],
    ): Ref {
      return place.portal.add('QuestionnaireResponse', {
        status: 'completed',
        questionnaire: form.address,
        // R4 has no title; this is how portals add one.
        _questionnaire: {
          extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/display', valueString: form.title }],
        },
        subject: place.patient,
        ...during(when),
        authored: place.at(when),
        source: place.patient,
        item: answers.map(([text, answer], at) => ({
          linkId: String(at + 1),
          text,
          answer: [
            typeof answer === 'string'
              ? { valueString: answer }
              : typeof answer === 'number'
                ? { valueInteger: answer }
                : { valueBoolean: answer },
          ],
        })),
      });
    },

    /** `ago` is negative for what lies ahead. */
    appointment(ago: number, clock: string, why: string, by: Ref): Ref {
      return place.portal.add('Appointment', {
        status: ago < 0 ? 'booked' : 'fulfilled',
        description: why,
        start: place.at({ ago, clock }),
        end: place.at({ ago, clock: clock.replace(/:00$/, ':30') }),
        participant: [
          { actor: place.patient, status: 'accepted' },
          { actor: by, status: 'accepted' },
        ],
      });
    },
  };
}
