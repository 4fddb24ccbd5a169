import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { type ReadOptions, readBytes as read } from './testing.ts';

const patient = (id: string): string => JSON.stringify({ resourceType: 'Patient', id });

async function zip(members: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(members)) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  const parts: Buffer[] = [];
  for await (const part of archive.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The same length of another name: yazl makes no bad ones. */
const rename = (archive: Buffer, from: string, to: string): Buffer =>
  Buffer.from(archive.toString('latin1').replaceAll(from, to), 'latin1');

describe.each([
  ['held', false],
  ['passed over several times, as when they are too large to be held', true],
])('archives %s', (_how, isLarge) => {
  /** One that stands in another is smaller than that, and held. */
  const readBytes = (bytes: Buffer, name = 'file.json', { limits, ...more }: ReadOptions = {}) =>
    read(bytes, name, { ...more, limits: { ...(isLarge ? { maxHeld: bytes.length - 1 } : {}), ...limits } });

  it('are opened: gzip', async () => {
    const packed = gzipSync(`${patient('a')}\n${patient('b')}\n`);
    expect(await readBytes(packed, 'x.ndjson.gz', { piece: 7 })).toMatchObject({
      facts: [{ fact: { path: 'line 1' } }, { fact: { path: 'line 2' } }],
      recognised: 'FHIR R4 NDJSON, 2 resources of type Patient, packed',
    });
    const joined = Buffer.concat([gzipSync(`${patient('a')}\n`), gzipSync(`${patient('b')}\n`)]);
    expect((await readBytes(joined, 'x.ndjson.gz')).facts).toHaveLength(2);
  });

  it('are opened: zip, each member with its name, and what is not FHIR told by name', async () => {
    const archive = await zip({
      'export/Patient.ndjson': `${patient('a')}\n`,
      'export/more.json': patient('b'),
      '__MACOSX/export/._more.json': 'junk',
      'letter.pdf': '%PDF-1.4',
      'packed.json.gz': gzipSync(patient('c')),
      'grüße.json': patient('d'),
    });
    const told = await readBytes(archive, 'x.zip', { piece: 1000 });
    expect(told.facts.map(({ fact }) => fact.path)).toEqual([
      'export/Patient.ndjson#line 1',
      'export/more.json#resource',
      'packed.json.gz#resource',
      'grüße.json#resource',
    ]);
    expect(told.problems.map(({ path, code }) => `${path} ${code}`)).toEqual(['letter.pdf CW-FHIR-031']);
    expect(told.recognised).toBe('Archive, 4 of 5 files read');
  });

  it('are opened one in another, and no deeper', async () => {
    const inner = await zip({ 'p.json': patient('a') });
    const outer = await zip({ 'inner.zip': inner, 'q.json': patient('b') });
    expect((await readBytes(outer)).facts.map(({ fact }) => fact.path)).toEqual([
      'inner.zip#p.json#resource',
      'q.json#resource',
    ]);
    expect((await readBytes(await zip({ 'outer.zip': outer }))).problems.map(({ code }) => code)).toContain(
      'CW-FHIR-044',
    );
    expect(await readBytes(gzipSync(gzipSync(gzipSync(patient('a')))))).toMatchObject({ refused: 'CW-FHIR-044' });
  });

  it('may have names that try to leave: they are only shown', async () => {
    const archive = rename(await zip({ 'aaaaaaaaaa.json': patient('a') }), 'aaaaaaaaaa.json', '../../etc/pass');
    const told = await readBytes(
      rename(await zip({ aaaaaaaaaaaaaa: patient('a') }), 'aaaaaaaaaaaaaa', '../../etc/pass'),
    );
    expect(told.facts.map(({ fact }) => fact.path)).toEqual(['../../etc/pass#resource']);
    expect(archive.length).toBeGreaterThan(0);
  });

  it('are refused when they unpack into far more than they should', async () => {
    const bomb = gzipSync(Buffer.alloc(3_000_000, ' '));
    const limits = { ratioFloor: 100_000 };
    expect(await readBytes(bomb, 'x.gz', { limits })).toMatchObject({ refused: 'CW-FHIR-043' });
    expect(await readBytes(await zip({ 'x.json': Buffer.alloc(3_000_000, ' ') }), 'x.zip', { limits })).toMatchObject({
      refused: 'CW-FHIR-043',
    });
    expect(await readBytes(await zip({ 'x.json': patient('a') }), 'x.zip', { limits: { maxTotal: 5 } })).toMatchObject({
      refused: 'CW-FHIR-043',
    });
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.json`, patient('a')]));
    expect(await readBytes(await zip(many), 'x.zip', { limits: { maxMembers: 10 } })).toMatchObject({
      refused: 'CW-FHIR-043',
    });
    const within = await zip({ 'x.zip': await zip(many), 'y.json': patient('y') });
    expect(await readBytes(within, 'x.zip', { limits: { maxHeld: 100 } })).toMatchObject({
      facts: [{ fact: { path: 'y.json#resource' } }],
      problems: [{ path: 'x.zip', code: 'CW-FHIR-048' }],
    });
  });

  it('are refused when members share their bytes', async () => {
    const archive = await zip({ 'a.json': Buffer.alloc(2000, 'x'), 'b.json': Buffer.alloc(2000, 'y') });
    // The directory says that each member has as many packed bytes as the whole archive.
    let at = archive.indexOf(Buffer.from('504b0102', 'hex'));
    while (at >= 0) {
      archive.writeUInt32LE(archive.length - 10, at + 20);
      at = archive.indexOf(Buffer.from('504b0102', 'hex'), at + 4);
    }
    expect((await readBytes(archive)).refused).toMatch(/CW-FHIR-04[23]/);
  });

  it('are refused by name when they are locked or damaged, member by member where it can be', async () => {
    const archive = await zip({ 'a.json': patient('a'), 'b.json': patient('b') });
    const locked = Buffer.from(archive);
    const directory = locked.indexOf(Buffer.from('504b0102', 'hex'));
    locked.writeUInt16LE(locked.readUInt16LE(directory + 8) | 1, directory + 8);
    const told = await readBytes(locked);
    expect(told.problems.map(({ path, code }) => `${path} ${code}`)).toEqual(['a.json CW-FHIR-041']);
    expect(told.facts).toHaveLength(1);
    expect(await readBytes(archive.subarray(0, archive.length - 30))).toMatchObject({ refused: 'CW-FHIR-042' });
    const wrong = Buffer.from(archive);
    wrong.writeUInt32LE(1, directory + 16);
    const partly = await readBytes(wrong);
    expect(partly.problems.map(({ path, code }) => `${path} ${code}`)).toEqual(['a.json CW-FHIR-042']);
    expect(partly.facts.map(({ fact }) => fact.id)).toEqual(['b']);
    const packed = gzipSync(`${patient('a')}\n`.repeat(2000));
    packed[packed.length - 20] = (packed[packed.length - 20] ?? 0) ^ 0xff;
    // Not even what came before the damage: a checksum that does not fit says that any of it may be wrong.
    expect(await readBytes(packed, 'x.ndjson.gz')).toMatchObject({ refused: 'CW-FHIR-042', facts: [], problems: [] });
    expect((await readBytes(gzipSync(patient('a')).subarray(0, -12))).refused).toBe('CW-FHIR-042');
  });

  it('with nothing to read in them are refused for what their first member is', async () => {
    expect(await readBytes(await zip({ 'a.pdf': '%PDF-1.4', 'b.txt': 'hello' }))).toMatchObject({
      refused: 'CW-FHIR-031',
    });
    expect(await readBytes(await zip({}))).toMatchObject({ refused: 'CW-FHIR-001' });
  });
});
