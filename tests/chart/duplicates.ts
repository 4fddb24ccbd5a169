export type Json = Readonly<Record<string, unknown>>;
interface Line {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly dateText: string | null;
  readonly value: string | null;
  readonly from: string;
}
export interface Duplicates {
  readonly isWhole: boolean;
  readonly waiting: readonly { readonly one: Line; readonly other: Line; readonly why: string }[];
  readonly later: readonly unknown[];
  readonly linkedCount: number;
  readonly linked: readonly { readonly leader: Line; readonly others: readonly Line[] }[];
}

/** What a person reads; written down apart from the matching. */
export const READ = new Set(
  'AllergyIntolerance Appointment CarePlan CareTeam Condition Coverage Device DiagnosticReport DocumentReference Encounter FamilyMemberHistory Goal ImagingStudy Immunization MedicationAdministration MedicationRequest MedicationStatement Observation Procedure'.split(
    ' ',
  ),
);
