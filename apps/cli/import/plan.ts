import { CodedError } from '@chartwarden/errors';
import { contentsOf, onlyLines } from './documents.ts';
import type { Upload } from './files.ts';
import { isFhir, mergePatients, type Patient, patientsOf, subjectOf } from './patients.ts';

/** The files of one patient. */
export interface Part {
  readonly patient: Patient;
  readonly files: readonly Upload[];
  /** Some of the files speak of other people as well, who are to be left out. */
  readonly shared: boolean;
}

interface Looked {
  readonly file: Upload;
  readonly lines: boolean;
  readonly fhir: boolean;
  readonly patients: readonly Patient[];
  /** For NDJSON: whom each line is about. */
  readonly subjects: readonly (string | null)[];
}

/** A .zip is unpacked by the server, behind its limits: the command line does not look into one. */
export const isPacked = ({ name }: Pick<Upload, 'name'>): boolean => /\.zip$/i.test(name);
export const PACKED = 'a .zip is not opened to find out whose it is: unpack it and name the folder';

/** Whom the files are about. Throws CW-CLI-012 when that cannot be told. */
export async function patientsIn(files: readonly Upload[]): Promise<Patient[]> {
  const looked = await Promise.all(files.map(look));
  return mergePatients(looked.flatMap((one) => one?.patients ?? []));
}

/** Every patient's files, and the files that hold no FHIR as far as can be seen from here: they go to nobody. */
export interface Plan {
  readonly parts: readonly Part[];
  readonly leftOut: readonly Upload[];
}

/**
 * Who gets which files. A line of NDJSON goes to the person it is about, and to everybody when it is about nobody; any
 * other file goes to everybody it speaks of. Throws CW-CLI-012.
 */
export async function planByPatient(files: readonly Upload[]): Promise<Plan> {
  const looked: Looked[] = [];
  const leftOut: Upload[] = [];
  for (const file of files) {
    const one = await look(file);
    if (one?.fhir) looked.push(one);
    else leftOut.push(file);
  }
  const patients = mergePatients(looked.flatMap((one) => one.patients));
  if (patients.length === 0)
    throw new CodedError('CW-CLI-012', leftOut.some(isPacked) ? PACKED : 'no Patient in the files');
  const known = new Set(patients.flatMap(({ references }) => references));
  for (const { file, subjects } of looked) {
    const strays = subjects.filter((subject) => subject !== null && !known.has(subject)).length;
    if (strays > 0)
      throw new CodedError('CW-CLI-012', `${file.name}: ${strays} lines are about patients who are not in the files`);
  }
  return { parts: patients.map((patient) => partOf(patient, looked, patients.length)), leftOut };
}

function partOf(patient: Patient, looked: readonly Looked[], people: number): Part {
  const isMine = (subject: string | null) => subject === null || patient.references.includes(subject);
  const whole = looked.filter(
    (one) => !one.lines && (one.patients.length === 0 || one.patients.some((other) => overlaps(other, patient))),
  );
  const split = looked.filter((one) => one.lines && (people === 1 || one.subjects.some(isMine)));
  return {
    patient,
    files: [
      ...whole.map(({ file }) => file),
      ...split.map(({ file, subjects }) =>
        people === 1 || subjects.every(isMine)
          ? file
          : { ...file, open: () => onlyLines(file, (line) => isMine(subjects[line] ?? null)) },
      ),
    ],
    shared: whole.some((one) => mergePatients(one.patients).length > 1),
  };
}

const overlaps = (a: Patient, b: Patient): boolean => mergePatients([b, a]).length === 1;

async function look(file: Upload): Promise<Looked | null> {
  const contents = await contentsOf(file);
  if (contents === null) return null;
  const patients: Patient[] = [];
  const subjects: (string | null)[] = [];
  let fhir = false;
  for await (const document of contents.documents()) {
    fhir ||= isFhir(document);
    patients.push(...patientsOf(document));
    if (contents.lines) subjects[document.line] = subjectOf(document);
  }
  return { file, lines: contents.lines, fhir, patients, subjects };
}
