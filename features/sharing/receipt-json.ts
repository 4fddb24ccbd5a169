import type { Receipt } from './receipt.ts';

const SCHEMA = 'https://w3id.org/dpv/schema/dpv-27560';

/** What may be done, as DPV calls it; our own word stands beside it. */
const PROCESSING: Readonly<Record<string, string>> = {
  read: 'dpv:Access',
  search: 'dpv:Query',
  create: 'dpv:Collect',
  update: 'dpv:Alter',
  delete: 'dpv:Erase',
  share: 'dpv:Share',
  export: 'dpv:Copy',
  send: 'dpv:Transmit',
};

const ROLE: Readonly<Record<string, string>> = { self: 'dpv:DataSubject', proxy: 'dpv:Representative' };

/**
 * A receipt as JSON-LD, by name as the W3C DPV guide to ISO/IEC TS 27560 writes consent receipts: a wrapper around one
 * consent record. What only we say is under `cw:`. docs/consent-receipts.md has the table, and what is not said.
 *
 * @param at where this instance is reached: who runs it is the controller, and it is where consent is withdrawn
 */
export function receiptJson(receipt: Receipt, at: string) {
  const { metadata, record, processing, recipients, events, state, ledger } = receipt;
  const { slice, form, sensitiveLabels } = processing.personalData;
  const { from, until } = processing.storageCondition;
  const person = record.recordId.replace(/^urn:uuid:/, '');
  const sharing = `${at}/people/${person}/sharing`;
  return {
    '@context': {
      dpv: 'https://w3id.org/dpv#',
      dct: 'http://purl.org/dc/terms/',
      cw: 'urn:chartwarden:terms:',
    },
    '@id': metadata.receiptId,
    '@type': 'dpv:ConsentReceipt',
    'dpv:hasIdentifier': metadata.receiptId,
    'dct:conformsTo': `${SCHEMA}#receipt`,
    'dct:created': metadata.issued,
    'dct:publisher': at,
    'dpv:hasRecordOfActivity': {
      '@id': `${metadata.receiptId}#record`,
      '@type': 'dpv:ConsentRecord',
      'dpv:hasIdentifier': `${metadata.receiptId}#record`,
      'dct:conformsTo': `${SCHEMA}#record`,
      'dpv:hasDataSubject': {
        '@id': record.recordId,
        '@type': 'dpv:DataSubject',
        'dpv:hasName': record.dataSubject.name,
      },
      'dpv:hasDataController': { '@id': at, '@type': 'dpv:DataController', 'dpv:hasContact': at },
      'dpv:hasProcess': {
        '@type': 'dpv:Process',
        'dpv:hasPurpose': processing.purposes.map(({ name }) => ({ '@type': 'dpv:Purpose', 'dct:title': name })),
        ...(processing.reason === null ? {} : { 'dct:description': processing.reason }),
        'dpv:hasLegalBasis': processing.lawfulBasis,
        'dpv:hasPersonalData': [
          {
            '@type': ['dpv:PersonalData', 'dpv:SpecialCategoryPersonalData'],
            'dct:title': 'health record',
            'cw:slice': slice,
            'cw:form': form,
          },
          ...sensitiveLabels.map((label) => ({ '@type': 'dpv:SensitivePersonalData', 'dct:title': label })),
        ],
        'dpv:hasProcessing': processing.processingActivities.map((action) => ({
          '@type': PROCESSING[action] ?? 'dpv:Processing',
          'dct:title': action,
        })),
        'dpv:hasRecipient': recipients.map(({ kind, id, name }) => ({
          ...(id === '*' ? {} : { '@id': `urn:uuid:${id}` }),
          '@type': 'dpv:Recipient',
          'cw:kind': kind,
          ...(name === null ? {} : { 'dpv:hasName': name }),
        })),
        'dpv:hasStorageCondition': [
          { '@type': 'dpv:StorageLocation', 'dpv:hasLocation': at },
          { '@type': 'dpv:StorageDuration', 'dpv:hasDuration': durationOf(from, until) },
        ],
      },
      'dpv:hasConsentControl': {
        '@type': 'dpv:WithdrawConsent',
        'dpv:isExercisedAt': sharing,
        'dct:description': `${processing.withdrawal.method} (${processing.withdrawal.route})`,
      },
      // What was shown before it was given is its draft: the same words, approved to the byte.
      'dpv:hasNotice': { '@type': 'dpv:ConsentNotice', 'dct:date': from, 'dct:language': 'und', 'dct:source': sharing },
      'dpv:hasConsentStatus': events.map((event) => ({
        '@type': [event['@type'], 'dpv:ExplicitlyExpressedConsent'],
        'dpv:isIndicatedAtTime': event.time,
        'dpv:isIndicatedBy': {
          '@type': ROLE[event.capacity] ?? 'dpv:Entity',
          'cw:capacity': event.capacity,
          ...(event.by === null ? {} : { 'dpv:hasName': event.by }),
        },
        'dpv:hasIndicationMethod': event.document ?? 'approved on screen',
        'dct:valid': until === null ? `${from}/..` : `${from}/${until}`,
      })),
    },
    'cw:state': state,
    'cw:ledger': { ...ledger, ended: ledger.ended ?? undefined },
  };
}

const durationOf = (from: string, until: string | null) =>
  until === null
    ? { '@type': 'dpv:UntilEventDuration', 'dct:description': 'until it is withdrawn' }
    : { '@type': 'dpv:UntilTimeDuration', 'dct:valid': `${from}/${until}` };
