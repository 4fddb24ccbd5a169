import type { Fact } from './types.ts';

/**
 * The fact with the numbers of its resource as the digits that stand there, as text: `1.50` stays `1.50`. A browser
 * without JSON.parse source text access gets numbers. Throws SyntaxError.
 */
export const exactFact = (fact: Fact): Fact => ({
  ...fact,
  resource: exactJson(fact.raw) as Fact['resource'],
});

/** JSON with numbers as the digits that stand there. Throws SyntaxError. */
export const exactJson = (text: string): unknown =>
  JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);

// The reviver's third argument is newer than the types (ECMAScript, JSON.parse source text access).
const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' ? (context?.source ?? value) : value;
