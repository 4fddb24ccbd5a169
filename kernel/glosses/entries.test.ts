import { describe, expect, it } from 'vitest';
import type { Entry } from './entry.ts';
import { table } from './table.ts';

const codesOf = (system: keyof Entry['codes']): readonly string[] =>
  table.flatMap((entry) => entry.codes[system] ?? []);

/** LOINC Users' Guide, "LOINC check digit": Mod 10, every second digit doubled, from the right. */
function loincCheckDigit(number: string): number {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

const times = (one: number, other: number): number => {
  if (one < 5) return other < 5 ? (one + other) % 5 : ((one + other) % 5) + 5;
  return other < 5 ? ((one - other + 5) % 5) + 5 : (one - other + 5) % 5;
};

const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** SNOMED CT Editorial Guide, SCTID check digit: Verhoeff, the dihedral group of ten; zero when it holds. */
function verhoeff(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, place) => {
    let value = Number(digit);
    for (let turn = 0; turn < place % 8; turn += 1) value = PERMUTATION[value] as number;
    return times(sum, value);
  }, 0);
}

describe('the codes', () => {
  it('stand for one gloss each', () => {
    const all = table.flatMap((entry) =>
      Object.entries(entry.codes).flatMap(([system, codes]) => codes.map((code) => `${system} ${code}`)),
    );
    expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
    expect(table.filter((entry) => Object.values(entry.codes).flat().length === 0)).toEqual([]);
  });

  it('of LOINC carry their check digit', () => {
    const wrong = codesOf('loinc').filter((code) => {
      const [, number, digit] = /^(\d{1,7})-(\d)$/.exec(code) ?? [];
      return number === undefined || loincCheckDigit(number) !== Number(digit);
    });
    expect(wrong).toEqual([]);
    expect(loincCheckDigit('718')).toBe(7);
    expect(loincCheckDigit('717')).not.toBe(7);
  });

  it('of SNOMED CT are concept ids with their check digit', () => {
    const wrong = codesOf('snomed').filter(
      // The two digits before the last say that it is a concept, of the core (00) or of an extension (10).
      (code) => !/^[1-9]\d{3,15}[01]0\d$/.test(code) || verhoeff(code) !== 0,
    );
    expect(wrong).toEqual([]);
    expect(verhoeff('38341003')).toBe(0);
    expect(verhoeff('38314003')).not.toBe(0);
  });

  it('of ICD-10-CM and CVX have the form of their list', () => {
    expect(codesOf('icd10cm').filter((code) => !/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/.test(code))).toEqual([]);
    expect(codesOf('cvx').filter((code) => !/^(0[1-9]|[1-9]\d{1,2})$/.test(code))).toEqual([]);
  });
});

/** What would be advice, a verdict on the person, or a promise. A gloss explains a code and nothing else. */
const FORBIDDEN =
  /\b(should|must|ought|need to|normal\w*|abnormal\w*|consult|treat\w*|recommend\w*|advi[cs]e\w*|diagnos\w+|doctor|you|your|avoid|cure\w*|healthy|dangerous|worr(?:y|ied) about (?:it|this))\b/i;

describe.each(['en'] as const)('the words in %s', (language) => {
  const words = table.map((entry) => entry[language]);

  it('keep to their length: a short name, one or two sentences', () => {
    expect(words.filter(({ name }) => name.length < 2 || name.length > 60)).toEqual([]);
    expect(words.filter(({ text }) => text.length < 15 || text.length > 240)).toEqual([]);
    const sentences = (text: string) => text.replaceAll('E. coli', 'E coli').split(/[.](?:\s|$)/).length - 1;
    expect(words.filter(({ text }) => !text.endsWith('.') || sentences(text) > 2)).toEqual([]);
  });

  it('never advise, judge or diagnose', () => {
    expect(words.filter(({ name, text }) => FORBIDDEN.test(`${name} ${text}`))).toEqual([]);
    expect('You should see a doctor.').toMatch(FORBIDDEN);
  });

  it('never say which values are usual: a number with a unit is a range in the making', () => {
    expect(words.filter(({ text }) => /\d\s?(%|mg|g\/|mmol|mm ?Hg|beats|°)/i.test(text))).toEqual([]);
  });

  it('are easy words: the table as a whole reads at grade 8 or below', () => {
    expect(grade(words.map(({ text }) => text))).toBeLessThan(8);
  });

  it('tell the glosses apart', () => {
    const names = words.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

/** Flesch-Kincaid grade level; syllables by groups of vowels, which is near enough for a mean. */
function grade(texts: readonly string[]): number {
  const all = texts.flatMap((text) => text.match(/[A-Za-z0-9'-]+/g) ?? []);
  const sentences = texts.flatMap((text) => text.match(/[.](?:\s|$)/g) ?? []).length;
  const syllables = all.reduce((sum, word) => {
    const groups =
      word
        .toLowerCase()
        .replace(/e$/, '')
        .match(/[aeiouy]+/g)?.length ?? 0;
    return sum + Math.max(1, groups);
  }, 0);
  return 0.39 * (all.length / sentences) + 11.8 * (syllables / all.length) - 15.59;
}

describe('the sources', () => {
  const HOSTS = ['medlineplus.gov', 'www.cdc.gov', 'www.cancer.gov', 'loinc.org'];

  it('are named for every entry, with the address of a public page', () => {
    const wrong = table.filter(({ source }) => {
      const address = new URL(source.address);
      return source.name.length < 5 || address.protocol !== 'https:' || !HOSTS.includes(address.hostname);
    });
    expect(wrong).toEqual([]);
  });

  it('that are a LOINC term are the term of their entry', () => {
    const terms = table.filter(({ source }) => source.name.startsWith('LOINC '));
    expect(terms.length).toBeGreaterThan(0);
    for (const { codes, source } of terms) expect(codes.loinc).toContain(source.name.replace('LOINC ', ''));
  });
});
