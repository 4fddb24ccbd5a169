import { defineErrors } from '../define.ts';

/** What can be wrong with a file of health data and the entries in it. The file itself is always kept as a source. */
export const fhirErrors = defineErrors({
  'CW-FHIR-001': {
    status: 422,
    issue: 'invalid',
    message: 'The file is empty. There is nothing in it to take in.',
  },
  'CW-FHIR-002': {
    status: 422,
    issue: 'structure',
    message: 'This is broken JSON and cannot be read safely. The file stays as a source; ask its sender for a new one.',
  },
  'CW-FHIR-003': {
    status: 422,
    issue: 'structure',
    message: 'There is a comma with nothing behind it. Everything around it was read.',
  },
  'CW-FHIR-004': {
    status: 422,
    issue: 'structure',
    message: 'There is more text behind the end. What stood before it was read.',
  },
  'CW-FHIR-005': {
    status: 422,
    issue: 'invalid',
    message: 'The text is not valid UTF-8, so its letters cannot be trusted. Nothing of this entry was taken in.',
  },
  'CW-FHIR-006': {
    status: 422,
    issue: 'structure',
    message: 'The same name occurs twice in one place, so two readers would understand two things. It was left out.',
  },
  'CW-FHIR-007': {
    status: 422,
    issue: 'structure',
    message: 'A name in this entry is written in a way that is used to deceive readers. It was left out.',
  },
  'CW-FHIR-008': {
    status: 422,
    issue: 'too-long',
    message: 'A number in this entry has more digits than any measurement. It was left out.',
  },
  'CW-FHIR-009': {
    status: 422,
    issue: 'too-costly',
    message: 'This entry is nested too deeply or has too many parts. It was left out.',
  },
  'CW-FHIR-010': {
    status: 422,
    issue: 'too-long',
    message: 'This entry is larger than 32 MB. It was left out; the file stays as a source.',
  },
  'CW-FHIR-011': {
    status: 422,
    issue: 'too-long',
    message: 'The file is larger than is allowed. What stood before the limit was read.',
  },
  'CW-FHIR-012': {
    status: 422,
    issue: 'structure',
    message: 'Too many entries of this file are broken, so reading stopped here. What stood before was read.',
  },
  'CW-FHIR-013': {
    status: 422,
    issue: 'structure',
    message: 'The file breaks off or loses its form here. What stood before was read; ask its sender for a new one.',
  },
  'CW-FHIR-014': {
    status: 422,
    issue: 'structure',
    message: 'This is not a FHIR resource: it does not say what it is. It was left out.',
  },
  'CW-FHIR-015': {
    status: 422,
    issue: 'not-supported',
    message: 'FHIR R4 has no such type of resource. It was left out.',
  },
  'CW-FHIR-016': {
    status: 422,
    issue: 'not-supported',
    message: 'This is FHIR of another version. Only FHIR R4 and R4B are read; ask the sender for an R4 export.',
  },
  'CW-FHIR-017': {
    status: 422,
    issue: 'business-rule',
    message: 'This is a definition for software or guidelines. It tells nothing about a person and was left out.',
  },
  'CW-FHIR-018': {
    status: 422,
    issue: 'structure',
    message: 'Bundles stand in Bundles more than three deep here. The innermost were left out.',
  },
  'CW-FHIR-019': {
    status: 422,
    issue: 'informational',
    message: 'The sender reports that it deleted this entry. What you received earlier stays as it is.',
  },
  'CW-FHIR-020': {
    status: 422,
    issue: 'informational',
    message: 'This is a message of the sending system and not part of a record. It was left out.',
  },
  'CW-FHIR-021': {
    status: 422,
    issue: 'informational',
    message: 'The sender says that there are further pages after this one. What is on them is not in this file.',
  },
  'CW-FHIR-022': {
    status: 422,
    issue: 'invalid',
    message: 'This entry departs from the rules of FHIR R4. It was taken in as it is, and marked.',
  },
  'CW-FHIR-023': {
    status: 422,
    issue: 'too-costly',
    message:
      'This entry has so many searchable parts that only the first of them can be searched. It was taken in whole.',
  },
  'CW-FHIR-030': {
    status: 422,
    issue: 'not-supported',
    message: 'This is FHIR in XML, which is not read yet. Ask the sender for FHIR in JSON.',
  },
  'CW-FHIR-031': {
    status: 422,
    issue: 'not-supported',
    message: 'This is a PDF. It stays as a source; its content is not read yet.',
  },
  'CW-FHIR-032': {
    status: 422,
    issue: 'not-supported',
    message: 'This is a picture or video. It stays as a source; its content is not read yet.',
  },
  'CW-FHIR-033': {
    status: 422,
    issue: 'not-supported',
    message: 'This is a C-CDA document. It stays as a source; its content is not read yet.',
  },
  'CW-FHIR-034': {
    status: 422,
    issue: 'not-supported',
    message: 'This is a web page. It stays as a source; nothing in it is read.',
  },
  'CW-FHIR-035': {
    status: 422,
    issue: 'not-supported',
    message: 'This is a table (CSV). It stays as a source; its content is not read yet.',
  },
  'CW-FHIR-036': {
    status: 422,
    issue: 'not-supported',
    message: 'This is a DICOM image. It stays as a source; its content is not read yet.',
  },
  'CW-FHIR-037': {
    status: 422,
    issue: 'not-supported',
    message: 'This is plain text. It stays as a source; nothing in it is read.',
  },
  'CW-FHIR-038': {
    status: 422,
    issue: 'not-supported',
    message: 'This is JSON, but not FHIR. It stays as a source; nothing in it is read.',
  },
  'CW-FHIR-039': {
    status: 422,
    issue: 'not-supported',
    message: 'This kind of file is not known. It stays as a source; nothing in it is read.',
  },
  'CW-FHIR-040': {
    status: 422,
    issue: 'not-supported',
    message: 'This is an archive of a kind that is not opened (only .zip and .gz are). Unpack it and add the files.',
  },
  'CW-FHIR-041': {
    status: 422,
    issue: 'not-supported',
    message: 'This archive is locked with a password. Unpack it yourself and add the files.',
  },
  'CW-FHIR-042': {
    status: 422,
    issue: 'structure',
    message:
      'This archive is damaged, so nothing in it can be trusted. Nothing of it was taken in; ask its sender for a new one.',
  },
  'CW-FHIR-043': {
    status: 422,
    issue: 'too-costly',
    message: 'This archive unpacks into far more data than it should. For safety nothing of it was taken in.',
  },
  'CW-FHIR-044': {
    status: 422,
    issue: 'too-costly',
    message: 'Archives stand in archives here. Unpack the outer one and add the inner ones.',
  },
  'CW-FHIR-045': {
    status: 422,
    issue: 'not-supported',
    message: 'The text of this file is UTF-16. FHIR in JSON is always UTF-8; ask the sender for that.',
  },
  'CW-FHIR-046': {
    status: 422,
    issue: 'not-supported',
    message: 'This is an HL7 version 2 message. It stays as a source; its content is not read yet.',
  },
  'CW-FHIR-047': {
    status: 422,
    issue: 'not-supported',
    message: 'This is XML of a kind that is not known. It stays as a source; nothing in it is read.',
  },
  'CW-FHIR-048': {
    status: 422,
    issue: 'too-long',
    message:
      'This archive stands in another one, is larger than 128 MB, and is not opened. Unpack the outer one, and add this one by itself.',
  },
  'CW-FHIR-060': {
    status: 422,
    issue: 'business-rule',
    message: 'This kind of entry has nothing of that sort to correct. Nothing was changed.',
  },
  'CW-FHIR-061': {
    status: 422,
    issue: 'not-found',
    message: 'This entry does not have that part, so it cannot be corrected. Nothing was changed.',
  },
  'CW-FHIR-062': {
    status: 422,
    issue: 'business-rule',
    message: 'That part of the entry cannot be corrected this way. Nothing was changed.',
  },
  'CW-FHIR-063': {
    status: 422,
    issue: 'value',
    message: 'The new value is not one that can stand there. Nothing was changed. Look at its form and try again.',
  },
  'CW-FHIR-064': {
    status: 422,
    issue: 'invariant',
    message: 'With this correction the entry would no longer be whole. Nothing was changed.',
  },
  'CW-FHIR-080': {
    status: 422,
    issue: 'too-costly',
    message:
      'This search would have to look at too much of the record. Nothing was read. Narrow it by type, code or date.',
  },
});
