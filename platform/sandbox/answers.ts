import { CodedError, type ErrorCode, errorRegistry } from '@chartwarden/errors';
import type { SandboxOutcome } from './types.ts';

/** @throws CW-SBX-007 */
export const parseHeader = (header: Buffer): unknown => {
  try {
    return JSON.parse(header.toString('utf8'));
  } catch {
    throw new CodedError('CW-SBX-007', 'a header that is not JSON');
  }
};

const number = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0;

const fields = (said: unknown): Record<string, unknown> =>
  (typeof said === 'object' && said !== null ? said : {}) as Record<string, unknown>;

/** What the program says the job cost it; anything odd counts as nothing. */
export const accountOf = (said: unknown): Pick<SandboxOutcome, 'cpuMicros' | 'peakRssKb' | 'refusals'> => {
  const { cpuMicros, peakRssKb, refusals } = fields(said);
  return { cpuMicros: number(cpuMicros), peakRssKb: number(peakRssKb), refusals: number(refusals) };
};

/** The importer's own error, as far as the registry knows it; its detail is cut to a short line of printable text. */
export const importerError = (said: unknown): CodedError => {
  const { code, detail } = fields(said);
  const known = typeof code === 'string' && Object.hasOwn(errorRegistry, code) ? (code as ErrorCode) : 'CW-SBX-008';
  const text = typeof detail === 'string' ? detail.slice(0, 200).replace(/[^\P{C}]/gu, ' ') : undefined;
  return new CodedError(known, text);
};

/** An end that nobody here asked for. */
export const endOf = (code: number | null, signal: NodeJS.Signals | null): CodedError => {
  if (signal !== null) return new CodedError('CW-SBX-006', `ended by ${signal}`);
  return new CodedError('CW-SBX-006', `ended with ${code ?? 'no code'}`);
};
