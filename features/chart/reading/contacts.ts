import { lineOf, listOf, nodeOf } from './elements.ts';

/** A way to reach somebody, as the record has it. */
export interface Contact {
  /** phone, fax, email, pager, url, sms, other; or whatever stands there. */
  readonly system: string | null;
  readonly value: string;
  /** home, work, temp, old, mobile. */
  readonly use: string | null;
}

export const contactsOf = (value: unknown): readonly Contact[] =>
  listOf(value).flatMap((one) => {
    const text = lineOf(one.value);
    return text === null ? [] : [{ system: lineOf(one.system), value: text, use: lineOf(one.use) }];
  });

/** Each address in one line, as written or put together in the order in which it would stand on an envelope. */
export const addressesOf = (value: unknown): readonly string[] =>
  listOf(value).flatMap((one) => {
    const lines = (Array.isArray(one.line) ? one.line : [one.line]).flatMap((line) => lineOf(line) ?? []);
    const parts = [...lines, one.city, one.district, one.state, one.postalCode, one.country];
    const written = lineOf(one.text) ?? lineOf(parts.flatMap((part) => lineOf(part) ?? []).join(', '));
    return written ?? [];
  });

/** The first note or comment of a resource, cut to a line. */
export const firstNote = (value: unknown): string | null => lineOf(nodeOf(listOf(value)[0]).text, 1000);
