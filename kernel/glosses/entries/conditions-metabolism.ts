import type { Entry } from '../entry.ts';
import { topic } from '../sources.ts';

/** Diabetes, weight, thyroid, vitamins and blood. */
export const conditionsMetabolism: readonly Entry[] = [
  {
    codes: { snomed: ['73211009'] },
    en: {
      name: 'Diabetes',
      text: 'The sugar in the blood is too high because the body makes too little insulin or cannot use it well.',
    },
    source: topic('diabetes', 'Diabetes'),
  },
  {
    codes: { snomed: ['44054006'], icd10cm: ['E11.9'] },
    en: {
      name: 'Type 2 diabetes',
      text: 'The sugar in the blood is too high because the body does not use insulin well and over time makes too little of it.',
    },
    source: topic('diabetestype2', 'Diabetes Type 2'),
  },
  {
    codes: { snomed: ['46635009'], icd10cm: ['E10.9'] },
    en: {
      name: 'Type 1 diabetes',
      text: 'The sugar in the blood is too high because the pancreas makes little or no insulin. Insulin moves sugar into cells.',
    },
    source: topic('diabetestype1', 'Diabetes Type 1'),
  },
  {
    codes: { snomed: ['15777000'], icd10cm: ['R73.03'] },
    en: {
      name: 'Prediabetes',
      text: 'The sugar in the blood is higher than usual, but not as high as in diabetes.',
    },
    source: topic('prediabetes', 'Prediabetes'),
  },
  {
    codes: { snomed: ['11687002'], icd10cm: ['O24.419'] },
    en: {
      name: 'Diabetes in pregnancy',
      text: 'High blood sugar that first shows up during pregnancy. It is also called gestational diabetes.',
    },
    source: topic('diabetesandpregnancy', 'Diabetes and Pregnancy'),
  },
  {
    codes: { snomed: ['80394007'], icd10cm: ['R73.9'] },
    en: {
      name: 'High blood sugar',
      text: 'There is more sugar in the blood than usual. It is also called hyperglycemia.',
    },
    source: topic('hyperglycemia', 'Hyperglycemia'),
  },
  {
    codes: { snomed: ['302866003'], icd10cm: ['E16.2'] },
    en: {
      name: 'Low blood sugar',
      text: 'There is less sugar in the blood than the body needs. It is also called hypoglycemia.',
    },
    source: topic('hypoglycemia', 'Hypoglycemia'),
  },
  {
    codes: { snomed: ['127013003'] },
    en: {
      name: 'Kidney disease from diabetes',
      text: 'High blood sugar over a long time has harmed the filters of the kidneys.',
    },
    source: topic('diabetickidneyproblems', 'Diabetic Kidney Problems'),
  },
  {
    codes: { snomed: ['90781000119102'] },
    en: {
      name: 'Small amounts of protein in urine with type 2 diabetes',
      text: 'The kidneys let a little of the protein albumin pass into the urine. It is linked to type 2 diabetes.',
    },
    source: topic('diabetickidneyproblems', 'Diabetic Kidney Problems'),
  },
  {
    codes: { snomed: ['157141000119108'] },
    en: {
      name: 'Protein in urine with type 2 diabetes',
      text: 'The kidneys let protein pass into the urine. It is linked to type 2 diabetes.',
    },
    source: topic('diabetickidneyproblems', 'Diabetic Kidney Problems'),
  },
  {
    codes: { snomed: ['4855003'] },
    en: {
      name: 'Diabetic retinopathy',
      text: 'High blood sugar over a long time has harmed small blood vessels at the back of the eye.',
    },
    source: topic('diabeticeyeproblems', 'Diabetic Eye Problems'),
  },
  {
    codes: { snomed: ['368581000119106'], icd10cm: ['E11.40'] },
    en: {
      name: 'Nerve damage from type 2 diabetes',
      text: 'High blood sugar over a long time has harmed nerves, often those of the feet.',
    },
    source: topic('diabeticnerveproblems', 'Diabetic Nerve Problems'),
  },
  {
    codes: { snomed: ['237602007'] },
    en: {
      name: 'Metabolic syndrome',
      text: 'A group of findings that occur together: a large waist, high blood pressure, high blood sugar and changed blood fats.',
    },
    source: topic('metabolicsyndrome', 'Metabolic Syndrome'),
  },
  {
    codes: { snomed: ['162864005', '414916001'], icd10cm: ['E66.9'] },
    en: {
      name: 'Obesity',
      text: 'Body weight is much higher than usual for the height. In adults this is a body mass index of 30 or more.',
    },
    source: topic('obesity', 'Obesity'),
  },
  {
    codes: { snomed: ['408512008'] },
    en: {
      name: 'Severe obesity',
      text: 'Body weight is very much higher than usual for the height. In adults this is a body mass index of 40 or more.',
    },
    source: topic('obesity', 'Obesity'),
  },
  {
    codes: { snomed: ['238131007'], icd10cm: ['E66.3'] },
    en: {
      name: 'Overweight',
      text: 'Body weight is higher than usual for the height, but less so than in obesity.',
    },
    source: topic('bodyweight', 'Body Weight'),
  },
  {
    codes: { snomed: ['40930008'], icd10cm: ['E03.9'] },
    en: {
      name: 'Underactive thyroid',
      text: 'The thyroid gland in the neck makes too little hormone. It is also called hypothyroidism.',
    },
    source: topic('hypothyroidism', 'Hypothyroidism'),
  },
  {
    codes: { snomed: ['34486009'], icd10cm: ['E05.90'] },
    en: {
      name: 'Overactive thyroid',
      text: 'The thyroid gland in the neck makes too much hormone. It is also called hyperthyroidism.',
    },
    source: topic('hyperthyroidism', 'Hyperthyroidism'),
  },
  {
    codes: { snomed: ['90560007'], icd10cm: ['M10.9'] },
    en: {
      name: 'Gout',
      text: 'Crystals of uric acid build up in joints and cause sudden pain and swelling.',
    },
    source: topic('gout', 'Gout'),
  },
  {
    codes: { snomed: ['34713006'], icd10cm: ['E55.9'] },
    en: {
      name: 'Low vitamin D',
      text: 'The body has less vitamin D than it needs to keep bones strong.',
    },
    source: topic('vitamind', 'Vitamin D'),
  },
  {
    codes: { snomed: ['271737000'], icd10cm: ['D64.9'] },
    en: {
      name: 'Anemia',
      text: 'The blood has too few red blood cells or too little hemoglobin, so it carries less oxygen.',
    },
    source: topic('anemia', 'Anemia'),
  },
  {
    codes: { snomed: ['87522002'], icd10cm: ['D50.9'] },
    en: {
      name: 'Anemia from low iron',
      text: 'The body has too little iron to make enough red blood cells.',
    },
    source: topic('anemia', 'Anemia'),
  },
];
