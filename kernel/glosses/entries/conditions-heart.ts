import type { Entry } from '../entry.ts';
import { topic } from '../sources.ts';

/** Heart, blood vessels and blood fats. */
export const conditionsHeart: readonly Entry[] = [
  {
    codes: { snomed: ['38341003', '59621000'], icd10cm: ['I10'] },
    en: {
      name: 'High blood pressure',
      text: 'The blood pushes harder than usual against the walls of the arteries over a long time. It is also called hypertension.',
    },
    source: topic('highbloodpressure', 'High Blood Pressure'),
  },
  {
    codes: { snomed: ['55822004'], icd10cm: ['E78.5'] },
    en: {
      name: 'High blood fats',
      text: 'There is more cholesterol or other fat in the blood than usual. It is also called hyperlipidemia.',
    },
    source: topic('cholesterol', 'Cholesterol'),
  },
  {
    codes: { snomed: ['13644009'], icd10cm: ['E78.00'] },
    en: {
      name: 'High cholesterol',
      text: 'There is more cholesterol in the blood than usual. Over time it can build up in the walls of arteries.',
    },
    source: topic('cholesterol', 'Cholesterol'),
  },
  {
    codes: { snomed: ['302870006'], icd10cm: ['E78.1'] },
    en: {
      name: 'High triglycerides',
      text: 'There is more of the fat called triglycerides in the blood than usual.',
    },
    source: topic('triglycerides', 'Triglycerides'),
  },
  {
    codes: { snomed: ['53741008', '414545008'], icd10cm: ['I25.10'] },
    en: {
      name: 'Coronary artery disease',
      text: 'The arteries that bring blood to the heart muscle have become narrow or hard, mostly from fatty deposits.',
    },
    source: topic('coronaryarterydisease', 'Coronary Artery Disease'),
  },
  {
    codes: { snomed: ['22298006'], icd10cm: ['I21.9'] },
    en: {
      name: 'Heart attack',
      text: 'Part of the heart muscle did not get enough blood, mostly because an artery was blocked. It is also called myocardial infarction.',
    },
    source: topic('heartattack', 'Heart Attack'),
  },
  {
    codes: { snomed: ['194828000'], icd10cm: ['I20.9'] },
    en: {
      name: 'Angina',
      text: 'Chest pain or pressure that comes when the heart muscle gets too little blood.',
    },
    source: topic('angina', 'Angina'),
  },
  {
    codes: { snomed: ['84114007', '42343007'], icd10cm: ['I50.9'] },
    en: {
      name: 'Heart failure',
      text: 'The heart cannot pump as much blood as the body needs. It does not mean that the heart has stopped.',
    },
    source: topic('heartfailure', 'Heart Failure'),
  },
  {
    codes: { snomed: ['49436004'], icd10cm: ['I48.91'] },
    en: {
      name: 'Atrial fibrillation',
      text: 'An irregular heartbeat in which the upper chambers of the heart quiver instead of beating evenly.',
    },
    source: topic('atrialfibrillation', 'Atrial Fibrillation'),
  },
  {
    codes: { snomed: ['230690007', '422504002'], icd10cm: ['I63.9'] },
    en: {
      name: 'Stroke',
      text: 'Blood flow to part of the brain stopped, so that brain cells there were harmed.',
    },
    source: topic('stroke', 'Stroke'),
  },
  {
    codes: { snomed: ['266257000'], icd10cm: ['G45.9'] },
    en: {
      name: 'Transient ischemic attack (TIA)',
      text: 'Blood flow to part of the brain stopped for a short time and came back, without lasting harm. It is also called a mini-stroke.',
    },
    source: topic('transientischemicattack', 'Transient Ischemic Attack'),
  },
  {
    codes: { snomed: ['128053003'], icd10cm: ['I82.409'] },
    en: {
      name: 'Blood clot in a deep vein',
      text: 'A blood clot in a vein deep inside the body, mostly in the leg. It is also called deep vein thrombosis.',
    },
    source: topic('deepveinthrombosis', 'Deep Vein Thrombosis'),
  },
  {
    codes: { snomed: ['59282003'], icd10cm: ['I26.99'] },
    en: {
      name: 'Pulmonary embolism',
      text: 'A blood clot that has traveled to the lungs and blocks an artery there.',
    },
    source: topic('pulmonaryembolism', 'Pulmonary Embolism'),
  },
  {
    codes: { snomed: ['400047006'], icd10cm: ['I73.9'] },
    en: {
      name: 'Peripheral vascular disease',
      text: 'Blood vessels outside the heart and brain, mostly in the legs, have become narrow.',
    },
    source: topic('peripheralarterialdisease', 'Peripheral Arterial Disease'),
  },
  {
    codes: { snomed: ['48724000'], icd10cm: ['I34.0'] },
    en: {
      name: 'Leaking mitral valve',
      text: 'A heart valve on the left side does not close tightly, so some blood flows backward. It is also called mitral regurgitation.',
    },
    source: topic('heartvalvediseases', 'Heart Valve Diseases'),
  },
  {
    codes: { snomed: ['60573004'], icd10cm: ['I35.0'] },
    en: {
      name: 'Narrow aortic valve',
      text: 'The valve through which blood leaves the heart does not open fully. It is also called aortic stenosis.',
    },
    source: topic('heartvalvediseases', 'Heart Valve Diseases'),
  },
  {
    codes: { snomed: ['399261000'], icd10cm: ['Z95.1'] },
    en: {
      name: 'Had heart bypass surgery',
      text: 'In the past, a surgeon made a new path for blood around a blocked artery of the heart.',
    },
    source: topic('coronaryarterybypasssurgery', 'Coronary Artery Bypass Surgery'),
  },
  {
    codes: { snomed: ['274531002'] },
    en: {
      name: 'Unusual finding on heart images',
      text: 'Pictures of the heart or its arteries showed something that differs from what is expected.',
    },
    source: topic('hearthealthtests', 'Heart Health Tests'),
  },
];
