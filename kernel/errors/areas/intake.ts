import { defineErrors } from '../define.ts';

export const intakeErrors = defineErrors({
  'CW-INT-001': {
    status: 409,
    issue: 'business-rule',
    message:
      'A question about these files is still open. Nothing was taken into the record. Answer it, then take them in.',
  },
  'CW-INT-002': {
    status: 422,
    issue: 'incomplete',
    message: 'The file ended before it was read to its end. Nothing of it counts until it is whole. Try it again.',
  },
  'CW-INT-003': {
    status: 422,
    issue: 'invalid',
    message: 'The part that reads files gave an answer that makes no sense. This file stays out; the others go in.',
  },
  'CW-INT-004': {
    status: 422,
    issue: 'business-rule',
    message: 'This entry is about somebody else and was left out, as you asked.',
  },
  'CW-INT-005': {
    status: 422,
    issue: 'invalid',
    message: 'There is no file in this import. Add one, then let it be read.',
  },
  'CW-INT-006': {
    status: 413,
    issue: 'too-long',
    message: 'This import has too many files. Take in the rest with a second import.',
  },
  'CW-INT-007': {
    status: 422,
    issue: 'business-rule',
    message: 'This file is about somebody else only. It was left out here, as you asked.',
  },
  'CW-INT-008': {
    status: 422,
    issue: 'required',
    message:
      'These files do not name everybody they are about, so that no record can be made for them. Nothing was taken in. Leave those entries out, or add the person and drop the files there.',
  },
  'CW-INT-009': {
    status: 409,
    issue: 'multiple-matches',
    message:
      'Who of the people of that name is meant cannot be told from these files. Nothing was taken in. Leave those entries out here, and drop the files in the right record.',
  },
  'CW-INT-010': {
    status: 422,
    issue: 'too-costly',
    message:
      'These files are about too many people for one step. Nothing was taken in. Import fewer files at a time, or use "chartwarden import --each-patient".',
  },
  'CW-INT-020': {
    status: 422,
    issue: 'invalid',
    message:
      'This archive is not as it was made: something in it is damaged, missing or was changed. Nothing of it was taken in. Make the archive again where it came from.',
  },
  'CW-INT-021': {
    status: 422,
    issue: 'business-rule',
    message:
      'Something was added to this record before, so the entries of the archive were added to it, and its corrections, files and numbers of versions were not. They are in the archive. Add it to an empty record to have everything as it was.',
  },
  'CW-INT-023': {
    status: 422,
    issue: 'business-rule',
    message:
      'Of this archive only the entries as they were received are added: it is not your record. Corrections and files are for whoever holds the record to bring back.',
  },
  'CW-INT-024': {
    status: 422,
    issue: 'business-rule',
    message:
      'Only whoever holds this record makes records for others out of its files. Nothing was taken in. Leave those entries out, or say that they are about this person.',
  },
  'CW-INT-025': {
    status: 409,
    issue: 'conflict',
    message:
      'Something else waits to be added to this record, and an archive brings a record back only where nothing else is on its way. Nothing was taken in. Add or give up what waits, under "Sources", then add the archive again.',
  },
  'CW-INT-026': {
    status: 422,
    issue: 'not-supported',
    message:
      'This file is no archive of a whole record from a Chartwarden, so it says nothing of who was given what and who saw what before.',
  },
  'CW-INT-022': {
    status: 422,
    issue: 'not-supported',
    message:
      'This archive was made by a later Chartwarden than this one. Nothing of it was taken in. Bring this one up to date.',
  },
});
