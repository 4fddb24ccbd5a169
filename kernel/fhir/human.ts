import { each, isNode } from './index-values.ts';

/** What identifies the human a Patient is about. */
export interface HumanDescription {
  /** The name as one would write it: the official one, else the first. */
  readonly name?: string;
  readonly birthDate?: string;
  /** `system|value` of each identifier. */
  readonly identifiers: readonly string[];
}

const preference = ['official', 'usual', undefined];

/** The name, birth date and identifiers of a parsed Patient (or Person, RelatedPerson, Practitioner). */
export function humanOf(resource: unknown): HumanDescription {
  if (!isNode(resource)) return { identifiers: [] };
  const names = each(resource.name);
  const chosen =
    preference.map((use) => names.find((name) => name.use === use)).find((name) => name !== undefined) ?? names[0];
  const name = chosen === undefined ? undefined : writtenName(chosen);
  const birthDate = typeof resource.birthDate === 'string' && resource.birthDate.length <= 10 ? resource.birthDate : '';
  return {
    ...(name === undefined ? {} : { name }),
    ...(birthDate === '' ? {} : { birthDate }),
    identifiers: each(resource.identifier)
      .slice(0, 20)
      .flatMap(({ system, value }) =>
        typeof value === 'string' && value !== '' && value.length <= 256
          ? [`${typeof system === 'string' ? system.slice(0, 256) : ''}|${value}`]
          : [],
      ),
  };
}

function writtenName(name: Readonly<Record<string, unknown>>): string | undefined {
  const given = (Array.isArray(name.given) ? name.given : [name.given]).filter((part) => typeof part === 'string');
  const parts = [...given, ...(typeof name.family === 'string' ? [name.family] : [])];
  const written = parts.join(' ').trim() || (typeof name.text === 'string' ? name.text.trim() : '');
  return written === '' ? undefined : written.slice(0, 512);
}
