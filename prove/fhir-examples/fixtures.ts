export interface Example {
  readonly name: string;
  readonly text: string;
  /** What it has to be refused with, where that is known beforehand. */
  readonly code?: string;
}

/** Resources of our own for the small cut, written as no program of ours would write them. */
export const fixtures: readonly Example[] = [
  {
    name: 'digits',
    text: `{
  "resourceType" : "Observation",
  "id" : "digits",
  "meta" : { "profile" : [ "https://clinic.example/profile" ] },
  "status" : "final",
  "code" : { "text" : "Pulse, \\u00e4 and ä" },
  "subject" : { "reference" : "Patient/example" , "display" : "Somebody" },
  "valueQuantity" : { "value" : 1.50, "unit" : "/min" },
  "component" : [ { "code" : { "text" : "a" }, "valueQuantity" : { "value" : 0.0010 } },
                  { "code" : { "text" : "b" }, "valueQuantity" : { "value" : 1E2 } } ]
}`,
  },
  {
    name: 'contained',
    text: `{"resourceType":"Condition","contained":[{"resourceType":"Practitioner","id":"p1","name":[{"family":"Careful"}]}],
"asserter":{"reference":"#p1"},"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
"code":{"text":"A cough \\"as if\\" {it} were [one]"},"subject":{"reference":"https://clinic.example/fhir/Patient/7"}}`,
  },
  {
    name: 'nobody',
    text: '{"resourceType":"Organization","id":"o","name":"A clinic","telecom":[{"system":"phone","value":"+1 555 0100"}]}\n',
  },
  {
    name: 'a person',
    text: '{ "resourceType":"Patient","id":"p","name":[{"family":"Example"}],"birthDate":"1970-01" }',
  },
  { name: 'not kept', text: '{"resourceType":"ValueSet","id":"v","status":"active"}', code: 'CW-FHIR-101' },
  {
    name: 'against R4',
    text: '{"resourceType":"Observation","status":"perhaps","code":{"text":"a"},"subject":{"reference":"Patient/example"}}',
    code: 'CW-FHIR-111',
  },
];
