import type { Entry } from '../entry.ts';
import { topic } from '../sources.ts';

/** Mind, sleep, nerves, eyes and ears. */
export const conditionsMindNerves: readonly Entry[] = [
  {
    codes: { snomed: ['35489007', '370143000', '36923009'], icd10cm: ['F32.A'] },
    en: {
      name: 'Depression',
      text: 'A low mood or loss of interest that lasts for weeks and makes daily life hard.',
    },
    source: topic('depression', 'Depression'),
  },
  {
    codes: { snomed: ['197480006'], icd10cm: ['F41.9'] },
    en: {
      name: 'Anxiety disorder',
      text: 'Worry or fear that is strong, lasts a long time and makes daily life hard.',
    },
    source: topic('anxiety', 'Anxiety'),
  },
  {
    codes: { snomed: ['21897009'], icd10cm: ['F41.1'] },
    en: {
      name: 'Generalized anxiety disorder',
      text: 'Strong worry about many everyday things that lasts for months.',
    },
    source: topic('anxiety', 'Anxiety'),
  },
  {
    codes: { snomed: ['80583007'] },
    en: {
      name: 'Severe anxiety or panic',
      text: 'A very strong feeling of fear, often with a racing heart and fast breathing.',
    },
    source: topic('panicdisorder', 'Panic Disorder'),
  },
  {
    codes: { snomed: ['371631005'], icd10cm: ['F41.0'] },
    en: {
      name: 'Panic disorder',
      text: 'Sudden attacks of strong fear that come again and again.',
    },
    source: topic('panicdisorder', 'Panic Disorder'),
  },
  {
    codes: { snomed: ['47505003'], icd10cm: ['F43.10'] },
    en: {
      name: 'Post-traumatic stress disorder',
      text: 'Strong stress that lasts after a terrible event, with bad memories, dreams or fear.',
    },
    source: topic('posttraumaticstressdisorder', 'Post-Traumatic Stress Disorder'),
  },
  {
    codes: { snomed: ['13746004'], icd10cm: ['F31.9'] },
    en: {
      name: 'Bipolar disorder',
      text: 'Times of very high mood and energy that change with times of very low mood.',
    },
    source: topic('bipolardisorder', 'Bipolar Disorder'),
  },
  {
    codes: { snomed: ['58214004'], icd10cm: ['F20.9'] },
    en: {
      name: 'Schizophrenia',
      text: 'A mental illness that changes how a person thinks and what the person believes to be real.',
    },
    source: topic('schizophrenia', 'Schizophrenia'),
  },
  {
    codes: { snomed: ['406506008'], icd10cm: ['F90.9'] },
    en: {
      name: 'ADHD',
      text: 'Trouble with paying attention, sitting still or waiting that begins in childhood.',
    },
    source: topic('attentiondeficithyperactivitydisorder', 'Attention Deficit Hyperactivity Disorder'),
  },
  {
    codes: { snomed: ['408856003'], icd10cm: ['F84.0'] },
    en: {
      name: 'Autism',
      text: 'A difference in how the brain develops that affects how a person talks with others, behaves and learns.',
    },
    source: topic('autismspectrumdisorder', 'Autism Spectrum Disorder'),
  },
  {
    codes: { snomed: ['193462001'], icd10cm: ['G47.00'] },
    en: {
      name: 'Insomnia',
      text: 'Trouble falling asleep or staying asleep.',
    },
    source: topic('insomnia', 'Insomnia'),
  },
  {
    codes: { snomed: ['39898005'], icd10cm: ['G47.9'] },
    en: {
      name: 'Sleep disorder',
      text: 'A lasting problem with sleep, such as too little, too much or broken sleep.',
    },
    source: topic('sleepdisorders', 'Sleep Disorders'),
  },
  {
    codes: { snomed: ['7200002', '66590003'], icd10cm: ['F10.20'] },
    en: {
      name: 'Alcohol use disorder',
      text: 'Drinking alcohol that is hard to control and causes harm.',
    },
    source: topic('alcoholusedisorderaud', 'Alcohol Use Disorder (AUD)'),
  },
  {
    codes: { snomed: ['10939881000119105'] },
    en: {
      name: 'Risky drinking',
      text: 'Notes that the person drinks alcohol in a way that can harm health.',
    },
    source: topic('alcohol', 'Alcohol'),
  },
  {
    codes: { snomed: ['361055000'] },
    en: {
      name: 'Drug misuse',
      text: 'Notes that the person uses drugs in a way that can harm health.',
    },
    source: topic('druguseandaddiction', 'Drug Use and Addiction'),
  },
  {
    codes: { snomed: ['37796009'], icd10cm: ['G43.909'] },
    en: {
      name: 'Migraine',
      text: 'Strong headaches that come again and again, often with nausea or trouble with light and sound.',
    },
    source: topic('migraine', 'Migraine'),
  },
  {
    codes: { snomed: ['25064002'], icd10cm: ['R51.9'] },
    en: {
      name: 'Headache',
      text: 'Pain in the head or the upper neck.',
    },
    source: topic('headache', 'Headache'),
  },
  {
    codes: { snomed: ['84757009', '128613002'], icd10cm: ['G40.909'] },
    en: {
      name: 'Seizure disorder (epilepsy)',
      text: 'A condition of the brain that causes seizures, short bursts of uncontrolled electric activity.',
    },
    source: topic('epilepsy', 'Epilepsy'),
  },
  {
    codes: { snomed: ['703151001'] },
    en: {
      name: 'Had one seizure',
      text: 'In the past, the person had a single burst of uncontrolled electric activity in the brain.',
    },
    source: topic('seizures', 'Seizures'),
  },
  {
    codes: { snomed: ['26929004'], icd10cm: ['G30.9'] },
    en: {
      name: "Alzheimer's disease",
      text: 'A disease of the brain that slowly takes away memory and thinking.',
    },
    source: topic('alzheimersdisease', "Alzheimer's Disease"),
  },
  {
    codes: { snomed: ['52448006'], icd10cm: ['F03.90'] },
    en: {
      name: 'Dementia',
      text: 'A loss of memory and thinking that makes daily life hard. It can have several causes.',
    },
    source: topic('dementia', 'Dementia'),
  },
  {
    codes: { snomed: ['49049000'], icd10cm: ['G20'] },
    en: {
      name: "Parkinson's disease",
      text: 'A disease of the brain that slowly causes shaking, stiffness and slow movement.',
    },
    source: topic('parkinsonsdisease', "Parkinson's Disease"),
  },
  {
    codes: { snomed: ['24700007'], icd10cm: ['G35'] },
    en: {
      name: 'Multiple sclerosis',
      text: 'The immune system harms the cover of nerves in the brain and the spinal cord.',
    },
    source: topic('multiplesclerosis', 'Multiple Sclerosis'),
  },
  {
    codes: { snomed: ['62106007', '110030002'] },
    en: {
      name: 'Concussion',
      text: 'A mild brain injury from a hit or a jolt to the head.',
    },
    source: topic('concussion', 'Concussion'),
  },
  {
    codes: { snomed: ['57406009'], icd10cm: ['G56.00'] },
    en: {
      name: 'Carpal tunnel syndrome',
      text: 'A nerve is pressed in the wrist, which can cause numbness, tingling and pain in the hand.',
    },
    source: topic('carpaltunnelsyndrome', 'Carpal Tunnel Syndrome'),
  },
  {
    codes: { snomed: ['193570009'], icd10cm: ['H26.9'] },
    en: {
      name: 'Cataract',
      text: 'The lens of the eye has become cloudy.',
    },
    source: topic('cataract', 'Cataract'),
  },
  {
    codes: { snomed: ['23986001', '84494001'], icd10cm: ['H40.9'] },
    en: {
      name: 'Glaucoma',
      text: 'A group of eye diseases that harm the nerve of the eye, often with high pressure inside the eye.',
    },
    source: topic('glaucoma', 'Glaucoma'),
  },
  {
    codes: { snomed: ['267718000'], icd10cm: ['H35.30'] },
    en: {
      name: 'Macular degeneration',
      text: 'The part of the eye for sharp, straight-ahead sight wears out with age.',
    },
    source: topic('maculardegeneration', 'Macular Degeneration'),
  },
  {
    codes: { snomed: ['57190000'], icd10cm: ['H52.10'] },
    en: {
      name: 'Nearsightedness',
      text: 'Things that are far away look blurry.',
    },
    source: topic('refractiveerrors', 'Refractive Errors'),
  },
  {
    codes: { snomed: ['15188001'], icd10cm: ['H91.90'] },
    en: {
      name: 'Hearing loss',
      text: 'Hearing less well than before or than most people.',
    },
    source: topic('hearingdisordersanddeafness', 'Hearing Disorders and Deafness'),
  },
  {
    codes: { snomed: ['60862001'], icd10cm: ['H93.19'] },
    en: {
      name: 'Ringing in the ears',
      text: 'Hearing a sound that does not come from outside. It is also called tinnitus.',
    },
    source: topic('tinnitus', 'Tinnitus'),
  },
  {
    codes: { snomed: ['404640003'], icd10cm: ['R42'] },
    en: {
      name: 'Dizziness',
      text: 'Feeling lightheaded, unsteady or as if things were spinning.',
    },
    source: topic('dizzinessandvertigo', 'Dizziness and Vertigo'),
  },
];
