import { accountErrors } from './areas/accounts.ts';
import { chartErrors } from './areas/chart.ts';
import { cliErrors } from './areas/cli.ts';
import { configErrors } from './areas/config.ts';
import { dbErrors } from './areas/db.ts';
import { demoErrors } from './areas/demo.ts';
import { egressErrors } from './areas/egress.ts';
import { fhirErrors } from './areas/fhir.ts';
import { fhirApiErrors } from './areas/fhir-api.ts';
import { fhirRequestErrors } from './areas/fhir-requests.ts';
import { gateErrors } from './areas/gate.ts';
import { generalErrors } from './areas/general.ts';
import { httpErrors } from './areas/http.ts';
import { intakeErrors } from './areas/intake.ts';
import { jobErrors } from './areas/jobs.ts';
import { ledgerErrors } from './areas/ledger.ts';
import { linkErrors } from './areas/links.ts';
import { mailErrors } from './areas/mail.ts';
import { objectErrors } from './areas/objects.ts';
import { operateErrors } from './areas/operate.ts';
import { organizationErrors } from './areas/organizations.ts';
import { printErrors } from './areas/print.ts';
import { sandboxErrors } from './areas/sandbox.ts';
import { searchErrors } from './areas/search.ts';
import { serverErrors } from './areas/server.ts';
import { sharingErrors } from './areas/sharing.ts';
import { vaultErrors } from './areas/vault.ts';

/** Every error that a person or a client can meet, by its stable code. Compared with docs/reference/errors.md both ways. */
export const errorRegistry = {
  ...generalErrors,
  ...gateErrors,
  ...dbErrors,
  ...intakeErrors,
  ...jobErrors,
  ...httpErrors,
  ...configErrors,
  ...serverErrors,
  ...vaultErrors,
  ...accountErrors,
  ...cliErrors,
  ...demoErrors,
  ...egressErrors,
  ...ledgerErrors,
  ...linkErrors,
  ...mailErrors,
  ...objectErrors,
  ...operateErrors,
  ...organizationErrors,
  ...sandboxErrors,
  ...fhirErrors,
  ...fhirRequestErrors,
  ...fhirApiErrors,
  ...searchErrors,
  ...chartErrors,
  ...printErrors,
  ...sharingErrors,
};

export type ErrorCode = keyof typeof errorRegistry;
