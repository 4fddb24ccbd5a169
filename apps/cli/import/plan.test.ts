import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readText } from '../client.ts';
import { collectFiles } from './files.ts';
import { patientsIn, planByPatient } from './plan.ts';

let folder: string;
let left: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartwarden-plan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer | object): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content, null, 1),
  );
  return path;
};
const patient = (id: string, family: string, birthDate = '1980-01-01') => ({
  resourceType: 'Patient',
  id,
  name: [
    { use: 'nickname', text: 'Kiki' },
    { use: 'official', family, given: ['Ana', 'María'] },
  ],
  birthDate,
});
const about = (reference: string) => ({ resourceType: 'Observation', subject: { reference } });
const ndjson = (...lines: object[]) => `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  entry: resources.map((resource) => ({ resource })),
});
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; detail?: string }) => `${error.code} ${error.detail}`,
  );
const plan = async (...paths: string[]) => {
  const { parts, leftOut } = await planByPatient(collectFiles(paths));
  left = leftOut.map(({ name }) => name);
  return Promise.all(
    parts.map(async (part) => ({
      name: part.patient.name,
      shared: part.shared,
      files: Object.fromEntries(
        await Promise.all(part.files.map(async (file) => [file.name, await readText(file.open())])),
      ),
    })),
  );
};

describe('the files of an import', () => {
  it('are the named ones and everything in a named folder, hidden files and links apart', () => {
    put('in/b.json', '{}');
    put('in/deep/a.json', '{}');
    put('in/.hidden', 'x');
    symlinkSync('/etc/hosts', join(folder, 'in/link.json'));
    const single = put('c.json', '{}');
    const found = collectFiles([join(folder, 'in'), single]);
    expect(found.map(({ name, size }) => [name, size])).toEqual([
      ['b.json', 2],
      ['deep/a.json', 2],
      ['c.json', 2],
    ]);
    expect(() => collectFiles([join(folder, 'missing')])).toThrow(expect.objectContaining({ code: 'CW-CLI-007' }));
    mkdirSync(join(folder, 'empty'));
    expect(() => collectFiles([join(folder, 'empty')])).toThrow(expect.objectContaining({ code: 'CW-CLI-007' }));
  });
});

describe('whom files are about', () => {
  it('is read from bundles, arrays, single resources, NDJSON and .gz, by official name', async () => {
    const files = [
      put('bundle.json', bundle(patient('1', 'Silva'), about('Patient/1'))),
      put('array.json', [patient('2', 'Casares')]),
      put('single.json', patient('3', 'Friesen')),
      put('lines.ndjson', ndjson(patient('4', 'Dicki'), about('Patient/4'))),
      put('packed.json.gz', gzipSync(JSON.stringify(patient('5', 'Beer')))),
    ];
    const names = (await patientsIn(collectFiles(files))).map(({ name }) => name);
    expect(names).toEqual(['Silva', 'Casares', 'Friesen', 'Dicki', 'Beer'].map((family) => `Ana María ${family}`));
  });

  it('is one human for the same name and birth date, and two for another birth date', async () => {
    const same = [put('a.json', patient('1', 'Silva')), put('b.json', patient('9', 'SILVA'))];
    expect(await patientsIn(collectFiles(same))).toHaveLength(1);
    const other = put('c.json', patient('7', 'Silva', '2010-01-01'));
    expect(await patientsIn(collectFiles([...same, other]))).toHaveLength(2);
  });

  it('is nobody for what is not FHIR', async () => {
    expect(
      await patientsIn(
        collectFiles([put('a.txt', 'not json'), put('b.zip', Buffer.from([80, 75, 3, 4])), put('c.json', '')]),
      ),
    ).toEqual([]);
  });
});

describe('one person for each patient', () => {
  it('gets the whole files that are about them', async () => {
    const a = put('a.json', bundle(patient('1', 'Silva')));
    const b = put('b.json', bundle(patient('2', 'Beer')));
    const parts = await plan(a, b);
    expect(parts.map(({ name, shared, files }) => [name, shared, Object.keys(files)])).toEqual([
      ['Ana María Silva', false, ['a.json']],
      ['Ana María Beer', false, ['b.json']],
    ]);
  });

  it('gets the lines of NDJSON that are about them, byte for byte, and those about nobody', async () => {
    const organization = '{"resourceType":"Organization", "name":"Ü"}';
    put('bulk/Patient.ndjson', ndjson(patient('1', 'Silva'), patient('2', 'Beer')));
    put(
      'bulk/Observation.ndjson',
      ndjson(about('Patient/2'), about('https://x.org/fhir/Patient/1/_history/3'), about('Patient/2')),
    );
    put('bulk/PROVENANCE', 'from where');
    put('bulk/log.ndjson', '{"time":1}\n{"time":2}\n');
    put('bulk/Organization.ndjson', `${organization}\n`);
    const [silva, beer] = await plan(join(folder, 'bulk'));
    expect(silva?.files).toEqual({
      'Patient.ndjson': ndjson(patient('1', 'Silva')),
      'Observation.ndjson': ndjson(about('https://x.org/fhir/Patient/1/_history/3')),
      'Organization.ndjson': `${organization}\n`,
    });
    expect(beer?.files['Observation.ndjson']).toBe(ndjson(about('Patient/2'), about('Patient/2')));
    expect([silva?.shared, beer?.shared]).toEqual([false, false]);
    expect(left).toEqual(['PROVENANCE', 'log.ndjson']);
  });

  it('gets a bundle about several people whole, marked as shared', async () => {
    const parts = await plan(put('both.json', bundle(patient('1', 'Silva'), patient('2', 'Beer'))));
    expect(parts.map(({ shared, files }) => [shared, Object.keys(files)])).toEqual([
      [true, ['both.json']],
      [true, ['both.json']],
    ]);
  });

  it('is not guessed when a line is about somebody who is not in the files', async () => {
    const stray = put('lines.ndjson', ndjson(patient('1', 'Silva'), about('Patient/2')));
    expect(await codeOf(plan(stray))).toBe(
      'CW-CLI-012 lines.ndjson: 1 lines are about patients who are not in the files',
    );
    expect(await codeOf(plan(put('text.txt', 'nothing')))).toBe('CW-CLI-012 no Patient in the files');
    expect(await codeOf(plan(put('all.zip', 'PK')))).toMatch(/^CW-CLI-012 .*unpack it/);
    expect(await codeOf(plan(put('o.json', about('Patient/1'))))).toBe('CW-CLI-012 no Patient in the files');
  });
});
