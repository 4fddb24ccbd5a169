import type { FactId, SourceId } from '@chartwarden/ids';
import { LABELS } from '@chartwarden/vault';
import { z } from 'zod';

/** The path of everything about one record. */
export const PERSON = z.strictObject({ person: z.string() });

/** Milliseconds since the epoch, as far as a Date goes. */
export const TIME = z.number().int().min(0).max(8_640_000_000_000_000);

/** One line that somebody typed, without the space around it; `least` and `most` in UTF-16 units. */
export const line = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine((text) => !/\p{Cc}/u.test(text), 'has control characters');

/** Why somebody says something, or on what paper. */
export const WORDS = line(1, 500);

const CODE = z.strictObject({ system: z.string().max(500), code: z.string().max(200) });

/** Parts of a slice, each bounded: what is named one by one is what a person picked on a screen. */
export const SLICE = z.strictObject({
  types: z.array(z.string().regex(/^[A-Z][A-Za-z]{1,63}$/)).min(1).max(100).optional(),
  codes: z.array(CODE).min(1).max(100).optional(),
  categories: z.array(CODE).min(1).max(100).optional(),
  sources: z.array(z.uuid().transform((id) => id as SourceId)).min(1).max(100).optional(),
  from: TIME.optional(),
  to: TIME.optional(),
  facts: z.array(z.uuid().transform((id) => id as FactId)).min(1).max(200).optional(),
  labels: z.array(z.enum(LABELS)).max(LABELS.length).optional(),
}); // biome-ignore format: one line a part
