import type { Entry } from '../entry.ts';
import { labTest } from '../sources.ts';

/** Proteins, liver, pancreas, blood fats and blood gases. */
export const labsLiverFats: readonly Entry[] = [
  {
    codes: { loinc: ['2885-2'] },
    en: {
      name: 'Total protein',
      text: 'Measures all the proteins in the liquid part of the blood, mostly albumin and globulins.',
    },
    source: labTest('total-protein-and-albumin-globulin-a-g-ratio', 'Total Protein and Albumin/Globulin (A/G) Ratio'),
  },
  {
    codes: { loinc: ['1751-7'] },
    en: {
      name: 'Albumin',
      text: 'Measures albumin, a protein made by the liver. It keeps fluid in the blood vessels and carries many substances.',
    },
    source: labTest('albumin-blood-test', 'Albumin Blood Test'),
  },
  {
    codes: { loinc: ['10834-0', '2336-6'] },
    en: {
      name: 'Globulin',
      text: 'Measures globulins, a group of proteins in the blood. Some are antibodies and some carry other substances.',
    },
    source: labTest('globulin-test', 'Globulin Test'),
  },
  {
    codes: { loinc: ['1759-0'] },
    en: {
      name: 'Ratio of albumin to globulin',
      text: 'Compares the two main groups of proteins in the blood.',
    },
    source: labTest('total-protein-and-albumin-globulin-a-g-ratio', 'Total Protein and Albumin/Globulin (A/G) Ratio'),
  },
  {
    codes: { loinc: ['1975-2'] },
    en: {
      name: 'Bilirubin, total',
      text: 'Measures bilirubin, a yellow substance made when old red blood cells are broken down. The liver clears it.',
    },
    source: labTest('bilirubin-blood-test', 'Bilirubin Blood Test'),
  },
  {
    codes: { loinc: ['1968-7'] },
    en: {
      name: 'Bilirubin, direct',
      text: 'Measures the part of the bilirubin that the liver has already prepared for leaving the body.',
    },
    source: labTest('bilirubin-blood-test', 'Bilirubin Blood Test'),
  },
  {
    codes: { loinc: ['1971-1'] },
    en: {
      name: 'Bilirubin, indirect',
      text: 'Measures the part of the bilirubin that the liver has not yet prepared for leaving the body.',
    },
    source: labTest('bilirubin-blood-test', 'Bilirubin Blood Test'),
  },
  {
    codes: { loinc: ['1742-6', '1743-4', '1744-2'] },
    en: {
      name: 'ALT (liver enzyme)',
      text: 'Measures ALT, an enzyme found mostly in the liver. It leaks into the blood when liver cells are harmed.',
    },
    source: labTest('alt-blood-test', 'ALT Blood Test'),
  },
  {
    codes: { loinc: ['1920-8'] },
    en: {
      name: 'AST (enzyme)',
      text: 'Measures AST, an enzyme found in the liver, the heart and muscles. It leaks into the blood when their cells are harmed.',
    },
    source: labTest('ast-test', 'AST Test'),
  },
  {
    codes: { loinc: ['6768-6'] },
    en: {
      name: 'Alkaline phosphatase',
      text: 'Measures an enzyme that comes mostly from the liver and the bones.',
    },
    source: labTest('alkaline-phosphatase', 'Alkaline Phosphatase'),
  },
  {
    codes: { loinc: ['2324-2'] },
    en: {
      name: 'GGT (liver enzyme)',
      text: 'Measures GGT, an enzyme found mostly in the liver and the bile ducts.',
    },
    source: labTest('gamma-glutamyl-transferase-ggt-test', 'Gamma-glutamyl Transferase (GGT) Test'),
  },
  {
    codes: { loinc: ['2532-0', '14804-9'] },
    en: {
      name: 'Lactate dehydrogenase (LDH)',
      text: 'Measures LDH, an enzyme found in almost every tissue. It gets into the blood when cells are harmed.',
    },
    source: labTest('lactate-dehydrogenase-ldh-test', 'Lactate Dehydrogenase (LDH) Test'),
  },
  {
    codes: { loinc: ['3040-3'] },
    en: {
      name: 'Lipase',
      text: 'Measures lipase, an enzyme from the pancreas that helps to digest fats.',
    },
    source: labTest('lipase-tests', 'Lipase Tests'),
  },
  {
    codes: { loinc: ['1798-8'] },
    en: {
      name: 'Amylase',
      text: 'Measures amylase, an enzyme from the pancreas and the salivary glands that helps to digest starch.',
    },
    source: labTest('amylase-test', 'Amylase Test'),
  },
  {
    codes: { loinc: ['57698-3', '24331-1'] },
    en: {
      name: 'Cholesterol panel',
      text: 'A group of blood tests that measures cholesterol and other fats in the blood.',
    },
    source: labTest('cholesterol-levels', 'Cholesterol Levels'),
  },
  {
    codes: { loinc: ['2093-3', '14647-2'] },
    en: {
      name: 'Cholesterol, total',
      text: 'Measures all the cholesterol in the blood. Cholesterol is a waxy, fat-like substance that the body uses to build cells.',
    },
    source: labTest('cholesterol-levels', 'Cholesterol Levels'),
  },
  {
    codes: { loinc: ['2571-8', '14927-8'] },
    en: {
      name: 'Triglycerides',
      text: 'Measures triglycerides, the most common kind of fat in the body. They store energy that is not used right away.',
    },
    source: labTest('triglycerides-test', 'Triglycerides Test'),
  },
  {
    codes: { loinc: ['2085-9', '14646-4'] },
    en: {
      name: 'HDL cholesterol',
      text: 'Measures the cholesterol carried by HDL, particles that bring cholesterol back to the liver. It is often called good cholesterol.',
    },
    source: labTest('cholesterol-levels', 'Cholesterol Levels'),
  },
  {
    codes: { loinc: ['13457-7', '18262-6', '2089-1', '22748-8'] },
    en: {
      name: 'LDL cholesterol',
      text: 'Measures the cholesterol carried by LDL, particles that can leave it in the walls of blood vessels. It is often called bad cholesterol.',
    },
    source: labTest('cholesterol-levels', 'Cholesterol Levels'),
  },
  {
    codes: { loinc: ['13458-5', '2091-7'] },
    en: {
      name: 'VLDL cholesterol',
      text: 'The cholesterol carried by VLDL, particles that mostly carry the fat called triglycerides.',
    },
    source: labTest('vldl-cholesterol', 'VLDL Cholesterol'),
  },
  {
    codes: { loinc: ['43396-1'] },
    en: {
      name: 'Non-HDL cholesterol',
      text: 'All the cholesterol in the blood except the part carried by HDL.',
    },
    source: labTest('cholesterol-levels', 'Cholesterol Levels'),
  },
  {
    codes: { loinc: ['9830-1'] },
    en: {
      name: 'Ratio of total to HDL cholesterol',
      text: 'Compares all the cholesterol in the blood with the part carried by HDL.',
    },
    source: labTest('cholesterol-levels', 'Cholesterol Levels'),
  },
  {
    codes: { loinc: ['3084-1'] },
    en: {
      name: 'Uric acid',
      text: 'Measures uric acid, a waste product made when the body breaks down certain substances in food and cells.',
    },
    source: labTest('uric-acid-test', 'Uric Acid Test'),
  },
  {
    codes: { loinc: ['2524-7', '32693-4'] },
    en: {
      name: 'Lactic acid',
      text: 'Measures lactic acid, which the body makes when cells burn sugar with little oxygen.',
    },
    source: labTest('lactic-acid-test', 'Lactic Acid Test'),
  },
  {
    codes: { loinc: ['2744-1', '11558-4', '2746-6'] },
    en: {
      name: 'pH of blood',
      text: 'Shows how acidic or alkaline the blood is.',
    },
    source: labTest('arterial-blood-gas-abg-test', 'Arterial Blood Gas (ABG) Test'),
  },
  {
    codes: { loinc: ['2019-8', '11557-6'] },
    en: {
      name: 'Carbon dioxide pressure in blood',
      text: 'Shows how much carbon dioxide gas is dissolved in the blood. The lungs breathe it out.',
    },
    source: labTest('arterial-blood-gas-abg-test', 'Arterial Blood Gas (ABG) Test'),
  },
  {
    codes: { loinc: ['2703-7', '11556-8'] },
    en: {
      name: 'Oxygen pressure in blood',
      text: 'Shows how much oxygen gas is dissolved in the blood.',
    },
    source: labTest('arterial-blood-gas-abg-test', 'Arterial Blood Gas (ABG) Test'),
  },
];
