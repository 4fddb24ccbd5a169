import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { type Span, said, type Text } from '../sheet/text.ts';
import { de } from './de.ts';
import { en, type WordName } from './en.ts';
import { es } from './es.ts';
import type { Language } from './languages.ts';
import { statusWords } from './statuses.ts';

const CATALOGS: Readonly<Record<Language, Readonly<Record<WordName, string>>>> = { en, de, es };

/** Our words in one language, and dates and numbers its way. */
export interface Words {
  readonly language: Language;
  t(name: WordName, values?: Readonly<Record<string, string | number>>): string;
  /** A sentence of ours around words of the record, which stay set apart. */
  around(name: WordName, values: Readonly<Record<string, Span | string | number>>): Text;
  /** A status code of FHIR as the screen says it; null when it tells nothing. */
  status(code: string | null | undefined): string | null;
  /** A date as precise as it was written, the day being that of the place where it was written. */
  date(written: string): string;
  /** The same with the time of day there, if one was written. */
  dateTime(written: string): string;
  /** A moment in the person's zone, which is named. */
  moment(at: number): string;
  number(value: number): string;
}

/** @param zone IANA name, which the caller has checked */
export function createWords(language: Language, zone: string): Words {
  const catalog = CATALOGS[language];
  const messages = Object.fromEntries(Object.entries(catalog).map(([name, text]) => [name, compileMessage(text)]));
  const i18n = setupI18n({ locale: language, messages: { [language]: messages } });
  const t: Words['t'] = (name, values) => i18n._(name, { ...values });
  const asWritten = (shape: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...shape, timeZone: 'UTC' });
  const shapes = {
    4: asWritten({ year: 'numeric' }),
    7: asWritten({ year: 'numeric', month: 'short' }),
    10: asWritten({ year: 'numeric', month: 'short', day: 'numeric' }),
  } as const;
  const moments = new Intl.DateTimeFormat(language, {
    year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'short',
  }); // biome-ignore format: one list
  const numbers = new Intl.NumberFormat(language, { maximumSignificantDigits: 6, useGrouping: false });
  const date: Words['date'] = (written) => {
    const [day = ''] = /^\d{4}(-\d\d(-\d\d)?)?/.exec(written) ?? [];
    const shape = shapes[day.length as keyof typeof shapes];
    const at = Date.parse(day.length === 4 ? `${day}-01-01` : day.length === 7 ? `${day}-01` : day);
    return shape === undefined || Number.isNaN(at) ? written : shape.format(at);
  };
  return {
    language,
    t,
    status: (code) => statusWords(code, language),
    date,
    dateTime: (written) => [date(written), /T(\d\d:\d\d)/.exec(written)?.[1]].filter(Boolean).join(', '),
    around(name, values) {
      const places = Object.entries(values).map(([key, value], at) => ({
        key,
        value,
        mark: String.fromCharCode(0xe000 + at),
      }));
      const marked = Object.fromEntries(
        places.map(({ key, value, mark }) => [key, typeof value === 'object' ? mark : value]),
      );
      return t(name, marked)
        .split(/([\ue000-\ue0ff])/)
        .filter((part) => part !== '')
        .map((part) => {
          const found = places.find((one) => one.mark === part)?.value;
          return typeof found === 'object' ? found : part;
        });
    },
    moment: (at) => moments.format(at),
    number: (value) => numbers.format(value),
  };
}

export const saidOr = (words: string | null, other: string): Span =>
  words === null ? { text: other, isQuiet: true } : said(words);
