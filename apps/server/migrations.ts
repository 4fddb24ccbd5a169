import { accountsMigrations } from '@chartwarden/accounts';
import { fhirApiMigrations } from '@chartwarden/fhir-api';
import { coreMigrations } from '@chartwarden/gate';
import { jobsMigrations } from '@chartwarden/jobs';
import { operateMigrations } from '@chartwarden/operate';
import { linksMigrations, sharingMigrations } from '@chartwarden/sharing';

/** Every table of the data folder's database, in the order of their names. */
export const migrations = [
  ...coreMigrations,
  ...jobsMigrations,
  ...accountsMigrations,
  ...operateMigrations,
  ...sharingMigrations,
  ...linksMigrations,
  ...fhirApiMigrations,
];
