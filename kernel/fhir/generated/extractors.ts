// Written by scripts/generate-extractors.ts from the FHIR R4 (4.0.1) definitions. Do not edit.
import {
  each,
  type Node,
  type Out,
  datePeriod,
  dateText,
  dateTiming,
  numberRange,
  numberValue,
  quantityMoney,
  quantityRange,
  quantityValue,
  reference,
  referenceTo,
  referenceUri,
  stringAddress,
  stringName,
  stringText,
  tokenBoolean,
  tokenCoding,
  tokenConcept,
  tokenContact,
  tokenIdentifier,
  tokenPresence,
  tokenText,
  uriText,
} from '../index-values.ts';

function extractAccount(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Account._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Account._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Account._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Account._tag', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Account.identifier', v);
  v = r.name;
  if (v !== undefined) stringText(out, 'Account.name', v);
  v = r.owner;
  if (v !== undefined) reference(out, 'Account.owner', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Account.patient', v, 'Patient');
    reference(out, 'Account.subject', v);
  }
  v = r.servicePeriod;
  if (v !== undefined) datePeriod(out, 'Account.period', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Account.status', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'Account.type', v);
}

function extractAdverseEvent(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'AdverseEvent._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'AdverseEvent._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'AdverseEvent._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'AdverseEvent._tag', w);
    }
  }
  v = r.actuality;
  if (v !== undefined) tokenText(out, 'AdverseEvent.actuality', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'AdverseEvent.category', v);
  v = r.date;
  if (v !== undefined) dateText(out, 'AdverseEvent.date', v);
  v = r.event;
  if (v !== undefined) tokenConcept(out, 'AdverseEvent.event', v);
  v = r.location;
  if (v !== undefined) reference(out, 'AdverseEvent.location', v);
  v = r.recorder;
  if (v !== undefined) reference(out, 'AdverseEvent.recorder', v);
  v = r.resultingCondition;
  if (v !== undefined) reference(out, 'AdverseEvent.resultingcondition', v);
  v = r.seriousness;
  if (v !== undefined) tokenConcept(out, 'AdverseEvent.seriousness', v);
  v = r.severity;
  if (v !== undefined) tokenConcept(out, 'AdverseEvent.severity', v);
  v = r.study;
  if (v !== undefined) reference(out, 'AdverseEvent.study', v);
  v = r.subject;
  if (v !== undefined) reference(out, 'AdverseEvent.subject', v);
  v = r.suspectEntity;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.instance;
      if (w !== undefined) reference(out, 'AdverseEvent.substance', w);
    }
  }
}

function extractAllergyIntolerance(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'AllergyIntolerance._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'AllergyIntolerance._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'AllergyIntolerance._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'AllergyIntolerance._tag', w);
    }
  }
  v = r.asserter;
  if (v !== undefined) reference(out, 'AllergyIntolerance.asserter', v);
  v = r.category;
  if (v !== undefined) tokenText(out, 'AllergyIntolerance.category', v);
  v = r.clinicalStatus;
  if (v !== undefined) tokenConcept(out, 'AllergyIntolerance.clinical-status', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'AllergyIntolerance.code', v);
  v = r.reaction;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.substance;
      if (w !== undefined) tokenConcept(out, 'AllergyIntolerance.code', w);
      w = i1.manifestation;
      if (w !== undefined) tokenConcept(out, 'AllergyIntolerance.manifestation', w);
      w = i1.onset;
      if (w !== undefined) dateText(out, 'AllergyIntolerance.onset', w);
      w = i1.exposureRoute;
      if (w !== undefined) tokenConcept(out, 'AllergyIntolerance.route', w);
      w = i1.severity;
      if (w !== undefined) tokenText(out, 'AllergyIntolerance.severity', w);
    }
  }
  v = r.criticality;
  if (v !== undefined) tokenText(out, 'AllergyIntolerance.criticality', v);
  v = r.recordedDate;
  if (v !== undefined) dateText(out, 'AllergyIntolerance.date', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'AllergyIntolerance.identifier', v);
  v = r.lastOccurrence;
  if (v !== undefined) dateText(out, 'AllergyIntolerance.last-date', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'AllergyIntolerance.patient', v);
  v = r.recorder;
  if (v !== undefined) reference(out, 'AllergyIntolerance.recorder', v);
  v = r.type;
  if (v !== undefined) tokenText(out, 'AllergyIntolerance.type', v);
  v = r.verificationStatus;
  if (v !== undefined) tokenConcept(out, 'AllergyIntolerance.verification-status', v);
}

function extractAppointment(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Appointment._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Appointment._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Appointment._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Appointment._tag', w);
    }
  }
  v = r.participant;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.actor;
      if (w !== undefined) {
        reference(out, 'Appointment.actor', w);
        referenceTo(out, 'Appointment.location', w, 'Location');
        referenceTo(out, 'Appointment.patient', w, 'Patient');
        referenceTo(out, 'Appointment.practitioner', w, 'Practitioner');
      }
      w = i1.status;
      if (w !== undefined) tokenText(out, 'Appointment.part-status', w);
    }
  }
  v = r.appointmentType;
  if (v !== undefined) tokenConcept(out, 'Appointment.appointment-type', v);
  v = r.basedOn;
  if (v !== undefined) reference(out, 'Appointment.based-on', v);
  v = r.start;
  if (v !== undefined) dateText(out, 'Appointment.date', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Appointment.identifier', v);
  v = r.reasonCode;
  if (v !== undefined) tokenConcept(out, 'Appointment.reason-code', v);
  v = r.reasonReference;
  if (v !== undefined) reference(out, 'Appointment.reason-reference', v);
  v = r.serviceCategory;
  if (v !== undefined) tokenConcept(out, 'Appointment.service-category', v);
  v = r.serviceType;
  if (v !== undefined) tokenConcept(out, 'Appointment.service-type', v);
  v = r.slot;
  if (v !== undefined) reference(out, 'Appointment.slot', v);
  v = r.specialty;
  if (v !== undefined) tokenConcept(out, 'Appointment.specialty', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Appointment.status', v);
  v = r.supportingInformation;
  if (v !== undefined) reference(out, 'Appointment.supporting-info', v);
}

function extractAppointmentResponse(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'AppointmentResponse._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'AppointmentResponse._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'AppointmentResponse._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'AppointmentResponse._tag', w);
    }
  }
  v = r.actor;
  if (v !== undefined) {
    reference(out, 'AppointmentResponse.actor', v);
    referenceTo(out, 'AppointmentResponse.location', v, 'Location');
    referenceTo(out, 'AppointmentResponse.patient', v, 'Patient');
    referenceTo(out, 'AppointmentResponse.practitioner', v, 'Practitioner');
  }
  v = r.appointment;
  if (v !== undefined) reference(out, 'AppointmentResponse.appointment', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'AppointmentResponse.identifier', v);
  v = r.participantStatus;
  if (v !== undefined) tokenText(out, 'AppointmentResponse.part-status', v);
}

function extractAuditEvent(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'AuditEvent._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'AuditEvent._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'AuditEvent._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'AuditEvent._tag', w);
    }
  }
  v = r.action;
  if (v !== undefined) tokenText(out, 'AuditEvent.action', v);
  v = r.agent;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.network;
      if (w !== undefined) {
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.address;
          if (x !== undefined) stringText(out, 'AuditEvent.address', x);
        }
      }
      w = i1.who;
      if (w !== undefined) {
        reference(out, 'AuditEvent.agent', w);
        referenceTo(out, 'AuditEvent.patient', w, 'Patient');
      }
      w = i1.name;
      if (w !== undefined) stringText(out, 'AuditEvent.agent-name', w);
      w = i1.role;
      if (w !== undefined) tokenConcept(out, 'AuditEvent.agent-role', w);
      w = i1.altId;
      if (w !== undefined) tokenText(out, 'AuditEvent.altid', w);
      w = i1.policy;
      if (w !== undefined) uriText(out, 'AuditEvent.policy', w);
    }
  }
  v = r.recorded;
  if (v !== undefined) dateText(out, 'AuditEvent.date', v);
  v = r.entity;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.what;
      if (w !== undefined) {
        reference(out, 'AuditEvent.entity', w);
        referenceTo(out, 'AuditEvent.patient', w, 'Patient');
      }
      w = i1.name;
      if (w !== undefined) stringText(out, 'AuditEvent.entity-name', w);
      w = i1.role;
      if (w !== undefined) tokenCoding(out, 'AuditEvent.entity-role', w);
      w = i1.type;
      if (w !== undefined) tokenCoding(out, 'AuditEvent.entity-type', w);
    }
  }
  v = r.outcome;
  if (v !== undefined) tokenText(out, 'AuditEvent.outcome', v);
  v = r.source;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.site;
      if (w !== undefined) tokenText(out, 'AuditEvent.site', w);
      w = i1.observer;
      if (w !== undefined) reference(out, 'AuditEvent.source', w);
    }
  }
  v = r.subtype;
  if (v !== undefined) tokenCoding(out, 'AuditEvent.subtype', v);
  v = r.type;
  if (v !== undefined) tokenCoding(out, 'AuditEvent.type', v);
}

function extractBasic(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Basic._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Basic._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Basic._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Basic._tag', w);
    }
  }
  v = r.author;
  if (v !== undefined) reference(out, 'Basic.author', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'Basic.code', v);
  v = r.created;
  if (v !== undefined) dateText(out, 'Basic.created', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Basic.identifier', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Basic.patient', v, 'Patient');
    reference(out, 'Basic.subject', v);
  }
}

function extractBinary(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Binary._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Binary._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Binary._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Binary._tag', w);
    }
  }
}

function extractBiologicallyDerivedProduct(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'BiologicallyDerivedProduct._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'BiologicallyDerivedProduct._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'BiologicallyDerivedProduct._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'BiologicallyDerivedProduct._tag', w);
    }
  }
}

function extractBodyStructure(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'BodyStructure._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'BodyStructure._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'BodyStructure._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'BodyStructure._tag', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'BodyStructure.identifier', v);
  v = r.location;
  if (v !== undefined) tokenConcept(out, 'BodyStructure.location', v);
  v = r.morphology;
  if (v !== undefined) tokenConcept(out, 'BodyStructure.morphology', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'BodyStructure.patient', v);
}

function extractCarePlan(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'CarePlan._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'CarePlan._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'CarePlan._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'CarePlan._tag', w);
    }
  }
  v = r.activity;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.detail;
      if (w !== undefined) {
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.code;
          if (x !== undefined) tokenConcept(out, 'CarePlan.activity-code', x);
          x = i2.scheduledTiming;
          if (x !== undefined) dateTiming(out, 'CarePlan.activity-date', x);
          x = i2.scheduledPeriod;
          if (x !== undefined) datePeriod(out, 'CarePlan.activity-date', x);
          x = i2.performer;
          if (x !== undefined) reference(out, 'CarePlan.performer', x);
        }
      }
      w = i1.reference;
      if (w !== undefined) reference(out, 'CarePlan.activity-reference', w);
    }
  }
  v = r.basedOn;
  if (v !== undefined) reference(out, 'CarePlan.based-on', v);
  v = r.careTeam;
  if (v !== undefined) reference(out, 'CarePlan.care-team', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'CarePlan.category', v);
  v = r.addresses;
  if (v !== undefined) reference(out, 'CarePlan.condition', v);
  v = r.period;
  if (v !== undefined) datePeriod(out, 'CarePlan.date', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'CarePlan.encounter', v);
  v = r.goal;
  if (v !== undefined) reference(out, 'CarePlan.goal', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'CarePlan.identifier', v);
  v = r.instantiatesCanonical;
  if (v !== undefined) referenceUri(out, 'CarePlan.instantiates-canonical', v);
  v = r.instantiatesUri;
  if (v !== undefined) uriText(out, 'CarePlan.instantiates-uri', v);
  v = r.intent;
  if (v !== undefined) tokenText(out, 'CarePlan.intent', v);
  v = r.partOf;
  if (v !== undefined) reference(out, 'CarePlan.part-of', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'CarePlan.patient', v, 'Patient');
    reference(out, 'CarePlan.subject', v);
  }
  v = r.replaces;
  if (v !== undefined) reference(out, 'CarePlan.replaces', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'CarePlan.status', v);
}

function extractCareTeam(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'CareTeam._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'CareTeam._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'CareTeam._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'CareTeam._tag', w);
    }
  }
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'CareTeam.category', v);
  v = r.period;
  if (v !== undefined) datePeriod(out, 'CareTeam.date', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'CareTeam.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'CareTeam.identifier', v);
  v = r.participant;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.member;
      if (w !== undefined) reference(out, 'CareTeam.participant', w);
    }
  }
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'CareTeam.patient', v, 'Patient');
    reference(out, 'CareTeam.subject', v);
  }
  v = r.status;
  if (v !== undefined) tokenText(out, 'CareTeam.status', v);
}

function extractChargeItem(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'ChargeItem._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'ChargeItem._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'ChargeItem._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'ChargeItem._tag', w);
    }
  }
  v = r.account;
  if (v !== undefined) reference(out, 'ChargeItem.account', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'ChargeItem.code', v);
  v = r.context;
  if (v !== undefined) reference(out, 'ChargeItem.context', v);
  v = r.enteredDate;
  if (v !== undefined) dateText(out, 'ChargeItem.entered-date', v);
  v = r.enterer;
  if (v !== undefined) reference(out, 'ChargeItem.enterer', v);
  v = r.factorOverride;
  if (v !== undefined) numberValue(out, 'ChargeItem.factor-override', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'ChargeItem.identifier', v);
  v = r.occurrenceDateTime;
  if (v !== undefined) dateText(out, 'ChargeItem.occurrence', v);
  v = r.occurrencePeriod;
  if (v !== undefined) datePeriod(out, 'ChargeItem.occurrence', v);
  v = r.occurrenceTiming;
  if (v !== undefined) dateTiming(out, 'ChargeItem.occurrence', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'ChargeItem.patient', v, 'Patient');
    reference(out, 'ChargeItem.subject', v);
  }
  v = r.performer;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.actor;
      if (w !== undefined) reference(out, 'ChargeItem.performer-actor', w);
      w = i1.function;
      if (w !== undefined) tokenConcept(out, 'ChargeItem.performer-function', w);
    }
  }
  v = r.performingOrganization;
  if (v !== undefined) reference(out, 'ChargeItem.performing-organization', v);
  v = r.priceOverride;
  if (v !== undefined) quantityMoney(out, 'ChargeItem.price-override', v);
  v = r.quantity;
  if (v !== undefined) quantityValue(out, 'ChargeItem.quantity', v);
  v = r.requestingOrganization;
  if (v !== undefined) reference(out, 'ChargeItem.requesting-organization', v);
  v = r.service;
  if (v !== undefined) reference(out, 'ChargeItem.service', v);
}

function extractClaim(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Claim._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Claim._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Claim._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Claim._tag', w);
    }
  }
  v = r.careTeam;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.provider;
      if (w !== undefined) reference(out, 'Claim.care-team', w);
    }
  }
  v = r.created;
  if (v !== undefined) dateText(out, 'Claim.created', v);
  v = r.item;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.detail;
      if (w !== undefined) {
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.udi;
          if (x !== undefined) reference(out, 'Claim.detail-udi', x);
          x = i2.subDetail;
          if (x !== undefined) {
            for (const i3 of each(x)) {
              let y: unknown;
              y = i3.udi;
              if (y !== undefined) reference(out, 'Claim.subdetail-udi', y);
            }
          }
        }
      }
      w = i1.encounter;
      if (w !== undefined) reference(out, 'Claim.encounter', w);
      w = i1.udi;
      if (w !== undefined) reference(out, 'Claim.item-udi', w);
    }
  }
  v = r.enterer;
  if (v !== undefined) reference(out, 'Claim.enterer', v);
  v = r.facility;
  if (v !== undefined) reference(out, 'Claim.facility', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Claim.identifier', v);
  v = r.insurer;
  if (v !== undefined) reference(out, 'Claim.insurer', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'Claim.patient', v);
  v = r.payee;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.party;
      if (w !== undefined) reference(out, 'Claim.payee', w);
    }
  }
  v = r.priority;
  if (v !== undefined) tokenConcept(out, 'Claim.priority', v);
  v = r.procedure;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.udi;
      if (w !== undefined) reference(out, 'Claim.procedure-udi', w);
    }
  }
  v = r.provider;
  if (v !== undefined) reference(out, 'Claim.provider', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Claim.status', v);
  v = r.use;
  if (v !== undefined) tokenText(out, 'Claim.use', v);
}

function extractClaimResponse(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'ClaimResponse._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'ClaimResponse._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'ClaimResponse._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'ClaimResponse._tag', w);
    }
  }
  v = r.created;
  if (v !== undefined) dateText(out, 'ClaimResponse.created', v);
  v = r.disposition;
  if (v !== undefined) stringText(out, 'ClaimResponse.disposition', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'ClaimResponse.identifier', v);
  v = r.insurer;
  if (v !== undefined) reference(out, 'ClaimResponse.insurer', v);
  v = r.outcome;
  if (v !== undefined) tokenText(out, 'ClaimResponse.outcome', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'ClaimResponse.patient', v);
  v = r.payment;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.date;
      if (w !== undefined) dateText(out, 'ClaimResponse.payment-date', w);
    }
  }
  v = r.request;
  if (v !== undefined) reference(out, 'ClaimResponse.request', v);
  v = r.requestor;
  if (v !== undefined) reference(out, 'ClaimResponse.requestor', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'ClaimResponse.status', v);
  v = r.use;
  if (v !== undefined) tokenText(out, 'ClaimResponse.use', v);
}

function extractClinicalImpression(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'ClinicalImpression._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'ClinicalImpression._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'ClinicalImpression._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'ClinicalImpression._tag', w);
    }
  }
  v = r.assessor;
  if (v !== undefined) reference(out, 'ClinicalImpression.assessor', v);
  v = r.date;
  if (v !== undefined) dateText(out, 'ClinicalImpression.date', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'ClinicalImpression.encounter', v);
  v = r.finding;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.itemCodeableConcept;
      if (w !== undefined) tokenConcept(out, 'ClinicalImpression.finding-code', w);
      w = i1.itemReference;
      if (w !== undefined) reference(out, 'ClinicalImpression.finding-ref', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'ClinicalImpression.identifier', v);
  v = r.investigation;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.item;
      if (w !== undefined) reference(out, 'ClinicalImpression.investigation', w);
    }
  }
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'ClinicalImpression.patient', v, 'Patient');
    reference(out, 'ClinicalImpression.subject', v);
  }
  v = r.previous;
  if (v !== undefined) reference(out, 'ClinicalImpression.previous', v);
  v = r.problem;
  if (v !== undefined) reference(out, 'ClinicalImpression.problem', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'ClinicalImpression.status', v);
  v = r.supportingInfo;
  if (v !== undefined) reference(out, 'ClinicalImpression.supporting-info', v);
}

function extractCommunication(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Communication._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Communication._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Communication._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Communication._tag', w);
    }
  }
  v = r.basedOn;
  if (v !== undefined) reference(out, 'Communication.based-on', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'Communication.category', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'Communication.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Communication.identifier', v);
  v = r.instantiatesCanonical;
  if (v !== undefined) referenceUri(out, 'Communication.instantiates-canonical', v);
  v = r.instantiatesUri;
  if (v !== undefined) uriText(out, 'Communication.instantiates-uri', v);
  v = r.medium;
  if (v !== undefined) tokenConcept(out, 'Communication.medium', v);
  v = r.partOf;
  if (v !== undefined) reference(out, 'Communication.part-of', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Communication.patient', v, 'Patient');
    reference(out, 'Communication.subject', v);
  }
  v = r.received;
  if (v !== undefined) dateText(out, 'Communication.received', v);
  v = r.recipient;
  if (v !== undefined) reference(out, 'Communication.recipient', v);
  v = r.sender;
  if (v !== undefined) reference(out, 'Communication.sender', v);
  v = r.sent;
  if (v !== undefined) dateText(out, 'Communication.sent', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Communication.status', v);
}

function extractCommunicationRequest(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'CommunicationRequest._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'CommunicationRequest._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'CommunicationRequest._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'CommunicationRequest._tag', w);
    }
  }
  v = r.authoredOn;
  if (v !== undefined) dateText(out, 'CommunicationRequest.authored', v);
  v = r.basedOn;
  if (v !== undefined) reference(out, 'CommunicationRequest.based-on', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'CommunicationRequest.category', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'CommunicationRequest.encounter', v);
  v = r.groupIdentifier;
  if (v !== undefined) tokenIdentifier(out, 'CommunicationRequest.group-identifier', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'CommunicationRequest.identifier', v);
  v = r.medium;
  if (v !== undefined) tokenConcept(out, 'CommunicationRequest.medium', v);
  v = r.occurrenceDateTime;
  if (v !== undefined) dateText(out, 'CommunicationRequest.occurrence', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'CommunicationRequest.patient', v, 'Patient');
    reference(out, 'CommunicationRequest.subject', v);
  }
  v = r.priority;
  if (v !== undefined) tokenText(out, 'CommunicationRequest.priority', v);
  v = r.recipient;
  if (v !== undefined) reference(out, 'CommunicationRequest.recipient', v);
  v = r.replaces;
  if (v !== undefined) reference(out, 'CommunicationRequest.replaces', v);
  v = r.requester;
  if (v !== undefined) reference(out, 'CommunicationRequest.requester', v);
  v = r.sender;
  if (v !== undefined) reference(out, 'CommunicationRequest.sender', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'CommunicationRequest.status', v);
}

function extractComposition(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Composition._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Composition._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Composition._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Composition._tag', w);
    }
  }
  v = r.attester;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.party;
      if (w !== undefined) reference(out, 'Composition.attester', w);
    }
  }
  v = r.author;
  if (v !== undefined) reference(out, 'Composition.author', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'Composition.category', v);
  v = r.confidentiality;
  if (v !== undefined) tokenText(out, 'Composition.confidentiality', v);
  v = r.event;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.code;
      if (w !== undefined) tokenConcept(out, 'Composition.context', w);
      w = i1.period;
      if (w !== undefined) datePeriod(out, 'Composition.period', w);
    }
  }
  v = r.date;
  if (v !== undefined) dateText(out, 'Composition.date', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'Composition.encounter', v);
  v = r.section;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.entry;
      if (w !== undefined) reference(out, 'Composition.entry', w);
      w = i1.code;
      if (w !== undefined) tokenConcept(out, 'Composition.section', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Composition.identifier', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Composition.patient', v, 'Patient');
    reference(out, 'Composition.subject', v);
  }
  v = r.relatesTo;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.targetIdentifier;
      if (w !== undefined) tokenIdentifier(out, 'Composition.related-id', w);
      w = i1.targetReference;
      if (w !== undefined) reference(out, 'Composition.related-ref', w);
    }
  }
  v = r.status;
  if (v !== undefined) tokenText(out, 'Composition.status', v);
  v = r.title;
  if (v !== undefined) stringText(out, 'Composition.title', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'Composition.type', v);
}

function extractCondition(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Condition._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Condition._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Condition._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Condition._tag', w);
    }
  }
  v = r.abatementAge;
  if (v !== undefined) quantityValue(out, 'Condition.abatement-age', v);
  v = r.abatementRange;
  if (v !== undefined) quantityRange(out, 'Condition.abatement-age', v);
  v = r.abatementDateTime;
  if (v !== undefined) dateText(out, 'Condition.abatement-date', v);
  v = r.abatementPeriod;
  if (v !== undefined) datePeriod(out, 'Condition.abatement-date', v);
  v = r.abatementString;
  if (v !== undefined) stringText(out, 'Condition.abatement-string', v);
  v = r.asserter;
  if (v !== undefined) reference(out, 'Condition.asserter', v);
  v = r.bodySite;
  if (v !== undefined) tokenConcept(out, 'Condition.body-site', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'Condition.category', v);
  v = r.clinicalStatus;
  if (v !== undefined) tokenConcept(out, 'Condition.clinical-status', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'Condition.code', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'Condition.encounter', v);
  v = r.evidence;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.code;
      if (w !== undefined) tokenConcept(out, 'Condition.evidence', w);
      w = i1.detail;
      if (w !== undefined) reference(out, 'Condition.evidence-detail', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Condition.identifier', v);
  v = r.onsetAge;
  if (v !== undefined) quantityValue(out, 'Condition.onset-age', v);
  v = r.onsetRange;
  if (v !== undefined) quantityRange(out, 'Condition.onset-age', v);
  v = r.onsetDateTime;
  if (v !== undefined) dateText(out, 'Condition.onset-date', v);
  v = r.onsetPeriod;
  if (v !== undefined) datePeriod(out, 'Condition.onset-date', v);
  v = r.onsetString;
  if (v !== undefined) stringText(out, 'Condition.onset-info', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Condition.patient', v, 'Patient');
    reference(out, 'Condition.subject', v);
  }
  v = r.recordedDate;
  if (v !== undefined) dateText(out, 'Condition.recorded-date', v);
  v = r.severity;
  if (v !== undefined) tokenConcept(out, 'Condition.severity', v);
  v = r.stage;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.summary;
      if (w !== undefined) tokenConcept(out, 'Condition.stage', w);
    }
  }
  v = r.verificationStatus;
  if (v !== undefined) tokenConcept(out, 'Condition.verification-status', v);
}

function extractConsent(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Consent._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Consent._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Consent._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Consent._tag', w);
    }
  }
  v = r.provision;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.action;
      if (w !== undefined) tokenConcept(out, 'Consent.action', w);
      w = i1.actor;
      if (w !== undefined) {
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.reference;
          if (x !== undefined) reference(out, 'Consent.actor', x);
        }
      }
      w = i1.data;
      if (w !== undefined) {
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.reference;
          if (x !== undefined) reference(out, 'Consent.data', x);
        }
      }
      w = i1.period;
      if (w !== undefined) datePeriod(out, 'Consent.period', w);
      w = i1.purpose;
      if (w !== undefined) tokenCoding(out, 'Consent.purpose', w);
      w = i1.securityLabel;
      if (w !== undefined) tokenCoding(out, 'Consent.security-label', w);
    }
  }
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'Consent.category', v);
  v = r.performer;
  if (v !== undefined) reference(out, 'Consent.consentor', v);
  v = r.dateTime;
  if (v !== undefined) dateText(out, 'Consent.date', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Consent.identifier', v);
  v = r.organization;
  if (v !== undefined) reference(out, 'Consent.organization', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'Consent.patient', v);
  v = r.scope;
  if (v !== undefined) tokenConcept(out, 'Consent.scope', v);
  v = r.sourceReference;
  if (v !== undefined) reference(out, 'Consent.source-reference', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Consent.status', v);
}

function extractContract(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Contract._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Contract._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Contract._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Contract._tag', w);
    }
  }
  v = r.authority;
  if (v !== undefined) reference(out, 'Contract.authority', v);
  v = r.domain;
  if (v !== undefined) reference(out, 'Contract.domain', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Contract.identifier', v);
  v = r.instantiatesUri;
  if (v !== undefined) uriText(out, 'Contract.instantiates', v);
  v = r.issued;
  if (v !== undefined) dateText(out, 'Contract.issued', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Contract.patient', v, 'Patient');
    reference(out, 'Contract.subject', v);
  }
  v = r.signer;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.party;
      if (w !== undefined) reference(out, 'Contract.signer', w);
    }
  }
  v = r.status;
  if (v !== undefined) tokenText(out, 'Contract.status', v);
  v = r.url;
  if (v !== undefined) uriText(out, 'Contract.url', v);
}

function extractCoverage(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Coverage._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Coverage._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Coverage._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Coverage._tag', w);
    }
  }
  v = r.beneficiary;
  if (v !== undefined) {
    reference(out, 'Coverage.beneficiary', v);
    reference(out, 'Coverage.patient', v);
  }
  v = r.class;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.type;
      if (w !== undefined) tokenConcept(out, 'Coverage.class-type', w);
      w = i1.value;
      if (w !== undefined) stringText(out, 'Coverage.class-value', w);
    }
  }
  v = r.dependent;
  if (v !== undefined) stringText(out, 'Coverage.dependent', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Coverage.identifier', v);
  v = r.payor;
  if (v !== undefined) reference(out, 'Coverage.payor', v);
  v = r.policyHolder;
  if (v !== undefined) reference(out, 'Coverage.policy-holder', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Coverage.status', v);
  v = r.subscriber;
  if (v !== undefined) reference(out, 'Coverage.subscriber', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'Coverage.type', v);
}

function extractCoverageEligibilityRequest(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'CoverageEligibilityRequest._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'CoverageEligibilityRequest._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'CoverageEligibilityRequest._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'CoverageEligibilityRequest._tag', w);
    }
  }
  v = r.created;
  if (v !== undefined) dateText(out, 'CoverageEligibilityRequest.created', v);
  v = r.enterer;
  if (v !== undefined) reference(out, 'CoverageEligibilityRequest.enterer', v);
  v = r.facility;
  if (v !== undefined) reference(out, 'CoverageEligibilityRequest.facility', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'CoverageEligibilityRequest.identifier', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'CoverageEligibilityRequest.patient', v);
  v = r.provider;
  if (v !== undefined) reference(out, 'CoverageEligibilityRequest.provider', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'CoverageEligibilityRequest.status', v);
}

function extractCoverageEligibilityResponse(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'CoverageEligibilityResponse._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'CoverageEligibilityResponse._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'CoverageEligibilityResponse._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'CoverageEligibilityResponse._tag', w);
    }
  }
  v = r.created;
  if (v !== undefined) dateText(out, 'CoverageEligibilityResponse.created', v);
  v = r.disposition;
  if (v !== undefined) stringText(out, 'CoverageEligibilityResponse.disposition', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'CoverageEligibilityResponse.identifier', v);
  v = r.insurer;
  if (v !== undefined) reference(out, 'CoverageEligibilityResponse.insurer', v);
  v = r.outcome;
  if (v !== undefined) tokenText(out, 'CoverageEligibilityResponse.outcome', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'CoverageEligibilityResponse.patient', v);
  v = r.request;
  if (v !== undefined) reference(out, 'CoverageEligibilityResponse.request', v);
  v = r.requestor;
  if (v !== undefined) reference(out, 'CoverageEligibilityResponse.requestor', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'CoverageEligibilityResponse.status', v);
}

function extractDetectedIssue(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'DetectedIssue._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'DetectedIssue._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'DetectedIssue._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'DetectedIssue._tag', w);
    }
  }
  v = r.author;
  if (v !== undefined) reference(out, 'DetectedIssue.author', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'DetectedIssue.code', v);
  v = r.identifiedDateTime;
  if (v !== undefined) dateText(out, 'DetectedIssue.identified', v);
  v = r.identifiedPeriod;
  if (v !== undefined) datePeriod(out, 'DetectedIssue.identified', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'DetectedIssue.identifier', v);
  v = r.implicated;
  if (v !== undefined) reference(out, 'DetectedIssue.implicated', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'DetectedIssue.patient', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'DetectedIssue.status', v);
}

function extractDevice(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Device._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Device._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Device._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Device._tag', w);
    }
  }
  v = r.deviceName;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.name;
      if (w !== undefined) stringText(out, 'Device.device-name', w);
    }
  }
  v = r.type;
  if (v !== undefined) {
    tokenConcept(out, 'Device.type', v);
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.coding;
      if (w !== undefined) {
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.display;
          if (x !== undefined) stringText(out, 'Device.device-name', x);
        }
      }
      w = i1.text;
      if (w !== undefined) stringText(out, 'Device.device-name', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Device.identifier', v);
  v = r.location;
  if (v !== undefined) reference(out, 'Device.location', v);
  v = r.manufacturer;
  if (v !== undefined) stringText(out, 'Device.manufacturer', v);
  v = r.modelNumber;
  if (v !== undefined) stringText(out, 'Device.model', v);
  v = r.owner;
  if (v !== undefined) reference(out, 'Device.organization', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'Device.patient', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Device.status', v);
  v = r.udiCarrier;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.carrierHRF;
      if (w !== undefined) stringText(out, 'Device.udi-carrier', w);
      w = i1.deviceIdentifier;
      if (w !== undefined) stringText(out, 'Device.udi-di', w);
    }
  }
  v = r.url;
  if (v !== undefined) uriText(out, 'Device.url', v);
}

function extractDeviceMetric(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'DeviceMetric._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'DeviceMetric._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'DeviceMetric._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'DeviceMetric._tag', w);
    }
  }
  v = r.category;
  if (v !== undefined) tokenText(out, 'DeviceMetric.category', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'DeviceMetric.identifier', v);
  v = r.parent;
  if (v !== undefined) reference(out, 'DeviceMetric.parent', v);
  v = r.source;
  if (v !== undefined) reference(out, 'DeviceMetric.source', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'DeviceMetric.type', v);
}

function extractDeviceRequest(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'DeviceRequest._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'DeviceRequest._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'DeviceRequest._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'DeviceRequest._tag', w);
    }
  }
  v = r.authoredOn;
  if (v !== undefined) dateText(out, 'DeviceRequest.authored-on', v);
  v = r.basedOn;
  if (v !== undefined) reference(out, 'DeviceRequest.based-on', v);
  v = r.codeCodeableConcept;
  if (v !== undefined) tokenConcept(out, 'DeviceRequest.code', v);
  v = r.codeReference;
  if (v !== undefined) reference(out, 'DeviceRequest.device', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'DeviceRequest.encounter', v);
  v = r.occurrenceDateTime;
  if (v !== undefined) dateText(out, 'DeviceRequest.event-date', v);
  v = r.occurrencePeriod;
  if (v !== undefined) datePeriod(out, 'DeviceRequest.event-date', v);
  v = r.groupIdentifier;
  if (v !== undefined) tokenIdentifier(out, 'DeviceRequest.group-identifier', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'DeviceRequest.identifier', v);
  v = r.instantiatesCanonical;
  if (v !== undefined) referenceUri(out, 'DeviceRequest.instantiates-canonical', v);
  v = r.instantiatesUri;
  if (v !== undefined) uriText(out, 'DeviceRequest.instantiates-uri', v);
  v = r.insurance;
  if (v !== undefined) reference(out, 'DeviceRequest.insurance', v);
  v = r.intent;
  if (v !== undefined) tokenText(out, 'DeviceRequest.intent', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'DeviceRequest.patient', v, 'Patient');
    reference(out, 'DeviceRequest.subject', v);
  }
  v = r.performer;
  if (v !== undefined) reference(out, 'DeviceRequest.performer', v);
  v = r.priorRequest;
  if (v !== undefined) reference(out, 'DeviceRequest.prior-request', v);
  v = r.requester;
  if (v !== undefined) reference(out, 'DeviceRequest.requester', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'DeviceRequest.status', v);
}

function extractDeviceUseStatement(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'DeviceUseStatement._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'DeviceUseStatement._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'DeviceUseStatement._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'DeviceUseStatement._tag', w);
    }
  }
  v = r.device;
  if (v !== undefined) reference(out, 'DeviceUseStatement.device', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'DeviceUseStatement.identifier', v);
  v = r.subject;
  if (v !== undefined) {
    reference(out, 'DeviceUseStatement.patient', v);
    reference(out, 'DeviceUseStatement.subject', v);
  }
}

function extractDiagnosticReport(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'DiagnosticReport._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'DiagnosticReport._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'DiagnosticReport._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'DiagnosticReport._tag', w);
    }
  }
  v = r.basedOn;
  if (v !== undefined) reference(out, 'DiagnosticReport.based-on', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'DiagnosticReport.category', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'DiagnosticReport.code', v);
  v = r.conclusionCode;
  if (v !== undefined) tokenConcept(out, 'DiagnosticReport.conclusion', v);
  v = r.effectiveDateTime;
  if (v !== undefined) dateText(out, 'DiagnosticReport.date', v);
  v = r.effectivePeriod;
  if (v !== undefined) datePeriod(out, 'DiagnosticReport.date', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'DiagnosticReport.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'DiagnosticReport.identifier', v);
  v = r.issued;
  if (v !== undefined) dateText(out, 'DiagnosticReport.issued', v);
  v = r.media;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.link;
      if (w !== undefined) reference(out, 'DiagnosticReport.media', w);
    }
  }
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'DiagnosticReport.patient', v, 'Patient');
    reference(out, 'DiagnosticReport.subject', v);
  }
  v = r.performer;
  if (v !== undefined) reference(out, 'DiagnosticReport.performer', v);
  v = r.result;
  if (v !== undefined) reference(out, 'DiagnosticReport.result', v);
  v = r.resultsInterpreter;
  if (v !== undefined) reference(out, 'DiagnosticReport.results-interpreter', v);
  v = r.specimen;
  if (v !== undefined) reference(out, 'DiagnosticReport.specimen', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'DiagnosticReport.status', v);
}

function extractDocumentManifest(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'DocumentManifest._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'DocumentManifest._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'DocumentManifest._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'DocumentManifest._tag', w);
    }
  }
  v = r.author;
  if (v !== undefined) reference(out, 'DocumentManifest.author', v);
  v = r.created;
  if (v !== undefined) dateText(out, 'DocumentManifest.created', v);
  v = r.description;
  if (v !== undefined) stringText(out, 'DocumentManifest.description', v);
  v = r.masterIdentifier;
  if (v !== undefined) tokenIdentifier(out, 'DocumentManifest.identifier', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'DocumentManifest.identifier', v);
  v = r.content;
  if (v !== undefined) reference(out, 'DocumentManifest.item', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'DocumentManifest.patient', v, 'Patient');
    reference(out, 'DocumentManifest.subject', v);
  }
  v = r.recipient;
  if (v !== undefined) reference(out, 'DocumentManifest.recipient', v);
  v = r.related;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.identifier;
      if (w !== undefined) tokenIdentifier(out, 'DocumentManifest.related-id', w);
      w = i1.ref;
      if (w !== undefined) reference(out, 'DocumentManifest.related-ref', w);
    }
  }
  v = r.source;
  if (v !== undefined) uriText(out, 'DocumentManifest.source', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'DocumentManifest.status', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'DocumentManifest.type', v);
}

function extractDocumentReference(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'DocumentReference._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'DocumentReference._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'DocumentReference._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'DocumentReference._tag', w);
    }
  }
  v = r.authenticator;
  if (v !== undefined) reference(out, 'DocumentReference.authenticator', v);
  v = r.author;
  if (v !== undefined) reference(out, 'DocumentReference.author', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'DocumentReference.category', v);
  v = r.content;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.attachment;
      if (w !== undefined) {
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.contentType;
          if (x !== undefined) tokenText(out, 'DocumentReference.contenttype', x);
          x = i2.language;
          if (x !== undefined) tokenText(out, 'DocumentReference.language', x);
          x = i2.url;
          if (x !== undefined) uriText(out, 'DocumentReference.location', x);
        }
      }
      w = i1.format;
      if (w !== undefined) tokenCoding(out, 'DocumentReference.format', w);
    }
  }
  v = r.custodian;
  if (v !== undefined) reference(out, 'DocumentReference.custodian', v);
  v = r.date;
  if (v !== undefined) dateText(out, 'DocumentReference.date', v);
  v = r.description;
  if (v !== undefined) stringText(out, 'DocumentReference.description', v);
  v = r.context;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.encounter;
      if (w !== undefined) reference(out, 'DocumentReference.encounter', w);
      w = i1.event;
      if (w !== undefined) tokenConcept(out, 'DocumentReference.event', w);
      w = i1.facilityType;
      if (w !== undefined) tokenConcept(out, 'DocumentReference.facility', w);
      w = i1.period;
      if (w !== undefined) datePeriod(out, 'DocumentReference.period', w);
      w = i1.related;
      if (w !== undefined) reference(out, 'DocumentReference.related', w);
      w = i1.practiceSetting;
      if (w !== undefined) tokenConcept(out, 'DocumentReference.setting', w);
    }
  }
  v = r.masterIdentifier;
  if (v !== undefined) tokenIdentifier(out, 'DocumentReference.identifier', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'DocumentReference.identifier', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'DocumentReference.patient', v, 'Patient');
    reference(out, 'DocumentReference.subject', v);
  }
  v = r.relatesTo;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.target;
      if (w !== undefined) reference(out, 'DocumentReference.relatesto', w);
      w = i1.code;
      if (w !== undefined) tokenText(out, 'DocumentReference.relation', w);
    }
  }
  v = r.securityLabel;
  if (v !== undefined) tokenConcept(out, 'DocumentReference.security-label', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'DocumentReference.status', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'DocumentReference.type', v);
}

function extractEncounter(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Encounter._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Encounter._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Encounter._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Encounter._tag', w);
    }
  }
  v = r.account;
  if (v !== undefined) reference(out, 'Encounter.account', v);
  v = r.appointment;
  if (v !== undefined) reference(out, 'Encounter.appointment', v);
  v = r.basedOn;
  if (v !== undefined) reference(out, 'Encounter.based-on', v);
  v = r.class;
  if (v !== undefined) tokenCoding(out, 'Encounter.class', v);
  v = r.period;
  if (v !== undefined) datePeriod(out, 'Encounter.date', v);
  v = r.diagnosis;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.condition;
      if (w !== undefined) reference(out, 'Encounter.diagnosis', w);
    }
  }
  v = r.episodeOfCare;
  if (v !== undefined) reference(out, 'Encounter.episode-of-care', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Encounter.identifier', v);
  v = r.length;
  if (v !== undefined) quantityValue(out, 'Encounter.length', v);
  v = r.location;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.location;
      if (w !== undefined) reference(out, 'Encounter.location', w);
      w = i1.period;
      if (w !== undefined) datePeriod(out, 'Encounter.location-period', w);
    }
  }
  v = r.partOf;
  if (v !== undefined) reference(out, 'Encounter.part-of', v);
  v = r.participant;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.individual;
      if (w !== undefined) {
        reference(out, 'Encounter.participant', w);
        referenceTo(out, 'Encounter.practitioner', w, 'Practitioner');
      }
      w = i1.type;
      if (w !== undefined) tokenConcept(out, 'Encounter.participant-type', w);
    }
  }
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Encounter.patient', v, 'Patient');
    reference(out, 'Encounter.subject', v);
  }
  v = r.reasonCode;
  if (v !== undefined) tokenConcept(out, 'Encounter.reason-code', v);
  v = r.reasonReference;
  if (v !== undefined) reference(out, 'Encounter.reason-reference', v);
  v = r.serviceProvider;
  if (v !== undefined) reference(out, 'Encounter.service-provider', v);
  v = r.hospitalization;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.specialArrangement;
      if (w !== undefined) tokenConcept(out, 'Encounter.special-arrangement', w);
    }
  }
  v = r.status;
  if (v !== undefined) tokenText(out, 'Encounter.status', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'Encounter.type', v);
}

function extractEndpoint(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Endpoint._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Endpoint._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Endpoint._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Endpoint._tag', w);
    }
  }
  v = r.connectionType;
  if (v !== undefined) tokenCoding(out, 'Endpoint.connection-type', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Endpoint.identifier', v);
  v = r.name;
  if (v !== undefined) stringText(out, 'Endpoint.name', v);
  v = r.managingOrganization;
  if (v !== undefined) reference(out, 'Endpoint.organization', v);
  v = r.payloadType;
  if (v !== undefined) tokenConcept(out, 'Endpoint.payload-type', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Endpoint.status', v);
}

function extractEnrollmentRequest(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'EnrollmentRequest._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'EnrollmentRequest._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'EnrollmentRequest._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'EnrollmentRequest._tag', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'EnrollmentRequest.identifier', v);
  v = r.candidate;
  if (v !== undefined) {
    reference(out, 'EnrollmentRequest.patient', v);
    reference(out, 'EnrollmentRequest.subject', v);
  }
  v = r.status;
  if (v !== undefined) tokenText(out, 'EnrollmentRequest.status', v);
}

function extractEnrollmentResponse(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'EnrollmentResponse._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'EnrollmentResponse._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'EnrollmentResponse._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'EnrollmentResponse._tag', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'EnrollmentResponse.identifier', v);
  v = r.request;
  if (v !== undefined) reference(out, 'EnrollmentResponse.request', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'EnrollmentResponse.status', v);
}

function extractEpisodeOfCare(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'EpisodeOfCare._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'EpisodeOfCare._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'EpisodeOfCare._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'EpisodeOfCare._tag', w);
    }
  }
  v = r.careManager;
  if (v !== undefined) referenceTo(out, 'EpisodeOfCare.care-manager', v, 'Practitioner');
  v = r.diagnosis;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.condition;
      if (w !== undefined) reference(out, 'EpisodeOfCare.condition', w);
    }
  }
  v = r.period;
  if (v !== undefined) datePeriod(out, 'EpisodeOfCare.date', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'EpisodeOfCare.identifier', v);
  v = r.referralRequest;
  if (v !== undefined) reference(out, 'EpisodeOfCare.incoming-referral', v);
  v = r.managingOrganization;
  if (v !== undefined) reference(out, 'EpisodeOfCare.organization', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'EpisodeOfCare.patient', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'EpisodeOfCare.status', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'EpisodeOfCare.type', v);
}

function extractExplanationOfBenefit(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'ExplanationOfBenefit._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'ExplanationOfBenefit._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'ExplanationOfBenefit._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'ExplanationOfBenefit._tag', w);
    }
  }
  v = r.careTeam;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.provider;
      if (w !== undefined) reference(out, 'ExplanationOfBenefit.care-team', w);
    }
  }
  v = r.claim;
  if (v !== undefined) reference(out, 'ExplanationOfBenefit.claim', v);
  v = r.insurance;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.coverage;
      if (w !== undefined) reference(out, 'ExplanationOfBenefit.coverage', w);
    }
  }
  v = r.created;
  if (v !== undefined) dateText(out, 'ExplanationOfBenefit.created', v);
  v = r.item;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.detail;
      if (w !== undefined) {
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.udi;
          if (x !== undefined) reference(out, 'ExplanationOfBenefit.detail-udi', x);
          x = i2.subDetail;
          if (x !== undefined) {
            for (const i3 of each(x)) {
              let y: unknown;
              y = i3.udi;
              if (y !== undefined) reference(out, 'ExplanationOfBenefit.subdetail-udi', y);
            }
          }
        }
      }
      w = i1.encounter;
      if (w !== undefined) reference(out, 'ExplanationOfBenefit.encounter', w);
      w = i1.udi;
      if (w !== undefined) reference(out, 'ExplanationOfBenefit.item-udi', w);
    }
  }
  v = r.disposition;
  if (v !== undefined) stringText(out, 'ExplanationOfBenefit.disposition', v);
  v = r.enterer;
  if (v !== undefined) reference(out, 'ExplanationOfBenefit.enterer', v);
  v = r.facility;
  if (v !== undefined) reference(out, 'ExplanationOfBenefit.facility', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'ExplanationOfBenefit.identifier', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'ExplanationOfBenefit.patient', v);
  v = r.payee;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.party;
      if (w !== undefined) reference(out, 'ExplanationOfBenefit.payee', w);
    }
  }
  v = r.procedure;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.udi;
      if (w !== undefined) reference(out, 'ExplanationOfBenefit.procedure-udi', w);
    }
  }
  v = r.provider;
  if (v !== undefined) reference(out, 'ExplanationOfBenefit.provider', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'ExplanationOfBenefit.status', v);
}

function extractFamilyMemberHistory(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'FamilyMemberHistory._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'FamilyMemberHistory._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'FamilyMemberHistory._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'FamilyMemberHistory._tag', w);
    }
  }
  v = r.condition;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.code;
      if (w !== undefined) tokenConcept(out, 'FamilyMemberHistory.code', w);
    }
  }
  v = r.date;
  if (v !== undefined) dateText(out, 'FamilyMemberHistory.date', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'FamilyMemberHistory.identifier', v);
  v = r.instantiatesCanonical;
  if (v !== undefined) referenceUri(out, 'FamilyMemberHistory.instantiates-canonical', v);
  v = r.instantiatesUri;
  if (v !== undefined) uriText(out, 'FamilyMemberHistory.instantiates-uri', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'FamilyMemberHistory.patient', v);
  v = r.relationship;
  if (v !== undefined) tokenConcept(out, 'FamilyMemberHistory.relationship', v);
  v = r.sex;
  if (v !== undefined) tokenConcept(out, 'FamilyMemberHistory.sex', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'FamilyMemberHistory.status', v);
}

function extractFlag(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Flag._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Flag._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Flag._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Flag._tag', w);
    }
  }
  v = r.author;
  if (v !== undefined) reference(out, 'Flag.author', v);
  v = r.period;
  if (v !== undefined) datePeriod(out, 'Flag.date', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'Flag.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Flag.identifier', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Flag.patient', v, 'Patient');
    reference(out, 'Flag.subject', v);
  }
}

function extractGoal(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Goal._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Goal._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Goal._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Goal._tag', w);
    }
  }
  v = r.achievementStatus;
  if (v !== undefined) tokenConcept(out, 'Goal.achievement-status', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'Goal.category', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Goal.identifier', v);
  v = r.lifecycleStatus;
  if (v !== undefined) tokenText(out, 'Goal.lifecycle-status', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Goal.patient', v, 'Patient');
    reference(out, 'Goal.subject', v);
  }
  v = r.startDate;
  if (v !== undefined) dateText(out, 'Goal.start-date', v);
  v = r.target;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.dueDate;
      if (w !== undefined) dateText(out, 'Goal.target-date', w);
    }
  }
}

function extractGroup(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Group._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Group._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Group._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Group._tag', w);
    }
  }
  v = r.actual;
  if (v !== undefined) tokenBoolean(out, 'Group.actual', v);
  v = r.characteristic;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.code;
      if (w !== undefined) tokenConcept(out, 'Group.characteristic', w);
      w = i1.exclude;
      if (w !== undefined) tokenBoolean(out, 'Group.exclude', w);
      w = i1.valueCodeableConcept;
      if (w !== undefined) tokenConcept(out, 'Group.value', w);
      w = i1.valueBoolean;
      if (w !== undefined) tokenBoolean(out, 'Group.value', w);
    }
  }
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'Group.code', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Group.identifier', v);
  v = r.managingEntity;
  if (v !== undefined) reference(out, 'Group.managing-entity', v);
  v = r.member;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.entity;
      if (w !== undefined) reference(out, 'Group.member', w);
    }
  }
  v = r.type;
  if (v !== undefined) tokenText(out, 'Group.type', v);
}

function extractGuidanceResponse(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'GuidanceResponse._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'GuidanceResponse._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'GuidanceResponse._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'GuidanceResponse._tag', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'GuidanceResponse.identifier', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'GuidanceResponse.patient', v, 'Patient');
    reference(out, 'GuidanceResponse.subject', v);
  }
  v = r.requestIdentifier;
  if (v !== undefined) tokenIdentifier(out, 'GuidanceResponse.request', v);
}

function extractHealthcareService(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'HealthcareService._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'HealthcareService._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'HealthcareService._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'HealthcareService._tag', w);
    }
  }
  v = r.active;
  if (v !== undefined) tokenBoolean(out, 'HealthcareService.active', v);
  v = r.characteristic;
  if (v !== undefined) tokenConcept(out, 'HealthcareService.characteristic', v);
  v = r.coverageArea;
  if (v !== undefined) reference(out, 'HealthcareService.coverage-area', v);
  v = r.endpoint;
  if (v !== undefined) reference(out, 'HealthcareService.endpoint', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'HealthcareService.identifier', v);
  v = r.location;
  if (v !== undefined) reference(out, 'HealthcareService.location', v);
  v = r.name;
  if (v !== undefined) stringText(out, 'HealthcareService.name', v);
  v = r.providedBy;
  if (v !== undefined) reference(out, 'HealthcareService.organization', v);
  v = r.program;
  if (v !== undefined) tokenConcept(out, 'HealthcareService.program', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'HealthcareService.service-category', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'HealthcareService.service-type', v);
  v = r.specialty;
  if (v !== undefined) tokenConcept(out, 'HealthcareService.specialty', v);
}

function extractImagingStudy(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'ImagingStudy._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'ImagingStudy._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'ImagingStudy._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'ImagingStudy._tag', w);
    }
  }
  v = r.basedOn;
  if (v !== undefined) reference(out, 'ImagingStudy.basedon', v);
  v = r.series;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.bodySite;
      if (w !== undefined) tokenCoding(out, 'ImagingStudy.bodysite', w);
      w = i1.instance;
      if (w !== undefined) {
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.sopClass;
          if (x !== undefined) tokenCoding(out, 'ImagingStudy.dicom-class', x);
          x = i2.uid;
          if (x !== undefined) tokenText(out, 'ImagingStudy.instance', x);
        }
      }
      w = i1.endpoint;
      if (w !== undefined) reference(out, 'ImagingStudy.endpoint', w);
      w = i1.modality;
      if (w !== undefined) tokenCoding(out, 'ImagingStudy.modality', w);
      w = i1.performer;
      if (w !== undefined) {
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.actor;
          if (x !== undefined) reference(out, 'ImagingStudy.performer', x);
        }
      }
      w = i1.uid;
      if (w !== undefined) tokenText(out, 'ImagingStudy.series', w);
    }
  }
  v = r.encounter;
  if (v !== undefined) reference(out, 'ImagingStudy.encounter', v);
  v = r.endpoint;
  if (v !== undefined) reference(out, 'ImagingStudy.endpoint', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'ImagingStudy.identifier', v);
  v = r.interpreter;
  if (v !== undefined) reference(out, 'ImagingStudy.interpreter', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'ImagingStudy.patient', v, 'Patient');
    reference(out, 'ImagingStudy.subject', v);
  }
  v = r.reasonCode;
  if (v !== undefined) tokenConcept(out, 'ImagingStudy.reason', v);
  v = r.referrer;
  if (v !== undefined) reference(out, 'ImagingStudy.referrer', v);
  v = r.started;
  if (v !== undefined) dateText(out, 'ImagingStudy.started', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'ImagingStudy.status', v);
}

function extractImmunization(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Immunization._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Immunization._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Immunization._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Immunization._tag', w);
    }
  }
  v = r.occurrenceDateTime;
  if (v !== undefined) dateText(out, 'Immunization.date', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Immunization.identifier', v);
  v = r.location;
  if (v !== undefined) reference(out, 'Immunization.location', v);
  v = r.lotNumber;
  if (v !== undefined) stringText(out, 'Immunization.lot-number', v);
  v = r.manufacturer;
  if (v !== undefined) reference(out, 'Immunization.manufacturer', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'Immunization.patient', v);
  v = r.performer;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.actor;
      if (w !== undefined) reference(out, 'Immunization.performer', w);
    }
  }
  v = r.reaction;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.detail;
      if (w !== undefined) reference(out, 'Immunization.reaction', w);
      w = i1.date;
      if (w !== undefined) dateText(out, 'Immunization.reaction-date', w);
    }
  }
  v = r.reasonCode;
  if (v !== undefined) tokenConcept(out, 'Immunization.reason-code', v);
  v = r.reasonReference;
  if (v !== undefined) reference(out, 'Immunization.reason-reference', v);
  v = r.protocolApplied;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.series;
      if (w !== undefined) stringText(out, 'Immunization.series', w);
      w = i1.targetDisease;
      if (w !== undefined) tokenConcept(out, 'Immunization.target-disease', w);
    }
  }
  v = r.status;
  if (v !== undefined) tokenText(out, 'Immunization.status', v);
  v = r.statusReason;
  if (v !== undefined) tokenConcept(out, 'Immunization.status-reason', v);
  v = r.vaccineCode;
  if (v !== undefined) tokenConcept(out, 'Immunization.vaccine-code', v);
}

function extractImmunizationEvaluation(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'ImmunizationEvaluation._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'ImmunizationEvaluation._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'ImmunizationEvaluation._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'ImmunizationEvaluation._tag', w);
    }
  }
  v = r.date;
  if (v !== undefined) dateText(out, 'ImmunizationEvaluation.date', v);
  v = r.doseStatus;
  if (v !== undefined) tokenConcept(out, 'ImmunizationEvaluation.dose-status', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'ImmunizationEvaluation.identifier', v);
  v = r.immunizationEvent;
  if (v !== undefined) reference(out, 'ImmunizationEvaluation.immunization-event', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'ImmunizationEvaluation.patient', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'ImmunizationEvaluation.status', v);
  v = r.targetDisease;
  if (v !== undefined) tokenConcept(out, 'ImmunizationEvaluation.target-disease', v);
}

function extractImmunizationRecommendation(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'ImmunizationRecommendation._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'ImmunizationRecommendation._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'ImmunizationRecommendation._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'ImmunizationRecommendation._tag', w);
    }
  }
  v = r.date;
  if (v !== undefined) dateText(out, 'ImmunizationRecommendation.date', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'ImmunizationRecommendation.identifier', v);
  v = r.recommendation;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.supportingPatientInformation;
      if (w !== undefined) reference(out, 'ImmunizationRecommendation.information', w);
      w = i1.forecastStatus;
      if (w !== undefined) tokenConcept(out, 'ImmunizationRecommendation.status', w);
      w = i1.supportingImmunization;
      if (w !== undefined) reference(out, 'ImmunizationRecommendation.support', w);
      w = i1.targetDisease;
      if (w !== undefined) tokenConcept(out, 'ImmunizationRecommendation.target-disease', w);
      w = i1.vaccineCode;
      if (w !== undefined) tokenConcept(out, 'ImmunizationRecommendation.vaccine-type', w);
    }
  }
  v = r.patient;
  if (v !== undefined) reference(out, 'ImmunizationRecommendation.patient', v);
}

function extractInsurancePlan(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'InsurancePlan._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'InsurancePlan._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'InsurancePlan._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'InsurancePlan._tag', w);
    }
  }
  v = r.contact;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.address;
      if (w !== undefined) {
        stringAddress(out, 'InsurancePlan.address', w);
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.city;
          if (x !== undefined) stringText(out, 'InsurancePlan.address-city', x);
          x = i2.country;
          if (x !== undefined) stringText(out, 'InsurancePlan.address-country', x);
          x = i2.postalCode;
          if (x !== undefined) stringText(out, 'InsurancePlan.address-postalcode', x);
          x = i2.state;
          if (x !== undefined) stringText(out, 'InsurancePlan.address-state', x);
          x = i2.use;
          if (x !== undefined) tokenText(out, 'InsurancePlan.address-use', x);
        }
      }
    }
  }
  v = r.administeredBy;
  if (v !== undefined) reference(out, 'InsurancePlan.administered-by', v);
  v = r.endpoint;
  if (v !== undefined) reference(out, 'InsurancePlan.endpoint', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'InsurancePlan.identifier', v);
  v = r.name;
  if (v !== undefined) {
    stringText(out, 'InsurancePlan.name', v);
    stringText(out, 'InsurancePlan.phonetic', v);
  }
  v = r.alias;
  if (v !== undefined) stringText(out, 'InsurancePlan.name', v);
  v = r.ownedBy;
  if (v !== undefined) reference(out, 'InsurancePlan.owned-by', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'InsurancePlan.status', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'InsurancePlan.type', v);
}

function extractInvoice(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Invoice._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Invoice._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Invoice._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Invoice._tag', w);
    }
  }
  v = r.account;
  if (v !== undefined) reference(out, 'Invoice.account', v);
  v = r.date;
  if (v !== undefined) dateText(out, 'Invoice.date', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Invoice.identifier', v);
  v = r.issuer;
  if (v !== undefined) reference(out, 'Invoice.issuer', v);
  v = r.participant;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.actor;
      if (w !== undefined) reference(out, 'Invoice.participant', w);
      w = i1.role;
      if (w !== undefined) tokenConcept(out, 'Invoice.participant-role', w);
    }
  }
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Invoice.patient', v, 'Patient');
    reference(out, 'Invoice.subject', v);
  }
  v = r.recipient;
  if (v !== undefined) reference(out, 'Invoice.recipient', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Invoice.status', v);
  v = r.totalGross;
  if (v !== undefined) quantityMoney(out, 'Invoice.totalgross', v);
  v = r.totalNet;
  if (v !== undefined) quantityMoney(out, 'Invoice.totalnet', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'Invoice.type', v);
}

function extractLinkage(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Linkage._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Linkage._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Linkage._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Linkage._tag', w);
    }
  }
  v = r.author;
  if (v !== undefined) reference(out, 'Linkage.author', v);
  v = r.item;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.resource;
      if (w !== undefined) {
        reference(out, 'Linkage.item', w);
        reference(out, 'Linkage.source', w);
      }
    }
  }
}

function extractList(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'List._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'List._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'List._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'List._tag', w);
    }
  }
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'List.code', v);
  v = r.date;
  if (v !== undefined) dateText(out, 'List.date', v);
  v = r.emptyReason;
  if (v !== undefined) tokenConcept(out, 'List.empty-reason', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'List.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'List.identifier', v);
  v = r.entry;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.item;
      if (w !== undefined) reference(out, 'List.item', w);
    }
  }
  v = r.note;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.text;
      if (w !== undefined) stringText(out, 'List.notes', w);
    }
  }
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'List.patient', v, 'Patient');
    reference(out, 'List.subject', v);
  }
  v = r.source;
  if (v !== undefined) reference(out, 'List.source', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'List.status', v);
  v = r.title;
  if (v !== undefined) stringText(out, 'List.title', v);
}

function extractLocation(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Location._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Location._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Location._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Location._tag', w);
    }
  }
  v = r.address;
  if (v !== undefined) {
    stringAddress(out, 'Location.address', v);
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.city;
      if (w !== undefined) stringText(out, 'Location.address-city', w);
      w = i1.country;
      if (w !== undefined) stringText(out, 'Location.address-country', w);
      w = i1.postalCode;
      if (w !== undefined) stringText(out, 'Location.address-postalcode', w);
      w = i1.state;
      if (w !== undefined) stringText(out, 'Location.address-state', w);
      w = i1.use;
      if (w !== undefined) tokenText(out, 'Location.address-use', w);
    }
  }
  v = r.endpoint;
  if (v !== undefined) reference(out, 'Location.endpoint', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Location.identifier', v);
  v = r.name;
  if (v !== undefined) stringText(out, 'Location.name', v);
  v = r.alias;
  if (v !== undefined) stringText(out, 'Location.name', v);
  v = r.operationalStatus;
  if (v !== undefined) tokenCoding(out, 'Location.operational-status', v);
  v = r.managingOrganization;
  if (v !== undefined) reference(out, 'Location.organization', v);
  v = r.partOf;
  if (v !== undefined) reference(out, 'Location.partof', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Location.status', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'Location.type', v);
}

function extractMeasureReport(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'MeasureReport._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'MeasureReport._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'MeasureReport._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'MeasureReport._tag', w);
    }
  }
  v = r.date;
  if (v !== undefined) dateText(out, 'MeasureReport.date', v);
  v = r.evaluatedResource;
  if (v !== undefined) reference(out, 'MeasureReport.evaluated-resource', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'MeasureReport.identifier', v);
  v = r.measure;
  if (v !== undefined) referenceUri(out, 'MeasureReport.measure', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'MeasureReport.patient', v, 'Patient');
    reference(out, 'MeasureReport.subject', v);
  }
  v = r.period;
  if (v !== undefined) datePeriod(out, 'MeasureReport.period', v);
  v = r.reporter;
  if (v !== undefined) reference(out, 'MeasureReport.reporter', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'MeasureReport.status', v);
}

function extractMedia(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Media._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Media._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Media._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Media._tag', w);
    }
  }
  v = r.basedOn;
  if (v !== undefined) reference(out, 'Media.based-on', v);
  v = r.createdDateTime;
  if (v !== undefined) dateText(out, 'Media.created', v);
  v = r.createdPeriod;
  if (v !== undefined) datePeriod(out, 'Media.created', v);
  v = r.device;
  if (v !== undefined) reference(out, 'Media.device', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'Media.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Media.identifier', v);
  v = r.modality;
  if (v !== undefined) tokenConcept(out, 'Media.modality', v);
  v = r.operator;
  if (v !== undefined) reference(out, 'Media.operator', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Media.patient', v, 'Patient');
    reference(out, 'Media.subject', v);
  }
  v = r.bodySite;
  if (v !== undefined) tokenConcept(out, 'Media.site', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Media.status', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'Media.type', v);
  v = r.view;
  if (v !== undefined) tokenConcept(out, 'Media.view', v);
}

function extractMedication(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Medication._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Medication._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Medication._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Medication._tag', w);
    }
  }
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'Medication.code', v);
  v = r.batch;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.expirationDate;
      if (w !== undefined) dateText(out, 'Medication.expiration-date', w);
      w = i1.lotNumber;
      if (w !== undefined) tokenText(out, 'Medication.lot-number', w);
    }
  }
  v = r.form;
  if (v !== undefined) tokenConcept(out, 'Medication.form', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Medication.identifier', v);
  v = r.ingredient;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.itemReference;
      if (w !== undefined) reference(out, 'Medication.ingredient', w);
      w = i1.itemCodeableConcept;
      if (w !== undefined) tokenConcept(out, 'Medication.ingredient-code', w);
    }
  }
  v = r.manufacturer;
  if (v !== undefined) reference(out, 'Medication.manufacturer', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Medication.status', v);
}

function extractMedicationAdministration(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'MedicationAdministration._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'MedicationAdministration._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'MedicationAdministration._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'MedicationAdministration._tag', w);
    }
  }
  v = r.medicationCodeableConcept;
  if (v !== undefined) tokenConcept(out, 'MedicationAdministration.code', v);
  v = r.context;
  if (v !== undefined) reference(out, 'MedicationAdministration.context', v);
  v = r.device;
  if (v !== undefined) reference(out, 'MedicationAdministration.device', v);
  v = r.effectiveDateTime;
  if (v !== undefined) dateText(out, 'MedicationAdministration.effective-time', v);
  v = r.effectivePeriod;
  if (v !== undefined) datePeriod(out, 'MedicationAdministration.effective-time', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'MedicationAdministration.identifier', v);
  v = r.medicationReference;
  if (v !== undefined) reference(out, 'MedicationAdministration.medication', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'MedicationAdministration.patient', v, 'Patient');
    reference(out, 'MedicationAdministration.subject', v);
  }
  v = r.performer;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.actor;
      if (w !== undefined) reference(out, 'MedicationAdministration.performer', w);
    }
  }
  v = r.reasonCode;
  if (v !== undefined) tokenConcept(out, 'MedicationAdministration.reason-given', v);
  v = r.statusReason;
  if (v !== undefined) tokenConcept(out, 'MedicationAdministration.reason-not-given', v);
  v = r.request;
  if (v !== undefined) reference(out, 'MedicationAdministration.request', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'MedicationAdministration.status', v);
}

function extractMedicationDispense(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'MedicationDispense._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'MedicationDispense._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'MedicationDispense._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'MedicationDispense._tag', w);
    }
  }
  v = r.medicationCodeableConcept;
  if (v !== undefined) tokenConcept(out, 'MedicationDispense.code', v);
  v = r.context;
  if (v !== undefined) reference(out, 'MedicationDispense.context', v);
  v = r.destination;
  if (v !== undefined) reference(out, 'MedicationDispense.destination', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'MedicationDispense.identifier', v);
  v = r.medicationReference;
  if (v !== undefined) reference(out, 'MedicationDispense.medication', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'MedicationDispense.patient', v, 'Patient');
    reference(out, 'MedicationDispense.subject', v);
  }
  v = r.performer;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.actor;
      if (w !== undefined) reference(out, 'MedicationDispense.performer', w);
    }
  }
  v = r.authorizingPrescription;
  if (v !== undefined) reference(out, 'MedicationDispense.prescription', v);
  v = r.receiver;
  if (v !== undefined) reference(out, 'MedicationDispense.receiver', v);
  v = r.substitution;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.responsibleParty;
      if (w !== undefined) reference(out, 'MedicationDispense.responsibleparty', w);
    }
  }
  v = r.status;
  if (v !== undefined) tokenText(out, 'MedicationDispense.status', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'MedicationDispense.type', v);
  v = r.whenHandedOver;
  if (v !== undefined) dateText(out, 'MedicationDispense.whenhandedover', v);
  v = r.whenPrepared;
  if (v !== undefined) dateText(out, 'MedicationDispense.whenprepared', v);
}

function extractMedicationRequest(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'MedicationRequest._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'MedicationRequest._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'MedicationRequest._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'MedicationRequest._tag', w);
    }
  }
  v = r.authoredOn;
  if (v !== undefined) dateText(out, 'MedicationRequest.authoredon', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'MedicationRequest.category', v);
  v = r.medicationCodeableConcept;
  if (v !== undefined) tokenConcept(out, 'MedicationRequest.code', v);
  v = r.dosageInstruction;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.timing;
      if (w !== undefined) {
        for (const i2 of each(w)) {
          let x: unknown;
          x = i2.event;
          if (x !== undefined) dateText(out, 'MedicationRequest.date', x);
        }
      }
    }
  }
  v = r.encounter;
  if (v !== undefined) reference(out, 'MedicationRequest.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'MedicationRequest.identifier', v);
  v = r.dispenseRequest;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.performer;
      if (w !== undefined) reference(out, 'MedicationRequest.intended-dispenser', w);
    }
  }
  v = r.performer;
  if (v !== undefined) reference(out, 'MedicationRequest.intended-performer', v);
  v = r.performerType;
  if (v !== undefined) tokenConcept(out, 'MedicationRequest.intended-performertype', v);
  v = r.intent;
  if (v !== undefined) tokenText(out, 'MedicationRequest.intent', v);
  v = r.medicationReference;
  if (v !== undefined) reference(out, 'MedicationRequest.medication', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'MedicationRequest.patient', v, 'Patient');
    reference(out, 'MedicationRequest.subject', v);
  }
  v = r.priority;
  if (v !== undefined) tokenText(out, 'MedicationRequest.priority', v);
  v = r.requester;
  if (v !== undefined) reference(out, 'MedicationRequest.requester', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'MedicationRequest.status', v);
}

function extractMedicationStatement(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'MedicationStatement._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'MedicationStatement._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'MedicationStatement._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'MedicationStatement._tag', w);
    }
  }
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'MedicationStatement.category', v);
  v = r.medicationCodeableConcept;
  if (v !== undefined) tokenConcept(out, 'MedicationStatement.code', v);
  v = r.context;
  if (v !== undefined) reference(out, 'MedicationStatement.context', v);
  v = r.effectiveDateTime;
  if (v !== undefined) dateText(out, 'MedicationStatement.effective', v);
  v = r.effectivePeriod;
  if (v !== undefined) datePeriod(out, 'MedicationStatement.effective', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'MedicationStatement.identifier', v);
  v = r.medicationReference;
  if (v !== undefined) reference(out, 'MedicationStatement.medication', v);
  v = r.partOf;
  if (v !== undefined) reference(out, 'MedicationStatement.part-of', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'MedicationStatement.patient', v, 'Patient');
    reference(out, 'MedicationStatement.subject', v);
  }
  v = r.informationSource;
  if (v !== undefined) reference(out, 'MedicationStatement.source', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'MedicationStatement.status', v);
}

function extractMessageHeader(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'MessageHeader._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'MessageHeader._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'MessageHeader._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'MessageHeader._tag', w);
    }
  }
  v = r.author;
  if (v !== undefined) reference(out, 'MessageHeader.author', v);
  v = r.response;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.code;
      if (w !== undefined) tokenText(out, 'MessageHeader.code', w);
      w = i1.identifier;
      if (w !== undefined) tokenText(out, 'MessageHeader.response-id', w);
    }
  }
  v = r.destination;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.name;
      if (w !== undefined) stringText(out, 'MessageHeader.destination', w);
      w = i1.endpoint;
      if (w !== undefined) uriText(out, 'MessageHeader.destination-uri', w);
      w = i1.receiver;
      if (w !== undefined) reference(out, 'MessageHeader.receiver', w);
      w = i1.target;
      if (w !== undefined) reference(out, 'MessageHeader.target', w);
    }
  }
  v = r.enterer;
  if (v !== undefined) reference(out, 'MessageHeader.enterer', v);
  v = r.eventCoding;
  if (v !== undefined) tokenCoding(out, 'MessageHeader.event', v);
  v = r.eventUri;
  if (v !== undefined) tokenText(out, 'MessageHeader.event', v);
  v = r.focus;
  if (v !== undefined) reference(out, 'MessageHeader.focus', v);
  v = r.responsible;
  if (v !== undefined) reference(out, 'MessageHeader.responsible', v);
  v = r.sender;
  if (v !== undefined) reference(out, 'MessageHeader.sender', v);
  v = r.source;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.name;
      if (w !== undefined) stringText(out, 'MessageHeader.source', w);
      w = i1.endpoint;
      if (w !== undefined) uriText(out, 'MessageHeader.source-uri', w);
    }
  }
}

function extractMolecularSequence(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'MolecularSequence._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'MolecularSequence._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'MolecularSequence._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'MolecularSequence._tag', w);
    }
  }
  v = r.referenceSeq;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.chromosome;
      if (w !== undefined) tokenConcept(out, 'MolecularSequence.chromosome', w);
      w = i1.referenceSeqId;
      if (w !== undefined) tokenConcept(out, 'MolecularSequence.referenceseqid', w);
      w = i1.windowEnd;
      if (w !== undefined) numberValue(out, 'MolecularSequence.window-end', w);
      w = i1.windowStart;
      if (w !== undefined) numberValue(out, 'MolecularSequence.window-start', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'MolecularSequence.identifier', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'MolecularSequence.patient', v);
  v = r.type;
  if (v !== undefined) tokenText(out, 'MolecularSequence.type', v);
  v = r.variant;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.end;
      if (w !== undefined) numberValue(out, 'MolecularSequence.variant-end', w);
      w = i1.start;
      if (w !== undefined) numberValue(out, 'MolecularSequence.variant-start', w);
    }
  }
}

function extractNutritionOrder(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'NutritionOrder._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'NutritionOrder._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'NutritionOrder._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'NutritionOrder._tag', w);
    }
  }
  v = r.enteralFormula;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.additiveType;
      if (w !== undefined) tokenConcept(out, 'NutritionOrder.additive', w);
      w = i1.baseFormulaType;
      if (w !== undefined) tokenConcept(out, 'NutritionOrder.formula', w);
    }
  }
  v = r.dateTime;
  if (v !== undefined) dateText(out, 'NutritionOrder.datetime', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'NutritionOrder.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'NutritionOrder.identifier', v);
  v = r.instantiatesCanonical;
  if (v !== undefined) referenceUri(out, 'NutritionOrder.instantiates-canonical', v);
  v = r.instantiatesUri;
  if (v !== undefined) uriText(out, 'NutritionOrder.instantiates-uri', v);
  v = r.oralDiet;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.type;
      if (w !== undefined) tokenConcept(out, 'NutritionOrder.oraldiet', w);
    }
  }
  v = r.patient;
  if (v !== undefined) reference(out, 'NutritionOrder.patient', v);
  v = r.orderer;
  if (v !== undefined) reference(out, 'NutritionOrder.provider', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'NutritionOrder.status', v);
  v = r.supplement;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.type;
      if (w !== undefined) tokenConcept(out, 'NutritionOrder.supplement', w);
    }
  }
}

function extractObservation(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Observation._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Observation._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Observation._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Observation._tag', w);
    }
  }
  v = r.basedOn;
  if (v !== undefined) reference(out, 'Observation.based-on', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'Observation.category', v);
  v = r.code;
  if (v !== undefined) {
    tokenConcept(out, 'Observation.code', v);
    tokenConcept(out, 'Observation.combo-code', v);
  }
  v = r.component;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.code;
      if (w !== undefined) {
        tokenConcept(out, 'Observation.combo-code', w);
        tokenConcept(out, 'Observation.component-code', w);
      }
      w = i1.dataAbsentReason;
      if (w !== undefined) {
        tokenConcept(out, 'Observation.combo-data-absent-reason', w);
        tokenConcept(out, 'Observation.component-data-absent-reason', w);
      }
      w = i1.valueCodeableConcept;
      if (w !== undefined) {
        tokenConcept(out, 'Observation.combo-value-concept', w);
        tokenConcept(out, 'Observation.component-value-concept', w);
      }
      w = i1.valueQuantity;
      if (w !== undefined) {
        quantityValue(out, 'Observation.combo-value-quantity', w);
        quantityValue(out, 'Observation.component-value-quantity', w);
      }
    }
  }
  v = r.dataAbsentReason;
  if (v !== undefined) {
    tokenConcept(out, 'Observation.combo-data-absent-reason', v);
    tokenConcept(out, 'Observation.data-absent-reason', v);
  }
  v = r.valueCodeableConcept;
  if (v !== undefined) {
    tokenConcept(out, 'Observation.combo-value-concept', v);
    tokenConcept(out, 'Observation.value-concept', v);
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.text;
      if (w !== undefined) stringText(out, 'Observation.value-string', w);
    }
  }
  v = r.valueQuantity;
  if (v !== undefined) {
    quantityValue(out, 'Observation.combo-value-quantity', v);
    quantityValue(out, 'Observation.value-quantity', v);
  }
  v = r.effectiveDateTime;
  if (v !== undefined) dateText(out, 'Observation.date', v);
  v = r.effectivePeriod;
  if (v !== undefined) datePeriod(out, 'Observation.date', v);
  v = r.effectiveTiming;
  if (v !== undefined) dateTiming(out, 'Observation.date', v);
  v = r.effectiveInstant;
  if (v !== undefined) dateText(out, 'Observation.date', v);
  v = r.derivedFrom;
  if (v !== undefined) reference(out, 'Observation.derived-from', v);
  v = r.device;
  if (v !== undefined) reference(out, 'Observation.device', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'Observation.encounter', v);
  v = r.focus;
  if (v !== undefined) reference(out, 'Observation.focus', v);
  v = r.hasMember;
  if (v !== undefined) reference(out, 'Observation.has-member', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Observation.identifier', v);
  v = r.method;
  if (v !== undefined) tokenConcept(out, 'Observation.method', v);
  v = r.partOf;
  if (v !== undefined) reference(out, 'Observation.part-of', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Observation.patient', v, 'Patient');
    reference(out, 'Observation.subject', v);
  }
  v = r.performer;
  if (v !== undefined) reference(out, 'Observation.performer', v);
  v = r.specimen;
  if (v !== undefined) reference(out, 'Observation.specimen', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Observation.status', v);
  v = r.valueDateTime;
  if (v !== undefined) dateText(out, 'Observation.value-date', v);
  v = r.valuePeriod;
  if (v !== undefined) datePeriod(out, 'Observation.value-date', v);
  v = r.valueString;
  if (v !== undefined) stringText(out, 'Observation.value-string', v);
}

function extractOrganization(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Organization._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Organization._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Organization._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Organization._tag', w);
    }
  }
  v = r.active;
  if (v !== undefined) tokenBoolean(out, 'Organization.active', v);
  v = r.address;
  if (v !== undefined) {
    stringAddress(out, 'Organization.address', v);
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.city;
      if (w !== undefined) stringText(out, 'Organization.address-city', w);
      w = i1.country;
      if (w !== undefined) stringText(out, 'Organization.address-country', w);
      w = i1.postalCode;
      if (w !== undefined) stringText(out, 'Organization.address-postalcode', w);
      w = i1.state;
      if (w !== undefined) stringText(out, 'Organization.address-state', w);
      w = i1.use;
      if (w !== undefined) tokenText(out, 'Organization.address-use', w);
    }
  }
  v = r.endpoint;
  if (v !== undefined) reference(out, 'Organization.endpoint', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Organization.identifier', v);
  v = r.name;
  if (v !== undefined) {
    stringText(out, 'Organization.name', v);
    stringText(out, 'Organization.phonetic', v);
  }
  v = r.alias;
  if (v !== undefined) stringText(out, 'Organization.name', v);
  v = r.partOf;
  if (v !== undefined) reference(out, 'Organization.partof', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'Organization.type', v);
}

function extractOrganizationAffiliation(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'OrganizationAffiliation._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'OrganizationAffiliation._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'OrganizationAffiliation._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'OrganizationAffiliation._tag', w);
    }
  }
  v = r.active;
  if (v !== undefined) tokenBoolean(out, 'OrganizationAffiliation.active', v);
  v = r.period;
  if (v !== undefined) datePeriod(out, 'OrganizationAffiliation.date', v);
  v = r.telecom;
  if (v !== undefined) {
    tokenContact(out, 'OrganizationAffiliation.email', v, 'email');
    tokenContact(out, 'OrganizationAffiliation.phone', v, 'phone');
    tokenContact(out, 'OrganizationAffiliation.telecom', v);
  }
  v = r.endpoint;
  if (v !== undefined) reference(out, 'OrganizationAffiliation.endpoint', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'OrganizationAffiliation.identifier', v);
  v = r.location;
  if (v !== undefined) reference(out, 'OrganizationAffiliation.location', v);
  v = r.network;
  if (v !== undefined) reference(out, 'OrganizationAffiliation.network', v);
  v = r.participatingOrganization;
  if (v !== undefined) reference(out, 'OrganizationAffiliation.participating-organization', v);
  v = r.organization;
  if (v !== undefined) reference(out, 'OrganizationAffiliation.primary-organization', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'OrganizationAffiliation.role', v);
  v = r.healthcareService;
  if (v !== undefined) reference(out, 'OrganizationAffiliation.service', v);
  v = r.specialty;
  if (v !== undefined) tokenConcept(out, 'OrganizationAffiliation.specialty', v);
}

function extractPatient(r: Node, out: Out): void {
  let v: unknown;
  tokenPresence(out, 'Patient.deceased', r, 'deceased');
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Patient._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Patient._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Patient._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Patient._tag', w);
    }
  }
  v = r.active;
  if (v !== undefined) tokenBoolean(out, 'Patient.active', v);
  v = r.address;
  if (v !== undefined) {
    stringAddress(out, 'Patient.address', v);
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.city;
      if (w !== undefined) stringText(out, 'Patient.address-city', w);
      w = i1.country;
      if (w !== undefined) stringText(out, 'Patient.address-country', w);
      w = i1.postalCode;
      if (w !== undefined) stringText(out, 'Patient.address-postalcode', w);
      w = i1.state;
      if (w !== undefined) stringText(out, 'Patient.address-state', w);
      w = i1.use;
      if (w !== undefined) tokenText(out, 'Patient.address-use', w);
    }
  }
  v = r.birthDate;
  if (v !== undefined) dateText(out, 'Patient.birthdate', v);
  v = r.deceasedDateTime;
  if (v !== undefined) dateText(out, 'Patient.death-date', v);
  v = r.telecom;
  if (v !== undefined) {
    tokenContact(out, 'Patient.email', v, 'email');
    tokenContact(out, 'Patient.phone', v, 'phone');
    tokenContact(out, 'Patient.telecom', v);
  }
  v = r.name;
  if (v !== undefined) {
    stringName(out, 'Patient.name', v);
    stringName(out, 'Patient.phonetic', v);
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.family;
      if (w !== undefined) stringText(out, 'Patient.family', w);
      w = i1.given;
      if (w !== undefined) stringText(out, 'Patient.given', w);
    }
  }
  v = r.gender;
  if (v !== undefined) tokenText(out, 'Patient.gender', v);
  v = r.generalPractitioner;
  if (v !== undefined) reference(out, 'Patient.general-practitioner', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Patient.identifier', v);
  v = r.communication;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.language;
      if (w !== undefined) tokenConcept(out, 'Patient.language', w);
    }
  }
  v = r.link;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.other;
      if (w !== undefined) reference(out, 'Patient.link', w);
    }
  }
  v = r.managingOrganization;
  if (v !== undefined) reference(out, 'Patient.organization', v);
}

function extractPaymentNotice(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'PaymentNotice._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'PaymentNotice._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'PaymentNotice._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'PaymentNotice._tag', w);
    }
  }
  v = r.created;
  if (v !== undefined) dateText(out, 'PaymentNotice.created', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'PaymentNotice.identifier', v);
  v = r.paymentStatus;
  if (v !== undefined) tokenConcept(out, 'PaymentNotice.payment-status', v);
  v = r.provider;
  if (v !== undefined) reference(out, 'PaymentNotice.provider', v);
  v = r.request;
  if (v !== undefined) reference(out, 'PaymentNotice.request', v);
  v = r.response;
  if (v !== undefined) reference(out, 'PaymentNotice.response', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'PaymentNotice.status', v);
}

function extractPaymentReconciliation(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'PaymentReconciliation._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'PaymentReconciliation._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'PaymentReconciliation._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'PaymentReconciliation._tag', w);
    }
  }
  v = r.created;
  if (v !== undefined) dateText(out, 'PaymentReconciliation.created', v);
  v = r.disposition;
  if (v !== undefined) stringText(out, 'PaymentReconciliation.disposition', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'PaymentReconciliation.identifier', v);
  v = r.outcome;
  if (v !== undefined) tokenText(out, 'PaymentReconciliation.outcome', v);
  v = r.paymentIssuer;
  if (v !== undefined) reference(out, 'PaymentReconciliation.payment-issuer', v);
  v = r.request;
  if (v !== undefined) reference(out, 'PaymentReconciliation.request', v);
  v = r.requestor;
  if (v !== undefined) reference(out, 'PaymentReconciliation.requestor', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'PaymentReconciliation.status', v);
}

function extractPerson(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Person._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Person._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Person._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Person._tag', w);
    }
  }
  v = r.address;
  if (v !== undefined) {
    stringAddress(out, 'Person.address', v);
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.city;
      if (w !== undefined) stringText(out, 'Person.address-city', w);
      w = i1.country;
      if (w !== undefined) stringText(out, 'Person.address-country', w);
      w = i1.postalCode;
      if (w !== undefined) stringText(out, 'Person.address-postalcode', w);
      w = i1.state;
      if (w !== undefined) stringText(out, 'Person.address-state', w);
      w = i1.use;
      if (w !== undefined) tokenText(out, 'Person.address-use', w);
    }
  }
  v = r.birthDate;
  if (v !== undefined) dateText(out, 'Person.birthdate', v);
  v = r.telecom;
  if (v !== undefined) {
    tokenContact(out, 'Person.email', v, 'email');
    tokenContact(out, 'Person.phone', v, 'phone');
    tokenContact(out, 'Person.telecom', v);
  }
  v = r.gender;
  if (v !== undefined) tokenText(out, 'Person.gender', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Person.identifier', v);
  v = r.link;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.target;
      if (w !== undefined) {
        reference(out, 'Person.link', w);
        referenceTo(out, 'Person.patient', w, 'Patient');
        referenceTo(out, 'Person.practitioner', w, 'Practitioner');
        referenceTo(out, 'Person.relatedperson', w, 'RelatedPerson');
      }
    }
  }
  v = r.name;
  if (v !== undefined) {
    stringName(out, 'Person.name', v);
    stringName(out, 'Person.phonetic', v);
  }
  v = r.managingOrganization;
  if (v !== undefined) reference(out, 'Person.organization', v);
}

function extractPractitioner(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Practitioner._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Practitioner._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Practitioner._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Practitioner._tag', w);
    }
  }
  v = r.active;
  if (v !== undefined) tokenBoolean(out, 'Practitioner.active', v);
  v = r.address;
  if (v !== undefined) {
    stringAddress(out, 'Practitioner.address', v);
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.city;
      if (w !== undefined) stringText(out, 'Practitioner.address-city', w);
      w = i1.country;
      if (w !== undefined) stringText(out, 'Practitioner.address-country', w);
      w = i1.postalCode;
      if (w !== undefined) stringText(out, 'Practitioner.address-postalcode', w);
      w = i1.state;
      if (w !== undefined) stringText(out, 'Practitioner.address-state', w);
      w = i1.use;
      if (w !== undefined) tokenText(out, 'Practitioner.address-use', w);
    }
  }
  v = r.communication;
  if (v !== undefined) tokenConcept(out, 'Practitioner.communication', v);
  v = r.telecom;
  if (v !== undefined) {
    tokenContact(out, 'Practitioner.email', v, 'email');
    tokenContact(out, 'Practitioner.phone', v, 'phone');
    tokenContact(out, 'Practitioner.telecom', v);
  }
  v = r.name;
  if (v !== undefined) {
    stringName(out, 'Practitioner.name', v);
    stringName(out, 'Practitioner.phonetic', v);
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.family;
      if (w !== undefined) stringText(out, 'Practitioner.family', w);
      w = i1.given;
      if (w !== undefined) stringText(out, 'Practitioner.given', w);
    }
  }
  v = r.gender;
  if (v !== undefined) tokenText(out, 'Practitioner.gender', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Practitioner.identifier', v);
}

function extractPractitionerRole(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'PractitionerRole._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'PractitionerRole._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'PractitionerRole._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'PractitionerRole._tag', w);
    }
  }
  v = r.active;
  if (v !== undefined) tokenBoolean(out, 'PractitionerRole.active', v);
  v = r.period;
  if (v !== undefined) datePeriod(out, 'PractitionerRole.date', v);
  v = r.telecom;
  if (v !== undefined) {
    tokenContact(out, 'PractitionerRole.email', v, 'email');
    tokenContact(out, 'PractitionerRole.phone', v, 'phone');
    tokenContact(out, 'PractitionerRole.telecom', v);
  }
  v = r.endpoint;
  if (v !== undefined) reference(out, 'PractitionerRole.endpoint', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'PractitionerRole.identifier', v);
  v = r.location;
  if (v !== undefined) reference(out, 'PractitionerRole.location', v);
  v = r.organization;
  if (v !== undefined) reference(out, 'PractitionerRole.organization', v);
  v = r.practitioner;
  if (v !== undefined) reference(out, 'PractitionerRole.practitioner', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'PractitionerRole.role', v);
  v = r.healthcareService;
  if (v !== undefined) reference(out, 'PractitionerRole.service', v);
  v = r.specialty;
  if (v !== undefined) tokenConcept(out, 'PractitionerRole.specialty', v);
}

function extractProcedure(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Procedure._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Procedure._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Procedure._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Procedure._tag', w);
    }
  }
  v = r.basedOn;
  if (v !== undefined) reference(out, 'Procedure.based-on', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'Procedure.category', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'Procedure.code', v);
  v = r.performedDateTime;
  if (v !== undefined) dateText(out, 'Procedure.date', v);
  v = r.performedPeriod;
  if (v !== undefined) datePeriod(out, 'Procedure.date', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'Procedure.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Procedure.identifier', v);
  v = r.instantiatesCanonical;
  if (v !== undefined) referenceUri(out, 'Procedure.instantiates-canonical', v);
  v = r.instantiatesUri;
  if (v !== undefined) uriText(out, 'Procedure.instantiates-uri', v);
  v = r.location;
  if (v !== undefined) reference(out, 'Procedure.location', v);
  v = r.partOf;
  if (v !== undefined) reference(out, 'Procedure.part-of', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Procedure.patient', v, 'Patient');
    reference(out, 'Procedure.subject', v);
  }
  v = r.performer;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.actor;
      if (w !== undefined) reference(out, 'Procedure.performer', w);
    }
  }
  v = r.reasonCode;
  if (v !== undefined) tokenConcept(out, 'Procedure.reason-code', v);
  v = r.reasonReference;
  if (v !== undefined) reference(out, 'Procedure.reason-reference', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Procedure.status', v);
}

function extractProvenance(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Provenance._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Provenance._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Provenance._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Provenance._tag', w);
    }
  }
  v = r.agent;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.who;
      if (w !== undefined) reference(out, 'Provenance.agent', w);
      w = i1.role;
      if (w !== undefined) tokenConcept(out, 'Provenance.agent-role', w);
      w = i1.type;
      if (w !== undefined) tokenConcept(out, 'Provenance.agent-type', w);
    }
  }
  v = r.entity;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.what;
      if (w !== undefined) reference(out, 'Provenance.entity', w);
    }
  }
  v = r.location;
  if (v !== undefined) reference(out, 'Provenance.location', v);
  v = r.target;
  if (v !== undefined) {
    referenceTo(out, 'Provenance.patient', v, 'Patient');
    reference(out, 'Provenance.target', v);
  }
  v = r.recorded;
  if (v !== undefined) dateText(out, 'Provenance.recorded', v);
  v = r.signature;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.type;
      if (w !== undefined) tokenCoding(out, 'Provenance.signature-type', w);
    }
  }
  v = r.occurredDateTime;
  if (v !== undefined) dateText(out, 'Provenance.when', v);
}

function extractQuestionnaire(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Questionnaire._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Questionnaire._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Questionnaire._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Questionnaire._tag', w);
    }
  }
  v = r.item;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.code;
      if (w !== undefined) tokenCoding(out, 'Questionnaire.code', w);
      w = i1.definition;
      if (w !== undefined) uriText(out, 'Questionnaire.definition', w);
    }
  }
  v = r.useContext;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.valueCodeableConcept;
      if (w !== undefined) tokenConcept(out, 'Questionnaire.context', w);
      w = i1.valueQuantity;
      if (w !== undefined) quantityValue(out, 'Questionnaire.context-quantity', w);
      w = i1.valueRange;
      if (w !== undefined) quantityRange(out, 'Questionnaire.context-quantity', w);
      w = i1.code;
      if (w !== undefined) tokenCoding(out, 'Questionnaire.context-type', w);
    }
  }
  v = r.date;
  if (v !== undefined) dateText(out, 'Questionnaire.date', v);
  v = r.description;
  if (v !== undefined) stringText(out, 'Questionnaire.description', v);
  v = r.effectivePeriod;
  if (v !== undefined) datePeriod(out, 'Questionnaire.effective', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Questionnaire.identifier', v);
  v = r.jurisdiction;
  if (v !== undefined) tokenConcept(out, 'Questionnaire.jurisdiction', v);
  v = r.name;
  if (v !== undefined) stringText(out, 'Questionnaire.name', v);
  v = r.publisher;
  if (v !== undefined) stringText(out, 'Questionnaire.publisher', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Questionnaire.status', v);
  v = r.subjectType;
  if (v !== undefined) tokenText(out, 'Questionnaire.subject-type', v);
  v = r.title;
  if (v !== undefined) stringText(out, 'Questionnaire.title', v);
  v = r.url;
  if (v !== undefined) uriText(out, 'Questionnaire.url', v);
  v = r.version;
  if (v !== undefined) tokenText(out, 'Questionnaire.version', v);
}

function extractQuestionnaireResponse(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'QuestionnaireResponse._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'QuestionnaireResponse._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'QuestionnaireResponse._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'QuestionnaireResponse._tag', w);
    }
  }
  v = r.author;
  if (v !== undefined) reference(out, 'QuestionnaireResponse.author', v);
  v = r.authored;
  if (v !== undefined) dateText(out, 'QuestionnaireResponse.authored', v);
  v = r.basedOn;
  if (v !== undefined) reference(out, 'QuestionnaireResponse.based-on', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'QuestionnaireResponse.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'QuestionnaireResponse.identifier', v);
  v = r.partOf;
  if (v !== undefined) reference(out, 'QuestionnaireResponse.part-of', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'QuestionnaireResponse.patient', v, 'Patient');
    reference(out, 'QuestionnaireResponse.subject', v);
  }
  v = r.questionnaire;
  if (v !== undefined) referenceUri(out, 'QuestionnaireResponse.questionnaire', v);
  v = r.source;
  if (v !== undefined) reference(out, 'QuestionnaireResponse.source', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'QuestionnaireResponse.status', v);
}

function extractRelatedPerson(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'RelatedPerson._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'RelatedPerson._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'RelatedPerson._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'RelatedPerson._tag', w);
    }
  }
  v = r.active;
  if (v !== undefined) tokenBoolean(out, 'RelatedPerson.active', v);
  v = r.address;
  if (v !== undefined) {
    stringAddress(out, 'RelatedPerson.address', v);
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.city;
      if (w !== undefined) stringText(out, 'RelatedPerson.address-city', w);
      w = i1.country;
      if (w !== undefined) stringText(out, 'RelatedPerson.address-country', w);
      w = i1.postalCode;
      if (w !== undefined) stringText(out, 'RelatedPerson.address-postalcode', w);
      w = i1.state;
      if (w !== undefined) stringText(out, 'RelatedPerson.address-state', w);
      w = i1.use;
      if (w !== undefined) tokenText(out, 'RelatedPerson.address-use', w);
    }
  }
  v = r.birthDate;
  if (v !== undefined) dateText(out, 'RelatedPerson.birthdate', v);
  v = r.telecom;
  if (v !== undefined) {
    tokenContact(out, 'RelatedPerson.email', v, 'email');
    tokenContact(out, 'RelatedPerson.phone', v, 'phone');
    tokenContact(out, 'RelatedPerson.telecom', v);
  }
  v = r.gender;
  if (v !== undefined) tokenText(out, 'RelatedPerson.gender', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'RelatedPerson.identifier', v);
  v = r.name;
  if (v !== undefined) {
    stringName(out, 'RelatedPerson.name', v);
    stringName(out, 'RelatedPerson.phonetic', v);
  }
  v = r.patient;
  if (v !== undefined) reference(out, 'RelatedPerson.patient', v);
  v = r.relationship;
  if (v !== undefined) tokenConcept(out, 'RelatedPerson.relationship', v);
}

function extractRequestGroup(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'RequestGroup._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'RequestGroup._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'RequestGroup._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'RequestGroup._tag', w);
    }
  }
  v = r.author;
  if (v !== undefined) reference(out, 'RequestGroup.author', v);
  v = r.authoredOn;
  if (v !== undefined) dateText(out, 'RequestGroup.authored', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'RequestGroup.code', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'RequestGroup.encounter', v);
  v = r.groupIdentifier;
  if (v !== undefined) tokenIdentifier(out, 'RequestGroup.group-identifier', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'RequestGroup.identifier', v);
  v = r.instantiatesCanonical;
  if (v !== undefined) referenceUri(out, 'RequestGroup.instantiates-canonical', v);
  v = r.instantiatesUri;
  if (v !== undefined) uriText(out, 'RequestGroup.instantiates-uri', v);
  v = r.intent;
  if (v !== undefined) tokenText(out, 'RequestGroup.intent', v);
  v = r.action;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.participant;
      if (w !== undefined) reference(out, 'RequestGroup.participant', w);
    }
  }
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'RequestGroup.patient', v, 'Patient');
    reference(out, 'RequestGroup.subject', v);
  }
  v = r.priority;
  if (v !== undefined) tokenText(out, 'RequestGroup.priority', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'RequestGroup.status', v);
}

function extractResearchStudy(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'ResearchStudy._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'ResearchStudy._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'ResearchStudy._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'ResearchStudy._tag', w);
    }
  }
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'ResearchStudy.category', v);
  v = r.period;
  if (v !== undefined) datePeriod(out, 'ResearchStudy.date', v);
  v = r.focus;
  if (v !== undefined) tokenConcept(out, 'ResearchStudy.focus', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'ResearchStudy.identifier', v);
  v = r.keyword;
  if (v !== undefined) tokenConcept(out, 'ResearchStudy.keyword', v);
  v = r.location;
  if (v !== undefined) tokenConcept(out, 'ResearchStudy.location', v);
  v = r.partOf;
  if (v !== undefined) reference(out, 'ResearchStudy.partof', v);
  v = r.principalInvestigator;
  if (v !== undefined) reference(out, 'ResearchStudy.principalinvestigator', v);
  v = r.protocol;
  if (v !== undefined) reference(out, 'ResearchStudy.protocol', v);
  v = r.site;
  if (v !== undefined) reference(out, 'ResearchStudy.site', v);
  v = r.sponsor;
  if (v !== undefined) reference(out, 'ResearchStudy.sponsor', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'ResearchStudy.status', v);
  v = r.title;
  if (v !== undefined) stringText(out, 'ResearchStudy.title', v);
}

function extractResearchSubject(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'ResearchSubject._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'ResearchSubject._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'ResearchSubject._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'ResearchSubject._tag', w);
    }
  }
  v = r.period;
  if (v !== undefined) datePeriod(out, 'ResearchSubject.date', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'ResearchSubject.identifier', v);
  v = r.individual;
  if (v !== undefined) {
    reference(out, 'ResearchSubject.individual', v);
    reference(out, 'ResearchSubject.patient', v);
  }
  v = r.status;
  if (v !== undefined) tokenText(out, 'ResearchSubject.status', v);
  v = r.study;
  if (v !== undefined) reference(out, 'ResearchSubject.study', v);
}

function extractRiskAssessment(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'RiskAssessment._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'RiskAssessment._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'RiskAssessment._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'RiskAssessment._tag', w);
    }
  }
  v = r.condition;
  if (v !== undefined) reference(out, 'RiskAssessment.condition', v);
  v = r.occurrenceDateTime;
  if (v !== undefined) dateText(out, 'RiskAssessment.date', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'RiskAssessment.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'RiskAssessment.identifier', v);
  v = r.method;
  if (v !== undefined) tokenConcept(out, 'RiskAssessment.method', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'RiskAssessment.patient', v, 'Patient');
    reference(out, 'RiskAssessment.subject', v);
  }
  v = r.performer;
  if (v !== undefined) reference(out, 'RiskAssessment.performer', v);
  v = r.prediction;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.probabilityDecimal;
      if (w !== undefined) numberValue(out, 'RiskAssessment.probability', w);
      w = i1.probabilityRange;
      if (w !== undefined) numberRange(out, 'RiskAssessment.probability', w);
      w = i1.qualitativeRisk;
      if (w !== undefined) tokenConcept(out, 'RiskAssessment.risk', w);
    }
  }
}

function extractSchedule(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Schedule._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Schedule._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Schedule._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Schedule._tag', w);
    }
  }
  v = r.active;
  if (v !== undefined) tokenBoolean(out, 'Schedule.active', v);
  v = r.actor;
  if (v !== undefined) reference(out, 'Schedule.actor', v);
  v = r.planningHorizon;
  if (v !== undefined) datePeriod(out, 'Schedule.date', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Schedule.identifier', v);
  v = r.serviceCategory;
  if (v !== undefined) tokenConcept(out, 'Schedule.service-category', v);
  v = r.serviceType;
  if (v !== undefined) tokenConcept(out, 'Schedule.service-type', v);
  v = r.specialty;
  if (v !== undefined) tokenConcept(out, 'Schedule.specialty', v);
}

function extractServiceRequest(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'ServiceRequest._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'ServiceRequest._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'ServiceRequest._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'ServiceRequest._tag', w);
    }
  }
  v = r.authoredOn;
  if (v !== undefined) dateText(out, 'ServiceRequest.authored', v);
  v = r.basedOn;
  if (v !== undefined) reference(out, 'ServiceRequest.based-on', v);
  v = r.bodySite;
  if (v !== undefined) tokenConcept(out, 'ServiceRequest.body-site', v);
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'ServiceRequest.category', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'ServiceRequest.code', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'ServiceRequest.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'ServiceRequest.identifier', v);
  v = r.instantiatesCanonical;
  if (v !== undefined) referenceUri(out, 'ServiceRequest.instantiates-canonical', v);
  v = r.instantiatesUri;
  if (v !== undefined) uriText(out, 'ServiceRequest.instantiates-uri', v);
  v = r.intent;
  if (v !== undefined) tokenText(out, 'ServiceRequest.intent', v);
  v = r.occurrenceDateTime;
  if (v !== undefined) dateText(out, 'ServiceRequest.occurrence', v);
  v = r.occurrencePeriod;
  if (v !== undefined) datePeriod(out, 'ServiceRequest.occurrence', v);
  v = r.occurrenceTiming;
  if (v !== undefined) dateTiming(out, 'ServiceRequest.occurrence', v);
  v = r.orderDetail;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.text;
      if (w !== undefined) tokenText(out, 'ServiceRequest.order-detail', w);
    }
  }
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'ServiceRequest.patient', v, 'Patient');
    reference(out, 'ServiceRequest.subject', v);
  }
  v = r.performer;
  if (v !== undefined) reference(out, 'ServiceRequest.performer', v);
  v = r.performerType;
  if (v !== undefined) tokenConcept(out, 'ServiceRequest.performer-type', v);
  v = r.priority;
  if (v !== undefined) tokenText(out, 'ServiceRequest.priority', v);
  v = r.replaces;
  if (v !== undefined) reference(out, 'ServiceRequest.replaces', v);
  v = r.requester;
  if (v !== undefined) reference(out, 'ServiceRequest.requester', v);
  v = r.requisition;
  if (v !== undefined) tokenIdentifier(out, 'ServiceRequest.requisition', v);
  v = r.specimen;
  if (v !== undefined) reference(out, 'ServiceRequest.specimen', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'ServiceRequest.status', v);
}

function extractSlot(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Slot._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Slot._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Slot._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Slot._tag', w);
    }
  }
  v = r.appointmentType;
  if (v !== undefined) tokenConcept(out, 'Slot.appointment-type', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Slot.identifier', v);
  v = r.schedule;
  if (v !== undefined) reference(out, 'Slot.schedule', v);
  v = r.serviceCategory;
  if (v !== undefined) tokenConcept(out, 'Slot.service-category', v);
  v = r.serviceType;
  if (v !== undefined) tokenConcept(out, 'Slot.service-type', v);
  v = r.specialty;
  if (v !== undefined) tokenConcept(out, 'Slot.specialty', v);
  v = r.start;
  if (v !== undefined) dateText(out, 'Slot.start', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Slot.status', v);
}

function extractSpecimen(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Specimen._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Specimen._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Specimen._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Specimen._tag', w);
    }
  }
  v = r.accessionIdentifier;
  if (v !== undefined) tokenIdentifier(out, 'Specimen.accession', v);
  v = r.collection;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.bodySite;
      if (w !== undefined) tokenConcept(out, 'Specimen.bodysite', w);
      w = i1.collectedDateTime;
      if (w !== undefined) dateText(out, 'Specimen.collected', w);
      w = i1.collectedPeriod;
      if (w !== undefined) datePeriod(out, 'Specimen.collected', w);
      w = i1.collector;
      if (w !== undefined) reference(out, 'Specimen.collector', w);
    }
  }
  v = r.container;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.type;
      if (w !== undefined) tokenConcept(out, 'Specimen.container', w);
      w = i1.identifier;
      if (w !== undefined) tokenIdentifier(out, 'Specimen.container-id', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Specimen.identifier', v);
  v = r.parent;
  if (v !== undefined) reference(out, 'Specimen.parent', v);
  v = r.subject;
  if (v !== undefined) {
    referenceTo(out, 'Specimen.patient', v, 'Patient');
    reference(out, 'Specimen.subject', v);
  }
  v = r.status;
  if (v !== undefined) tokenText(out, 'Specimen.status', v);
  v = r.type;
  if (v !== undefined) tokenConcept(out, 'Specimen.type', v);
}

function extractSubstance(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Substance._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Substance._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Substance._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Substance._tag', w);
    }
  }
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'Substance.category', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'Substance.code', v);
  v = r.ingredient;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.substanceCodeableConcept;
      if (w !== undefined) tokenConcept(out, 'Substance.code', w);
      w = i1.substanceReference;
      if (w !== undefined) reference(out, 'Substance.substance-reference', w);
    }
  }
  v = r.instance;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.identifier;
      if (w !== undefined) tokenIdentifier(out, 'Substance.container-identifier', w);
      w = i1.expiry;
      if (w !== undefined) dateText(out, 'Substance.expiry', w);
      w = i1.quantity;
      if (w !== undefined) quantityValue(out, 'Substance.quantity', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Substance.identifier', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Substance.status', v);
}

function extractSupplyDelivery(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'SupplyDelivery._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'SupplyDelivery._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'SupplyDelivery._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'SupplyDelivery._tag', w);
    }
  }
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'SupplyDelivery.identifier', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'SupplyDelivery.patient', v);
  v = r.receiver;
  if (v !== undefined) reference(out, 'SupplyDelivery.receiver', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'SupplyDelivery.status', v);
  v = r.supplier;
  if (v !== undefined) reference(out, 'SupplyDelivery.supplier', v);
}

function extractSupplyRequest(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'SupplyRequest._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'SupplyRequest._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'SupplyRequest._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'SupplyRequest._tag', w);
    }
  }
  v = r.category;
  if (v !== undefined) tokenConcept(out, 'SupplyRequest.category', v);
  v = r.authoredOn;
  if (v !== undefined) dateText(out, 'SupplyRequest.date', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'SupplyRequest.identifier', v);
  v = r.requester;
  if (v !== undefined) reference(out, 'SupplyRequest.requester', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'SupplyRequest.status', v);
  v = r.deliverTo;
  if (v !== undefined) reference(out, 'SupplyRequest.subject', v);
  v = r.supplier;
  if (v !== undefined) reference(out, 'SupplyRequest.supplier', v);
}

function extractTask(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'Task._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'Task._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'Task._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'Task._tag', w);
    }
  }
  v = r.authoredOn;
  if (v !== undefined) dateText(out, 'Task.authored-on', v);
  v = r.basedOn;
  if (v !== undefined) reference(out, 'Task.based-on', v);
  v = r.businessStatus;
  if (v !== undefined) tokenConcept(out, 'Task.business-status', v);
  v = r.code;
  if (v !== undefined) tokenConcept(out, 'Task.code', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'Task.encounter', v);
  v = r.focus;
  if (v !== undefined) reference(out, 'Task.focus', v);
  v = r.groupIdentifier;
  if (v !== undefined) tokenIdentifier(out, 'Task.group-identifier', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'Task.identifier', v);
  v = r.intent;
  if (v !== undefined) tokenText(out, 'Task.intent', v);
  v = r.lastModified;
  if (v !== undefined) dateText(out, 'Task.modified', v);
  v = r.owner;
  if (v !== undefined) reference(out, 'Task.owner', v);
  v = r.partOf;
  if (v !== undefined) reference(out, 'Task.part-of', v);
  v = r.for;
  if (v !== undefined) {
    referenceTo(out, 'Task.patient', v, 'Patient');
    reference(out, 'Task.subject', v);
  }
  v = r.performerType;
  if (v !== undefined) tokenConcept(out, 'Task.performer', v);
  v = r.executionPeriod;
  if (v !== undefined) datePeriod(out, 'Task.period', v);
  v = r.priority;
  if (v !== undefined) tokenText(out, 'Task.priority', v);
  v = r.requester;
  if (v !== undefined) reference(out, 'Task.requester', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'Task.status', v);
}

function extractVerificationResult(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'VerificationResult._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'VerificationResult._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'VerificationResult._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'VerificationResult._tag', w);
    }
  }
  v = r.target;
  if (v !== undefined) reference(out, 'VerificationResult.target', v);
}

function extractVisionPrescription(r: Node, out: Out): void {
  let v: unknown;
  v = r.meta;
  if (v !== undefined) {
    for (const i1 of each(v)) {
      let w: unknown;
      w = i1.profile;
      if (w !== undefined) uriText(out, 'VisionPrescription._profile', w);
      w = i1.security;
      if (w !== undefined) tokenCoding(out, 'VisionPrescription._security', w);
      w = i1.source;
      if (w !== undefined) uriText(out, 'VisionPrescription._source', w);
      w = i1.tag;
      if (w !== undefined) tokenCoding(out, 'VisionPrescription._tag', w);
    }
  }
  v = r.dateWritten;
  if (v !== undefined) dateText(out, 'VisionPrescription.datewritten', v);
  v = r.encounter;
  if (v !== undefined) reference(out, 'VisionPrescription.encounter', v);
  v = r.identifier;
  if (v !== undefined) tokenIdentifier(out, 'VisionPrescription.identifier', v);
  v = r.patient;
  if (v !== undefined) reference(out, 'VisionPrescription.patient', v);
  v = r.prescriber;
  if (v !== undefined) reference(out, 'VisionPrescription.prescriber', v);
  v = r.status;
  if (v !== undefined) tokenText(out, 'VisionPrescription.status', v);
}

/** One extractor per type that is kept; each adds the index values of one resource to `out`. */
export const extractors: ReadonlyMap<string, (r: Node, out: Out) => void> = new Map([
  ['Account', extractAccount],
  ['AdverseEvent', extractAdverseEvent],
  ['AllergyIntolerance', extractAllergyIntolerance],
  ['Appointment', extractAppointment],
  ['AppointmentResponse', extractAppointmentResponse],
  ['AuditEvent', extractAuditEvent],
  ['Basic', extractBasic],
  ['Binary', extractBinary],
  ['BiologicallyDerivedProduct', extractBiologicallyDerivedProduct],
  ['BodyStructure', extractBodyStructure],
  ['CarePlan', extractCarePlan],
  ['CareTeam', extractCareTeam],
  ['ChargeItem', extractChargeItem],
  ['Claim', extractClaim],
  ['ClaimResponse', extractClaimResponse],
  ['ClinicalImpression', extractClinicalImpression],
  ['Communication', extractCommunication],
  ['CommunicationRequest', extractCommunicationRequest],
  ['Composition', extractComposition],
  ['Condition', extractCondition],
  ['Consent', extractConsent],
  ['Contract', extractContract],
  ['Coverage', extractCoverage],
  ['CoverageEligibilityRequest', extractCoverageEligibilityRequest],
  ['CoverageEligibilityResponse', extractCoverageEligibilityResponse],
  ['DetectedIssue', extractDetectedIssue],
  ['Device', extractDevice],
  ['DeviceMetric', extractDeviceMetric],
  ['DeviceRequest', extractDeviceRequest],
  ['DeviceUseStatement', extractDeviceUseStatement],
  ['DiagnosticReport', extractDiagnosticReport],
  ['DocumentManifest', extractDocumentManifest],
  ['DocumentReference', extractDocumentReference],
  ['Encounter', extractEncounter],
  ['Endpoint', extractEndpoint],
  ['EnrollmentRequest', extractEnrollmentRequest],
  ['EnrollmentResponse', extractEnrollmentResponse],
  ['EpisodeOfCare', extractEpisodeOfCare],
  ['ExplanationOfBenefit', extractExplanationOfBenefit],
  ['FamilyMemberHistory', extractFamilyMemberHistory],
  ['Flag', extractFlag],
  ['Goal', extractGoal],
  ['Group', extractGroup],
  ['GuidanceResponse', extractGuidanceResponse],
  ['HealthcareService', extractHealthcareService],
  ['ImagingStudy', extractImagingStudy],
  ['Immunization', extractImmunization],
  ['ImmunizationEvaluation', extractImmunizationEvaluation],
  ['ImmunizationRecommendation', extractImmunizationRecommendation],
  ['InsurancePlan', extractInsurancePlan],
  ['Invoice', extractInvoice],
  ['Linkage', extractLinkage],
  ['List', extractList],
  ['Location', extractLocation],
  ['MeasureReport', extractMeasureReport],
  ['Media', extractMedia],
  ['Medication', extractMedication],
  ['MedicationAdministration', extractMedicationAdministration],
  ['MedicationDispense', extractMedicationDispense],
  ['MedicationRequest', extractMedicationRequest],
  ['MedicationStatement', extractMedicationStatement],
  ['MessageHeader', extractMessageHeader],
  ['MolecularSequence', extractMolecularSequence],
  ['NutritionOrder', extractNutritionOrder],
  ['Observation', extractObservation],
  ['Organization', extractOrganization],
  ['OrganizationAffiliation', extractOrganizationAffiliation],
  ['Patient', extractPatient],
  ['PaymentNotice', extractPaymentNotice],
  ['PaymentReconciliation', extractPaymentReconciliation],
  ['Person', extractPerson],
  ['Practitioner', extractPractitioner],
  ['PractitionerRole', extractPractitionerRole],
  ['Procedure', extractProcedure],
  ['Provenance', extractProvenance],
  ['Questionnaire', extractQuestionnaire],
  ['QuestionnaireResponse', extractQuestionnaireResponse],
  ['RelatedPerson', extractRelatedPerson],
  ['RequestGroup', extractRequestGroup],
  ['ResearchStudy', extractResearchStudy],
  ['ResearchSubject', extractResearchSubject],
  ['RiskAssessment', extractRiskAssessment],
  ['Schedule', extractSchedule],
  ['ServiceRequest', extractServiceRequest],
  ['Slot', extractSlot],
  ['Specimen', extractSpecimen],
  ['Substance', extractSubstance],
  ['SupplyDelivery', extractSupplyDelivery],
  ['SupplyRequest', extractSupplyRequest],
  ['Task', extractTask],
  ['VerificationResult', extractVerificationResult],
  ['VisionPrescription', extractVisionPrescription],
]);
