import type { Entry } from '../entry.ts';
import { topic } from '../sources.ts';

/** Cuts, skin, allergies and cancers. */
export const conditionsSkinCancer: readonly Entry[] = [
  {
    codes: { snomed: ['283371005'] },
    en: {
      name: 'Cut on the forearm',
      text: 'A cut or tear in the skin between elbow and wrist.',
    },
    source: topic('woundsandinjuries', 'Wounds and Injuries'),
  },
  {
    codes: { snomed: ['283385000'] },
    en: {
      name: 'Cut on the thigh',
      text: 'A cut or tear in the skin of the upper leg.',
    },
    source: topic('woundsandinjuries', 'Wounds and Injuries'),
  },
  {
    codes: { snomed: ['284549007'] },
    en: {
      name: 'Cut on the hand',
      text: 'A cut or tear in the skin of the hand.',
    },
    source: topic('woundsandinjuries', 'Wounds and Injuries'),
  },
  {
    codes: { snomed: ['284551006'] },
    en: {
      name: 'Cut on the foot',
      text: 'A cut or tear in the skin of the foot.',
    },
    source: topic('woundsandinjuries', 'Wounds and Injuries'),
  },
  {
    codes: { snomed: ['370247008'] },
    en: {
      name: 'Cut on the face',
      text: 'A cut or tear in the skin of the face.',
    },
    source: topic('woundsandinjuries', 'Wounds and Injuries'),
  },
  {
    codes: { snomed: ['24079001', '43116000'], icd10cm: ['L20.9'] },
    en: {
      name: 'Eczema',
      text: 'Long-lasting dry, itchy patches of skin. One common kind is called atopic dermatitis.',
    },
    source: topic('eczema', 'Eczema'),
  },
  {
    codes: { snomed: ['40275004'], icd10cm: ['L25.9'] },
    en: {
      name: 'Contact dermatitis',
      text: 'An itchy rash where the skin touched something that irritates it or causes an allergy.',
    },
    source: topic('rashes', 'Rashes'),
  },
  {
    codes: { snomed: ['9014002'], icd10cm: ['L40.9'] },
    en: {
      name: 'Psoriasis',
      text: 'Thick, scaly patches of skin that form because skin cells grow too fast.',
    },
    source: topic('psoriasis', 'Psoriasis'),
  },
  {
    codes: { snomed: ['11381005'], icd10cm: ['L70.9'] },
    en: {
      name: 'Acne',
      text: 'Pimples that form when the small openings of the skin are blocked.',
    },
    source: topic('acne', 'Acne'),
  },
  {
    codes: { snomed: ['126485001'], icd10cm: ['L50.9'] },
    en: {
      name: 'Hives',
      text: 'Raised, itchy spots on the skin, often from an allergy.',
    },
    source: topic('hives', 'Hives'),
  },
  {
    codes: { snomed: ['414285001'] },
    en: {
      name: 'Food allergy',
      text: 'The immune system reacts to a certain food.',
    },
    source: topic('foodallergy', 'Food Allergy'),
  },
  {
    codes: { snomed: ['254837009'], icd10cm: ['C50.919'] },
    en: {
      name: 'Breast cancer',
      text: 'Cells in the breast have changed and grow without control.',
    },
    source: topic('breastcancer', 'Breast Cancer'),
  },
  {
    codes: { snomed: ['363406005'], icd10cm: ['C18.9'] },
    en: {
      name: 'Colon cancer',
      text: 'Cells in the large intestine have changed and grow without control.',
    },
    source: topic('colorectalcancer', 'Colorectal Cancer'),
  },
  {
    codes: { snomed: ['94260004'] },
    en: {
      name: 'Cancer that has spread to the colon',
      text: 'A tumor in the large intestine that came from a cancer in another part of the body.',
    },
    source: topic('cancer', 'Cancer'),
  },
  {
    codes: { snomed: ['254637007'] },
    en: {
      name: 'Non-small cell lung cancer',
      text: 'The most common group of lung cancers. Cells in the lung have changed and grow without control.',
    },
    source: topic('lungcancer', 'Lung Cancer'),
  },
  {
    codes: { snomed: ['424132000'] },
    en: {
      name: 'Non-small cell lung cancer, stage 1',
      text: 'A lung cancer of the most common group, at the earliest of four stages.',
    },
    source: topic('lungcancer', 'Lung Cancer'),
  },
  {
    codes: { snomed: ['162573006'] },
    en: {
      name: 'Suspected lung cancer',
      text: 'At that time it was thought possible that this was lung cancer. It does not say that it was found.',
    },
    source: topic('lungcancer', 'Lung Cancer'),
  },
  {
    codes: { snomed: ['363358000'], icd10cm: ['C34.90'] },
    en: {
      name: 'Lung cancer',
      text: 'Cells in the lung have changed and grow without control.',
    },
    source: topic('lungcancer', 'Lung Cancer'),
  },
  {
    codes: { snomed: ['399068003'], icd10cm: ['C61'] },
    en: {
      name: 'Prostate cancer',
      text: 'Cells in the prostate gland have changed and grow without control.',
    },
    source: topic('prostatecancer', 'Prostate Cancer'),
  },
  {
    codes: { snomed: ['372244006'], icd10cm: ['C43.9'] },
    en: {
      name: 'Melanoma',
      text: 'A skin cancer that begins in the cells that give skin its color.',
    },
    source: topic('melanoma', 'Melanoma'),
  },
  {
    codes: { snomed: ['254701007'], icd10cm: ['C44.91'] },
    en: {
      name: 'Basal cell skin cancer',
      text: 'The most common skin cancer. It grows slowly and rarely spreads.',
    },
    source: topic('skincancer', 'Skin Cancer'),
  },
  {
    codes: { snomed: ['118600007'] },
    en: {
      name: 'Lymphoma',
      text: 'A cancer that begins in cells of the immune system.',
    },
    source: topic('lymphoma', 'Lymphoma'),
  },
  {
    codes: { snomed: ['93143009'], icd10cm: ['C95.90'] },
    en: {
      name: 'Leukemia',
      text: 'A cancer of the tissue that makes blood cells.',
    },
    source: topic('leukemia', 'Leukemia'),
  },
];
