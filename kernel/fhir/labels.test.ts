import { describe, expect, it } from 'vitest';
import { codeRules } from './label-codes.ts';
import { startsOf } from './label-cue-reader.ts';
import { cues } from './label-cues.ts';
import { labelsOf } from './labels.ts';

const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const coded = (system: string, code: string): Record<string, unknown> => ({
  resourceType: 'Condition',
  code: { coding: [{ system, code }] },
});
const noted = (text: string, type = 'Observation'): Record<string, unknown> => ({
  resourceType: type,
  note: [{ text }],
});

describe('sensitivity labels', () => {
  it.each([
    [ICD10, 'B20', ['HIV']],
    [ICD10, 'Z21', ['HIV']],
    [ICD10, 'F10.20', ['ETH']],
    [ICD10, 'F1120', ['ETH']],
    [ICD10, 'F33.1', ['PSY']],
    [ICD10, 'F64.0', ['PSY', 'SEX']],
    [ICD10, 'A54.00', ['SEX']],
    [ICD10, 'O80', ['SEX']],
    [ICD10, 'T74.21XA', ['SDV']],
    [ICD10, 'E84.9', ['GDIS']],
    ['http://hl7.org/fhir/sid/icd-9-cm', '042', ['HIV']],
    ['http://www.whocc.no/atc', 'N06AB03', ['PSY']],
    ['http://loinc.org', '7917-8', ['HIV']],
    ['http://loinc.org', '44261-6', ['PSY']],
    ['urn:oid:2.16.840.1.113883.6.96', '5602001', ['ETH']],
    ['http://www.nlm.nih.gov/research/umls/rxnorm', '352364', ['ETH']],
  ])('%s %s', (system, code, expected) => {
    expect(labelsOf(coded(system, code))).toEqual(expected);
  });

  it.each([
    [ICD10, 'F17.210'],
    [ICD10, 'I10'],
    [ICD10, 'E11.9'],
    ['http://loinc.org', '29463-7'],
    ['http://loinc.org', '44261'],
    ['http://example.org', 'B20'],
  ])('%s %s has none', (system, code) => {
    expect(labelsOf(coded(system, code))).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['Patient is HIV positive', ['HIV']],
    ['hiv-1 rna 40 copies', ['HIV']],
    ['history of AIDS', ['HIV']],
    ['Dolutegravir 50 MG Oral Tablet', ['HIV']],
    ['Denies alcohol abuse.', ['ETH']],
    ['Opioid use disorder, on buprenorphine', ['ETH']],
    ['alcoholic hepatitis', ['ETH']],
    ['Major depression, recurrent', ['PSY']],
    ['seen by PSYCHIATRY', ['PSY']],
    ['Sertraline 50 MG Oral Tablet', ['PSY']],
    ['suicidal ideation', ['PSY']],
    ['G2P1, pregnant', ['SEX']],
    ['Chlamydia trachomatis DNA', ['SEX']],
    ['levonorgestrel 52 MG Intrauterine System', ['SEX']],
    ['victim of intimate partner violence', ['SDV']],
    ['screened for domestic abuse', ['SDV']],
    ['BRCA1 pathogenic variant', ['GDIS']],
    ['carrier of cystic fibrosis', ['GDIS']],
    ["Huntington's disease", ['GDIS']],
    ['alcohol use and depression', ['ETH', 'PSY']],
  ])('words: %s', (text, expected) => {
    expect(labelsOf(noted(text))).toEqual(expected);
  });

  it.each([
    'hives after penicillin',
    'wears hearing aids',
    '2 mm ST depression in V4',
    'respiratory depression after surgery',
    'non-alcoholic steatohepatitis',
    'cleaned with isopropyl alcohol',
    'Warning. Avoid alcoholic drink',
    'Fentanyl 50 MCG/ML Injection',
    'general anesthesia, generic name',
    'mandible, manual',
    'Body weight',
  ])('words that only look like it: %s', (text) => {
    expect(labelsOf(noted(text))).toEqual([]);
  });

  it('takes over what the sender labelled, narrower policies included', () => {
    const security = (
      code: string,
      system = 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
    ): Record<string, unknown> => ({
      resourceType: 'Patient',
      meta: {
        security: [
          { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' },
          { system, code },
        ],
      },
    });
    expect(labelsOf(security('HIV'))).toEqual(['HIV']);
    expect(labelsOf(security('OPIOIDUD'))).toEqual(['ETH']);
    expect(labelsOf(security('STD', 'http://hl7.org/fhir/v3/ActCode'))).toEqual(['SEX']);
    expect(labelsOf(security('SCA'))).toEqual(['GDIS']);
    expect(labelsOf(security('HIV', 'http://example.org'))).toEqual([]);
    expect(
      labelsOf({
        resourceType: 'DocumentReference',
        securityLabel: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }] }],
      }),
    ).toEqual(['PSY']);
  });

  it('reads notes in narrative, plain-text attachments and contained resources', () => {
    const data = Buffer.from('Assessment: schizophrenia, stable.').toString('base64');
    expect(
      labelsOf({ resourceType: 'DocumentReference', content: [{ attachment: { contentType: 'text/plain', data } }] }),
    ).toEqual(['PSY']);
    expect(
      labelsOf({
        resourceType: 'DocumentReference',
        content: [{ attachment: { contentType: 'application/pdf', data } }],
      }),
    ).toEqual([]);
    expect(
      labelsOf({ resourceType: 'Observation', text: { status: 'generated', div: '<div>HIV test</div>' } }),
    ).toEqual(['HIV']);
    expect(
      labelsOf({
        resourceType: 'MedicationRequest',
        contained: [{ resourceType: 'Medication', code: { text: 'methadone' } }],
      }),
    ).toEqual(['ETH']);
    expect(labelsOf({ resourceType: 'MolecularSequence' })).toEqual(['GDIS']);
  });

  it('does not label people by their names', () => {
    expect(
      labelsOf({
        resourceType: 'Patient',
        name: [{ text: 'Gene Mutation Down' }],
        address: [{ text: '1 Pregnancy Lane' }],
      }),
    ).toEqual([]);
    expect(
      labelsOf({
        resourceType: 'Observation',
        subject: { reference: 'Patient/hiv' },
        code: { coding: [{ system: 'x', code: 'hiv' }] },
      }),
    ).toEqual([]);
  });

  it('has cues that can be found, each by the letters it begins with', () => {
    for (const list of Object.values(cues))
      for (const source of list) expect(startsOf(source).length).toBeGreaterThan(0);
    expect(startsOf('(?:down|turner) syndrome')).toEqual(['dow', 'tur']);
    expect(() => startsOf('[abc]x')).toThrow('three letters');
  });

  it('has code lists without strays: every code looks like its system', () => {
    const forms: Record<string, RegExp> = {
      'http://loinc.org': /^\d{1,5}-\d$/,
      'http://snomed.info/sct': /^\d{6,18}$/,
      'http://www.nlm.nih.gov/research/umls/rxnorm': /^\d+$/,
    };
    for (const { systems, codes } of codeRules) {
      const form = forms[systems[0] ?? ''];
      for (const code of Object.values(codes).join(' ').split(/\s+/)) {
        if (form) expect(code).toMatch(form);
        if (systems[0] === 'http://loinc.org') expect(code).toSatisfy(hasLoincCheckDigit);
        if (systems[0] === 'http://snomed.info/sct') expect(code).toSatisfy(hasVerhoeffCheckDigit);
      }
    }
  });
});

/** LOINC codes end in a mod 10 check digit, SNOMED CT ids in a Verhoeff digit: what was mistyped shows. */
function hasLoincCheckDigit(code: string): boolean {
  const [body = '', check = ''] = code.split('-');
  const digits = [...body].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}

function hasVerhoeffCheckDigit(code: string): boolean {
  const multiply = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
  ];
  const permute = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
  ];
  const check = [...code]
    .reverse()
    .reduce((sum, digit, index) => multiply[sum]?.[permute[index % 8]?.[Number(digit)] ?? 0] ?? 0, 0);
  return check === 0;
}
