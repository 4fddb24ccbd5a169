import type { Entry } from '../entry.ts';
import { labTest, topic } from '../sources.ts';

/** Hormones, vitamins, inflammation, immune system and heart markers. */
export const labsHormones: readonly Entry[] = [
  {
    codes: { loinc: ['3016-3', '11580-8'] },
    en: {
      name: 'TSH',
      text: "Measures TSH, a hormone from the brain's pituitary gland that tells the thyroid how much hormone to make.",
    },
    source: labTest('tsh-thyroid-stimulating-hormone-test', 'TSH (Thyroid-stimulating hormone) Test'),
  },
  {
    codes: { loinc: ['3024-7'] },
    en: {
      name: 'Free T4 (thyroid hormone)',
      text: 'Measures the part of the thyroid hormone T4 that is not bound to proteins and can enter cells.',
    },
    source: labTest('thyroxine-t4-test', 'Thyroxine (T4) Test'),
  },
  {
    codes: { loinc: ['3026-2'] },
    en: {
      name: 'T4 (thyroid hormone)',
      text: 'Measures T4, the main hormone made by the thyroid. It helps to set how fast the body uses energy.',
    },
    source: labTest('thyroxine-t4-test', 'Thyroxine (T4) Test'),
  },
  {
    codes: { loinc: ['3051-0'] },
    en: {
      name: 'Free T3 (thyroid hormone)',
      text: 'Measures the part of the thyroid hormone T3 that is not bound to proteins.',
    },
    source: labTest('triiodothyronine-t3-tests', 'Triiodothyronine (T3) Tests'),
  },
  {
    codes: { loinc: ['3053-6'] },
    en: {
      name: 'T3 (thyroid hormone)',
      text: "Measures T3, a strong form of thyroid hormone. Most of it is made from T4 in the body's tissues.",
    },
    source: labTest('triiodothyronine-t3-tests', 'Triiodothyronine (T3) Tests'),
  },
  {
    codes: { loinc: ['8099-4'] },
    en: {
      name: 'Thyroid peroxidase antibodies',
      text: 'Looks for antibodies that the body has made against an enzyme of its own thyroid.',
    },
    source: labTest('thyroid-antibodies', 'Thyroid Antibodies'),
  },
  {
    codes: { loinc: ['2143-6'] },
    en: {
      name: 'Cortisol',
      text: 'Measures cortisol, a hormone of the adrenal glands that takes part in stress, blood sugar and blood pressure.',
    },
    source: labTest('cortisol-test', 'Cortisol Test'),
  },
  {
    codes: { loinc: ['2731-8'] },
    en: {
      name: 'Parathyroid hormone',
      text: 'Measures the hormone of the parathyroid glands, four small glands in the neck that control calcium in the blood.',
    },
    source: labTest('parathyroid-hormone-pth-test', 'Parathyroid Hormone (PTH) Test'),
  },
  {
    codes: { loinc: ['20448-7'] },
    en: {
      name: 'Insulin',
      text: 'Measures insulin, the hormone of the pancreas that moves sugar from the blood into cells.',
    },
    source: labTest('insulin-in-blood', 'Insulin in Blood'),
  },
  {
    codes: { loinc: ['1986-9'] },
    en: {
      name: 'C-peptide',
      text: 'Measures C-peptide, which the pancreas makes together with insulin. It shows how much insulin the body makes by itself.',
    },
    source: labTest('c-peptide-test', 'C-Peptide Test'),
  },
  {
    codes: { loinc: ['2986-8'] },
    en: {
      name: 'Testosterone',
      text: 'Measures testosterone, a sex hormone. It is the main sex hormone in males, and females make small amounts too.',
    },
    source: labTest('testosterone-levels-test', 'Testosterone Levels Test'),
  },
  {
    codes: { loinc: ['2243-4'] },
    en: {
      name: 'Estradiol',
      text: 'Measures estradiol, the main form of the sex hormone estrogen.',
    },
    source: labTest('estrogen-levels-test', 'Estrogen Levels Test'),
  },
  {
    codes: { loinc: ['2839-9'] },
    en: {
      name: 'Progesterone',
      text: 'Measures progesterone, a hormone that gets the womb ready for pregnancy.',
    },
    source: labTest('progesterone-test', 'Progesterone Test'),
  },
  {
    codes: { loinc: ['15067-2'] },
    en: {
      name: 'FSH',
      text: 'Measures follicle-stimulating hormone, which helps to control the ovaries and the making of sperm.',
    },
    source: labTest('follicle-stimulating-hormone-fsh-levels-test', 'Follicle-Stimulating Hormone (FSH) Levels Test'),
  },
  {
    codes: { loinc: ['10501-5'] },
    en: {
      name: 'LH',
      text: 'Measures luteinizing hormone, which helps to control the ovaries and the making of testosterone.',
    },
    source: labTest('luteinizing-hormone-lh-levels-test', 'Luteinizing Hormone (LH) Levels Test'),
  },
  {
    codes: { loinc: ['2842-3'] },
    en: {
      name: 'Prolactin',
      text: 'Measures prolactin, a hormone that makes the breasts produce milk after childbirth.',
    },
    source: labTest('prolactin-levels', 'Prolactin Levels'),
  },
  {
    codes: { loinc: ['19080-1', '21198-7'] },
    en: {
      name: 'Pregnancy hormone (hCG) in blood',
      text: 'Measures hCG, a hormone that the body makes during pregnancy.',
    },
    source: labTest('pregnancy-test', 'Pregnancy Test'),
  },
  {
    codes: { loinc: ['2132-9'] },
    en: {
      name: 'Vitamin B12',
      text: 'Measures vitamin B12, which the body needs to make red blood cells and to keep nerves working.',
    },
    source: labTest('vitamin-b-test', 'Vitamin B Test'),
  },
  {
    codes: { loinc: ['2284-8'] },
    en: {
      name: 'Folate',
      text: 'Measures folate, a B vitamin that the body needs to make new cells.',
    },
    source: labTest('vitamin-b-test', 'Vitamin B Test'),
  },
  {
    codes: { loinc: ['62292-8', '1989-3'] },
    en: {
      name: 'Vitamin D',
      text: 'Measures the main form of vitamin D in the blood. Vitamin D helps the body to take up calcium for the bones.',
    },
    source: labTest('vitamin-d-test', 'Vitamin D Test'),
  },
  {
    codes: { loinc: ['1988-5'] },
    en: {
      name: 'C-reactive protein (CRP)',
      text: 'Measures a protein that the liver makes more of when there is inflammation in the body.',
    },
    source: labTest('c-reactive-protein-crp-test', 'C-Reactive Protein (CRP) Test'),
  },
  {
    codes: { loinc: ['30522-7'] },
    en: {
      name: 'C-reactive protein, high sensitivity',
      text: 'Measures very small amounts of C-reactive protein, a protein the liver makes when there is inflammation.',
    },
    source: labTest('c-reactive-protein-crp-test', 'C-Reactive Protein (CRP) Test'),
  },
  {
    codes: { loinc: ['11572-5'] },
    en: {
      name: 'Rheumatoid factor',
      text: "Measures rheumatoid factor, proteins of the immune system that can attack the body's own tissue.",
    },
    source: labTest('rheumatoid-factor-rf-test', 'Rheumatoid Factor (RF) Test'),
  },
  {
    codes: { loinc: ['8061-4', '5048-4'] },
    en: {
      name: 'Antinuclear antibodies (ANA)',
      text: 'Looks for antibodies that the body has made against parts of its own cells.',
    },
    source: labTest('ana-antinuclear-antibody-test', 'ANA (Antinuclear Antibody) Test'),
  },
  {
    codes: { loinc: ['31017-7'] },
    en: {
      name: 'Transglutaminase antibodies (celiac test)',
      text: 'Looks for antibodies that are linked to celiac disease, in which gluten in food harms the gut.',
    },
    source: topic('celiacdisease', 'Celiac Disease'),
  },
  {
    codes: { loinc: ['6598-7', '67151-1', '10839-9', '89579-7'] },
    en: {
      name: 'Troponin',
      text: 'Measures troponin, a protein of the heart muscle. It gets into the blood when heart muscle is harmed.',
    },
    source: labTest('troponin-test', 'Troponin Test'),
  },
  {
    codes: { loinc: ['30934-4', '42637-9'] },
    en: {
      name: 'BNP',
      text: 'Measures BNP, a substance that the heart gives off when it has to pump hard.',
    },
    source: labTest('natriuretic-peptide-tests-bnp-nt-probnp', 'Natriuretic Peptide Tests (BNP, NT-proBNP)'),
  },
  {
    codes: { loinc: ['33762-6'] },
    en: {
      name: 'NT-proBNP',
      text: 'Measures NT-proBNP, a substance that the heart gives off when it has to pump hard.',
    },
    source: labTest('natriuretic-peptide-tests-bnp-nt-probnp', 'Natriuretic Peptide Tests (BNP, NT-proBNP)'),
  },
  {
    codes: { loinc: ['2157-6'] },
    en: {
      name: 'Creatine kinase (CK)',
      text: 'Measures creatine kinase, an enzyme of the muscles, the heart and the brain. It leaks into the blood when muscle is harmed.',
    },
    source: labTest('creatine-kinase', 'Creatine Kinase'),
  },
  {
    codes: { loinc: ['13969-1'] },
    en: {
      name: 'Creatine kinase MB',
      text: 'Measures the form of creatine kinase that is found mostly in the heart muscle.',
    },
    source: labTest('creatine-kinase', 'Creatine Kinase'),
  },
  {
    codes: { loinc: ['2857-1'] },
    en: {
      name: 'PSA',
      text: 'Measures prostate-specific antigen, a protein made by the prostate gland.',
    },
    source: labTest('prostate-specific-antigen-psa-test', 'Prostate-Specific Antigen (PSA) Test'),
  },
];
