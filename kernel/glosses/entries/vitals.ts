import type { Entry } from '../entry.ts';
import { encyclopedia, labTest, loincTerm, topic } from '../sources.ts';

/** Vital signs, size and weight, scores taken at the bedside. */
export const vitals: readonly Entry[] = [
  {
    codes: { loinc: ['55284-4', '85354-9'] },
    en: {
      name: 'Blood pressure',
      text: 'Measures how hard the blood pushes against the walls of the arteries, as two numbers: while the heart beats and while it rests between beats.',
    },
    source: labTest('measuring-blood-pressure', 'Measuring Blood Pressure'),
  },
  {
    codes: { loinc: ['8480-6'] },
    en: {
      name: 'Systolic blood pressure',
      text: 'The upper number of a blood pressure: the push of the blood while the heart beats.',
    },
    source: labTest('measuring-blood-pressure', 'Measuring Blood Pressure'),
  },
  {
    codes: { loinc: ['8462-4'] },
    en: {
      name: 'Diastolic blood pressure',
      text: 'The lower number of a blood pressure: the push of the blood while the heart rests between beats.',
    },
    source: labTest('measuring-blood-pressure', 'Measuring Blood Pressure'),
  },
  {
    codes: { loinc: ['8478-0'] },
    en: {
      name: 'Mean blood pressure',
      text: 'The average push of the blood against the artery walls over one whole heartbeat.',
    },
    source: loincTerm('8478-0'),
  },
  {
    codes: { loinc: ['8867-4'] },
    en: {
      name: 'Heart rate',
      text: 'How many times the heart beats in one minute.',
    },
    source: topic('vitalsigns', 'Vital Signs'),
  },
  {
    codes: { loinc: ['9279-1'] },
    en: {
      name: 'Breathing rate',
      text: 'How many breaths a person takes in one minute.',
    },
    source: topic('vitalsigns', 'Vital Signs'),
  },
  {
    codes: { loinc: ['8310-5'] },
    en: {
      name: 'Body temperature',
      text: 'How warm the body is.',
    },
    source: topic('vitalsigns', 'Vital Signs'),
  },
  {
    codes: { loinc: ['8331-1'] },
    en: {
      name: 'Temperature in the mouth',
      text: 'How warm the body is, measured under the tongue.',
    },
    source: topic('vitalsigns', 'Vital Signs'),
  },
  {
    codes: { loinc: ['8332-9'] },
    en: {
      name: 'Temperature in the rectum',
      text: 'How warm the body is, measured in the rectum. This is often done with babies.',
    },
    source: topic('vitalsigns', 'Vital Signs'),
  },
  {
    codes: { loinc: ['8333-7'] },
    en: {
      name: 'Temperature in the ear',
      text: 'How warm the body is, measured in the ear.',
    },
    source: topic('vitalsigns', 'Vital Signs'),
  },
  {
    codes: { loinc: ['59408-5', '2708-6'] },
    en: {
      name: 'Oxygen saturation',
      text: 'The share of the hemoglobin in the arteries that is carrying oxygen. A clip on a finger can measure it.',
    },
    source: labTest('pulse-oximetry', 'Pulse Oximetry'),
  },
  {
    codes: { loinc: ['3151-8'] },
    en: {
      name: 'Oxygen flow',
      text: 'How much extra oxygen a person is given, in liters each minute.',
    },
    source: topic('oxygentherapy', 'Oxygen Therapy'),
  },
  {
    codes: { loinc: ['3150-0'] },
    en: {
      name: 'Oxygen concentration',
      text: 'The share of oxygen in the air that a person is given to breathe.',
    },
    source: topic('oxygentherapy', 'Oxygen Therapy'),
  },
  {
    codes: { loinc: ['8302-2', '3137-7'] },
    en: {
      name: 'Height',
      text: 'How tall a person is.',
    },
    source: loincTerm('8302-2'),
  },
  {
    codes: { loinc: ['8306-3'] },
    en: {
      name: 'Length lying down',
      text: 'How long the body is, measured lying down. This is how babies are measured.',
    },
    source: loincTerm('8306-3'),
  },
  {
    codes: { loinc: ['29463-7', '3141-9'] },
    en: {
      name: 'Weight',
      text: 'How much a person weighs.',
    },
    source: topic('bodyweight', 'Body Weight'),
  },
  {
    codes: { loinc: ['39156-5'] },
    en: {
      name: 'Body mass index (BMI)',
      text: 'A number worked out from weight and height. It is a rough sign of how much body fat a person has.',
    },
    source: topic('bodyweight', 'Body Weight'),
  },
  {
    codes: { loinc: ['59576-9'] },
    en: {
      name: 'BMI compared with other children',
      text: "Compares a child's body mass index with that of other children of the same age and sex, as a percentile.",
    },
    source: loincTerm('59576-9'),
  },
  {
    codes: { loinc: ['77606-2'] },
    en: {
      name: 'Weight for length of a baby',
      text: "Compares a baby's weight for its length with that of other babies, as a percentile.",
    },
    source: loincTerm('77606-2'),
  },
  {
    codes: { loinc: ['9843-4', '8287-5'] },
    en: {
      name: 'Head size',
      text: 'The distance around the head. In babies it shows how the head is growing.',
    },
    source: loincTerm('9843-4'),
  },
  {
    codes: { loinc: ['8289-1'] },
    en: {
      name: 'Head size compared with other babies',
      text: "Compares a baby's head size with that of other babies of the same age and sex, as a percentile.",
    },
    source: loincTerm('8289-1'),
  },
  {
    codes: { loinc: ['8280-0', '56086-2'] },
    en: {
      name: 'Waist size',
      text: 'The distance around the waist.',
    },
    source: topic('bodyweight', 'Body Weight'),
  },
  {
    codes: { loinc: ['3140-1'] },
    en: {
      name: 'Body surface area',
      text: 'An estimate of the whole surface of the body, worked out from height and weight.',
    },
    source: loincTerm('3140-1'),
  },
  {
    codes: { loinc: ['8716-3'] },
    en: {
      name: 'Vital signs',
      text: 'A group of basic measurements of the body, such as heart rate, breathing, temperature and blood pressure.',
    },
    source: topic('vitalsigns', 'Vital Signs'),
  },
  {
    codes: { loinc: ['72514-3', '38208-5'] },
    en: {
      name: 'Pain score',
      text: 'How strong a person says the pain is, from 0 for no pain to 10 for the worst pain.',
    },
    source: topic('pain', 'Pain'),
  },
  {
    codes: { loinc: ['9269-2'] },
    en: {
      name: 'Glasgow coma score',
      text: 'A score of how awake a person is, by how the eyes, the voice and the body respond.',
    },
    source: loincTerm('9269-2'),
  },
  {
    codes: { loinc: ['9272-6'] },
    en: {
      name: 'Apgar score at 1 minute',
      text: 'A score of how a newborn baby is doing one minute after birth: skin color, pulse, reflexes, muscle tone and breathing.',
    },
    source: encyclopedia('003402', 'Apgar score'),
  },
  {
    codes: { loinc: ['9274-2'] },
    en: {
      name: 'Apgar score at 5 minutes',
      text: 'A score of how a newborn baby is doing five minutes after birth: skin color, pulse, reflexes, muscle tone and breathing.',
    },
    source: encyclopedia('003402', 'Apgar score'),
  },
  {
    codes: { loinc: ['9271-8'] },
    en: {
      name: 'Apgar score at 10 minutes',
      text: 'A score of how a newborn baby is doing ten minutes after birth: skin color, pulse, reflexes, muscle tone and breathing.',
    },
    source: encyclopedia('003402', 'Apgar score'),
  },
  {
    codes: { loinc: ['32403-8'] },
    en: {
      name: 'Muscle tone in the Apgar score',
      text: "One of the five parts of a newborn's Apgar score: how much the baby moves ten minutes after birth.",
    },
    source: encyclopedia('003402', 'Apgar score'),
  },
];
