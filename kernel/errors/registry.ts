import { configErrors } from './areas/config.ts';
import { dbErrors } from './areas/db.ts';
import { egressErrors } from './areas/egress.ts';
import { generalErrors } from './areas/general.ts';
import { httpErrors } from './areas/http.ts';
import { jobErrors } from './areas/jobs.ts';
import { vaultErrors } from './areas/vault.ts';

/** Every error that a person or a client can meet, by its stable code. Compared with docs/reference/errors.md both ways. */
export const errorRegistry = {
  ...generalErrors,
  ...dbErrors,
  ...jobErrors,
  ...httpErrors,
  ...configErrors,
  ...vaultErrors,
  ...egressErrors,
};

export type ErrorCode = keyof typeof errorRegistry;
