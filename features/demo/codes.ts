/** Codes that are shown in the household, each with the display of its code system. */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

const loinc = (code: string, display: string): Coding => ({ system: 'http://loinc.org', code, display });
const snomed = (code: string, display: string): Coding => ({ system: 'http://snomed.info/sct', code, display });
const rxnorm = (code: string, display: string): Coding => ({
  system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  code,
  display,
});
const cvx = (code: string, display: string): Coding => ({ system: 'http://hl7.org/fhir/sid/cvx', code, display });
const hl7 = (system: string, code: string): Omit<Coding, 'display'> => ({
  system: `http://terminology.hl7.org/CodeSystem/${system}`,
  code,
});

/** A code of HL7's own code systems, without a display. */
export const hl7Concept = (system: string, code: string) => ({ coding: [hl7(system, code)] });
export const concept = (coding: Coding, text = coding.display) => ({ coding: [coding], text });
export const encounterClass = (code: 'AMB' | 'EMER' | 'IMP') => hl7('v3-ActCode', code);

/** What is measured: name, unit (UCUM, as it is printed too), usual range, digits after the point. */
export interface Analyte {
  readonly coding: Coding;
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
  readonly decimals: number;
}

const analyte = (coding: Coding, unit: string, decimals: number, low?: number, high?: number): Analyte => ({
  coding,
  unit,
  decimals,
  ...(low === undefined ? {} : { low }),
  ...(high === undefined ? {} : { high }),
});

export const analytes = {
  a1c: analyte(loinc('4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood'), '%', 1, 4, 5.6),
  glucose: analyte(loinc('2345-7', 'Glucose [Mass/volume] in Serum or Plasma'), 'mg/dL', 0, 70, 99),
  sodium: analyte(loinc('2951-2', 'Sodium [Moles/volume] in Serum or Plasma'), 'mmol/L', 0, 135, 145),
  potassium: analyte(loinc('2823-3', 'Potassium [Moles/volume] in Serum or Plasma'), 'mmol/L', 1, 3.5, 5.1),
  creatinine: analyte(loinc('2160-0', 'Creatinine [Mass/volume] in Serum or Plasma'), 'mg/dL', 2, 0.5, 1.1),
  urea: analyte(loinc('3094-0', 'Urea nitrogen [Mass/volume] in Serum or Plasma'), 'mg/dL', 0, 7, 20),
  cholesterol: analyte(loinc('2093-3', 'Cholesterol [Mass/volume] in Serum or Plasma'), 'mg/dL', 0, undefined, 200),
  triglyceride: analyte(loinc('2571-8', 'Triglyceride [Mass/volume] in Serum or Plasma'), 'mg/dL', 0, undefined, 150),
  hdl: analyte(loinc('2085-9', 'Cholesterol in HDL [Mass/volume] in Serum or Plasma'), 'mg/dL', 0, 40),
  ldl: analyte(
    loinc('13457-7', 'Cholesterol in LDL [Mass/volume] in Serum or Plasma by calculation'),
    'mg/dL',
    0,
    undefined,
    130,
  ),
  hemoglobin: analyte(loinc('718-7', 'Hemoglobin [Mass/volume] in Blood'), 'g/dL', 1, 12, 15.5),
  leukocytes: analyte(loinc('6690-2', 'Leukocytes [#/volume] in Blood by Automated count'), '10*3/uL', 1, 4.5, 11),
  platelets: analyte(loinc('777-3', 'Platelets [#/volume] in Blood by Automated count'), '10*3/uL', 0, 150, 400),
  tsh: analyte(loinc('3016-3', 'Thyrotropin [Units/volume] in Serum or Plasma'), 'm[IU]/L', 2, 0.4, 4),
  inr: analyte(loinc('6301-6', 'INR in Platelet poor plasma by Coagulation assay'), '{INR}', 1, 2, 3),
  albuminRatio: analyte(loinc('14959-1', 'Microalbumin/Creatinine [Mass Ratio] in Urine'), 'mg/g', 0, undefined, 30),
  /** The same in other units: what a chart has to tell apart or convert. */
  glucoseMoles: analyte(loinc('14749-6', 'Glucose [Moles/volume] in Serum or Plasma'), 'mmol/L', 1, 3.9, 5.5),
  creatinineMoles: analyte(loinc('14682-9', 'Creatinine [Moles/volume] in Serum or Plasma'), 'umol/L', 0, 45, 90),
  a1cIfcc: analyte(
    loinc('59261-8', 'Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol'),
    'mmol/mol',
    0,
    20,
    38,
  ),
  heartRate: analyte(loinc('8867-4', 'Heart rate'), '/min', 0),
  weight: analyte(loinc('29463-7', 'Body weight'), 'kg', 1),
  height: analyte(loinc('8302-2', 'Body height'), 'cm', 1),
  temperature: analyte(loinc('8310-5', 'Body temperature'), 'Cel', 1),
  oxygen: analyte(loinc('59408-5', 'Oxygen saturation in Arterial blood by Pulse oximetry'), '%', 0),
  systolic: analyte(loinc('8480-6', 'Systolic blood pressure'), 'mm[Hg]', 0),
  diastolic: analyte(loinc('8462-4', 'Diastolic blood pressure'), 'mm[Hg]', 0),
} as const;

export const panels = {
  metabolic: {
    coding: loinc('24320-4', 'Basic metabolic 1998 panel - Serum or Plasma'),
    of: [analytes.sodium, analytes.potassium, analytes.creatinine, analytes.urea, analytes.glucose],
  },
  lipid: {
    coding: loinc('24331-1', 'Lipid 1996 panel - Serum or Plasma'),
    of: [analytes.cholesterol, analytes.triglyceride, analytes.hdl, analytes.ldl],
  },
  count: {
    coding: loinc('58410-2', 'CBC panel - Blood by Automated count'),
    of: [analytes.hemoglobin, analytes.leukocytes, analytes.platelets],
  },
} as const;

export const others = {
  sensorGlucose: loinc('99504-3', 'Glucose [Mass/volume] in Interstitial fluid'),
  bloodPressure: loinc('85354-9', 'Blood pressure panel with all children optional'),
  smoking: loinc('72166-2', 'Tobacco smoking status'),
  crp: loinc('1988-5', 'C reactive protein [Mass/volume] in Serum or Plasma'),
  phq9: loinc('44261-6', 'Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]'),
  neverSmoked: snomed('266919005', 'Never smoked tobacco'),
  exSmoker: snomed('8517006', 'Ex-smoker'),
  hives: snomed('247472004', 'Wheal'),
  anaphylaxis: snomed('39579001', 'Anaphylaxis'),
} as const;

export const documents = {
  progress: loinc('11506-3', 'Progress note'),
  consult: loinc('11488-4', 'Consult note'),
  discharge: loinc('18842-5', 'Discharge summary'),
  referral: loinc('57133-1', 'Referral note'),
  imaging: loinc('18748-4', 'Diagnostic imaging study'),
} as const;

export const problems = {
  type1: snomed('46635009', 'Diabetes mellitus type 1'),
  type2: snomed('44054006', 'Diabetes mellitus type 2'),
  hypertension: snomed('38341003', 'Hypertensive disorder'),
  hyperlipidemia: snomed('55822004', 'Hyperlipidemia'),
  fibrillation: snomed('49436004', 'Atrial fibrillation'),
  heartFailure: snomed('84114007', 'Heart failure'),
  hypothyroidism: snomed('40930008', 'Hypothyroidism'),
  osteoporosis: snomed('64859006', 'Osteoporosis'),
  arthrosis: snomed('396275006', 'Osteoarthritis'),
  asthma: snomed('195967001', 'Asthma'),
  depression: snomed('35489007', 'Depressive disorder'),
  bronchitis: snomed('10509002', 'Acute bronchitis'),
  otitis: snomed('65363002', 'Otitis media'),
} as const;

export const allergies = {
  penicillin: snomed('91936005', 'Allergy to penicillin'),
  peanut: snomed('91935009', 'Allergy to peanut'),
  none: snomed('716186003', 'No known allergy'),
} as const;

export const procedures = {
  appendectomy: snomed('80146002', 'Appendectomy'),
  colonoscopy: snomed('73761001', 'Colonoscopy'),
  cataract: snomed('54885007', 'Extraction of cataract'),
  hip: snomed('52734007', 'Total replacement of hip'),
  chestXray: snomed('399208008', 'Plain X-ray of chest'),
} as const;

/** Ingredients: the strength stands in the text, as hospitals write it. */
export const medicines = {
  metformin: rxnorm('6809', 'metformin'),
  lisinopril: rxnorm('29046', 'lisinopril'),
  ramipril: rxnorm('35296', 'ramipril'),
  amlodipine: rxnorm('17767', 'amlodipine'),
  atorvastatin: rxnorm('83367', 'atorvastatin'),
  simvastatin: rxnorm('36567', 'simvastatin'),
  warfarin: rxnorm('11289', 'warfarin'),
  apixaban: rxnorm('1364430', 'apixaban'),
  furosemide: rxnorm('4603', 'furosemide'),
  levothyroxine: rxnorm('10582', 'levothyroxine'),
  omeprazole: rxnorm('7646', 'omeprazole'),
  metoprolol: rxnorm('6918', 'metoprolol'),
  digoxin: rxnorm('3407', 'digoxin'),
  vitaminD: rxnorm('2418', 'cholecalciferol'),
  acetaminophen: rxnorm('161', 'acetaminophen'),
  ibuprofen: rxnorm('5640', 'ibuprofen'),
  albuterol: rxnorm('435', 'albuterol'),
  amoxicillin: rxnorm('723', 'amoxicillin'),
  sertraline: rxnorm('36437', 'sertraline'),
  glargine: rxnorm('274783', 'insulin glargine'),
  lispro: rxnorm('86009', 'insulin lispro'),
} as const;

export const vaccines = {
  hepB: cvx('08', 'Hep B, adolescent or pediatric'),
  dtap: cvx('20', 'DTaP'),
  ipv: cvx('10', 'IPV'),
  mmr: cvx('03', 'MMR'),
  varicella: cvx('21', 'varicella'),
  influenza: cvx('140', 'Influenza, seasonal, injectable, preservative free'),
  tdap: cvx('115', 'Tdap'),
  pneumococcal: cvx('33', 'pneumococcal polysaccharide PPV23'),
  zoster: cvx('187', 'zoster recombinant'),
} as const;
