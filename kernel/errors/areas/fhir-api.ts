import { defineErrors } from '../define.ts';

/** What the FHIR API answers beside what every part of the house does (FHIR R4, http.html). */
export const fhirApiErrors = defineErrors({
  'CW-FHIR-100': {
    status: 406,
    issue: 'not-supported',
    message: 'This server answers in FHIR R4 JSON only. Ask for application/fhir+json.',
  },
  'CW-FHIR-101': {
    status: 404,
    issue: 'not-supported',
    message: 'This kind of resource is not kept here. The metadata of this server names those that are.',
  },
  'CW-FHIR-102': {
    status: 410,
    issue: 'deleted',
    message: 'This was deleted. Its earlier versions are still in its history.',
  },
  'CW-FHIR-103': {
    status: 412,
    issue: 'conflict',
    message:
      'This was changed since the version that you named. Nothing was changed. Read it again and repeat your change.',
  },
  'CW-FHIR-104': {
    status: 412,
    issue: 'multiple-matches',
    message: 'More than one entry fits the condition, so it is not clear which one is meant. Nothing was changed.',
  },
  'CW-FHIR-105': {
    status: 400,
    issue: 'invalid',
    message: 'What was sent does not fit the address that it was sent to. Nothing was changed. Look at the detail.',
  },
  'CW-FHIR-106': {
    status: 422,
    issue: 'business-rule',
    message:
      'It is not clear whose record this belongs to. Nothing was changed. Name one person by a reference Patient/..., or by the header X-Chartwarden-Person.',
  },
  'CW-FHIR-107': {
    status: 405,
    issue: 'not-supported',
    message: 'There is nothing here to update, and ids are given by this server only. Send it with POST instead.',
  },
  'CW-FHIR-108': {
    status: 405,
    issue: 'not-supported',
    message: 'The Patient of a record is put together from what the record holds, and cannot be written over this API.',
  },
  'CW-FHIR-109': {
    status: 404,
    issue: 'not-supported',
    message: 'This server has no such operation. Its metadata names those that it has.',
  },
  'CW-FHIR-110': {
    status: 413,
    issue: 'too-costly',
    message: 'There are more entries in this bundle than are taken at once. Nothing was changed. Send fewer.',
  },
  'CW-FHIR-111': {
    status: 400,
    issue: 'structure',
    message: 'This departs from the rules of FHIR R4 for its type. Nothing was written. The expression says where.',
  },
  'CW-FHIR-112': {
    status: 412,
    issue: 'not-supported',
    message:
      'A person is not made on a condition. Nothing was changed. Look for them first, and send the Patient without it.',
  },
  'CW-FHIR-113': {
    status: 412,
    issue: 'not-found',
    message: 'A reference in this transaction is a search, and nothing fits it. Nothing was changed.',
  },
  'CW-FHIR-120': {
    status: 400,
    issue: 'required',
    message: 'An export takes a while, so it is answered later. Ask again with the header Prefer: respond-async.',
  },
  'CW-FHIR-121': {
    status: 429,
    issue: 'throttled',
    message:
      'You have as many exports as can be kept at once. Nothing was begun. Delete one, or wait until it expires.',
  },
  'CW-FHIR-122': {
    status: 410,
    issue: 'expired',
    message: 'This export is over, and its files are gone. Begin a new one.',
  },
});
