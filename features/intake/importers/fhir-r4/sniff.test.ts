import { describe, expect, it } from 'vitest';
import { sniff } from './sniff.ts';

const looks = (bytes: Buffer | string, name = 'file', isWhole = true): string => {
  const found = sniff(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name, isWhole);
  return found.kind === 'refused' ? found.code : found.kind;
};
const hex = (text: string, more = 300): Buffer =>
  Buffer.concat([Buffer.from(text.replaceAll(' ', ''), 'hex'), Buffer.alloc(more, 0x20)]);
const at = (offset: number, text: string): Buffer =>
  Buffer.concat([Buffer.alloc(offset), Buffer.from(text), Buffer.alloc(300)]);

describe('what a file looks like', () => {
  it.each<[string, Buffer | string, string]>([
    ['JSON', '{"resourceType":"Patient"}', 'json'],
    ['JSON behind a byte order mark and blank lines', '\uFEFF \n[{}]', 'json'],
    ['gzip', hex('1f8b08'), 'gzip'],
    ['zip', hex('504b0304'), 'zip'],
    ['an empty zip', hex('504b0506'), 'zip'],
    ['7z', hex('377abcaf271c'), 'CW-FHIR-040'],
    ['rar', hex('526172211a07'), 'CW-FHIR-040'],
    ['tar', at(257, 'ustar'), 'CW-FHIR-040'],
    ['PDF', '%PDF-1.7\n', 'CW-FHIR-031'],
    ['PDF behind a line', 'x\n%PDF-1.4', 'CW-FHIR-031'],
    ['PNG', hex('89504e470d0a1a0a'), 'CW-FHIR-032'],
    ['JPEG', hex('ffd8ffe0'), 'CW-FHIR-032'],
    ['HEIC', at(4, 'ftypheic'), 'CW-FHIR-032'],
    ['DICOM', at(128, 'DICM'), 'CW-FHIR-036'],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{"a":1}', 'utf16le')]), 'CW-FHIR-045'],
    ['UTF-16 without a mark', Buffer.from('{"a":1}', 'utf16le'), 'CW-FHIR-045'],
    [
      'FHIR XML',
      '<?xml version="1.0"?>\n<Patient xmlns="http://hl7.org/fhir"><id value="1"/></Patient>',
      'CW-FHIR-030',
    ],
    ['C-CDA', '<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3">', 'CW-FHIR-033'],
    ['a web page', '<!DOCTYPE html><html>', 'CW-FHIR-034'],
    ['other XML', '<HealthData locale="de">', 'CW-FHIR-047'],
    ['CSV', 'date,value\n2020,1\n', 'CW-FHIR-035'],
    ['HL7 v2', 'MSH|^~\\&|LAB', 'CW-FHIR-046'],
    ['text', 'Dear Dr. House,\nthank you.', 'CW-FHIR-037'],
    ['Latin-1 text', Buffer.from('Grüße aus Köln. '.repeat(20), 'latin1'), 'CW-FHIR-037'],
    ['nothing', '', 'CW-FHIR-001'],
    ['blanks', ' \n\t', 'CW-FHIR-001'],
    ['anything else', hex('00010203', 8), 'CW-FHIR-039'],
  ])('%s', (_, bytes, expected) => {
    expect(looks(bytes)).toBe(expected);
  });

  it('takes the name for a hint only between kinds of text', () => {
    expect(looks('a b c', 'table.csv')).toBe('CW-FHIR-035');
    expect(looks('{"a":1}', 'scan.pdf')).toBe('json');
  });

  it('does not stumble over a letter that is cut at the end of what it sees', () => {
    expect(looks(Buffer.from('Grüß dich ü').subarray(0, -1), 'x', false)).toBe('CW-FHIR-037');
  });
});
