/** A substance that laboratories give as mass or as amount, and the units that people know it in. */
export interface Substance {
  /** LOINC codes of its concentrations, by mass and by amount of substance. */
  readonly loinc: readonly string[];
  /** g/mol. */
  readonly molarWeight: number;
  readonly units: readonly string[];
  /** Where the molar weight is from. */
  readonly source: string;
}

const pubchem = (cid: number): string => `https://pubchem.ncbi.nlm.nih.gov/compound/${cid}`;
/** Standard atomic weights (IUPAC 2021, abridged). */
const CIAAW = 'https://ciaaw.org/abridged-atomic-weights.htm';

const row = (loinc: string, molarWeight: number, units: string, source: string): Substance => ({
  loinc: loinc.split(' '),
  molarWeight,
  units: units.split(' '),
  source,
});

/**
 * Molar weights by LOINC code, because a unit does not say of what. Left out where laboratories do not agree on what a
 * mole of it is (haemoglobin), and where the charge counts (equivalents).
 */
export const substances: readonly Substance[] = [
  // Glucose.
  row('2345-7 2339-0 1558-6 41653-7 2340-8 74774-1 99504-3 14749-6 15074-8 14771-0 105272-9', 180.156, 'mg/dL mmol/L', pubchem(5793)),
  // Cholesterol: total, HDL, LDL, not HDL.
  row('2093-3 2085-9 2089-1 13457-7 18262-6 43396-1 14647-2 14646-4 22748-8', 386.65, 'mg/dL mmol/L', pubchem(5997)),
  // Triglycerides, taken as triolein by convention.
  row('2571-8 14927-8', 885.4, 'mg/dL mmol/L', pubchem(5497163)),
  // Creatinine.
  row('2160-0 38483-4 14682-9', 113.12, 'mg/dL umol/L', pubchem(588)),
  // Urea nitrogen: two atoms of nitrogen stand for one molecule of urea.
  row('3094-0 6299-2', 28.014, 'mg/dL mmol/L', CIAAW),
  // Urea.
  row('3091-6 22664-7', 60.056, 'mg/dL mmol/L', pubchem(1176)),
  // Urate.
  row('3084-1 14933-6', 168.11, 'mg/dL umol/L', pubchem(1175)),
  // Bilirubin: total, direct.
  row('1975-2 1968-7 14631-6 14629-0', 584.7, 'mg/dL umol/L', pubchem(5280352)),
  // Calcium, magnesium, phosphate (as phosphorus), iron.
  row('17861-6 49765-1 2000-8', 40.078, 'mg/dL mmol/L', CIAAW),
  row('19123-9 2601-3', 24.305, 'mg/dL mmol/L', CIAAW),
  row('2777-1 14879-1', 30.974, 'mg/dL mmol/L', CIAAW),
  row('2498-4 14798-3', 55.845, 'ug/dL umol/L', CIAAW),
  // 25-hydroxyvitamin D.
  row('1989-3 62292-8 14635-7', 400.6, 'ng/mL nmol/L', pubchem(5283731)),
  // Vitamin B12, folate.
  row('2132-9 14685-2', 1355.4, 'pg/mL pmol/L', pubchem(5311498)),
  row('2284-8 14732-2', 441.4, 'ng/mL nmol/L', pubchem(135398658)),
  // Thyroxine: free, total; triiodothyronine: free, total.
  row('3024-7 14920-3', 776.87, 'ng/dL pmol/L', pubchem(5819)),
  row('3026-2 14921-1', 776.87, 'ug/dL nmol/L', pubchem(5819)),
  row('3051-0 14928-6', 650.97, 'pg/mL pmol/L', pubchem(5920)),
  row('3053-6 14930-2', 650.97, 'ng/dL nmol/L', pubchem(5920)),
  // Testosterone, cortisol, oestradiol, progesterone.
  row('2986-8 14913-8', 288.4, 'ng/dL nmol/L', pubchem(6013)),
  row('2143-6 14675-3', 362.5, 'ug/dL nmol/L', pubchem(5754)),
  row('2243-4 14715-7', 272.4, 'pg/mL pmol/L', pubchem(5757)),
  row('2839-9 14890-8', 314.5, 'ng/mL nmol/L', pubchem(5994)),
  // Lactate, as lactic acid.
  row('2524-7 32693-4 14118-4', 90.08, 'mg/dL mmol/L', pubchem(612)),
]; // biome-ignore format: one line each
