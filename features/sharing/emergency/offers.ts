import { LABELS, type Slice } from '@chartwarden/vault';

/** Allergies, medicines, conditions, immunizations and devices: what somebody has to know who helps. */
const ESSENTIAL = [
  'AllergyIntolerance', 'Condition', 'MedicationRequest', 'MedicationStatement', 'MedicationAdministration',
  'Immunization', 'Device', 'DeviceUseStatement', 'Flag',
]; // biome-ignore format: one list

export const sliceFor = (what: 'essential' | 'everything', labels: boolean): Slice => ({
  ...(what === 'essential' ? { types: ESSENTIAL } : {}),
  ...(labels ? { labels: LABELS } : {}),
});

export const isOfEssentials = ({ types }: Slice): boolean => types !== undefined;
