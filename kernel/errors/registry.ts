import { generalErrors } from './areas/general.ts';

/** Every error that a person or a client can meet, by its stable code. Compared with docs/reference/errors.md both ways. */
export const errorRegistry = {
  ...generalErrors,
};

export type ErrorCode = keyof typeof errorRegistry;
