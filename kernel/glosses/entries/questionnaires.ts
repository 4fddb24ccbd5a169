import type { Entry } from '../entry.ts';
import { labTest, loincTerm, nci, topic } from '../sources.ts';

/** Smoking, alcohol, mood: questions and their scores. */
export const questionnaires: readonly Entry[] = [
  {
    codes: { loinc: ['72166-2'] },
    en: {
      name: 'Smoking status',
      text: 'Notes whether a person smokes, has smoked in the past or never smoked.',
    },
    source: topic('smoking', 'Smoking'),
  },
  {
    codes: { snomed: ['401201003'] },
    en: {
      name: 'Pack-years',
      text: 'How much a person has smoked in a lifetime: packs of cigarettes a day, times the years.',
    },
    source: nci('pack-year', 'Pack year'),
  },
  {
    codes: { loinc: ['105045-9'] },
    en: {
      name: 'E-cigarette use',
      text: 'Notes whether a person vapes, that is, uses e-cigarettes.',
    },
    source: topic('ecigarettes', 'E-Cigarettes'),
  },
  {
    codes: { loinc: ['11331-6'] },
    en: {
      name: 'Alcohol use',
      text: 'Notes what a person said about drinking alcohol.',
    },
    source: topic('alcohol', 'Alcohol'),
  },
  {
    codes: { loinc: ['75626-2'] },
    en: {
      name: 'Alcohol questions score (AUDIT-C)',
      text: 'The score of three questions about how often and how much a person drinks alcohol.',
    },
    source: topic('alcoholusedisorderaud', 'Alcohol Use Disorder (AUD)'),
  },
  {
    codes: { loinc: ['96843-8'] },
    en: {
      name: 'Drug use question',
      text: 'Asks how often a person used drugs in the past 12 months other than for medical reasons.',
    },
    source: loincTerm('96843-8'),
  },
  {
    codes: { loinc: ['44249-1'] },
    en: {
      name: 'Depression questions (PHQ-9)',
      text: 'Nine questions about mood, sleep and energy over the last two weeks.',
    },
    source: labTest('depression-screening', 'Depression Screening'),
  },
  {
    codes: { loinc: ['44261-6'] },
    en: {
      name: 'Depression questions, total score (PHQ-9)',
      text: 'The total of nine questions about mood, sleep and energy over the last two weeks.',
    },
    source: labTest('depression-screening', 'Depression Screening'),
  },
  {
    codes: { loinc: ['55758-7'] },
    en: {
      name: 'Short depression questions, score (PHQ-2)',
      text: 'The total of two questions about mood and interest over the last two weeks.',
    },
    source: labTest('depression-screening', 'Depression Screening'),
  },
  {
    codes: { loinc: ['44255-8'] },
    en: {
      name: 'Question: feeling down or hopeless',
      text: 'One question of a depression questionnaire. It asks how often a person felt down or without hope in the last two weeks.',
    },
    source: labTest('depression-screening', 'Depression Screening'),
  },
  {
    codes: { loinc: ['44251-7'] },
    en: {
      name: 'Question: appetite',
      text: 'One question of a depression questionnaire. It asks about eating too little or too much in the last two weeks.',
    },
    source: labTest('depression-screening', 'Depression Screening'),
  },
  {
    codes: { loinc: ['44258-2'] },
    en: {
      name: 'Question: feeling bad about oneself',
      text: 'One question of a depression questionnaire. It asks how often a person felt bad about themselves in the last two weeks.',
    },
    source: labTest('depression-screening', 'Depression Screening'),
  },
  {
    codes: { loinc: ['44260-8'] },
    en: {
      name: 'Question: thoughts of death or self-harm',
      text: 'One question of a depression questionnaire. It asks how often a person had such thoughts in the last two weeks.',
    },
    source: labTest('depression-screening', 'Depression Screening'),
  },
  {
    codes: { loinc: ['70274-6'] },
    en: {
      name: 'Anxiety questions, total score (GAD-7)',
      text: 'The total of seven questions about worry and unease over the last two weeks.',
    },
    source: topic('anxiety', 'Anxiety'),
  },
];
