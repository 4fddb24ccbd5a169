/**
 * Characters that let a log line pretend to be something else when it is shown: C0 and C1 controls (line ends,
 * ESC, the one-byte CSI), line and paragraph separators, bidirectional overrides and other invisible formatting.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Shapes of secrets: the second net, for what should never have come this far. */
const SECRETS: readonly RegExp[] = [
  /sk-ant-[A-Za-z0-9_-]+|\bsk-[A-Za-z0-9_-]{16,}/g,
  /\bAIza[A-Za-z0-9_-]{20,}/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]+/gi,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g,
  /(?:bearer|basic|dpop)\s+[A-Za-z0-9._~+/=-]{6,}/gi,
  /(?:set-)?cookie"?\s*[:=][^\n]*/gi,
  /(?:__Host-)?chartwarden=[^;\s"]+/gi,
  /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g,
  /\bpostgres(?:ql)?:\/\/[^\s"]+/gi,
  /\b[0-9a-f]{64,}\b/gi,
  /\b[A-Za-z0-9_-]{43,}\b={0,2}/g,
];

/** The text with secrets replaced by `[removed]` and every unprintable character written as `\uXXXX`. */
export function neutralise(text: string): string {
  let clean = text;
  for (const shape of SECRETS) clean = clean.replace(shape, '[removed]');
  return clean.replace(UNPRINTABLE, (character) => {
    const point = character.codePointAt(0) as number;
    return `\\u${point.toString(16).padStart(4, '0')}`;
  });
}
