import { sections } from '../../reading/sections.ts';
import type { PrintName } from '../job.ts';
import { allergiesBlocks } from './allergies.ts';
import { ofAll, type ReadContent } from './content.ts';
import { immunizationsBlocks } from './immunizations.ts';
import { medicinesBlocks } from './medicines.ts';
import { readNote } from './note.ts';
import {
  printedAppointments,
  printedCareTeam,
  printedCoverage,
  printedDevices,
  printedDocuments,
  printedFamily,
  printedPlans,
  printedProcedures,
} from './others.ts';
import { problemsBlocks } from './problems.ts';
import { readPrintedResults, readPrintedVitals } from './results.ts';
import { timelineBlocks } from './timeline.ts';
import { readTrend } from './trend.ts';
import { readPrintedVisits, readVisit } from './visits.ts';

/** Prints that show what each source says, or one fact alone; in all others each thing stands once. */
export const SAY_ALL: ReadonlySet<PrintName> = new Set<PrintName>([
  'problems',
  'medicines',
  'allergies',
  'note',
  'timeline',
]);

interface Printable {
  /** What it is made from; where that is too much for one print, the last of these are cut first. */
  readonly types: readonly string[];
  readonly read: ReadContent;
}

/** Money, paperwork and directories are no part of what happened. */
const IN_TIMELINE = [...new Set([...sections.visits.types, 'Appointment', 'FamilyMemberHistory', 'Device'])];

/** What each print is made from and how, but for the summary. */
export const contents = {
  problems: { types: sections.problems.types, read: ofAll(problemsBlocks) },
  medicines: { types: sections.medicines.types, read: ofAll(medicinesBlocks) },
  allergies: { types: sections.allergies.types, read: ofAll(allergiesBlocks) },
  immunizations: { types: sections.immunizations.types, read: ofAll(immunizationsBlocks) },
  results: { types: sections.results.types, read: readPrintedResults },
  vitals: { types: sections.vitals.types, read: readPrintedVitals },
  trend: {
    types: ['Observation'],
    read: (facts, _now, words, { entry = '' }) => readTrend(facts, entry, words),
  },
  visits: { types: sections.visits.types, read: readPrintedVisits },
  visit: { types: sections.visits.types, read: readVisit },
  documents: { types: sections.documents.types, read: printedDocuments },
  note: { types: sections.documents.types, read: readNote },
  procedures: { types: sections.procedures.types, read: printedProcedures },
  'care-team': { types: sections.careTeam.types, read: printedCareTeam },
  family: { types: sections.familyHistory.types, read: printedFamily },
  devices: { types: sections.devices.types, read: printedDevices },
  plans: { types: sections.plans.types, read: printedPlans },
  coverage: { types: sections.coverage.types, read: printedCoverage },
  appointments: { types: sections.appointments.types, read: printedAppointments },
  timeline: { types: IN_TIMELINE, read: ofAll((facts, _now, words) => timelineBlocks(facts, words)) },
} as const satisfies Readonly<Record<Exclude<PrintName, 'summary'>, Printable>>;
