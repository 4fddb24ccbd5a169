import { SecondStepError } from './second-step.ts';

/** What was shown so far was right, and is no login yet: no error, and the answer says what is still wanted. */
export async function secondStep<T>(work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SecondStepError) return { second: error.wanted };
    throw error;
  }
}
