import { expect } from 'vitest';
import type { DemoPlace } from '../support/demo-place.ts';
import { packed, readPdf } from '../support/pdf-text.ts';

interface Printed {
  readonly outline: {
    readonly pages: number;
    readonly boxes: number;
    readonly sections: readonly { readonly name: string; readonly shown: number; readonly count: number }[];
  };
  readonly pdf: string;
}
interface Named {
  readonly words: string | null;
  readonly state: string;
  readonly entries: readonly { readonly id: string }[];
}

const LISTS = { problems: 'problems', medicines: 'medicines', allergies: 'allergies' } as const;
const STATES = ['active', 'unknown', 'current', 'unclear', 'on-hold'];

/** Prints something and gives it as JSON. */
export const print = (
  { test }: Pick<DemoPlace, 'test'>,
  person: string,
  what: string,
  body: object = {},
  token = test.owner.token,
) => test.json<Printed>(token, 'POST', `/api/people/${person}/print/${what}`, { as: 'json', ...body });
export const textOf = async ({ pdf }: Printed): Promise<string> =>
  packed((await readPdf(Buffer.from(pdf, 'base64'))).pages.join(' ')).normalize('NFKC');
export const packedName = (words: string | null): string => packed(words ?? '').normalize('NFKC');
export const section = ({ test }: Pick<DemoPlace, 'test'>, person: string, name: string, token = test.owner.token) =>
  test.json<Record<string, readonly Named[]>>(token, 'GET', `/api/people/${person}/chart/${name}`);

/** Every condition, medicine and allergy that holds now stands on the summary and, of `sections`, on the print of each. */
export async function everythingIsOn(place: Pick<DemoPlace, 'test'>, person: string, sections = true): Promise<void> {
  const summary = await print(place, person, 'summary');
  expect(summary.outline.pages).toBe(1);
  const text = await textOf(summary);
  for (const [name, list] of Object.entries(LISTS)) {
    const all = (await section(place, person, name))[list] ?? [];
    const now = all.filter((one) => STATES.includes(one.state));
    expect(summary.outline.sections.find((one) => one.name === name)).toMatchObject({
      shown: now.length,
      count: now.length,
    });
    for (const { words } of now) expect(text).toContain(packedName(words));
    if (!sections) continue;
    const whole = await textOf(await print(place, person, name));
    for (const { words } of all) expect(whole).toContain(packedName(words));
  }
}
