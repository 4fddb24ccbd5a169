import type { Entry } from '../entry.ts';
import { topic } from '../sources.ts';

/** Infections, and the complaints people come with. */
export const conditionsInfection: readonly Entry[] = [
  {
    codes: { snomed: ['91302008'], icd10cm: ['A41.9'] },
    en: {
      name: 'Sepsis',
      text: 'The body reacts so strongly to an infection that its own organs can be harmed.',
    },
    source: topic('sepsis', 'Sepsis'),
  },
  {
    codes: { snomed: ['86406008'], icd10cm: ['B20'] },
    en: {
      name: 'HIV infection',
      text: 'An infection with HIV, a virus that weakens the immune system over time.',
    },
    source: topic('hiv', 'HIV'),
  },
  {
    codes: { snomed: ['66071002'], icd10cm: ['B19.10'] },
    en: {
      name: 'Hepatitis B',
      text: 'An infection of the liver with the hepatitis B virus.',
    },
    source: topic('hepatitisb', 'Hepatitis B'),
  },
  {
    codes: { snomed: ['50711007'], icd10cm: ['B19.20'] },
    en: {
      name: 'Hepatitis C',
      text: 'An infection of the liver with the hepatitis C virus.',
    },
    source: topic('hepatitisc', 'Hepatitis C'),
  },
  {
    codes: { snomed: ['23502006'], icd10cm: ['A69.20'] },
    en: {
      name: 'Lyme disease',
      text: 'An infection with bacteria that spread through the bite of certain ticks.',
    },
    source: topic('lymedisease', 'Lyme Disease'),
  },
  {
    codes: { snomed: ['56717001'] },
    en: {
      name: 'Tuberculosis',
      text: 'An infection with tuberculosis bacteria, mostly of the lungs.',
    },
    source: topic('tuberculosis', 'Tuberculosis'),
  },
  {
    codes: { snomed: ['4740000'], icd10cm: ['B02.9'] },
    en: {
      name: 'Shingles',
      text: 'A painful rash that comes when the chickenpox virus wakes up again in a nerve.',
    },
    source: topic('shingles', 'Shingles'),
  },
  {
    codes: { snomed: ['38907003'], icd10cm: ['B01.9'] },
    en: {
      name: 'Chickenpox',
      text: 'A viral infection that causes an itchy rash with blisters.',
    },
    source: topic('chickenpox', 'Chickenpox'),
  },
  {
    codes: { snomed: ['128045006'], icd10cm: ['L03.90'] },
    en: {
      name: 'Cellulitis',
      text: 'An infection of the deeper layers of the skin with bacteria.',
    },
    source: topic('cellulitis', 'Cellulitis'),
  },
  {
    codes: { snomed: ['9826008'], icd10cm: ['H10.9'] },
    en: {
      name: 'Pink eye',
      text: 'Swelling of the thin layer over the white of the eye. It is also called conjunctivitis.',
    },
    source: topic('pinkeye', 'Pink Eye'),
  },
  {
    codes: { snomed: ['386661006'], icd10cm: ['R50.9'] },
    en: {
      name: 'Fever',
      text: 'A body temperature that is higher than usual.',
    },
    source: topic('fever', 'Fever'),
  },
  {
    codes: { snomed: ['43724002'], icd10cm: ['R68.83'] },
    en: {
      name: 'Chills',
      text: 'Feeling cold and shivering, often together with a fever.',
    },
    source: topic('fever', 'Fever'),
  },
  {
    codes: { snomed: ['49727002'], icd10cm: ['R05.9'] },
    en: {
      name: 'Cough',
      text: "The body's way to push air out fast and clear the throat or the airways.",
    },
    source: topic('cough', 'Cough'),
  },
  {
    codes: { snomed: ['56018004'], icd10cm: ['R06.2'] },
    en: {
      name: 'Wheezing',
      text: 'A whistling sound while breathing, made when air moves through narrow airways.',
    },
    source: topic('breathingproblems', 'Breathing Problems'),
  },
  {
    codes: { snomed: ['267036007'], icd10cm: ['R06.02'] },
    en: {
      name: 'Shortness of breath',
      text: 'The feeling of not getting enough air.',
    },
    source: topic('breathingproblems', 'Breathing Problems'),
  },
  {
    codes: { snomed: ['84229001'], icd10cm: ['R53.83'] },
    en: {
      name: 'Fatigue',
      text: 'Feeling very tired or weak.',
    },
    source: topic('fatigue', 'Fatigue'),
  },
  {
    codes: { snomed: ['57676002'], icd10cm: ['M25.50'] },
    en: {
      name: 'Joint pain',
      text: 'Pain in one or more places where bones meet.',
    },
    source: topic('jointdisorders', 'Joint Disorders'),
  },
  {
    codes: { snomed: ['68962001'], icd10cm: ['M79.10'] },
    en: {
      name: 'Muscle pain',
      text: 'Pain in one or more muscles.',
    },
    source: topic('muscledisorders', 'Muscle Disorders'),
  },
];
