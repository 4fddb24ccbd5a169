import { defineErrors } from '../define.ts';

/** What can be wrong with a request to the FHIR API, as far as it is told from the request alone. */
export const fhirRequestErrors = defineErrors({
  'CW-FHIR-070': {
    status: 400,
    issue: 'not-supported',
    message: 'This search has a parameter that is not known here. The metadata lists those that are.',
  },
  'CW-FHIR-071': {
    status: 400,
    issue: 'not-supported',
    message: 'This parameter cannot be used with that modifier here. The metadata lists those that can.',
  },
  'CW-FHIR-072': {
    status: 400,
    issue: 'value',
    message: 'The value of this parameter does not have the form that its kind asks for. Nothing was searched.',
  },
  'CW-FHIR-073': {
    status: 400,
    issue: 'required',
    message: 'This parameter has no value, so it says nothing. Give it one or leave it out.',
  },
  'CW-FHIR-074': {
    status: 400,
    issue: 'too-costly',
    message: 'This search has too many parameters or values, or too long ones. Ask in several smaller searches.',
  },
  'CW-FHIR-075': {
    status: 400,
    issue: 'not-supported',
    message: 'A search can follow one reference here, not a chain of several. Ask in two searches.',
  },
  'CW-FHIR-076': {
    status: 400,
    issue: 'invalid',
    message: 'This reference can lead to several types. Say which one is meant, as in subject:Patient.name.',
  },
  'CW-FHIR-077': {
    status: 400,
    issue: 'invalid',
    message: 'This parameter stands twice in the request, so it is not clear which one counts. Give it once.',
  },
  'CW-FHIR-078': {
    status: 400,
    issue: 'invalid',
    message: 'These parameters cannot be asked for together. Nothing was searched.',
  },
  'CW-FHIR-079': {
    status: 400,
    issue: 'not-supported',
    message: 'That value of this parameter is not supported here. The metadata says what is.',
  },
  'CW-FHIR-085': {
    status: 400,
    issue: 'structure',
    message: 'This is not a JSON Patch (RFC 6902), so none of it was carried out. Nothing was changed.',
  },
  'CW-FHIR-086': {
    status: 422,
    issue: 'not-found',
    message: 'An operation of the patch names a place that is not there. Nothing was changed.',
  },
  'CW-FHIR-087': {
    status: 422,
    issue: 'business-rule',
    message: 'A test of the patch does not hold: the entry is not what the patch was made for. Nothing was changed.',
  },
  'CW-FHIR-088': {
    status: 422,
    issue: 'too-costly',
    message: 'The patch has too many operations, or would make the entry too large or too deep. Nothing was changed.',
  },
  'CW-FHIR-089': {
    status: 422,
    issue: 'processing',
    message: 'An operation of the patch cannot be done on an entry. Nothing was changed.',
  },
});
