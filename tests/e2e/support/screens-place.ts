import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoHousehold, putHousehold } from '@chartwarden/demo';
import type { Browser, BrowserContext } from 'playwright-core';
import { routesOf } from '../../support/demo-routes.ts';
import { chromiumPath } from '../../support/machine.ts';
import { type Client, clientOf } from '../../support/running-server.ts';
import { launch, open, WIDE } from './browser.ts';
import { OWNER, settle } from './people.ts';
import { type ProductSettings, startProduct } from './product.ts';

/** One whose record is walked; `word` names them in files and failures. */
export interface Walked {
  readonly word: string;
  readonly id: string;
  readonly name: string;
  /** The files that were brought in, as they are. */
  readonly files: readonly string[];
}

/** A running product with people in it, and a browser that is logged in. */
export interface ScreensPlace {
  readonly url: string;
  readonly browser: Browser;
  readonly session: Awaited<ReturnType<BrowserContext['storageState']>>;
  /** The product's API, as its owner. */
  readonly client: Client;
  readonly people: readonly Walked[];
  readonly empty: Walked;
  close(): Promise<void>;
}

interface Wanted {
  /** Who of the demo household: `adult`, `teenager`, `grandmother`, `child`. */
  readonly household: readonly string[];
  readonly small: boolean;
  /** The folder of the test data, and how many bundles of it. */
  readonly data: string | null;
  readonly bundles: number;
  /** Of the server; absent: none. */
  readonly settings?: (url: string) => Promise<ProductSettings>;
}

const WORDS = ['adult', 'teenager', 'grandmother', 'child'];

/** Starts the product, brings the people in, and logs a browser in. Throws when one of that does not work. */
export async function openScreensPlace(wanted: Wanted): Promise<ScreensPlace> {
  const product = await startProduct(wanted.settings);
  const browser = await launch(chromiumPath() ?? '');
  const close = async () => {
    await browser.close();
    await product.stop();
  };
  try {
    const { page, close: done } = await open(browser, product.url, WIDE);
    const { empty } = await settle(page);
    const session = await page.context().storageState();
    await done();
    const { email, password } = OWNER;
    const { token } = await clientOf(product.url, null).json<{ token: string }>('POST', '/api/login', {
      email,
      password,
    });
    const client = clientOf(product.url, token);
    const people = [...(await bringHousehold(client, wanted)), ...(await bringBundles(client, wanted))];
    const nobody: Walked = { word: 'empty', id: empty, name: 'Bo Muster', files: [] };
    return { url: product.url, browser, session, client, people, empty: nobody, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bringHousehold(client: Client, { household, small }: Wanted): Promise<Walked[]> {
  const until = new Date().toISOString().slice(0, 10);
  const all = demoHousehold({ seed: 1, until, ...(small ? { small: true } : {}) });
  const some = household.flatMap((word) => all[WORDS.indexOf(word)] ?? []);
  const put = await putHousehold(routesOf(client), some, () => undefined);
  return put.map(({ id, name }, at) => ({
    word: household[at] ?? '',
    id,
    name,
    files: (some[at]?.portals ?? []).flatMap(({ files }) =>
      files.map((file) => Buffer.from(file.bytes()).toString('utf8')),
    ),
  }));
}

/** The names of the real bundles, smallest first. */
export function bundleNames(data: string | null): string[] {
  if (data === null) return [];
  const folder = join(data, 'fhir-synthea-r4');
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const size = (name: string): number => readFileSync(join(folder, name)).length;
  return names.toSorted((one, other) => size(one) - size(other));
}

async function bringBundles(client: Client, { data, bundles }: Wanted): Promise<Walked[]> {
  const people: Walked[] = [];
  for (const [at, name] of bundleNames(data).slice(0, bundles).entries()) {
    const bytes = readFileSync(join(data ?? '', 'fhir-synthea-r4', name));
    const person = { name: `Quirina ${at + 1}`, relation: 'custodian' };
    const { id } = await client.json<{ id: string }>('POST', '/api/people', person);
    const read = await client.read(id, [{ name: `bundle-${at + 1}.json`, bytes }], 'Synthea');
    await client.commit(read.id, 'Synthea');
    people.push({ word: `bundle-${at + 1}`, id, name: person.name, files: [bytes.toString('utf8')] });
  }
  return people;
}
