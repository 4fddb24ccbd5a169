import type { Receipt } from './receipt.ts';
import { RECEIPT_WORDS, type ReceiptLanguage, type ReceiptWords } from './receipt-words.ts';

/** A value of ours, or one that somebody wrote. */
interface Value {
  readonly text: string;
  readonly isSaid?: boolean;
}

/** A receipt in words, for whoever sets it on paper. */
export interface ReceiptPage {
  readonly title: string;
  readonly about: string;
  readonly foot: string;
  readonly parts: readonly {
    readonly title: string;
    readonly rows: readonly { readonly name: string; readonly values: readonly Value[] }[];
  }[];
}

export interface ReceiptChoices {
  readonly paper: 'a4' | 'letter';
  readonly language: ReceiptLanguage;
  /** IANA name. */
  readonly zone: string;
}

const said = (text: string | null): readonly Value[] => (text === null ? [] : [{ text, isSaid: true }]);
const ours = (...texts: readonly string[]): readonly Value[] => texts.map((text) => ({ text }));

function sliceRows(
  words: ReceiptWords,
  slice: Receipt['processing']['personalData']['slice'],
  day: (ms: number) => string,
) {
  if (slice === null) return [{ name: words.what, values: ours(words.notTold) }];
  const { types, codes, categories, sources, origins, facts, from, to, labels, labelled } = slice;
  const parts = [
    ...(types ?? []),
    ...[...(codes ?? []), ...(categories ?? [])].map(({ system, code }) => `${system}|${code}`),
    ...(sources === undefined ? [] : [words.sources(sources.length)]),
    ...(origins === undefined ? [] : [words.origins(origins.length)]),
    ...(facts === undefined ? [] : [words.entries(facts.length)]),
    ...(labelled ? [words.labelled] : []),
  ];
  return [
    { name: words.what, values: ours(...(parts.length > 0 ? parts : [words.everything])) },
    ...(from === undefined && to === undefined
      ? []
      : [
          {
            name: words.dates,
            values: ours([from, to].map((one) => (one === undefined ? '…' : day(one))).join(' – ')),
          },
        ]),
    {
      name: words.labels,
      values: ours(...(labels && labels.length > 0 ? labels.map((one) => words.label[one]) : [words.none])),
    },
  ];
}

/** Everything that the receipt in JSON says (docs/consent-receipts.md), as a page; `language` is of our words only. */
export function receiptPage(receipt: Receipt, { language, zone }: ReceiptChoices): ReceiptPage {
  const words = RECEIPT_WORDS[language];
  const { metadata, record, processing, recipients, events, state, ledger } = receipt;
  const moments = new Intl.DateTimeFormat(language, {
    year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'short',
  }); // biome-ignore format: one list
  const days = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', day: 'numeric', timeZone: zone });
  const moment = (iso: string): readonly Value[] => ours(moments.format(Date.parse(iso)));
  const { personalData, storageCondition, purposes, processingActivities } = processing;
  const [recipient] = recipients;
  const isNamed = recipient !== undefined && recipient.name !== null;
  return {
    title: words.title,
    about: record.dataSubject.name,
    foot: words.foot,
    parts: [
      {
        title: words.parts.consent,
        rows: [
          { name: words.subject, values: said(record.dataSubject.name) },
          { name: words.state, values: ours(words.states[state] ?? state) },
          {
            name: words.recipient,
            values: isNamed
              ? said(recipient.name)
              : ours(words.recipients[recipient?.kind ?? ''] ?? words.recipients.other),
          },
          ...sliceRows(words, personalData.slice, (ms) => days.format(ms)),
          { name: words.form, values: ours(words.forms[personalData.form] ?? personalData.form) },
          { name: words.actions, values: ours(...processingActivities.map((one) => words.action[one] ?? one)) },
          { name: words.purposes, values: ours(...purposes.map(({ name }) => words.purpose[name] ?? name)) },
          { name: words.reason, values: processing.reason === null ? ours(words.none) : said(processing.reason) },
          { name: words.from, values: moment(storageCondition.from) },
          {
            name: words.until,
            values: storageCondition.until === null ? ours(words.untilEnded) : moment(storageCondition.until),
          },
          { name: words.basis, values: ours(words.consent) },
          { name: words.withdrawal, values: ours(words.withdrawn) },
        ],
      },
      {
        title: words.parts.events,
        rows: events.map((event) => ({
          name: words.states[event['@type']] ?? event['@type'],
          values: [
            ...moment(event.time),
            ...said(event.by),
            ...ours(words.capacities[event.capacity] ?? event.capacity),
            ...said(event.document),
          ],
        })),
      },
      {
        title: words.parts.ids,
        rows: [
          { name: words.receiptId, values: ours(metadata.receiptId) },
          { name: words.recordId, values: ours(record.recordId) },
          ...(recipient === undefined || recipient.id === '*'
            ? []
            : [{ name: words.recipientId, values: ours(`${recipient.kind} ${recipient.id}`) }]),
          { name: words.issued, values: moment(metadata.issued) },
          { name: words.schema, values: ours(metadata.schemaVersion) },
          { name: words.line, values: ours(`${ledger.event} (${ledger.accessSeq})`) },
          ...(ledger.ended === null ? [] : [{ name: words.endLine, values: ours(ledger.ended) }]),
        ],
      },
    ],
  };
}
