import type { Entry } from '../entry.ts';
import { labTest, topic } from '../sources.ts';

/** Cultures, stool and tests for germs. */
export const labsInfection: readonly Entry[] = [
  {
    codes: { loinc: ['630-4'] },
    en: {
      name: 'Urine culture',
      text: 'Lets germs from a urine sample grow in the lab, to see which ones are there.',
    },
    source: labTest('bacteria-culture-test', 'Bacteria Culture Test'),
  },
  {
    codes: { loinc: ['600-7'] },
    en: {
      name: 'Blood culture',
      text: 'Lets germs from a blood sample grow in the lab, to see whether any are in the blood and which ones.',
    },
    source: labTest('bacteria-culture-test', 'Bacteria Culture Test'),
  },
  {
    codes: { loinc: ['626-2'] },
    en: {
      name: 'Throat culture',
      text: 'Lets bacteria from a throat swab grow in the lab, to see which ones are there.',
    },
    source: labTest('bacteria-culture-test', 'Bacteria Culture Test'),
  },
  {
    codes: { loinc: ['29771-3', '2335-8'] },
    en: {
      name: 'Hidden blood in stool',
      text: 'Looks for small amounts of blood in the stool that cannot be seen by eye.',
    },
    source: labTest('fecal-occult-blood-test-fobt', 'Fecal Occult Blood Test (FOBT)'),
  },
  {
    codes: { loinc: ['56888-1', '7918-6'] },
    en: {
      name: 'HIV screening test',
      text: 'Looks for signs of HIV in the blood. HIV is a virus that harms the immune system.',
    },
    source: labTest('hiv-screening-test', 'HIV Screening Test'),
  },
  {
    codes: { loinc: ['5196-1'] },
    en: {
      name: 'Hepatitis B surface antigen',
      text: 'Looks for a piece of the hepatitis B virus itself in the blood.',
    },
    source: topic('hepatitisb', 'Hepatitis B'),
  },
  {
    codes: { loinc: ['22322-2', '16935-9'] },
    en: {
      name: 'Hepatitis B surface antibody',
      text: 'Looks for antibodies against the hepatitis B virus. They come from a vaccine or from a past infection.',
    },
    source: topic('hepatitisb', 'Hepatitis B'),
  },
  {
    codes: { loinc: ['13952-7'] },
    en: {
      name: 'Hepatitis B core antibody',
      text: 'Looks for antibodies that the body makes only after meeting the hepatitis B virus itself.',
    },
    source: topic('hepatitisb', 'Hepatitis B'),
  },
  {
    codes: { loinc: ['13955-0', '16128-1'] },
    en: {
      name: 'Hepatitis C antibody',
      text: 'Looks for antibodies against the hepatitis C virus, which the body makes after meeting it.',
    },
    source: topic('hepatitisc', 'Hepatitis C'),
  },
  {
    codes: { loinc: ['13951-9'] },
    en: {
      name: 'Hepatitis A antibody',
      text: 'Looks for antibodies against the hepatitis A virus. They come from a vaccine or from a past infection.',
    },
    source: topic('hepatitisa', 'Hepatitis A'),
  },
  {
    codes: { loinc: ['20507-0'] },
    en: {
      name: 'Syphilis screening test (RPR)',
      text: 'Looks for antibodies that appear in the blood with syphilis and sometimes with other conditions.',
    },
    source: labTest('syphilis-tests', 'Syphilis Tests'),
  },
  {
    codes: { loinc: ['43304-5', '21613-5'] },
    en: {
      name: 'Chlamydia test',
      text: 'Looks for the genetic material of chlamydia, bacteria that can spread through sex.',
    },
    source: topic('chlamydiainfections', 'Chlamydia Infections'),
  },
  {
    codes: { loinc: ['43305-2', '24111-7'] },
    en: {
      name: 'Gonorrhea test',
      text: 'Looks for the genetic material of the bacteria that cause gonorrhea, which can spread through sex.',
    },
    source: topic('gonorrhea', 'Gonorrhea'),
  },
  {
    codes: { loinc: ['94500-6', '94309-2', '94531-1'] },
    en: {
      name: 'COVID-19 test (genetic)',
      text: 'Looks for the genetic material of SARS-CoV-2, the virus that causes COVID-19.',
    },
    source: topic('covid19coronavirusdisease2019', 'COVID-19 (Coronavirus Disease 2019)'),
  },
  {
    codes: { loinc: ['80382-5'] },
    en: {
      name: 'Influenza A rapid test',
      text: 'Looks for pieces of the influenza A virus in a swab from the nose.',
    },
    source: labTest('flu-influenza-test', 'Flu (Influenza) Test'),
  },
  {
    codes: { loinc: ['80383-3'] },
    en: {
      name: 'Influenza B rapid test',
      text: 'Looks for pieces of the influenza B virus in a swab from the nose.',
    },
    source: labTest('flu-influenza-test', 'Flu (Influenza) Test'),
  },
  {
    codes: { loinc: ['34487-9', '92142-9'] },
    en: {
      name: 'Influenza A test (genetic)',
      text: 'Looks for the genetic material of the influenza A virus.',
    },
    source: labTest('flu-influenza-test', 'Flu (Influenza) Test'),
  },
];
