import type { z } from 'zod';
import { type SettingMeta, settingMeta } from './define.ts';
import { configSchema } from './schema.ts';

/** One setting as the loader and the generators see it. */
export interface Setting extends SettingMeta {
  /** `<section>.<name>`, its key in `chartwarden.yaml`. */
  readonly key: string;
  readonly section: string;
  readonly name: string;
  readonly schema: z.core.$ZodType;
  readonly kind: 'text' | 'number' | 'boolean' | 'list' | 'map' | 'word';
  /** The words that a `word` may be. */
  readonly words: readonly string[];
  readonly otherwise: unknown;
}

export interface Section {
  readonly name: string;
  readonly about: string;
  readonly settings: readonly Setting[];
}

/** The schema as a list of sections, in its own order. */
export const sections: readonly Section[] = Object.entries(configSchema.shape).map(([name, wrapped]) => ({
  name,
  about: settingMeta.get(wrapped)?.about ?? '',
  settings: Object.entries(wrapped.def.innerType.shape).map(([own, schema]) => describe(name, own, schema)),
}));

/** Every setting, in the order of the schema. */
export const settings: readonly Setting[] = sections.flatMap((section) => section.settings);

function describe(section: string, name: string, schema: z.core.$ZodType): Setting {
  const meta = settingMeta.get(schema);
  if (!meta) throw new Error(`setting ${section}.${name} has no description`);
  let inner = schema;
  let otherwise: unknown;
  while (isWrapper(inner)) {
    if (inner._zod.def.type === 'default') otherwise = inner._zod.def.defaultValue;
    inner = inner._zod.def.innerType;
  }
  const words =
    inner._zod.def.type === 'enum' ? Object.values((inner as z.core.$ZodEnum)._zod.def.entries).map(String) : [];
  return { ...meta, key: `${section}.${name}`, section, name, schema, kind: kindOf(inner), words, otherwise };
}

function isWrapper(schema: z.core.$ZodType): schema is z.core.$ZodDefault | z.core.$ZodOptional {
  return schema._zod.def.type === 'default' || schema._zod.def.type === 'optional';
}

function kindOf(schema: z.core.$ZodType): Setting['kind'] {
  const { type } = schema._zod.def;
  if (type === 'array') return 'list';
  if (type === 'record') return 'map';
  if (type === 'enum') return 'word';
  return type === 'number' || type === 'boolean' ? type : 'text';
}
