import { describe, expect, it } from 'vitest';
import { documentPart, readDocuments } from './documents.ts';
import { factsOf, idsOf, only } from './reading.testing.ts';

const read = (...resources: readonly object[]) =>
  readDocuments(factsOf(...resources).flatMap((fact) => documentPart(fact) ?? [])).documents;
const letter = (id: string, attachment: object, more: object = {}) => ({
  resourceType: 'DocumentReference', id, status: 'current', type: { text: 'Letter' }, content: [{ attachment }], ...more,
}); // biome-ignore format: one resource

describe('documents', () => {
  it('say what they carry by the numbers under which the reader opens it', () => {
    const { parts, title, words } = only(
      read(letter('d', { contentType: 'application/pdf', data: 'JVBERg==', size: 4, title: 'Discharge.pdf' })),
    );
    expect({ words, title }).toEqual({ words: 'Letter', title: 'Discharge.pdf' });
    expect(parts).toEqual([
      { n: 0, kind: 'file', title: 'Discharge.pdf', mediaType: 'application/pdf', size: 4, at: 'here' },
    ]);
  });

  it('are kept without the bytes of what they carry', () => {
    const [fact] = factsOf(letter('d', { data: 'QUJD'.repeat(10_000) }));
    const kept = fact === undefined ? null : documentPart(fact);
    expect(JSON.stringify(kept).length).toBeLessThan(3000);
    expect(only(readDocuments(kept === null ? [] : [kept]).documents).parts).toMatchObject([{ at: 'here' }]);
  });

  it('say whether it is here, at an address, or nowhere', () => {
    const at = (attachment: object) => only(read(letter('d', attachment))).parts.map((one) => one.at);
    expect([at({ data: 'QQ==' }), at({ url: 'https://portal.example/x' }), at({})]).toEqual([
      ['here'], ['linked'], ['nowhere'],
    ]); // biome-ignore format: one list
  });

  it('have reports and pictures among them only with a file, and a file alone only when no document names it', () => {
    const list = read(
      { resourceType: 'DiagnosticReport', id: 'bare', status: 'final' },
      { resourceType: 'DiagnosticReport', id: 'typed', status: 'final', presentedForm: [{ data: 'QQ==' }] },
      { resourceType: 'Binary', id: 'named', contentType: 'text/plain', data: 'QQ==' },
      { resourceType: 'Binary', id: 'alone', contentType: 'text/plain', data: 'QQ==' },
      letter('d', { url: 'Binary/named' }),
    );
    expect(idsOf(list).toSorted()).toEqual(['alone', 'd', 'typed']);
  });

  it('tell which one replaces which, as far as both are to be seen', () => {
    const list = read(
      letter('old', {}, { status: 'superseded', date: '2020-01-01T08:00:00Z' }),
      letter('new', {}, {
        date: '2021-01-01T08:00:00Z',
        relatesTo: [
          { code: 'replaces', target: { reference: 'DocumentReference/old' } },
          { code: 'appends', target: { reference: 'DocumentReference/elsewhere' } },
        ],
      }),
    ); // biome-ignore format: two documents
    expect(list.map(({ id, relatesTo, replacedBy }) => [id, relatesTo, replacedBy])).toEqual([
      ['new', [{ how: 'replaces', fact: 'old' }, { how: 'appends', fact: null }], []],
      ['old', [], ['new']],
    ]); // biome-ignore format: one list
  });
});
