import type { SensitivityLabel } from './types.ts';

/**
 * Codes that make a fact sensitive. Where they are from:
 * - the topics: HL7 v3 ActCode, InformationSensitivityPolicy; for ETH those of SAMHSA's Consent2Share value sets (VSAC
 *   2.16.840.1.113762.1.4.1142.58), which leave tobacco out, and 42 CFR Part 2;
 * - ICD-10, ICD-10-CM, ICD-9-CM: chapters and blocks of their tabular lists; ATC: the groups of WHO;
 * - SNOMED CT, LOINC and RxNorm: concepts named in the value sets of the SHIFT task force (SLS-ValueSets), in ASU's
 *   SHARES rules, and in public FHIR examples and code, each looked up there with its display.
 * The single-concept lists are short on purpose: nobody may put a code here that they haven't looked up. What they miss
 * is found by the words that stand beside codes in real records (label-cues.ts).
 */
export interface CodeRules {
  readonly systems: readonly string[];
  /** How a code is compared: as a whole, or by what it starts with (hierarchical systems, dots left out). */
  readonly match: 'whole' | 'prefix';
  readonly codes: Readonly<Partial<Record<SensitivityLabel, string>>>;
}

const icd10: CodeRules = {
  systems: [
    'http://hl7.org/fhir/sid/icd-10-cm',
    'http://hl7.org/fhir/sid/icd-10',
    'http://hl7.org/fhir/sid/icd-10-de',
    'http://fhir.de/CodeSystem/dimdi/icd-10-gm',
    'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
    'urn:oid:2.16.840.1.113883.6.90',
    'urn:oid:2.16.840.1.113883.6.3',
  ],
  match: 'prefix',
  codes: {
    HIV: 'B20 B21 B22 B23 B24 B97.35 D89.3 O98.7 R75 Z11.4 Z20.6 Z21 Z71.7 Z83.0',
    // F17 is nicotine: not among the protected substances.
    ETH: `F10 F11 F12 F13 F14 F15 F16 F18 F19 F55 G31.2 G62.1 G72.1 I42.6 K29.2 K70 K85.2 K86.0 O99.31 O99.32 P04.3
      P04.4 P96.1 Q86.0 R78.0 R78.1 R78.2 R78.3 R78.4 R78.5 T40 T43.6 T51.0 X42 X45 X62 X65 Y90 Y91 Z50.2 Z50.3 Z71.4
      Z71.5 Z72.1 Z72.2 Z79.891 Z81.1 Z81.3 Z81.4 Z86.4`,
    // Chapter V without substance use and without the sexual disorders, which stand under SEX as well.
    PSY: `F0 F2 F3 F4 F5 F6 F7 F8 F9 G30 O90.6 O99.34 R41.81 R44 R45 T14.91 T43 X6 X7 X80 X81 X82 X83 X84 Z04.6 Z13.3
      Z13.4 Z50.4 Z81.0 Z81.8 Z86.5 Z91.4 Z91.5`,
    SEX: `A50 A51 A52 A53 A54 A55 A56 A57 A58 A59 A60 A61 A62 A63 A64 B37.3 B37.4 F52 F64 F65 F66 N34.1 N46 N48.4 N52
      N70 N71 N72 N73 N74 N94 N96 N97 N98 O Q56 R36 R37 R87.6 R87.8 Z11.3 Z11.51 Z20.2 Z22.4 Z30 Z31 Z32 Z33 Z34 Z35 Z36
      Z37 Z39 Z3A Z64.0 Z64.1 Z70 Z72.5 Z87.5 Z87.890 Z92.0 Z97.5`,
    SDV: 'O9A.3 O9A.4 O9A.5 T74 T76 Y05 Y06 Y07 Z04.4 Z04.7 Z04.81 Z61.4 Z61.5 Z61.6 Z62.81 Z69 Z91.41 Z91.42',
    GDIS: `D56 D57 D58 D61.0 D66 D67 D68.0 D68.1 D68.2 D68.51 D68.52 D80 D81 D82 D84.1 E70 E71 E72 E74 E75 E76 E77 E78.71
      E78.72 E79.1 E80 E83.0 E83.1 E84 E85.0 E85.1 E85.2 E88.01 G10 G11 G12.0 G12.1 G60.0 G71.0 G71.1 G71.2 H35.5 I42.1
      I45.81 N07 Q61 Q77 Q78 Q79.6 Q80 Q81 Q82.1 Q85 Q87 Q90 Q91 Q92 Q93 Q95 Q96 Q97 Q98 Q99 Z13.7 Z14 Z15 Z31.43 Z31.44
      Z31.5 Z84.81`,
  },
};

const icd9: CodeRules = {
  systems: ['http://hl7.org/fhir/sid/icd-9-cm', 'urn:oid:2.16.840.1.113883.6.103', 'urn:oid:2.16.840.1.113883.6.104'],
  match: 'prefix',
  codes: {
    HIV: '042 043 044 079.53 795.71 V08 V65.44',
    // 305.1 is tobacco.
    ETH: `291 292 303 304 305.0 305.2 305.3 305.4 305.5 305.6 305.7 305.8 305.9 357.5 425.5 535.3 571.0 571.1 571.2 571.3
      648.3 655.5 760.71 760.72 760.73 760.75 779.5 790.3 965.0 969.6 969.7 980.0 V11.3 V65.42 V79.1`,
    PSY: `290 293 294 295 296 297 298 299 300 301 302 306 307 308 309 310 311 312 313 314 315 316 317 318 319 331.0 648.4
      V11 V40 V62.84 V79.0 E95`,
    SEX: `054.1 078.11 09 131 302 606 607.84 614 628 629.81 63 64 65 66 67 V22 V23 V24 V25 V26 V27 V28 V61.7 V69.2 V72.4
      V74.5`,
    SDV: '995.5 995.8 E960.1 E967 V15.41 V15.42 V61.11 V61.12 V61.21 V71.5 V71.81',
    GDIS: `270 272.7 273.4 275.0 275.1 277.0 277.1 277.2 277.5 277.6 282 286.0 286.1 286.4 289.81 330 333.4 334 335.0 335.1
      356.1 359.0 359.1 756.5 758 759.5 759.82 759.83 V18.9 V26.3 V82.7 V83 V84`,
  },
};

const atc: CodeRules = {
  systems: ['http://www.whocc.no/atc', 'http://fhir.de/CodeSystem/bfarm/atc', 'urn:oid:2.16.840.1.113883.6.73'],
  match: 'prefix',
  codes: {
    // J05AF without what is given for hepatitis B alone (J05AF08, 10, 11, 12).
    HIV: 'J05AE J05AF01 J05AF02 J05AF03 J05AF04 J05AF05 J05AF06 J05AF07 J05AF09 J05AG J05AJ J05AR J05AX07 J05AX09',
    ETH: 'N07BB N07BC V03AB15',
    PSY: 'N05A N05B N06A N06B N06C N06D',
    SEX: 'G02B G03A G03G G03XB G04BE',
  },
};

const loinc: CodeRules = {
  systems: ['http://loinc.org', 'urn:oid:2.16.840.1.113883.6.1'],
  match: 'whole',
  codes: {
    // HIV antibody, antigen and RNA tests.
    HIV: '7917-8 7918-6 20447-9 25835-0 29893-5 56888-1 68961-2 75622-1 89365-1',
    // History of use, AUDIT-C, drinks a day.
    ETH: '11331-6 74013-4 75624-7 75626-2 68518-0 68519-8 68520-6',
    // PHQ-9 and its items, PHQ-2, GAD-7, MMSE.
    PSY: `44249-1 44250-9 44251-7 44252-5 44253-3 44254-1 44255-8 44258-2 44259-0 44260-8 44261-6 69722-7 55758-7 69737-5
      70274-6 89204-2 72106-8`,
    // Pregnancy tests and status, sexual orientation, gender identity, RPR, chlamydia, gonorrhoea.
    SEX: '2118-8 82810-3 76690-7 76691-5 20507-0 5292-8 42931-6 43304-5 43305-2 60256-5 70161-5',
    // HARK (humiliation, afraid, rape, kick): two of its questions, and its score.
    SDV: '76500-8 76501-6 76504-0',
    GDIS: '51967-8 51968-6 53037-8 48018-6 55233-1 59041-4 69548-6 81247-9',
  },
};

const snomed: CodeRules = {
  systems: ['http://snomed.info/sct', 'urn:oid:2.16.840.1.113883.6.96'],
  match: 'whole',
  codes: {
    HIV: '86406008 62479008 165816005 165815009 278977008 31676001',
    ETH: `7200002 15167005 160573003 24165007 10939881000119105 763302001 428211000124100 713106006 5602001
      145121000119106 1149222004 56876005 60112009 61480009 266707007 6525002 425741009 724713006`,
    PSY: `35489007 370143000 36923009 40379007 87512008 310496002 47505003 1376001 192127007 225444004 394587001 394913002
      171207006 454711000124102 715252007 710841007 720433000 228557008 80583007 86849004 287185009 287182007 90407005
      183401008 88848003 44301001 372767007 26929004 444175001`,
    SEX: `72892002 47200007 424441002 424619006 252160004 134435003 169762003 19169002 85116003 156073000 35999006 79586000
      398254007 198992004 161744009 10383002 714812005 386394001 169553002 301807007 46706006 65200003 310861008 165829005
      269828009 275833003`,
    SDV: '706893006 866148006',
    GDIS: '190905008 67799006 86964003 444260001 230265002 443529005 267253006',
  },
};

const rxnorm: CodeRules = {
  systems: ['http://www.nlm.nih.gov/research/umls/rxnorm', 'urn:oid:2.16.840.1.113883.6.88'],
  match: 'whole',
  codes: {
    ETH: '1819 352364 1010603 1010606',
    PSY: '313989 261287 315952 608139 1091392',
    SEX: '389221',
  },
};

export const codeRules: readonly CodeRules[] = [icd10, icd9, atc, loinc, snomed, rxnorm];

/**
 * HL7 v3 ActCode sensitivity policies and the label they fall under (InformationSensitivityPolicy of R4's v3-ActCode).
 */
export const actCodes: Readonly<Record<string, SensitivityLabel>> = {
  HIV: 'HIV',
  ETH: 'ETH',
  SUD: 'ETH',
  ETHUD: 'ETH',
  OPIOIDUD: 'ETH',
  PSY: 'PSY',
  PSYTHPN: 'PSY',
  BH: 'PSY',
  MH: 'PSY',
  COGN: 'PSY',
  DVD: 'PSY',
  EMOTDIS: 'PSY',
  SEX: 'SEX',
  STD: 'SEX',
  GENDER: 'SEX',
  SDV: 'SDV',
  MST: 'SDV',
  VIO: 'SDV',
  GDIS: 'GDIS',
  SCA: 'GDIS',
  SICKLE: 'GDIS',
};

export const actCodeSystems: ReadonlySet<string> = new Set([
  'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  'http://hl7.org/fhir/v3/ActCode',
  'urn:oid:2.16.840.1.113883.5.4',
]);
