import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packed, readPdf } from '../../../tests/support/pdf-text.ts';
import type { PrintJob } from './job.ts';
import { makePage } from './make-page.ts';
import { makePrint } from './make-print.ts';
import { PAPERS } from './sheet/papers.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';

type Choices = Partial<PrintJob['choices']>;
const NOW = Date.UTC(2026, 10, 23, 23, 30);

let number = 0;
const fact = (type: string, more: object, about: { id?: string; labels?: string[]; corrected?: boolean } = {}) => ({
  id: about.id ?? `00000000-0000-7000-8000-${String(++number).padStart(12, '0')}`,
  type,
  version: 1,
  labels: about.labels ?? [],
  corrected: about.corrected ?? false,
  bytes: Buffer.from(JSON.stringify({ resourceType: type, status: 'active', ...more })),
});
const medicine = (text: string, more: object = {}) =>
  fact('MedicationStatement', { medicationCodeableConcept: { text }, ...more });
const allergy = (text: string) =>
  fact('AllergyIntolerance', { clinicalStatus: { coding: [{ code: 'active' }] }, code: { text }, criticality: 'high' });
const problem = (text: string, about = {}) =>
  fact('Condition', { clinicalStatus: { coding: [{ code: 'active' }] }, code: { text } }, about); // biome-ignore format: one shape
const value = (text: string, day: string, quantity: number, range: object = {}) =>
  fact('Observation', {
    status: 'final', code: { text }, category: [{ coding: [{ code: 'laboratory' }] }], effectiveDateTime: day,
    valueQuantity: { value: quantity, unit: 'mmol/L' }, referenceRange: [{ low: { value: 3, unit: 'mmol/L' }, high: { value: 5, unit: 'mmol/L' } }], ...range,
  }); // biome-ignore format: one resource

async function print(
  what: PrintJob['what'],
  facts: PrintJob['facts'],
  choices: Choices = {},
  more: Partial<PrintJob> = {},
) {
  const made = await makePrint({
    what,
    facts,
    choices: { paper: 'a4', language: 'en', zone: 'UTC', withoutSensitive: false, ...choices },
    sayings: [],
    isWhole: true,
    name: 'Quirina',
    files: [{ name: 'portal.json', receivedAt: NOW }],
    at: NOW,
    ...more,
  });
  if (made === null) throw new Error('nothing was made');
  const pdf = await readPdf(made.pdf);
  return { ...made, ...pdf, text: pdf.pages.join(' ') };
}

describe('a print', () => {
  it('is a page of names and values, in whatever script somebody is named', async () => {
    const names = ['Élodie Nguyễn', 'Владимир', '山田太郎', 'محمد'];
    const made = await makePage({
      what: 'page',
      page: {
        title: 'Consent receipt',
        about: names.join(' '),
        foot: 'Made here.',
        parts: [{ title: 'For whom', rows: names.map((text) => ({ name: 'Name', values: [{ text, isSaid: true }] })) }],
      },
      choices: { paper: 'a4', language: 'de', zone: 'Europe/Vienna' },
      at: NOW,
    });
    const { pages, isTagged, language } = await readPdf(made.pdf);
    const text = packed(pages.join(' '));
    // Chinese and Japanese are drawn as outlines, which this reader does not read: no box stands for any of it.
    for (const name of names.filter((one) => one !== '山田太郎')) expect(text).toContain(packed(name));
    expect([isTagged, language, made.outline.boxes]).toEqual([true, 'de', 0]);
  });

  it('is a tagged document with a title, a language and a table', async () => {
    const { isTagged, language, title, elements } = await print('medicines', [medicine('Zitronenfalter')], {
      language: 'de',
    });
    expect({ isTagged, language, title }).toEqual({ isTagged: true, language: 'de', title: 'Medikamente – Quirina' });
    for (const one of ['Document', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'P'])
      expect(elements.get(one), one).toBeGreaterThan(0);
  });

  it('says whose it is, when it was made in the zone of the person, and from what', async () => {
    const patient = fact('Patient', { birthDate: '1971-03-04' });
    const facts = [patient, medicine('Zitronenfalter')];
    const { text, facts: shown } = await print('medicines', facts, { zone: 'Europe/Berlin' });
    expect(text).toContain('Quirina');
    expect(text).toContain('Mar 4, 1971');
    expect(text).toContain('Nov 24, 2026, 12:30 AM GMT+1');
    expect(text).toContain('portal.json');
    expect(text).toContain('Not whole');
    expect(text).toContain('Not a medical document of a hospital');
    expect(text).toContain('Page 1 of 1');
    expect([...shown].sort()).toEqual(facts.map((one) => one.id).sort());
    const two = await print('medicines', [patient, fact('Patient', { birthDate: '1971' })]);
    expect(two.text).toContain('more than one date of birth');
  });

  it('leaves out a name that it was not given, and says that it is a part and what is too much', async () => {
    const { text } = await print('problems', [], {}, { name: null, files: null, isWhole: false });
    expect(text).toContain('Name left out');
    expect(text).toContain('part of the record that was shared');
    expect(text).toContain('more than one print can be made from');
    expect(text).toContain('That does not mean that there are none.');
  });

  it('takes both papers and every language, and every word has the same places in each', async () => {
    for (const paper of ['a4', 'letter'] as const)
      expect((await print('problems', [], { paper })).size).toEqual([...PAPERS[paper]]);
    expect((await print('problems', [], { language: 'es' })).text).toContain('Ninguna entrada en este expediente.');
    const places = (message: string) => [...new Set(message.match(/\{\w+(?=[},])/g))].sort();
    for (const other of [de, es])
      for (const [name, message] of Object.entries(en))
        expect([name, places(other[name as keyof typeof en])]).toEqual([name, places(message)]);
  });

  it('marks what is sensitive or corrected', async () => {
    const facts = [problem('Zitronenfalter', { labels: ['PSY'], corrected: true })];
    const { text } = await print('problems', facts);
    expect(text).toContain('sensitive: mental health');
    expect(text).toContain('corrected by the person');
    expect((await print('problems', [], { withoutSensitive: true })).text).toContain(
      'not printed, whether there are any or not',
    );
  });

  it('shows text of the record as text, in its own script, and nothing turns it around', async () => {
    const names = [
      '<script>alert(1)</script>', 'Żółć ΩΜΈΓΑ Кириллица Հայերեն ქართული', '__proto__', 'constructor', '{name} %s \\(', 'a'.repeat(290),
      'שלום עולם', 'ضغط الدم', 'x\u202eevil\u202cy', '\ud800broken', 'tab\there',
    ]; // biome-ignore format: one list
    const { text, outline } = await print(
      'medicines',
      names.map((one) => medicine(one)),
    );
    const all = packed(text);
    for (const one of names.slice(0, 6)) expect(all).toContain(packed(one));
    expect(text).toContain('שלום עולם');
    expect(packed(text).normalize('NFKC')).toContain('ضغطالدم');
    // The two that would turn the line are shown as boxes with their numbers, and so is what no font has.
    expect(all).toMatch(/x202Eevil202Cy/);
    expect(outline.boxes).toBe(2);
    expect(text).toContain('2 different characters have no shape');
    const boxed = await print('medicines', [medicine('\u{12000}')]);
    expect(packed(boxed.text)).toContain('12000');
    expect(boxed.outline.boxes).toBe(1);
    expect(boxed.text).toContain('the page on the screen shows it');
  });

  it('draws Chinese, Japanese and Korean, and says each to whoever listens', async () => {
    const names = ['高血压（原发性）', '漢方薬を食前に', '두통 약', '糖尿病 type 2'];
    const { outline, pdf } = await print(
      'medicines',
      names.map((one) => medicine(one)),
    );
    expect(outline.boxes).toBe(0);
    const drawn = contentOf(pdf);
    // For whoever copies or listens: big-endian, as PDF has it.
    for (const one of ['高血压', '漢方薬', '두통'])
      expect(drawn.includes(Buffer.from(one, 'utf16le').swap16().toString('latin1')), one).toBe(true);
  });

  it('keeps the summary on one page, however much there is to say below it', async () => {
    for (const length of [0, 1, 20, 60]) {
      const facts = [problem(String.fromCodePoint(...Array.from({ length }, (_, at) => 0x12000 + at)) || 'x')];
      for (const language of ['en', 'de', 'es'] as const)
        expect((await print('summary', facts, { language })).pages, `${length} ${language}`).toHaveLength(1);
    }
  });

  it('has bills with the insurance and filled-in forms with the family, and says who a bare code is', async () => {
    const cover = fact('Coverage', { payor: [{ display: 'Silverleaf' }] });
    const bill = fact('ExplanationOfBenefit', {
      insurer: { display: 'Silverleaf' }, item: [{ productOrService: { text: 'Six days' } }], total: [{ amount: { value: 12.5, currency: 'USD' } }],
    }); // biome-ignore format: one resource
    const insurance = await print('coverage', [cover, bill]);
    for (const one of ['Silverleaf', 'Bills', 'Six days', '12.5 USD']) expect(insurance.text).toContain(one);
    expect([...insurance.facts].sort()).toEqual([cover.id, bill.id].sort());
    const mother = fact('FamilyMemberHistory', { relationship: { coding: [{ code: 'MTH' }] }, name: 'Samira' });
    const form = fact('QuestionnaireResponse', {
      _questionnaire: { extension: [{ valueString: 'At home' }] }, item: [{ answer: [{ valueBoolean: true }] }],
    }); // biome-ignore format: one resource
    const { text } = await print('family', [mother, form]);
    for (const one of ['Mother, Samira', 'Forms filled in', 'At home', '1 answer']) expect(text).toContain(one);
  });

  it('goes on over pages, with its head on each, however long a cell is', async () => {
    const long = 'Zitronenfalter '.repeat(60);
    const note = fact('Condition', { code: { text: 'x' }, onsetString: 'y' });
    const { pages } = await print('medicines', [
      note, ...Array.from({ length: 120 }, (_, at) => medicine(`Medicine number ${at}.`, { dosage: [{ text: long }] })),
    ]); // biome-ignore format: one list
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) expect(page).toContain('How it is taken');
    for (let at = 0; at < 120; at++) expect(packed(pages.join(''))).toContain(`Medicinenumber${at}.`);
    const single = await print('medicines', [
      medicine('x', { dosage: Array.from({ length: 900 }, (_, at) => ({ text: `way ${at} of taking it` })) }),
    ]);
    expect(single.pages.length).toBeGreaterThan(10);
    for (let at = 0; at < 900; at++) expect(packed(single.text)).toContain(`way${at}of`);
  });

  it('names every strength where the sources differ, on the summary, too', async () => {
    const coding = [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '10582' }];
    const facts = ['88 mcg', '100 mcg'].map((one) =>
      fact('MedicationStatement', { medicationCodeableConcept: { text: `levothyroxine ${one}`, coding } }),
    );
    for (const what of ['medicines', 'summary'] as const) {
      const { text } = await print(what, facts);
      for (const one of ['levothyroxine 88 mcg', 'levothyroxine 100 mcg', 'sources differ on the strength'])
        expect(text).toContain(one);
    }
  });

  it('prints an overview of a dense series, and says of how many values', async () => {
    const facts = Array.from({ length: 5000 }, (_, at) =>
      value('Pulse', new Date(Date.UTC(2020, 0, 1) + at * 60_000).toISOString(), 60 + (at % 50)),
    );
    const { text, facts: shown } = await print('trend', facts, { entry: facts[0]?.id ?? '' });
    expect(shown.length).toBeLessThan(2_500);
    expect(text).toContain(`${shown.length.toLocaleString('en')} of 5,000 values stand here`);
    for (const one of ['60 mmol/L', '109 mmol/L']) expect(text).toContain(one);
  }, 60_000);

  it('draws one result over time with the same numbers as a table, and nothing for one that is not there', async () => {
    const facts = [value('Ferritin', '2020-01-01', 4), value('Ferritin', '2021-01-01', 6.5), value('Other', '2021', 1)];
    const { text, elements, facts: shown } = await print('trend', facts, { entry: facts[1]?.id ?? '' });
    expect(elements.get('Figure')).toBe(1);
    for (const one of ['4 mmol/L', '6.5 mmol/L', '3 – 5 mmol/L', 'Jan 1, 2020']) expect(text).toContain(one);
    expect(text).not.toContain('Other');
    expect([...shown].sort()).toEqual(
      facts
        .slice(0, 2)
        .map((one) => one.id)
        .sort(),
    );
    const nothing = makePrint({
      what: 'trend', facts, choices: { paper: 'a4', language: 'en', zone: 'UTC', withoutSensitive: false, entry: 'nothing' },
      sayings: [], isWhole: true, name: null, files: null, at: NOW,
    }); // biome-ignore format: one job
    expect(await nothing).toBeNull();
  });

  it('prints the words of a note and not its markup', async () => {
    const data = Buffer.from('<p>Zitronenfalter</p><script>evil()</script><p>in the &amp; garden</p>').toString(
      'base64',
    );
    const note = fact('DocumentReference', {
      description: 'Letter',
      content: [{ attachment: { contentType: 'text/html', title: 'letter.html', data } }],
    });
    const { text } = await print('note', [note], { entry: note.id });
    expect(text).toContain('Zitronenfalter');
    expect(text).toContain('in the & garden');
    expect(text).toContain('letter.html');
    expect(text).not.toContain('evil');
  });
});

describe('the summary', () => {
  it('has the required sections, and tells "none known" from "none recorded"', async () => {
    const none = fact('AllergyIntolerance', {
      clinicalStatus: { coding: [{ code: 'active' }] }, code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergy' }] },
    }); // biome-ignore format: one resource
    const { text, outline, pages } = await print('summary', [none]);
    expect(pages).toHaveLength(1);
    expect(text).toContain('The record says that there are none: No known allergy');
    expect(text.match(/None in this record/g)).toHaveLength(2);
    expect(outline.sections.map((one) => one.name)).toEqual(['allergies', 'medicines', 'problems']);
    expect(outline.missing).toContain('pregnancy');
    expect(text).toContain('Not in this record: Latest results');
  });

  it('keeps to one page with 2,000 medicines, says how many are left out, and names only what is on it', async () => {
    const medicines = Array.from({ length: 2000 }, (_, at) => medicine(`Medicine number ${at}.`));
    const allergies = [allergy('Bee stings'), allergy('Penicillin')];
    const facts = [...allergies, problem('Zitronenfalter'), ...medicines, value('Ferritin', '2020-01-01', 4)];
    for (const paper of ['a4', 'letter'] as const) {
      const { text, pages, outline, facts: shown } = await print('summary', facts, { paper });
      expect(pages).toHaveLength(1);
      const { shown: some = 0, count } = outline.sections.find((one) => one.name === 'medicines') ?? { count: 0 };
      expect(count).toBe(2000);
      expect(some).toBeGreaterThan(20);
      expect(text).toContain(`${some} of 2000 shown`);
      expect(text).toMatch(new RegExp(`Left out here.*Medicines: ${2000 - some}`));
      for (const one of ['Bee stings', 'Penicillin', 'Zitronenfalter', 'Ferritin']) expect(text).toContain(one);
      expect(text.match(/Medicine number \d+\./g)).toHaveLength(some);
      expect(shown).toHaveLength(some + 4);
    }
  }, 60_000);
});

/** What is drawn on all pages, as it stands in the file. */
function contentOf(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const all = bytes.toString('latin1');
  const streams = [...all.matchAll(/stream\n/g)].map(({ index }) => bytes.subarray(index + 'stream\n'.length));
  return streams.map((one) => unpacked(one)).join('\n');
}

function unpacked(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}
