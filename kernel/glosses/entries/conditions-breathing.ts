import type { Entry } from '../entry.ts';
import { topic } from '../sources.ts';

/** Nose, throat, ears and lungs. */
export const conditionsBreathing: readonly Entry[] = [
  {
    codes: { snomed: ['195967001'], icd10cm: ['J45.909'] },
    en: {
      name: 'Asthma',
      text: 'A long-term disease in which the airways swell and narrow at times, so that breathing is hard.',
    },
    source: topic('asthma', 'Asthma'),
  },
  {
    codes: { snomed: ['233678006'] },
    en: {
      name: 'Asthma in childhood',
      text: 'Asthma that began in childhood: the airways swell and narrow at times, so that breathing is hard.',
    },
    source: topic('asthmainchildren', 'Asthma in Children'),
  },
  {
    codes: { snomed: ['13645005'], icd10cm: ['J44.9'] },
    en: {
      name: 'COPD',
      text: 'A long-term lung disease that makes it hard to breathe out. COPD stands for chronic obstructive pulmonary disease.',
    },
    source: topic('copd', 'COPD'),
  },
  {
    codes: { snomed: ['87433001'], icd10cm: ['J43.9'] },
    en: {
      name: 'Emphysema',
      text: 'A long-term lung disease in which the tiny air sacs of the lungs are damaged.',
    },
    source: topic('emphysema', 'Emphysema'),
  },
  {
    codes: { snomed: ['233604007'], icd10cm: ['J18.9'] },
    en: {
      name: 'Pneumonia',
      text: 'An infection in one or both lungs that fills air sacs with fluid.',
    },
    source: topic('pneumonia', 'Pneumonia'),
  },
  {
    codes: { snomed: ['10509002'], icd10cm: ['J20.9'] },
    en: {
      name: 'Acute bronchitis',
      text: 'A short-term swelling of the large airways of the lungs, mostly from a virus. It causes coughing.',
    },
    source: topic('acutebronchitis', 'Acute Bronchitis'),
  },
  {
    codes: { snomed: ['195662009'] },
    en: {
      name: 'Sore throat from a virus',
      text: 'A swelling of the throat caused by a virus.',
    },
    source: topic('sorethroat', 'Sore Throat'),
  },
  {
    codes: { snomed: ['43878008'], icd10cm: ['J02.0'] },
    en: {
      name: 'Strep throat',
      text: 'A throat infection with bacteria called group A streptococcus.',
    },
    source: topic('streptococcalinfections', 'Streptococcal Infections'),
  },
  {
    codes: { snomed: ['82272006'], icd10cm: ['J00'] },
    en: {
      name: 'Common cold',
      text: 'A viral infection of the nose and throat.',
    },
    source: topic('commoncold', 'Common Cold'),
  },
  {
    codes: { snomed: ['36971009'], icd10cm: ['J32.9'] },
    en: {
      name: 'Sinusitis',
      text: 'Swelling of the sinuses, the hollow spaces in the bones around the nose.',
    },
    source: topic('sinusitis', 'Sinusitis'),
  },
  {
    codes: { snomed: ['444814009'] },
    en: {
      name: 'Sinusitis from a virus',
      text: 'Swelling of the sinuses, the hollow spaces around the nose, caused by a virus.',
    },
    source: topic('sinusitis', 'Sinusitis'),
  },
  {
    codes: { snomed: ['75498004'] },
    en: {
      name: 'Sinusitis from bacteria',
      text: 'A short-term infection of the sinuses, the hollow spaces around the nose, caused by bacteria.',
    },
    source: topic('sinusitis', 'Sinusitis'),
  },
  {
    codes: { snomed: ['40055000'] },
    en: {
      name: 'Long-lasting sinusitis',
      text: 'Swelling of the sinuses, the hollow spaces around the nose, that lasts for months.',
    },
    source: topic('sinusitis', 'Sinusitis'),
  },
  {
    codes: { snomed: ['65363002'], icd10cm: ['H66.90'] },
    en: {
      name: 'Middle ear infection',
      text: 'Swelling or infection in the space behind the eardrum. It is common in children.',
    },
    source: topic('earinfections', 'Ear Infections'),
  },
  {
    codes: { snomed: ['61582004'], icd10cm: ['J30.9'] },
    en: {
      name: 'Nasal allergy',
      text: 'The lining of the nose reacts to something in the air, such as pollen or dust.',
    },
    source: topic('hayfever', 'Hay Fever'),
  },
  {
    codes: { snomed: ['367498001'], icd10cm: ['J30.2'] },
    en: {
      name: 'Hay fever',
      text: 'A nasal allergy that comes in certain seasons, mostly from pollen.',
    },
    source: topic('hayfever', 'Hay Fever'),
  },
  {
    codes: { snomed: ['6142004'], icd10cm: ['J11.1'] },
    en: {
      name: 'Flu',
      text: 'An infection of the nose, throat and lungs with an influenza virus.',
    },
    source: topic('flu', 'Flu'),
  },
  {
    codes: { snomed: ['840539006'], icd10cm: ['U07.1'] },
    en: {
      name: 'COVID-19',
      text: 'An illness caused by the virus SARS-CoV-2. It mostly affects the airways.',
    },
    source: topic('covid19coronavirusdisease2019', 'COVID-19 (Coronavirus Disease 2019)'),
  },
  {
    codes: { snomed: ['840544004'] },
    en: {
      name: 'Suspected COVID-19',
      text: 'At that time it was thought possible that this was COVID-19, an illness caused by the virus SARS-CoV-2.',
    },
    source: topic('covid19coronavirusdisease2019', 'COVID-19 (Coronavirus Disease 2019)'),
  },
  {
    codes: { snomed: ['78275009', '73430006'], icd10cm: ['G47.33'] },
    en: {
      name: 'Sleep apnea',
      text: 'Breathing stops and starts again many times during sleep, mostly because the airway is blocked.',
    },
    source: topic('sleepapnea', 'Sleep Apnea'),
  },
];
