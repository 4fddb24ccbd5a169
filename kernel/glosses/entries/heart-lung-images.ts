import type { Entry } from '../entry.ts';
import { labTest, topic } from '../sources.ts';

/** Breathing tests, heart tracings, steps and pictures. */
export const heartLungImages: readonly Entry[] = [
  {
    codes: { loinc: ['19926-5'] },
    en: {
      name: 'Ratio FEV1 to FVC (lung test)',
      text: 'The share of a full breath that a person can blow out in the first second. It comes from a breathing test called spirometry.',
    },
    source: labTest('lung-function-tests', 'Lung Function Tests'),
  },
  {
    codes: { loinc: ['20150-9'] },
    en: {
      name: 'FEV1 (lung test)',
      text: 'How much air a person can blow out in the first second, measured by a breathing test called spirometry.',
    },
    source: labTest('lung-function-tests', 'Lung Function Tests'),
  },
  {
    codes: { loinc: ['19935-6'] },
    en: {
      name: 'Peak flow (lung test)',
      text: 'The fastest speed at which a person can blow out air.',
    },
    source: labTest('lung-function-tests', 'Lung Function Tests'),
  },
  {
    codes: { loinc: ['55423-8', '41950-7'] },
    en: {
      name: 'Steps',
      text: 'How many steps a person took in a period of time, counted by a device.',
    },
    source: topic('exerciseandphysicalfitness', 'Exercise and Physical Fitness'),
  },
  {
    codes: { loinc: ['44973-6'] },
    en: {
      name: 'QRS duration (heart tracing)',
      text: 'How long the electric signal takes to spread through the lower chambers of the heart, read from an ECG.',
    },
    source: labTest('electrocardiogram', 'Electrocardiogram'),
  },
  {
    codes: { loinc: ['8601-7'] },
    en: {
      name: 'Reading of a heart tracing (ECG)',
      text: "What a clinician or a machine read from an ECG, a recording of the heart's electric signals.",
    },
    source: labTest('electrocardiogram', 'Electrocardiogram'),
  },
  {
    codes: { loinc: ['44974-4'] },
    en: {
      name: 'Strength of the pulse',
      text: 'How strong the pulse feels under the fingers.',
    },
    source: topic('vitalsigns', 'Vital Signs'),
  },
  {
    codes: { loinc: ['30746-2'] },
    en: {
      name: 'Chest X-ray',
      text: 'A picture of the lungs, the heart and the bones of the chest, made with a movable X-ray machine.',
    },
    source: topic('xrays', 'X-Rays'),
  },
  {
    codes: { loinc: ['24627-2'] },
    en: {
      name: 'CT scan of the chest',
      text: 'Detailed pictures of the inside of the chest, made from many X-rays.',
    },
    source: topic('ctscans', 'CT Scans'),
  },
  {
    codes: { loinc: ['24606-6'] },
    en: {
      name: 'Mammogram (screening)',
      text: 'X-ray pictures of the breasts that look for early signs of breast cancer in people without symptoms.',
    },
    source: topic('mammography', 'Mammography'),
  },
  {
    codes: { loinc: ['38269-7', '80940-0'] },
    en: {
      name: 'Bone density scan',
      text: 'A low-dose X-ray that measures how much mineral is in the bones.',
    },
    source: topic('bonedensity', 'Bone Density'),
  },
  {
    codes: { loinc: ['19005-8'] },
    en: {
      name: 'Result of an imaging study',
      text: 'The short reading that a radiologist wrote about pictures of the inside of the body.',
    },
    source: topic('diagnosticimaging', 'Diagnostic Imaging'),
  },
];
