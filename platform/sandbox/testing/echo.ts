import { serve } from '@chartwarden/sandbox/child.ts';

/** Sends every chunk back with its number. */
serve(async ({ input, send }) => {
  let number = 0;
  for await (const chunk of input) send({ number: number++, size: chunk.length }, chunk);
});
