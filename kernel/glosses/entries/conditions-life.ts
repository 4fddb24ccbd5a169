import type { Entry } from '../entry.ts';
import { cdc, topic } from '../sources.ts';

/** Facts about life that records keep among the conditions. */
export const conditionsLife: readonly Entry[] = [
  {
    codes: { snomed: ['160903007'] },
    en: {
      name: 'Full-time work',
      text: 'Notes that the person works full time. It is a fact about life, not an illness.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['160904001'] },
    en: {
      name: 'Part-time work',
      text: 'Notes that the person works part time. It is a fact about life, not an illness.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['741062008'] },
    en: {
      name: 'Not in the labor force',
      text: 'Notes that the person neither has a job nor is looking for one. It is a fact about life, not an illness.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['73438004'], icd10cm: ['Z56.0'] },
    en: {
      name: 'Without a job',
      text: 'Notes that the person has no job at the time. It is a fact about life, not an illness.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['73595000'] },
    en: {
      name: 'Stress',
      text: 'Notes that the person feels under pressure or tense.',
    },
    source: topic('stress', 'Stress'),
  },
  {
    codes: { snomed: ['423315002'] },
    en: {
      name: 'Few contacts with others',
      text: 'Notes that the person sees or talks to few other people.',
    },
    source: topic('mentalhealth', 'Mental Health'),
  },
  {
    codes: { snomed: ['422650009'] },
    en: {
      name: 'Social isolation',
      text: 'Notes that the person has hardly any contact with other people.',
    },
    source: topic('mentalhealth', 'Mental Health'),
  },
  {
    codes: { snomed: ['706893006'] },
    en: {
      name: 'Partner violence',
      text: 'Notes that the person has been harmed or threatened by a partner.',
    },
    source: topic('intimatepartnerviolence', 'Intimate Partner Violence'),
  },
  {
    codes: { snomed: ['424393004'] },
    en: {
      name: 'Violence in the surroundings',
      text: 'Notes that there is violence where the person lives or spends time.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['266948004'] },
    en: {
      name: 'Criminal record',
      text: 'Notes that the person was once convicted of a crime. It is a fact about life, not an illness.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['160968000'] },
    en: {
      name: 'Risky activities',
      text: 'Notes that the person does things that carry a risk of harm.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['224299000'] },
    en: {
      name: 'Higher education',
      text: 'Notes that the person went to a college or university. It is a fact about life, not an illness.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['5251000175109'] },
    en: {
      name: 'High school equivalency certificate',
      text: 'Notes that the person passed an exam that counts like finishing high school. It is a fact about life, not an illness.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['224295006'] },
    en: {
      name: 'Primary school only',
      text: "Notes that the person's schooling ended after primary school. It is a fact about life, not an illness.",
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['105531004'] },
    en: {
      name: 'Poor housing',
      text: 'Notes that the home of the person has problems, such as damp, cold or too little room.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['32911000'], icd10cm: ['Z59.00'] },
    en: {
      name: 'Homelessness',
      text: 'Notes that the person has no home of their own.',
    },
    source: topic('homelesshealthconcerns', 'Homeless Health Concerns'),
  },
  {
    codes: { snomed: ['266934004'] },
    en: {
      name: 'Transport problem',
      text: 'Notes that the person has trouble getting to places.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['713458007'] },
    en: {
      name: 'No access to transport',
      text: 'Notes that the person has no way to get to places, such as a car or a bus.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['160695008'] },
    en: {
      name: 'Transport too expensive',
      text: 'Notes that the person cannot afford to get to places.',
    },
    source: cdc(
      'public-health-gateway/php/about/social-determinants-of-health.html',
      'Social Determinants of Health (SDOH)',
    ),
  },
  {
    codes: { snomed: ['445281000124101'] },
    en: {
      name: 'Too little access to nutritious food',
      text: 'Notes that the person eats less well because good food is hard to get.',
    },
    source: topic('nutrition', 'Nutrition'),
  },
];
