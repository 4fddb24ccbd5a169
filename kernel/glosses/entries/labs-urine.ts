import type { Entry } from '../entry.ts';
import { labTest } from '../sources.ts';

/** Tests on urine. */
export const labsUrine: readonly Entry[] = [
  {
    codes: { loinc: ['24356-8', '24357-6'] },
    en: {
      name: 'Urinalysis',
      text: 'A group of tests on urine that looks at its color, its content and the cells in it.',
    },
    source: labTest('urinalysis', 'Urinalysis'),
  },
  {
    codes: { loinc: ['5778-6'] },
    en: {
      name: 'Color of urine',
      text: 'Notes the color of the urine.',
    },
    source: labTest('urinalysis', 'Urinalysis'),
  },
  {
    codes: { loinc: ['5767-9'] },
    en: {
      name: 'Appearance of urine',
      text: 'Notes whether the urine is clear or cloudy.',
    },
    source: labTest('urinalysis', 'Urinalysis'),
  },
  {
    codes: { loinc: ['5811-5'] },
    en: {
      name: 'Specific gravity of urine',
      text: 'Shows how concentrated the urine is, compared with pure water.',
    },
    source: labTest('urinalysis', 'Urinalysis'),
  },
  {
    codes: { loinc: ['5803-2', '2756-5'] },
    en: {
      name: 'pH of urine',
      text: 'Shows how acidic or alkaline the urine is.',
    },
    source: labTest('urinalysis', 'Urinalysis'),
  },
  {
    codes: { loinc: ['5792-7', '25428-4'] },
    en: {
      name: 'Glucose in urine',
      text: 'Looks for sugar in the urine.',
    },
    source: labTest('glucose-in-urine-test', 'Glucose in Urine Test'),
  },
  {
    codes: { loinc: ['5797-6', '2514-8'] },
    en: {
      name: 'Ketones in urine',
      text: 'Looks for ketones, substances that the body makes when it burns fat for energy.',
    },
    source: labTest('ketones-in-urine', 'Ketones in Urine'),
  },
  {
    codes: { loinc: ['5804-0', '20454-5', '2888-6'] },
    en: {
      name: 'Protein in urine',
      text: 'Looks for protein in the urine. Most protein is held back by the filters of the kidneys.',
    },
    source: labTest('protein-in-urine', 'Protein in Urine'),
  },
  {
    codes: { loinc: ['5770-3'] },
    en: {
      name: 'Bilirubin in urine',
      text: 'Looks for bilirubin, a yellow substance from old red blood cells, in the urine.',
    },
    source: labTest('bilirubin-in-urine', 'Bilirubin in Urine'),
  },
  {
    codes: { loinc: ['20405-7', '5818-0'] },
    en: {
      name: 'Urobilinogen in urine',
      text: 'Looks for urobilinogen, a substance made in the gut from bilirubin.',
    },
    source: labTest('urobilinogen-in-urine', 'Urobilinogen in Urine'),
  },
  {
    codes: { loinc: ['5802-4'] },
    en: {
      name: 'Nitrites in urine',
      text: 'Looks for nitrites, which some bacteria make in urine.',
    },
    source: labTest('nitrites-in-urine', 'Nitrites in Urine'),
  },
  {
    codes: { loinc: ['5794-3'] },
    en: {
      name: 'Blood in urine (test strip)',
      text: 'Looks for hemoglobin, the red substance of blood, in the urine.',
    },
    source: labTest('blood-in-urine', 'Blood in Urine'),
  },
  {
    codes: { loinc: ['5799-2'] },
    en: {
      name: 'White blood cell enzyme in urine',
      text: 'Looks for an enzyme of white blood cells in the urine.',
    },
    source: labTest('urinalysis', 'Urinalysis'),
  },
  {
    codes: { loinc: ['5821-4'] },
    en: {
      name: 'White blood cells in urine',
      text: 'Counts the white blood cells seen in urine under a microscope.',
    },
    source: labTest('urinalysis', 'Urinalysis'),
  },
  {
    codes: { loinc: ['13945-1'] },
    en: {
      name: 'Red blood cells in urine',
      text: 'Counts the red blood cells seen in urine under a microscope.',
    },
    source: labTest('blood-in-urine', 'Blood in Urine'),
  },
  {
    codes: { loinc: ['5769-5'] },
    en: {
      name: 'Bacteria in urine',
      text: 'Notes how many bacteria are seen in urine under a microscope.',
    },
    source: labTest('urinalysis', 'Urinalysis'),
  },
  {
    codes: { loinc: ['14957-5'] },
    en: {
      name: 'Albumin in urine',
      text: 'Measures small amounts of the protein albumin in the urine.',
    },
    source: labTest('microalbumin-creatinine-ratio', 'Microalbumin Creatinine Ratio'),
  },
  {
    codes: { loinc: ['14959-1', '9318-7', '14958-3'] },
    en: {
      name: 'Albumin to creatinine ratio in urine',
      text: 'Compares albumin, a protein, with creatinine, a waste product, in the urine. It shows how much protein the kidneys let through.',
    },
    source: labTest('microalbumin-creatinine-ratio', 'Microalbumin Creatinine Ratio'),
  },
  {
    codes: { loinc: ['2890-2'] },
    en: {
      name: 'Protein to creatinine ratio in urine',
      text: 'Compares all protein with creatinine, a waste product, in the urine.',
    },
    source: labTest('protein-in-urine', 'Protein in Urine'),
  },
  {
    codes: { loinc: ['2161-8'] },
    en: {
      name: 'Creatinine in urine',
      text: 'Measures creatinine, a waste product of muscles, in the urine.',
    },
    source: labTest('creatinine-test', 'Creatinine Test'),
  },
  {
    codes: { loinc: ['2106-3'] },
    en: {
      name: 'Pregnancy test, urine',
      text: 'Looks for hCG, a hormone that the body makes during pregnancy, in the urine.',
    },
    source: labTest('pregnancy-test', 'Pregnancy Test'),
  },
];
