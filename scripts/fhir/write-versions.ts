import { readModel } from './definitions.ts';

type Write = (name: string, source: string) => void;

/**
 * Writes other-versions.ts: for each resource type, the root elements that DSTU2, STU3, R4 and R5 have, as a bit mask.
 * Made from the models that NLM fhirpath ships.
 */
export function writeVersions(write: Write): void {
  const masks = new Map<string, Map<string, number>>();
  const types = new Map<string, number>();
  for (const [bit, version] of (['dstu2', 'stu3', 'r4', 'r5'] as const).entries()) {
    for (const path of readModel(version)) {
      const [type = '', element, more] = path.split('.');
      if (element === undefined || more !== undefined) continue;
      types.set(type, (types.get(type) ?? 0) | (1 << bit));
      const elements = masks.get(type) ?? new Map<string, number>();
      elements.set(element, (elements.get(element) ?? 0) | (1 << bit));
      masks.set(type, elements);
    }
  }
  const resources = [...masks]
    .filter(([, elements]) => elements.has('implicitRules'))
    .map(([type]) => type)
    .sort();
  const line = (type: string): string =>
    [...(masks.get(type) ?? [])]
      .filter(([, mask]) => mask !== 15)
      .map(([name, mask]) => `${name}:${mask}`)
      .join(' ');
  write(
    'other-versions.ts',
    `/**
 * Resource type to the versions that have it (1 DSTU2, 2 STU3, 4 R4, 8 R5), and to its root elements with their
 * versions; elements of all four are left out.
 */
export const versionsOfTypes: Readonly<Record<string, number>> = {
${resources.map((type) => `  ${type}: ${types.get(type) ?? 0},`).join('\n')}
};

export const versionsOfElements: Readonly<Record<string, string>> = {
${resources.map((type) => `  ${type}: '${line(type)}',`).join('\n')}
};
`,
  );
}
