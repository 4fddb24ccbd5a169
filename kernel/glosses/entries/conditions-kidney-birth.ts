import type { Entry } from '../entry.ts';
import { topic } from '../sources.ts';

/** Kidneys, bladder, pregnancy and birth. */
export const conditionsKidneyBirth: readonly Entry[] = [
  {
    codes: { snomed: ['709044004'], icd10cm: ['N18.9'] },
    en: {
      name: 'Chronic kidney disease',
      text: 'The kidneys have been damaged for a longer time and filter the blood less well.',
    },
    source: topic('chronickidneydisease', 'Chronic Kidney Disease'),
  },
  {
    codes: { snomed: ['431855005'], icd10cm: ['N18.1'] },
    en: {
      name: 'Chronic kidney disease, stage 1',
      text: 'The mildest of five stages: the kidneys show signs of damage but still filter the blood well.',
    },
    source: topic('chronickidneydisease', 'Chronic Kidney Disease'),
  },
  {
    codes: { snomed: ['431856006'], icd10cm: ['N18.2'] },
    en: {
      name: 'Chronic kidney disease, stage 2',
      text: 'The second of five stages: the kidneys show signs of damage and filter the blood slightly less well.',
    },
    source: topic('chronickidneydisease', 'Chronic Kidney Disease'),
  },
  {
    codes: { snomed: ['433144002'], icd10cm: ['N18.30'] },
    en: {
      name: 'Chronic kidney disease, stage 3',
      text: 'The third of five stages: the kidneys filter the blood clearly less well.',
    },
    source: topic('chronickidneydisease', 'Chronic Kidney Disease'),
  },
  {
    codes: { snomed: ['431857002'], icd10cm: ['N18.4'] },
    en: {
      name: 'Chronic kidney disease, stage 4',
      text: 'The fourth of five stages: the kidneys filter the blood much less well.',
    },
    source: topic('chronickidneydisease', 'Chronic Kidney Disease'),
  },
  {
    codes: { snomed: ['46177005'], icd10cm: ['N18.6'] },
    en: {
      name: 'Kidney failure (end stage)',
      text: 'The kidneys work so little that the body needs dialysis or a new kidney to clean the blood.',
    },
    source: topic('kidneyfailure', 'Kidney Failure'),
  },
  {
    codes: { snomed: ['161665007'], icd10cm: ['Z94.0'] },
    en: {
      name: 'Had a kidney transplant',
      text: 'In the past, the person was given a kidney from a donor.',
    },
    source: topic('kidneytransplantation', 'Kidney Transplantation'),
  },
  {
    codes: { snomed: ['698306007'] },
    en: {
      name: 'Waiting for a kidney transplant',
      text: 'The person is on the list for a kidney from a donor.',
    },
    source: topic('kidneytransplantation', 'Kidney Transplantation'),
  },
  {
    codes: { snomed: ['95570007'], icd10cm: ['N20.0'] },
    en: {
      name: 'Kidney stone',
      text: 'A hard piece that has formed in the kidney from minerals in the urine.',
    },
    source: topic('kidneystones', 'Kidney Stones'),
  },
  {
    codes: { snomed: ['68566005'], icd10cm: ['N39.0'] },
    en: {
      name: 'Urinary tract infection',
      text: 'An infection in the organs that make, hold or pass urine.',
    },
    source: topic('urinarytractinfections', 'Urinary Tract Infections'),
  },
  {
    codes: { snomed: ['301011002'] },
    en: {
      name: 'Urinary tract infection with E. coli',
      text: 'An infection in the urinary organs with E. coli, bacteria that live in the gut.',
    },
    source: topic('urinarytractinfections', 'Urinary Tract Infections'),
  },
  {
    codes: { snomed: ['197927001'] },
    en: {
      name: 'Repeated urinary tract infections',
      text: 'Infections in the urinary organs that come back several times.',
    },
    source: topic('urinarytractinfections', 'Urinary Tract Infections'),
  },
  {
    codes: { snomed: ['266569009'], icd10cm: ['N40.0'] },
    en: {
      name: 'Enlarged prostate',
      text: 'The prostate gland has grown larger, without cancer. It can press on the tube that urine flows through.',
    },
    source: topic('enlargedprostatebph', 'Enlarged Prostate (BPH)'),
  },
  {
    codes: { snomed: ['165232002'], icd10cm: ['R32'] },
    en: {
      name: 'Loss of bladder control',
      text: 'Urine leaks without being held. It is also called urinary incontinence.',
    },
    source: topic('urinaryincontinence', 'Urinary Incontinence'),
  },
  {
    codes: { snomed: ['72892002', '77386006'], icd10cm: ['Z33.1'] },
    en: {
      name: 'Pregnancy',
      text: 'A baby is growing in the womb.',
    },
    source: topic('pregnancy', 'Pregnancy'),
  },
  {
    codes: { snomed: ['17369002', '19169002', '156073000'], icd10cm: ['O03.9'] },
    en: {
      name: 'Miscarriage',
      text: 'A pregnancy that ended by itself before the 20th week.',
    },
    source: topic('miscarriage', 'Miscarriage'),
  },
  {
    codes: { snomed: ['398254007'], icd10cm: ['O14.90'] },
    en: {
      name: 'Preeclampsia',
      text: 'High blood pressure that begins in pregnancy, with signs that other organs are affected.',
    },
    source: topic('highbloodpressureinpregnancy', 'High Blood Pressure in Pregnancy'),
  },
  {
    codes: { snomed: ['267020005'], icd10cm: ['Z98.51'] },
    en: {
      name: 'Had the tubes tied',
      text: 'In the past, surgery closed the tubes between the ovaries and the womb to prevent pregnancy.',
    },
    source: topic('tuballigation', 'Tubal Ligation'),
  },
  {
    codes: { snomed: ['237055002'], icd10cm: ['E28.2'] },
    en: {
      name: 'Polycystic ovary syndrome (PCOS)',
      text: 'A hormone condition in which the ovaries work unevenly. It can change periods, skin and hair.',
    },
    source: topic('polycysticovarysyndrome', 'Polycystic Ovary Syndrome'),
  },
  {
    codes: { snomed: ['129103003'], icd10cm: ['N80.9'] },
    en: {
      name: 'Endometriosis',
      text: 'Tissue like the lining of the womb grows in other places of the belly.',
    },
    source: topic('endometriosis', 'Endometriosis'),
  },
  {
    codes: { snomed: ['95315005'], icd10cm: ['D25.9'] },
    en: {
      name: 'Fibroids',
      text: 'Growths of muscle tissue in the wall of the womb that are not cancer.',
    },
    source: topic('uterinefibroids', 'Uterine Fibroids'),
  },
  {
    codes: { snomed: ['442311008'] },
    en: {
      name: 'Born alive in a hospital',
      text: 'Notes the birth of a living baby in a hospital.',
    },
    source: topic('childbirth', 'Childbirth'),
  },
  {
    codes: { icd10cm: ['Z38.00'] },
    en: {
      name: 'Live birth of one baby',
      text: 'Notes the birth of one living baby through the birth canal.',
    },
    source: topic('childbirth', 'Childbirth'),
  },
];
