import { type Coding, concept, hl7Concept, others } from './codes.ts';
import type { Place } from './place.ts';
import type { Ref } from './portal.ts';

/** What stands in a record for long: problems, medicines, allergies, vaccinations, family, insurance, who cares and why. */
export function createLists(place: Place) {
  return {
    problem(what: Coding, ago: number, { healed, text }: { healed?: number; text?: string } = {}): Ref {
      return place.portal.add('Condition', {
        clinicalStatus: hl7Concept('condition-clinical', healed === undefined ? 'active' : 'resolved'),
        verificationStatus: hl7Concept('condition-ver-status', 'confirmed'),
        category: [
          hl7Concept('condition-category', healed === undefined ? 'problem-list-item' : 'encounter-diagnosis'),
        ],
        code: concept(what, text),
        subject: place.patient,
        onsetDateTime: place.date(ago),
        ...(healed === undefined ? {} : { abatementDateTime: place.date(healed) }),
        recordedDate: place.date(ago),
      });
    },

    allergy(what: Coding, ago: number, reaction?: { shown: Coding; severity: 'mild' | 'moderate' | 'severe' }): Ref {
      return place.portal.add('AllergyIntolerance', {
        clinicalStatus: hl7Concept('allergyintolerance-clinical', 'active'),
        verificationStatus: hl7Concept('allergyintolerance-verification', 'confirmed'),
        code: concept(what),
        patient: place.patient,
        recordedDate: place.date(ago),
        ...(reaction === undefined
          ? {}
          : { reaction: [{ manifestation: [concept(reaction.shown)], severity: reaction.severity }] }),
      });
    },

    /** An order: `strength` and `how` as they were written. */
    order(
      what: Coding,
      ago: number,
      text: { strength: string; how: string; status?: 'active' | 'stopped' | 'completed'; why?: string; by?: Ref },
    ): Ref {
      const { strength, how, status = 'active', why, by } = text;
      return place.portal.add('MedicationRequest', {
        status,
        intent: 'order',
        medicationCodeableConcept: concept(what, `${what.display} ${strength}`),
        subject: place.patient,
        authoredOn: place.date(ago),
        ...(by === undefined ? {} : { requester: by }),
        ...(why === undefined ? {} : { reasonCode: [{ text: why }] }),
        dosageInstruction: [{ text: how }],
      });
    },

    /** What somebody says is taken. */
    taken(what: Coding, strength: string, from: number, { to, note }: { to?: number; note?: string } = {}): Ref {
      return place.portal.add('MedicationStatement', {
        status: to === undefined ? 'active' : 'stopped',
        medicationCodeableConcept: concept(what, `${what.display} ${strength}`),
        subject: place.patient,
        effectivePeriod: {
          start: place.date(from),
          ...(to === undefined ? {} : { end: place.date(to) }),
        },
        dateAsserted: place.date(to ?? Math.min(from, 30)),
        ...(note === undefined ? {} : { note: [{ text: note }] }),
      });
    },

    vaccination(what: Coding, ago: number, by?: Ref): Ref {
      return place.portal.add('Immunization', {
        status: 'completed',
        vaccineCode: concept(what),
        patient: place.patient,
        occurrenceDateTime: place.date(ago),
        primarySource: true,
        ...(by === undefined ? {} : { performer: [{ actor: by }] }),
      });
    },

    smoking(what: Coding, ago: number): Ref {
      return place.portal.add('Observation', {
        status: 'final',
        category: [hl7Concept('observation-category', 'social-history')],
        code: concept(others.smoking),
        subject: place.patient,
        effectiveDateTime: place.date(ago),
        valueCodeableConcept: concept(what),
      });
    },

    family(relation: 'MTH' | 'FTH' | 'MGRMTH', called: string, what: Coding): Ref {
      return place.portal.add('FamilyMemberHistory', {
        status: 'completed',
        patient: place.patient,
        name: called,
        relationship: hl7Concept('v3-RoleCode', relation),
        condition: [{ code: concept(what) }],
      });
    },

    insured(payor: string, from: number): Ref {
      return place.portal.add('Coverage', {
        status: 'active',
        subscriberId: place.member,
        beneficiary: place.patient,
        period: { start: place.date(from) },
        payor: [{ display: payor }],
      });
    },

    /** What an insurance says that it paid of a bill, in dollars. */
    settled(
      what: string,
      ago: number,
      { billed, paid, by, cover }: { billed: number; paid: number; by: string; cover: Ref },
    ): Ref {
      const amount = (code: string, value: number) => ({
        category: hl7Concept('adjudication', code),
        amount: { value, currency: 'USD' },
      });
      return place.portal.add('ExplanationOfBenefit', {
        status: 'active',
        type: hl7Concept('claim-type', 'institutional'),
        use: 'claim',
        patient: place.patient,
        billablePeriod: { start: place.date(ago) },
        created: place.date(ago - 20),
        insurer: { display: by },
        provider: place.organization,
        outcome: 'complete',
        insurance: [{ focal: true, coverage: cover }],
        item: [{ sequence: 1, productOrService: { text: what } }],
        total: [amount('submitted', billed), amount('benefit', paid)],
      });
    },

    team(called: string, members: readonly (readonly [role: string, who: Ref])[]): Ref {
      return place.portal.add('CareTeam', {
        status: 'active',
        name: called,
        subject: place.patient,
        participant: members.map(([role, member]) => ({ role: [{ text: role }], member })),
        managingOrganization: [place.organization],
      });
    },

    /** A goal and the plan that it belongs to. */
    plan(title: string, goal: string, activities: readonly string[], from: number): Ref {
      const aim = place.portal.add('Goal', {
        lifecycleStatus: 'active',
        description: { text: goal },
        subject: place.patient,
        startDate: place.date(from),
      });
      return place.portal.add('CarePlan', {
        status: 'active',
        intent: 'plan',
        title,
        subject: place.patient,
        period: { start: place.date(from) },
        goal: [aim],
        activity: activities.map((text) => ({ detail: { status: 'in-progress', description: text } })),
      });
    },
  };
}
