/** Words of a receipt on paper; the names, reasons and papers on it stay as somebody wrote them. */
const en = {
  title: 'Consent receipt',
  foot: 'Made by Chartwarden. It says what was agreed to, and nothing of what the record holds. ISO/IEC TS 27560, as the W3C DPV writes it.',
  parts: { consent: 'What was agreed', events: 'What happened', ids: 'To find and prove it in the log' },
  subject: 'Whose record',
  state: 'State',
  recipient: 'For whom',
  what: 'What of the record',
  dates: 'Only of these days',
  labels: 'Specially protected, named',
  form: 'In what form',
  actions: 'What they may do, or not do',
  purposes: 'For what',
  reason: 'Why',
  from: 'From',
  until: 'Until',
  basis: 'Lawful basis',
  withdrawal: 'To withdraw it',
  receiptId: 'Receipt',
  recordId: 'Record',
  recipientId: 'Recipient',
  issued: 'Issued',
  schema: 'Schema',
  line: 'Consent event (position in the chain)',
  endLine: 'Event that ended it',
  consent: 'Consent',
  withdrawn: 'Under Sharing, in one step, at any moment; what was seen, kept or printed before cannot be taken back.',
  untilEnded: 'it is ended',
  everything: 'everything',
  none: 'none',
  notTold: 'not told: it may be about something that is kept from whoever printed this',
  labelled: 'only what carries a label of special protection',
  sources: (count: number) => `what came with files: ${count}`,
  origins: (count: number) => `what came from places: ${count}`,
  entries: (count: number) => `entries chosen one by one: ${count}`,
  recipients: {
    everybody: 'everybody but whoever holds the record',
    link: 'whoever has a link',
    model: 'a language model',
    organization: 'an organization',
    other: 'somebody',
  } as Readonly<Record<string, string>> & { readonly other: string },
  states: {
    'dpv:ConsentGiven': 'given',
    'dpv:ConsentRefused': 'kept back',
    'dpv:ConsentExpired': 'over',
    'dpv:ConsentWithdrawn': 'withdrawn',
  } as Readonly<Record<string, string>>,
  forms: {
    full_source_allowed: 'whole entries',
    metadata_only: 'names, dates and states only',
    selected_evidence: 'chosen excerpts',
    deidentified: 'without anything that names the person',
  } as Readonly<Record<string, string>>,
  action: {
    read: 'read', search: 'search', create: 'add', update: 'correct', delete: 'remove', share: 'pass on', export: 'take out',
    send: 'send',
  } as Readonly<Record<string, string>>, // biome-ignore format: one list
  purpose: {
    any: 'anything',
    care: 'care',
    emergency: 'an emergency',
    research: 'research',
    export: 'a copy to keep',
  } as Readonly<Record<string, string>>,
  capacities: {
    self: 'the person', proxy: 'looks after the record', staff: 'for an organization', operator: 'operator', system: 'by the clock',
  } as Readonly<Record<string, string>>, // biome-ignore format: one list
  label: {
    HIV: 'HIV', ETH: 'alcohol and drugs', PSY: 'mental health', SEX: 'sexual health', SDV: 'violence or abuse', GDIS: 'genetics',
  }, // biome-ignore format: one list
};

export type ReceiptWords = typeof en;

const de: ReceiptWords = {
  title: 'Beleg einer Einwilligung',
  foot: 'Gemacht von Chartwarden. Er sagt, worin eingewilligt wurde, und nichts von dem, was in der Akte steht. ISO/IEC TS 27560, wie das W3C DPV es schreibt.',
  parts: {
    consent: 'Was vereinbart ist',
    events: 'Was geschehen ist',
    ids: 'Um es im Protokoll zu finden und zu beweisen',
  },
  subject: 'Wessen Akte',
  state: 'Stand',
  recipient: 'Für wen',
  what: 'Was von der Akte',
  dates: 'Nur von diesen Tagen',
  labels: 'Besonders Geschütztes, genannt',
  form: 'In welcher Form',
  actions: 'Was sie tun dürfen oder nicht dürfen',
  purposes: 'Wofür',
  reason: 'Warum',
  from: 'Von',
  until: 'Bis',
  basis: 'Rechtsgrundlage',
  withdrawal: 'Widerruf',
  receiptId: 'Beleg',
  recordId: 'Akte',
  recipientId: 'Empfänger',
  issued: 'Ausgestellt',
  schema: 'Schema',
  line: 'Ereignis der Einwilligung (Stelle in der Kette)',
  endLine: 'Ereignis, das sie beendet hat',
  consent: 'Einwilligung',
  withdrawn:
    'Unter Teilen, in einem Schritt, jederzeit; was vorher gesehen, behalten oder gedruckt wurde, lässt sich nicht zurücknehmen.',
  untilEnded: 'sie beendet wird',
  everything: 'alles',
  none: 'keines',
  notTold: 'nicht gesagt: Es könnte um etwas gehen, das vor der druckenden Person zurückgehalten ist',
  labelled: 'nur besonders Geschütztes',
  sources: (count) => `was mit Dateien gekommen ist: ${count}`,
  origins: (count) => `was von Orten gekommen ist: ${count}`,
  entries: (count) => `einzeln gewählte Einträge: ${count}`,
  recipients: {
    everybody: 'alle außer denen, die die Akte führen',
    link: 'wer einen Link hat',
    model: 'ein Sprachmodell',
    organization: 'eine Organisation',
    other: 'jemand',
  },
  states: {
    'dpv:ConsentGiven': 'gegeben',
    'dpv:ConsentRefused': 'zurückgehalten',
    'dpv:ConsentExpired': 'abgelaufen',
    'dpv:ConsentWithdrawn': 'widerrufen',
  },
  forms: {
    full_source_allowed: 'ganze Einträge',
    metadata_only: 'nur Namen, Daten und Stände',
    selected_evidence: 'gewählte Auszüge',
    deidentified: 'ohne alles, was die Person nennt',
  },
  action: {
    read: 'lesen', search: 'suchen', create: 'hinzufügen', update: 'berichtigen', delete: 'entfernen', share: 'weitergeben',
    export: 'mitnehmen', send: 'senden',
  }, // biome-ignore format: one list
  purpose: {
    any: 'alles',
    care: 'Versorgung',
    emergency: 'ein Notfall',
    research: 'Forschung',
    export: 'eine Kopie zum Behalten',
  },
  capacities: {
    self: 'die Person selbst', proxy: 'kümmert sich um die Akte', staff: 'für eine Organisation', operator: 'Betreiber',
    system: 'durch die Uhr',
  }, // biome-ignore format: one list
  label: {
    HIV: 'HIV', ETH: 'Alkohol und Drogen', PSY: 'seelische Gesundheit', SEX: 'sexuelle Gesundheit',
    SDV: 'Gewalt oder Missbrauch', GDIS: 'Genetik',
  }, // biome-ignore format: one list
};

const es: ReceiptWords = {
  title: 'Comprobante de consentimiento',
  foot: 'Hecho por Chartwarden. Dice lo que se acordó y nada de lo que contiene el historial. ISO/IEC TS 27560, como lo escribe el DPV del W3C.',
  parts: { consent: 'Lo acordado', events: 'Lo ocurrido', ids: 'Para encontrarlo y probarlo en el registro' },
  subject: 'De quién es el historial',
  state: 'Estado',
  recipient: 'Para quién',
  what: 'Qué del historial',
  dates: 'Solo de estos días',
  labels: 'Especialmente protegido, nombrado',
  form: 'En qué forma',
  actions: 'Qué puede hacer, o no hacer',
  purposes: 'Para qué',
  reason: 'Por qué',
  from: 'Desde',
  until: 'Hasta',
  basis: 'Base jurídica',
  withdrawal: 'Para retirarlo',
  receiptId: 'Comprobante',
  recordId: 'Historial',
  recipientId: 'Destinatario',
  issued: 'Emitido',
  schema: 'Esquema',
  line: 'Evento de consentimiento (posición en la cadena)',
  endLine: 'Evento que lo terminó',
  consent: 'Consentimiento',
  withdrawn:
    'En Compartir, en un paso, en cualquier momento; lo que se vio, guardó o imprimió antes no se puede retirar.',
  untilEnded: 'que se termine',
  everything: 'todo',
  none: 'ninguno',
  notTold: 'no se dice: puede tratar de algo que se oculta a quien lo imprimió',
  labelled: 'solo lo especialmente protegido',
  sources: (count) => `lo que llegó con archivos: ${count}`,
  origins: (count) => `lo que llegó de lugares: ${count}`,
  entries: (count) => `registros elegidos uno a uno: ${count}`,
  recipients: {
    everybody: 'todos salvo quien lleva el historial',
    link: 'quien tenga un enlace',
    model: 'un modelo de lenguaje',
    organization: 'una organización',
    other: 'alguien',
  },
  states: {
    'dpv:ConsentGiven': 'dado',
    'dpv:ConsentRefused': 'oculto',
    'dpv:ConsentExpired': 'vencido',
    'dpv:ConsentWithdrawn': 'retirado',
  },
  forms: {
    full_source_allowed: 'registros completos',
    metadata_only: 'solo nombres, fechas y estados',
    selected_evidence: 'extractos elegidos',
    deidentified: 'sin nada que nombre a la persona',
  },
  action: {
    read: 'leer', search: 'buscar', create: 'añadir', update: 'corregir', delete: 'quitar', share: 'pasar a otros',
    export: 'llevarse', send: 'enviar',
  }, // biome-ignore format: one list
  purpose: {
    any: 'todo',
    care: 'atención',
    emergency: 'una emergencia',
    research: 'investigación',
    export: 'una copia para guardar',
  },
  capacities: {
    self: 'la persona misma', proxy: 'cuida del historial', staff: 'por una organización', operator: 'operador',
    system: 'por el reloj',
  }, // biome-ignore format: one list
  label: {
    HIV: 'VIH', ETH: 'alcohol y drogas', PSY: 'salud mental', SEX: 'salud sexual', SDV: 'violencia o abuso', GDIS: 'genética',
  }, // biome-ignore format: one list
};

export const RECEIPT_LANGUAGES = ['en', 'de', 'es'] as const;
export type ReceiptLanguage = (typeof RECEIPT_LANGUAGES)[number];

export const RECEIPT_WORDS: Readonly<Record<ReceiptLanguage, ReceiptWords>> = { en, de, es };
