import { type Analyte, analytes, concept, hl7Concept, others, type panels } from './codes.ts';
import { during, type Place, type When } from './place.ts';
import type { Ref } from './portal.ts';

/** What was measured: laboratory values, vital signs, panels. */
export function createResults(place: Place) {
  /** One Observation with a number; the range is the one of this laboratory at that time. */
  function measure(what: Analyte, value: number, when: When, category: 'laboratory' | 'vital-signs'): Ref {
    const rounded = Number(value.toFixed(what.decimals));
    const quantity = (number: number) => ({
      value: number,
      unit: what.unit,
      system: 'http://unitsofmeasure.org',
      code: what.unit,
    });
    const { low, high } = what;
    const isLab = category === 'laboratory' && (low !== undefined || high !== undefined);
    const flag = high !== undefined && rounded > high ? 'H' : low !== undefined && rounded < low ? 'L' : 'N';
    return place.portal.add(
      'Observation',
      {
        status: 'final',
        category: [hl7Concept('observation-category', category)],
        code: concept(what.coding),
        subject: place.patient,
        ...during(when),
        effectiveDateTime: place.at(when),
        valueQuantity: quantity(rounded),
        ...(isLab
          ? {
              interpretation: [hl7Concept('v3-ObservationInterpretation', flag)],
              referenceRange: [
                {
                  ...(low === undefined ? {} : { low: quantity(low) }),
                  ...(high === undefined ? {} : { high: quantity(high) }),
                },
              ],
            }
          : {}),
      },
      what.coding.display,
    );
  }

  return {
    lab: (what: Analyte, value: number, when: When): Ref => measure(what, value, when, 'laboratory'),

    vital: (what: Analyte, value: number, when: When): Ref => measure(what, value, when, 'vital-signs'),

    pressure(systolic: number, diastolic: number, when: When): Ref {
      const part = (what: Analyte, value: number) => ({
        code: concept(what.coding),
        valueQuantity: { value, unit: what.unit, system: 'http://unitsofmeasure.org', code: what.unit },
      });
      return place.portal.add('Observation', {
        status: 'final',
        category: [hl7Concept('observation-category', 'vital-signs')],
        code: concept(others.bloodPressure),
        subject: place.patient,
        ...during(when),
        effectiveDateTime: place.at(when),
        component: [part(analytes.systolic, systolic), part(analytes.diastolic, diastolic)],
      });
    },

    /** A panel with its results, in the order of the panel. */
    panel(what: (typeof panels)[keyof typeof panels], values: readonly number[], when: When): Ref {
      const result = what.of.map((one, index) => measure(one, values[index] ?? 0, when, 'laboratory'));
      return place.portal.add('DiagnosticReport', {
        status: 'final',
        category: [hl7Concept('v2-0074', 'LAB')],
        code: concept(what.coding),
        subject: place.patient,
        ...during(when),
        effectiveDateTime: place.at(when),
        issued: place.at({ ...when, clock: '15:05' }),
        performer: [place.organization],
        result,
      });
    },
  };
}
