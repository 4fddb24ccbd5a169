import { parseWithDigits } from '@chartwarden/fhir';
import { describe, expect, it } from 'vitest';
import { snippetsOf } from './snippets.ts';
import { textsOf } from './texts-of.ts';

const texts = (resource: object) => textsOf(parseWithDigits(JSON.stringify(resource)));
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('what is searched of a fact', () => {
  it('is names, codes, values with units, people and notes; not ids, status or links', () => {
    const found = texts({
      resourceType: 'Observation',
      id: 'not-this',
      status: 'final',
      text: { status: 'generated', div: '<div onclick="no()">Seen in <b>spring</b></div>' },
      identifier: [{ value: 'A-77' }, { value: '3fa85f64-5717-4562-b3fc-2c963f66afa6' }],
      code: { coding: [{ system: 'http://loinc.org', code: '4548-4', display: 'Hemoglobin A1c' }], text: 'HbA1c' },
      subject: { reference: 'Patient/hidden' },
      performer: [{ reference: 'Practitioner/1', display: 'Dr. Ana Ortiz' }],
      valueQuantity: { value: 6.4123456, unit: '%' },
      note: [{ text: 'after breakfast' }],
      contained: [{ resourceType: 'Organization', name: 'St. Anna' }],
    });
    expect(found).toContainEqual({ field: 'title', text: 'Hemoglobin A1c', code: 'http://loinc.org|4548-4' });
    expect(found).toContainEqual({ field: 'title', text: 'HbA1c' });
    expect(found).toContainEqual({ field: 'code', text: '4548-4' });
    expect(found).toContainEqual({ field: 'code', text: 'A-77' });
    expect(found).toContainEqual({ field: 'value', text: '6.412 %' });
    expect(found).toContainEqual({ field: 'name', text: 'Dr. Ana Ortiz' });
    expect(found).toContainEqual({ field: 'note', text: 'after breakfast' });
    expect(found).toContainEqual({ field: 'title', text: 'St. Anna' });
    expect(found).toContainEqual({ field: 'note', text: ' Seen in spring ' });
    expect(JSON.stringify(found)).not.toMatch(/not-this|final|hidden|onclick|generated|3fa85f64/);
  });

  it('reads attached notes in text and HTML, and no other attachments', () => {
    const content = [
      { attachment: { contentType: 'text/plain; charset=utf-8', data: base64('Patiënt stable') } },
      { attachment: { contentType: 'text/html', data: base64('<p>Back in <i>May</i></p><script>x()</script>') } },
      { attachment: { contentType: 'application/pdf', data: base64('%PDF raw') } },
    ];
    const notes = texts({ resourceType: 'DocumentReference', content }).filter(({ field }) => field === 'note');
    expect(notes).toEqual([
      { field: 'note', text: 'Patiënt stable' },
      { field: 'note', text: expect.stringMatching(/^ Back in May +$/) },
    ]);
  });
});

describe('a snippet', () => {
  it('says where the words stand, the best text first', () => {
    const long = `${'before '.repeat(40)}the hemoglobin of today ${'after '.repeat(40)}`;
    const [first, second, ...none] = snippetsOf('hemoglobni today', [
      { field: 'title', text: 'Today' },
      { field: 'note', text: long },
      { field: 'text', text: 'nothing of it' },
    ]);
    expect(none).toEqual([]);
    expect(first).toMatchObject({ field: 'note', before: true, after: true });
    expect(first?.ranges.map(([from, until]) => first.text.slice(from, until))).toEqual(['hemoglobin', 'today']);
    expect(second).toEqual({ field: 'title', text: 'Today', ranges: [[0, 5]], before: false, after: false });
  });

  it('marks the accented word as it stands, keeps markup as text, and turns nothing round', () => {
    const [snippet] = snippetsOf('bruler', [{ field: 'note', text: '\u202e<b>Brûlé</b> 𝒜' }]);
    expect(snippet).toEqual({ field: 'note', text: ' <b>Brûlé</b> 𝒜', ranges: [[4, 9]], before: false, after: false });
  });

  it('gives the first text where another name of the code was meant', () => {
    expect(snippetsOf('langzeitzucker', [{ field: 'title', text: 'Hemoglobin A1c' }])).toEqual([
      { field: 'title', text: 'Hemoglobin A1c', ranges: [], before: false, after: false },
    ]);
  });
});
