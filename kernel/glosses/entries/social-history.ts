import type { Entry } from '../entry.ts';
import { cdc, loincTerm, topic } from '../sources.ts';

/** What daily life and wishes for care are asked about. */
export const socialHistory: readonly Entry[] = [
  {
    codes: { loinc: ['93043-8'] },
    en: {
      name: 'Personal life questions (PRAPARE)',
      text: 'A part of a questionnaire about daily life. It asks about background, language and work.',
    },
    source: loincTerm('93043-8'),
  },
  {
    codes: { loinc: ['93042-0'] },
    en: {
      name: 'Family and home questions (PRAPARE)',
      text: 'A part of a questionnaire about daily life. It asks who lives in the home and about housing.',
    },
    source: loincTerm('93042-0'),
  },
  {
    codes: { loinc: ['93038-8'] },
    en: {
      name: 'Stress question',
      text: 'Asks how stressed a person feels.',
    },
    source: topic('stress', 'Stress'),
  },
  {
    codes: { loinc: ['93029-7'] },
    en: {
      name: 'Social contact question',
      text: 'Asks how often a person sees or talks to people they feel close to.',
    },
    source: loincTerm('93029-7'),
  },
  {
    codes: { loinc: ['93030-5'] },
    en: {
      name: 'Transport question',
      text: 'Asks whether a lack of transport kept a person from medical visits, work or daily needs.',
    },
    source: loincTerm('93030-5'),
  },
  {
    codes: { loinc: ['93031-3'] },
    en: {
      name: 'Needs of the family question',
      text: 'Asks whether a family could not get things it needed in the past year, such as food, clothes or a phone.',
    },
    source: loincTerm('93031-3'),
  },
  {
    codes: { loinc: ['93033-9'] },
    en: {
      name: 'Housing worry question',
      text: 'Asks whether a person is worried about losing their home.',
    },
    source: loincTerm('93033-9'),
  },
  {
    codes: { loinc: ['71802-3'] },
    en: {
      name: 'Housing',
      text: 'Notes the housing situation of a person.',
    },
    source: loincTerm('71802-3'),
  },
  {
    codes: { loinc: ['63512-8'] },
    en: {
      name: 'People in the home',
      text: 'How many people live at the same address.',
    },
    source: loincTerm('63512-8'),
  },
  {
    codes: { loinc: ['63586-2'] },
    en: {
      name: 'Family income question',
      text: 'Asks for an estimate of what the family earned in the last year.',
    },
    source: loincTerm('63586-2'),
  },
  {
    codes: { loinc: ['88123-5'] },
    en: {
      name: 'Food question',
      text: 'Asks whether the food a family bought ran out in the past year before there was money for more.',
    },
    source: loincTerm('88123-5'),
  },
  {
    codes: { loinc: ['88124-3'] },
    en: {
      name: 'Food security',
      text: 'Sums up questions on whether a family may have too little food.',
    },
    source: loincTerm('88124-3'),
  },
  {
    codes: { loinc: ['68516-4'] },
    en: {
      name: 'Exercise minutes',
      text: 'How many minutes a person moves at a brisk or hard pace on days with exercise.',
    },
    source: topic('exerciseandphysicalfitness', 'Exercise and Physical Fitness'),
  },
  {
    codes: { loinc: ['89555-7'] },
    en: {
      name: 'Exercise days',
      text: 'How many days a week a person moves at a brisk or hard pace.',
    },
    source: topic('exerciseandphysicalfitness', 'Exercise and Physical Fitness'),
  },
  {
    codes: { loinc: ['11341-5'] },
    en: {
      name: 'Work history',
      text: 'Notes what work a person has done.',
    },
    source: loincTerm('11341-5'),
  },
  {
    codes: { loinc: ['54899-0'] },
    en: {
      name: 'Preferred language',
      text: 'The language in which a person likes to talk about health.',
    },
    source: loincTerm('54899-0'),
  },
  {
    codes: { loinc: ['82810-3'] },
    en: {
      name: 'Pregnancy status',
      text: 'Notes whether a person was pregnant at the time.',
    },
    source: topic('pregnancy', 'Pregnancy'),
  },
  {
    codes: { loinc: ['45473-6'] },
    en: {
      name: 'Advance directive',
      text: 'Notes whether a person has put in writing what care they want if they cannot speak for themselves.',
    },
    source: topic('advancedirectives', 'Advance Directives'),
  },
  {
    codes: { loinc: ['75773-2'] },
    en: {
      name: 'Goals for care',
      text: 'What a person said matters most to them about their medical care.',
    },
    source: topic('advancedirectives', 'Advance Directives'),
  },
  {
    codes: { loinc: ['75276-6'] },
    en: {
      name: 'Daily functioning',
      text: 'Sums up how well a person can do the things of daily life.',
    },
    source: loincTerm('75276-6'),
  },
  {
    codes: { loinc: ['11332-4'] },
    en: {
      name: 'Memory and thinking',
      text: "Notes on how a person's memory and thinking have been.",
    },
    source: loincTerm('11332-4'),
  },
  {
    codes: { loinc: ['69409-1'] },
    en: {
      name: 'Death certificate',
      text: 'The official record of a death in the United States.',
    },
    source: cdc('nchs/nvss/deaths.htm', 'National Vital Statistics System: Mortality Data'),
  },
  {
    codes: { loinc: ['69453-9'] },
    en: {
      name: 'Cause of death',
      text: 'What was written down as the cause on a death certificate.',
    },
    source: cdc('nchs/nvss/deaths.htm', 'National Vital Statistics System: Mortality Data'),
  },
];
