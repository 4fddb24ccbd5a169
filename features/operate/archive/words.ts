/** Languages of our words in an archive. */
export type ArchiveLanguage = 'en' | 'de' | 'es';

const en = {
  title: 'Everything about {name}',
  titlePart: 'A part of a record',
  made: 'Made with Chartwarden on {when}.',
  notEncrypted:
    'This folder is not encrypted. Whoever has it can read it: keep it as you would keep paper, and delete copies that you no longer need.',
  partOnly: 'This is the part of the record that was shared with whoever made this copy, as it stood then.',
  mayMiss: 'It holds what was added to this record, which may not be everything there is.',
  contents: 'What is in it',
  entries: '{count} entries',
  older: 'Older: page {page}',
  none: 'Nothing of this kind.',
  date: 'Date',
  what: 'What',
  value: 'Value',
  state: 'State',
  source: 'Said by',
  noDate: 'no date',
  corrections: 'What was corrected',
  correctionKinds: 'Kind',
  'kind.value': 'value',
  'kind.unit': 'unit',
  'kind.date': 'date',
  'kind.code': 'code',
  'kind.status': 'state',
  'kind.not-mine': 'not mine',
  'kind.did-not-happen': 'did not happen',
  'kind.replaced': 'written anew',
  'kind.note': 'note',
  reason: 'Why',
  by: 'By',
  undone: 'taken back',
  standing: 'holds',
  verdicts: 'What was said about two entries',
  same: 'the same thing',
  different: 'two different things',
  later: 'asked again later',
  files: 'Files as they were received',
  size: 'Size',
  received: 'Received',
  consents: 'Who was given what',
  to: 'To whom',
  from: 'From',
  until: 'Until',
  permit: 'may see',
  deny: 'kept from',
  ended: 'ended',
  custody: 'looks after the record',
  everybody: 'everybody',
  withdrawn: 'Files that were taken back are not in this archive: {count}.',
  log: 'Who saw what',
  logLines:
    'The log holds {count} lines about this record, with the proof that none is missing. Check it, also without the server it came from:',
  readme:
    'Open index.html in a browser: it is the record to read, and needs no network.\n\n' +
    'fhir/effective.json   every entry as it counts now, corrections applied (FHIR R4 Bundle)\n' +
    'fhir/history.json     every version of every entry, as it was received and as it was corrected (FHIR R4 Bundle)\n' +
    'record/versions.ndjson what each version of history.json is: a line of JSON each, with the place of its bytes\n' +
    'record/said.ndjson    corrections with reason and history, and what was said about two entries\n' +
    'record/consents.json  who was given what, and who looked after the record\n' +
    'record/imports.json   when which files came in\n' +
    'originals/            the files as they were received, byte for byte\n' +
    'ledger/proof.json     the log of this record with its proof (chartwarden ledger verify ledger/proof.json)\n' +
    'manifest.json         SHA-256 and size of every file here\n\n' +
    'Add this archive to an empty record of another Chartwarden ("Add data"), and the record is the same there. What people were\n' +
    'given here comes along to be read; nobody is given anything by it there.\n',
  readmePart:
    'Open index.html in a browser: it is what was shared, to read, and needs no network.\n\n' +
    'fhir/effective.json   the entries (FHIR R4 Bundle)\n' +
    'manifest.json         SHA-256 and size of every file here\n',
} as const;

export type WordName = keyof typeof en;

const de: Readonly<Record<WordName, string>> = {
  title: 'Alles über {name}',
  titlePart: 'Ein Teil einer Akte',
  made: 'Erstellt mit Chartwarden am {when}.',
  notEncrypted:
    'Dieser Ordner ist nicht verschlüsselt. Wer ihn hat, kann ihn lesen: Bewahren Sie ihn auf wie Papier, und löschen Sie Kopien, die Sie nicht mehr brauchen.',
  partOnly:
    'Das ist der Teil der Akte, der mit der Person geteilt war, die diese Kopie erstellt hat, wie er damals war.',
  mayMiss: 'Darin steht, was zu dieser Akte hinzugefügt wurde; das ist vielleicht nicht alles, was es gibt.',
  contents: 'Was darin ist',
  entries: '{count} Einträge',
  older: 'Ältere: Seite {page}',
  none: 'Nichts dieser Art.',
  date: 'Datum',
  what: 'Was',
  value: 'Wert',
  state: 'Stand',
  source: 'Angabe von',
  noDate: 'ohne Datum',
  corrections: 'Was berichtigt wurde',
  correctionKinds: 'Art',
  'kind.value': 'Wert',
  'kind.unit': 'Einheit',
  'kind.date': 'Datum',
  'kind.code': 'Code',
  'kind.status': 'Stand',
  'kind.not-mine': 'gehört mir nicht',
  'kind.did-not-happen': 'hat nicht stattgefunden',
  'kind.replaced': 'neu geschrieben',
  'kind.note': 'Notiz',
  reason: 'Warum',
  by: 'Von',
  undone: 'zurückgenommen',
  standing: 'gilt',
  verdicts: 'Was über zwei Einträge gesagt wurde',
  same: 'dasselbe',
  different: 'zwei verschiedene Dinge',
  later: 'später noch einmal fragen',
  files: 'Dateien, wie sie ankamen',
  size: 'Größe',
  received: 'Angekommen',
  consents: 'Wer was bekommen hat',
  to: 'Wer',
  from: 'Ab',
  until: 'Bis',
  permit: 'darf sehen',
  deny: 'darf nicht sehen',
  ended: 'beendet',
  custody: 'betreut die Akte',
  everybody: 'alle',
  withdrawn: 'Zurückgenommene Dateien sind nicht in diesem Archiv: {count}.',
  log: 'Wer was gesehen hat',
  logLines:
    'Das Protokoll hat {count} Zeilen über diese Akte, mit dem Beweis, dass keine fehlt. So prüfen Sie es, auch ohne den Server, von dem es kommt:',
  readme:
    'Öffnen Sie index.html in einem Browser: Das ist die Akte zum Lesen, ohne Netz.\n\n' +
    'fhir/effective.json   jeder Eintrag, wie er jetzt gilt, mit Berichtigungen (FHIR-R4-Bundle)\n' +
    'fhir/history.json     jede Fassung jedes Eintrags, wie sie ankam und wie sie berichtigt wurde (FHIR-R4-Bundle)\n' +
    'record/versions.ndjson was jede Fassung in history.json ist: je eine Zeile JSON, mit der Stelle ihrer Bytes\n' +
    'record/said.ndjson    Berichtigungen mit Grund und Verlauf, und was über zwei Einträge gesagt wurde\n' +
    'record/consents.json  wer was bekommen hat, und wer die Akte betreut hat\n' +
    'record/imports.json   wann welche Dateien ankamen\n' +
    'originals/            die Dateien, wie sie ankamen, Byte für Byte\n' +
    'ledger/proof.json     das Protokoll dieser Akte mit seinem Beweis (chartwarden ledger verify ledger/proof.json)\n' +
    'manifest.json         SHA-256 und Größe jeder Datei hier\n\n' +
    'Fügen Sie dieses Archiv zu einer leeren Akte eines anderen Chartwarden hinzu („Daten hinzufügen“), und die Akte ist dort dieselbe.\n' +
    'Was Menschen hier bekommen haben, kommt zum Lesen mit; dort bekommt dadurch niemand etwas.\n',
  readmePart:
    'Öffnen Sie index.html in einem Browser: Das ist, was geteilt war, zum Lesen, ohne Netz.\n\n' +
    'fhir/effective.json   die Einträge (FHIR-R4-Bundle)\n' +
    'manifest.json         SHA-256 und Größe jeder Datei hier\n',
};

const es: Readonly<Record<WordName, string>> = {
  title: 'Todo sobre {name}',
  titlePart: 'Una parte de una historia',
  made: 'Hecho con Chartwarden el {when}.',
  notEncrypted:
    'Esta carpeta no está cifrada. Quien la tenga puede leerla: guárdela como guardaría papel y borre las copias que ya no necesite.',
  partOnly: 'Es la parte de la historia que se compartió con quien hizo esta copia, tal como estaba entonces.',
  mayMiss: 'Contiene lo que se añadió a esta historia, que quizá no sea todo lo que hay.',
  contents: 'Qué contiene',
  entries: '{count} entradas',
  older: 'Anteriores: página {page}',
  none: 'Nada de este tipo.',
  date: 'Fecha',
  what: 'Qué',
  value: 'Valor',
  state: 'Estado',
  source: 'Según',
  noDate: 'sin fecha',
  corrections: 'Lo que se corrigió',
  correctionKinds: 'Tipo',
  'kind.value': 'valor',
  'kind.unit': 'unidad',
  'kind.date': 'fecha',
  'kind.code': 'código',
  'kind.status': 'estado',
  'kind.not-mine': 'no es mío',
  'kind.did-not-happen': 'no ocurrió',
  'kind.replaced': 'escrito de nuevo',
  'kind.note': 'nota',
  reason: 'Por qué',
  by: 'Por',
  undone: 'retirado',
  standing: 'vale',
  verdicts: 'Lo que se dijo de dos entradas',
  same: 'lo mismo',
  different: 'dos cosas distintas',
  later: 'preguntar más tarde',
  files: 'Archivos tal como llegaron',
  size: 'Tamaño',
  received: 'Llegó',
  consents: 'Quién recibió qué',
  to: 'Quién',
  from: 'Desde',
  until: 'Hasta',
  permit: 'puede ver',
  deny: 'no puede ver',
  ended: 'terminado',
  custody: 'cuida de la historia',
  everybody: 'todos',
  withdrawn: 'Los archivos retirados no están en este archivo: {count}.',
  log: 'Quién vio qué',
  logLines:
    'El registro tiene {count} líneas sobre esta historia, con la prueba de que no falta ninguna. Compruébelo, también sin el servidor de donde viene:',
  readme:
    'Abra index.html en un navegador: es la historia para leer, y no necesita red.\n\n' +
    'fhir/effective.json   cada entrada como vale ahora, con las correcciones (Bundle FHIR R4)\n' +
    'fhir/history.json     cada versión de cada entrada, como llegó y como se corrigió (Bundle FHIR R4)\n' +
    'record/versions.ndjson qué es cada versión de history.json: una línea de JSON cada una, con el lugar de sus bytes\n' +
    'record/said.ndjson    correcciones con motivo e historia, y lo que se dijo de dos entradas\n' +
    'record/consents.json  quién recibió qué y quién cuidó de la historia\n' +
    'record/imports.json   cuándo llegaron qué archivos\n' +
    'originals/            los archivos tal como llegaron, byte a byte\n' +
    'ledger/proof.json     el registro de esta historia con su prueba (chartwarden ledger verify ledger/proof.json)\n' +
    'manifest.json         SHA-256 y tamaño de cada archivo\n\n' +
    'Añada este archivo a una historia vacía de otro Chartwarden («Añadir datos») y la historia será la misma allí. Lo que se dio\n' +
    'a otras personas aquí llega para leerlo; allí no da nada a nadie.\n',
  readmePart:
    'Abra index.html en un navegador: es lo que se compartió, para leer, y no necesita red.\n\n' +
    'fhir/effective.json   las entradas (Bundle FHIR R4)\n' +
    'manifest.json         SHA-256 y tamaño de cada archivo\n',
};

const ALL: Readonly<Record<ArchiveLanguage, Readonly<Record<WordName, string>>>> = { en, de, es };

/** Our words in one language; `{name}` stands for a value. */
export function archiveWords(language: ArchiveLanguage) {
  return (name: WordName, values: Readonly<Record<string, string | number>> = {}): string =>
    ALL[language][name].replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

export type ArchiveWords = ReturnType<typeof archiveWords>;
