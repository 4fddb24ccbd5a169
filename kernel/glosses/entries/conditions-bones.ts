import type { Entry } from '../entry.ts';
import { topic } from '../sources.ts';

/** Joints, back and broken bones. */
export const conditionsBones: readonly Entry[] = [
  {
    codes: { snomed: ['396275006'], icd10cm: ['M19.90'] },
    en: {
      name: 'Osteoarthritis',
      text: 'The smooth tissue that covers the ends of bones in a joint wears down.',
    },
    source: topic('osteoarthritis', 'Osteoarthritis'),
  },
  {
    codes: { snomed: ['239873007'], icd10cm: ['M17.9'] },
    en: {
      name: 'Osteoarthritis of the knee',
      text: 'The smooth tissue that covers the ends of bones in the knee wears down.',
    },
    source: topic('osteoarthritis', 'Osteoarthritis'),
  },
  {
    codes: { snomed: ['239872002'], icd10cm: ['M16.9'] },
    en: {
      name: 'Osteoarthritis of the hip',
      text: 'The smooth tissue that covers the ends of bones in the hip wears down.',
    },
    source: topic('osteoarthritis', 'Osteoarthritis'),
  },
  {
    codes: { snomed: ['69896004'], icd10cm: ['M06.9'] },
    en: {
      name: 'Rheumatoid arthritis',
      text: 'The immune system attacks the lining of joints, which causes pain and swelling.',
    },
    source: topic('rheumatoidarthritis', 'Rheumatoid Arthritis'),
  },
  {
    codes: { snomed: ['55464009'], icd10cm: ['M32.9'] },
    en: {
      name: 'Lupus',
      text: "The immune system attacks the body's own tissue, such as skin, joints and kidneys.",
    },
    source: topic('lupus', 'Lupus'),
  },
  {
    codes: { snomed: ['64859006'], icd10cm: ['M81.0'] },
    en: {
      name: 'Osteoporosis',
      text: 'Bones have become thin and break more easily.',
    },
    source: topic('osteoporosis', 'Osteoporosis'),
  },
  {
    codes: { snomed: ['443165006'] },
    en: {
      name: 'Broken bone from osteoporosis',
      text: 'A bone that broke with little force because osteoporosis had made it thin.',
    },
    source: topic('osteoporosis', 'Osteoporosis'),
  },
  {
    codes: { snomed: ['203082005'], icd10cm: ['M79.7'] },
    en: {
      name: 'Fibromyalgia',
      text: 'Pain in many parts of the body over a long time, with tiredness and poor sleep.',
    },
    source: topic('fibromyalgia', 'Fibromyalgia'),
  },
  {
    codes: { snomed: ['279039007', '278860009'], icd10cm: ['M54.50'] },
    en: {
      name: 'Low back pain',
      text: 'Pain in the lower part of the back.',
    },
    source: topic('backpain', 'Back Pain'),
  },
  {
    codes: { snomed: ['161891005'], icd10cm: ['M54.9'] },
    en: {
      name: 'Back pain',
      text: 'Pain somewhere in the back.',
    },
    source: topic('backpain', 'Back Pain'),
  },
  {
    codes: { snomed: ['1121000119107'] },
    en: {
      name: 'Long-lasting neck pain',
      text: 'Pain in the neck that goes on for months.',
    },
    source: topic('neckinjuriesanddisorders', 'Neck Injuries and Disorders'),
  },
  {
    codes: { snomed: ['44465007'], icd10cm: ['S93.409A'] },
    en: {
      name: 'Sprained ankle',
      text: 'Bands that hold the bones of the ankle together were stretched or torn.',
    },
    source: topic('sprainsandstrains', 'Sprains and Strains'),
  },
  {
    codes: { snomed: ['70704007'] },
    en: {
      name: 'Sprained wrist',
      text: 'Bands that hold the bones of the wrist together were stretched or torn.',
    },
    source: topic('sprainsandstrains', 'Sprains and Strains'),
  },
  {
    codes: { snomed: ['16114001'] },
    en: {
      name: 'Broken ankle',
      text: 'A break in one or more of the bones of the ankle.',
    },
    source: topic('ankleinjuriesanddisorders', 'Ankle Injuries and Disorders'),
  },
  {
    codes: { snomed: ['65966004'] },
    en: {
      name: 'Broken forearm',
      text: 'A break in one or both of the bones between elbow and wrist.',
    },
    source: topic('arminjuriesanddisorders', 'Arm Injuries and Disorders'),
  },
  {
    codes: { snomed: ['263102004'] },
    en: {
      name: 'Broken and shifted wrist',
      text: 'A break in the wrist in which the bones of the joint have partly slipped out of place.',
    },
    source: topic('wristinjuriesanddisorders', 'Wrist Injuries and Disorders'),
  },
  {
    codes: { snomed: ['33737001'] },
    en: {
      name: 'Broken rib',
      text: 'A break in one of the bones of the rib cage.',
    },
    source: topic('fractures', 'Fractures'),
  },
  {
    codes: { snomed: ['58150001'] },
    en: {
      name: 'Broken collarbone',
      text: 'A break in the bone between the breastbone and the shoulder.',
    },
    source: topic('fractures', 'Fractures'),
  },
  {
    codes: { snomed: ['125605004'] },
    en: {
      name: 'Broken bone',
      text: 'A break in a bone. It is also called a fracture.',
    },
    source: topic('fractures', 'Fractures'),
  },
  {
    codes: { snomed: ['239720000'] },
    en: {
      name: 'Torn knee cartilage',
      text: 'A tear in the meniscus, a pad of cartilage inside the knee.',
    },
    source: topic('kneeinjuriesanddisorders', 'Knee Injuries and Disorders'),
  },
  {
    codes: { snomed: ['307731004'] },
    en: {
      name: 'Injured rotator cuff',
      text: 'Damage to the tendons that hold and move the shoulder.',
    },
    source: topic('rotatorcuffinjuries', 'Rotator Cuff Injuries'),
  },
];
