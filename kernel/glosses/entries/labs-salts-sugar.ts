import type { Entry } from '../entry.ts';
import { labTest, topic } from '../sources.ts';

/** Panels, salts, kidneys and blood sugar. */
export const labsSaltsSugar: readonly Entry[] = [
  {
    codes: { loinc: ['24323-8'] },
    en: {
      name: 'Comprehensive metabolic panel',
      text: 'A group of 14 blood tests on sugar, salts, proteins, kidneys and liver.',
    },
    source: labTest('comprehensive-metabolic-panel-cmp', 'Comprehensive Metabolic Panel (CMP)'),
  },
  {
    codes: { loinc: ['51990-0', '24321-2', '24320-4'] },
    en: {
      name: 'Basic metabolic panel',
      text: 'A group of eight blood tests on sugar, salts, calcium and the kidneys.',
    },
    source: labTest('basic-metabolic-panel-bmp', 'Basic Metabolic Panel (BMP)'),
  },
  {
    codes: { loinc: ['24326-1'] },
    en: {
      name: 'Electrolyte panel',
      text: 'A group of blood tests that measures the main salts in the blood.',
    },
    source: labTest('electrolyte-panel', 'Electrolyte Panel'),
  },
  {
    codes: { loinc: ['24325-3'] },
    en: {
      name: 'Liver panel',
      text: 'A group of blood tests that measures enzymes, proteins and other substances made or cleared by the liver.',
    },
    source: labTest('liver-function-tests', 'Liver Function Tests'),
  },
  {
    codes: { loinc: ['24362-6'] },
    en: {
      name: 'Kidney panel',
      text: 'A group of blood tests on waste products, salts and other substances that the kidneys keep in balance.',
    },
    source: topic('kidneytests', 'Kidney Tests'),
  },
  {
    codes: { loinc: ['2951-2', '2947-0'] },
    en: {
      name: 'Sodium',
      text: 'Measures sodium, a salt that helps to keep the right amount of fluid in the body and lets nerves and muscles work.',
    },
    source: labTest('sodium-blood-test', 'Sodium Blood Test'),
  },
  {
    codes: { loinc: ['2823-3', '6298-4'] },
    en: {
      name: 'Potassium',
      text: 'Measures potassium, a mineral that lets nerves, muscles and the heart work.',
    },
    source: labTest('potassium-blood-test', 'Potassium Blood Test'),
  },
  {
    codes: { loinc: ['2075-0', '2069-3'] },
    en: {
      name: 'Chloride',
      text: 'Measures chloride, one of the salts that keep fluids and acids in the body in balance.',
    },
    source: labTest('chloride-blood-test', 'Chloride Blood Test'),
  },
  {
    codes: { loinc: ['2028-9', '20565-8'] },
    en: {
      name: 'Carbon dioxide (total)',
      text: 'Measures carbon dioxide in all its forms in the blood, most of it as bicarbonate. It is a sign of the balance of acids.',
    },
    source: labTest('carbon-dioxide-co2-in-blood', 'Carbon Dioxide (CO2) in Blood'),
  },
  {
    codes: { loinc: ['1963-8', '1959-6'] },
    en: {
      name: 'Bicarbonate',
      text: 'Measures bicarbonate, a substance in the blood that keeps acids in balance.',
    },
    source: labTest('carbon-dioxide-co2-in-blood', 'Carbon Dioxide (CO2) in Blood'),
  },
  {
    codes: { loinc: ['33037-3', '1863-0', '10466-1'] },
    en: {
      name: 'Anion gap',
      text: 'A number worked out from the salts in the blood. It reflects the balance of acids.',
    },
    source: labTest('anion-gap-blood-test', 'Anion Gap Blood Test'),
  },
  {
    codes: { loinc: ['17861-6', '49765-1'] },
    en: {
      name: 'Calcium',
      text: 'Measures calcium in the blood, a mineral that bones, nerves, muscles and the heart use.',
    },
    source: labTest('calcium-blood-test', 'Calcium Blood Test'),
  },
  {
    codes: { loinc: ['1994-3'] },
    en: {
      name: 'Ionized calcium',
      text: 'Measures the part of the calcium in the blood that is free, not bound to proteins.',
    },
    source: labTest('calcium-blood-test', 'Calcium Blood Test'),
  },
  {
    codes: { loinc: ['19123-9', '2601-3'] },
    en: {
      name: 'Magnesium',
      text: 'Measures magnesium, a mineral that muscles, nerves and bones use.',
    },
    source: labTest('magnesium-blood-test', 'Magnesium Blood Test'),
  },
  {
    codes: { loinc: ['2777-1'] },
    en: {
      name: 'Phosphate',
      text: 'Measures phosphate in the blood, a mineral that works with calcium to build bones and teeth.',
    },
    source: labTest('phosphate-in-blood', 'Phosphate in Blood'),
  },
  {
    codes: { loinc: ['3094-0', '6299-2'] },
    en: {
      name: 'Urea nitrogen (BUN)',
      text: 'Measures urea nitrogen, a waste product from protein that the kidneys remove from the blood.',
    },
    source: labTest('bun-blood-urea-nitrogen', 'BUN (Blood Urea Nitrogen)'),
  },
  {
    codes: { loinc: ['2160-0', '38483-4', '14682-9'] },
    en: {
      name: 'Creatinine',
      text: 'Measures creatinine, a waste product of muscles that the kidneys remove from the blood.',
    },
    source: labTest('creatinine-test', 'Creatinine Test'),
  },
  {
    codes: { loinc: ['3097-3'] },
    en: {
      name: 'Ratio of urea nitrogen to creatinine',
      text: 'Compares two waste products in the blood that are both removed by the kidneys.',
    },
    source: labTest('bun-blood-urea-nitrogen', 'BUN (Blood Urea Nitrogen)'),
  },
  {
    codes: { loinc: ['33914-3', '62238-1', '98979-8', '77147-7', '48642-3', '48643-1'] },
    en: {
      name: 'Estimated kidney filtering rate (eGFR)',
      text: 'An estimate of how much blood the kidneys clean each minute. It is mostly worked out from creatinine, age and sex.',
    },
    source: labTest('glomerular-filtration-rate-gfr-test', 'Glomerular Filtration Rate (GFR) Test'),
  },
  {
    codes: { loinc: ['2345-7', '2339-0', '14749-6', '15074-8'] },
    en: {
      name: 'Glucose (blood sugar)',
      text: 'Measures the sugar in the blood at the time of the test. Glucose is the main source of energy for the body.',
    },
    source: labTest('blood-glucose-test', 'Blood Glucose Test'),
  },
  {
    codes: { loinc: ['1558-6'] },
    en: {
      name: 'Fasting glucose',
      text: 'Measures the sugar in the blood after a time without eating, often overnight.',
    },
    source: labTest('blood-glucose-test', 'Blood Glucose Test'),
  },
  {
    codes: { loinc: ['41653-7'] },
    en: {
      name: 'Glucose by finger stick',
      text: 'The sugar in a drop of blood from a fingertip, read by a small meter.',
    },
    source: labTest('blood-glucose-test', 'Blood Glucose Test'),
  },
  {
    codes: { loinc: ['1518-0'] },
    en: {
      name: 'Glucose two hours after a sugar drink',
      text: 'Measures the sugar in the blood two hours after drinking a measured amount of sugar.',
    },
    source: labTest('diabetes-tests', 'Diabetes Tests'),
  },
  {
    codes: { loinc: ['4548-4', '17856-6', '59261-8'] },
    en: {
      name: 'Hemoglobin A1c',
      text: 'Shows the average blood sugar over about the last three months, by how much sugar is attached to hemoglobin.',
    },
    source: labTest('hemoglobin-a1c-hba1c-test', 'Hemoglobin A1C (HbA1c) Test'),
  },
  {
    codes: { loinc: ['27353-2'] },
    en: {
      name: 'Estimated average glucose',
      text: 'The A1c result put as an average blood sugar, in the same unit a glucose meter shows.',
    },
    source: labTest('hemoglobin-a1c-hba1c-test', 'Hemoglobin A1C (HbA1c) Test'),
  },
];
