import type { Entry } from '../entry.ts';
import { topic } from '../sources.ts';

/** Stomach, gut and liver. */
export const conditionsDigestion: readonly Entry[] = [
  {
    codes: { snomed: ['235595009'], icd10cm: ['K21.9'] },
    en: {
      name: 'Acid reflux disease (GERD)',
      text: 'Stomach acid flows back into the food pipe again and again and irritates it.',
    },
    source: topic('gerd', 'GERD'),
  },
  {
    codes: { snomed: ['4556007'], icd10cm: ['K29.70'] },
    en: {
      name: 'Gastritis',
      text: 'Swelling of the lining of the stomach.',
    },
    source: topic('gastritis', 'Gastritis'),
  },
  {
    codes: { snomed: ['13200003'], icd10cm: ['K27.9'] },
    en: {
      name: 'Peptic ulcer',
      text: 'A sore in the lining of the stomach or of the first part of the small intestine.',
    },
    source: topic('pepticulcer', 'Peptic Ulcer'),
  },
  {
    codes: { snomed: ['51868009'], icd10cm: ['K26.9'] },
    en: {
      name: 'Duodenal ulcer',
      text: 'A sore in the lining of the first part of the small intestine.',
    },
    source: topic('pepticulcer', 'Peptic Ulcer'),
  },
  {
    codes: { snomed: ['10743008'], icd10cm: ['K58.9'] },
    en: {
      name: 'Irritable bowel syndrome',
      text: 'Belly pain and changes in bowel habits that come together, without visible damage to the gut.',
    },
    source: topic('irritablebowelsyndrome', 'Irritable Bowel Syndrome'),
  },
  {
    codes: { snomed: ['34000006'], icd10cm: ['K50.90'] },
    en: {
      name: "Crohn's disease",
      text: 'A long-term disease that causes swelling in parts of the gut.',
    },
    source: topic('crohnsdisease', "Crohn's Disease"),
  },
  {
    codes: { snomed: ['64766004'], icd10cm: ['K51.90'] },
    en: {
      name: 'Ulcerative colitis',
      text: 'A long-term disease that causes swelling and sores in the lining of the large intestine.',
    },
    source: topic('ulcerativecolitis', 'Ulcerative Colitis'),
  },
  {
    codes: { snomed: ['396331005'], icd10cm: ['K90.0'] },
    en: {
      name: 'Celiac disease',
      text: 'The immune system reacts to gluten, a protein in wheat and other grains, and harms the small intestine.',
    },
    source: topic('celiacdisease', 'Celiac Disease'),
  },
  {
    codes: { snomed: ['197321007'], icd10cm: ['K76.0'] },
    en: {
      name: 'Fatty liver',
      text: 'More fat than usual has built up in the liver.',
    },
    source: topic('fattyliverdisease', 'Fatty Liver Disease'),
  },
  {
    codes: { snomed: ['19943007'], icd10cm: ['K74.60'] },
    en: {
      name: 'Cirrhosis',
      text: 'Scar tissue has taken the place of working tissue in the liver.',
    },
    source: topic('cirrhosis', 'Cirrhosis'),
  },
  {
    codes: { snomed: ['235919008'], icd10cm: ['K80.20'] },
    en: {
      name: 'Gallstones',
      text: 'Hard pieces have formed from bile in the gallbladder.',
    },
    source: topic('gallstones', 'Gallstones'),
  },
  {
    codes: { snomed: ['74400008'], icd10cm: ['K37'] },
    en: {
      name: 'Appendicitis',
      text: 'Swelling of the appendix, a small pouch at the start of the large intestine.',
    },
    source: topic('appendicitis', 'Appendicitis'),
  },
  {
    codes: { snomed: ['428251008'] },
    en: {
      name: 'Had the appendix removed',
      text: 'In the past, surgery took out the appendix, a small pouch at the start of the large intestine.',
    },
    source: topic('appendicitis', 'Appendicitis'),
  },
  {
    codes: { snomed: ['307496006'], icd10cm: ['K57.92'] },
    en: {
      name: 'Diverticulitis',
      text: 'Small pouches in the wall of the large intestine have become swollen or infected.',
    },
    source: topic('diverticulosisanddiverticulitis', 'Diverticulosis and Diverticulitis'),
  },
  {
    codes: { snomed: ['70153002'], icd10cm: ['K64.9'] },
    en: {
      name: 'Hemorrhoids',
      text: 'Swollen veins in or around the anus.',
    },
    source: topic('hemorrhoids', 'Hemorrhoids'),
  },
  {
    codes: { snomed: ['6072007'] },
    en: {
      name: 'Bleeding from the anus',
      text: 'Blood that comes out of the anus. It can have many causes.',
    },
    source: topic('gastrointestinalbleeding', 'Gastrointestinal Bleeding'),
  },
  {
    codes: { snomed: ['14760008'], icd10cm: ['K59.00'] },
    en: {
      name: 'Constipation',
      text: 'Bowel movements that are rare, hard or difficult.',
    },
    source: topic('constipation', 'Constipation'),
  },
  {
    codes: { snomed: ['236077008'] },
    en: {
      name: 'Long-lasting diarrhea',
      text: 'Loose, watery stools that go on for a long time.',
    },
    source: topic('diarrhea', 'Diarrhea'),
  },
  {
    codes: { snomed: ['62315008'], icd10cm: ['R19.7'] },
    en: {
      name: 'Diarrhea',
      text: 'Loose, watery stools several times a day.',
    },
    source: topic('diarrhea', 'Diarrhea'),
  },
  {
    codes: { snomed: ['68496003'] },
    en: {
      name: 'Polyp of the colon',
      text: 'An extra piece of tissue that grows on the inner wall of the large intestine.',
    },
    source: topic('colonicpolyps', 'Colonic Polyps'),
  },
];
