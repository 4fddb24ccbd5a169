import { z } from 'zod';

/** Parts of what people type about an account, and how often they may. */
export const EMAIL = z.email().max(254);
export const PASSWORD = z.string().min(1).max(4096);
export const ACCOUNT_NAME = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((text) => !/\p{Cc}/u.test(text), 'has control characters');
export const SECRET = z.string().min(1).max(200);

/** Guesses are counted by the throttle; this only keeps a flood away from it. */
export const DOOR = { max: 60, seconds: 60 };
