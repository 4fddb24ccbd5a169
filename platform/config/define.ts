import { z } from 'zod';

/** What the generated files and the loader know about a setting beyond its shape. */
export interface SettingMeta {
  /** Sentences for the operator: what it does, in which unit. */
  readonly about: string;
  /** The environment variable; every setting but structured ones has one. */
  readonly env?: string;
  /** Read from the environment or `.env` only, never from `chartwarden.yaml`, never printed. */
  readonly secret?: true;
  /** Shown as the default where the default is computed. */
  readonly shownDefault?: string;
  /** Shown in `chartwarden.example.yaml` where there is no default. */
  readonly example?: string;
}

/** The registry that ties each setting's schema to its description. */
export const settingMeta = z.registry<SettingMeta>();

export function setting<S extends z.ZodType>(schema: S, meta: SettingMeta): S {
  settingMeta.add(schema, meta);
  return schema;
}

/** A section of settings: its name is the first part of each key. */
export const section = <S extends z.ZodRawShape>(about: string, shape: S) =>
  z
    .strictObject(shape)
    .prefault({} as never)
    .register(settingMeta, { about });

export const count = (least: number, most: number, otherwise: number) =>
  z.int().min(least).max(most).default(otherwise);
