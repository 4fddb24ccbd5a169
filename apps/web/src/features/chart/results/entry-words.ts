import { unitWords } from '@chartwarden/fhir/units';
import type { EntryLine, Finding, ReferenceRange } from './answers.ts';
import { resultsText, trendText as text } from './results.text.ts';

/** The digits as received, `<` and unit included; null when it is no number. */
export function amountWords({ found }: Pick<Finding, 'found'>): string | null {
  if (found.kind !== 'amount') return null;
  return [found.comparator, found.digits, unitWords(found.unit)].filter(Boolean).join(' ');
}

/** What was found, for one line; empty when nothing was. The server's line is rounded where digits are many: exact ones come first. */
export function lineWords({ findings, line }: Pick<EntryLine, 'findings' | 'line'>): string {
  const [first] = findings;
  if (findings.length === 1 && first !== undefined) {
    const exact = amountWords(first);
    if (exact !== null && !isLong(first)) return exact;
    const unit = first.found.kind === 'amount' ? first.found.unit : null;
    if (line !== null && unit !== null && line.endsWith(unit))
      return `${line.slice(0, -unit.length)}${unitWords(unit)}`;
  }
  return (
    line ??
    findings
      .map((one) => amountWords(one) ?? (one.found.kind === 'words' ? one.found.words : ''))
      .filter(Boolean)
      .join(' · ')
  );
}

/** More digits than one reads: those of a calculation. */
export const isLong = ({ found }: Pick<Finding, 'found'>): boolean =>
  found.kind === 'amount' && found.digits.length > 9;

/** As the laboratory marked it; "normal" is no mark. Null where there is none. */
export function markWords(findings: readonly Pick<Finding, 'interpretations'>[]): string | null {
  const words = findings.flatMap(({ interpretations }) =>
    interpretations.flatMap((one) => (one.codings.some(({ code }) => code === 'N') ? [] : (markOf(one.words) ?? []))),
  );
  return words.length === 0 ? null : [...new Set(words)].join(', ');
}

/** A letter is said in words, too: "high (H)". */
function markOf(words: string | null): string | null {
  const said = words === null ? undefined : resultsText.marks[words];
  return said === undefined ? words : `${said} (${words})`;
}

/** One range in words: its own text, else its ends with the unit once. */
export function rangeWords({ low, high, words }: ReferenceRange): string {
  const unit = unitWords(high?.unit ?? low?.unit ?? null);
  const withUnit = (digits: string) => (unit === '' ? digits : `${digits} ${unit}`);
  if (low !== null && high !== null) return text.between(low.digits, withUnit(high.digits));
  if (low !== null) return text.above(withUnit(low.digits));
  if (high !== null) return text.below(withUnit(high.digits));
  return words ?? '';
}

/** All ranges of a result: what kind, for whom, and the laboratory's own words beside the numbers. */
export function rangesWords(ranges: readonly ReferenceRange[]): string {
  return ranges
    .map((one) => {
      const about = [one.kind, ...one.appliesTo, one.low !== null || one.high !== null ? one.words : null].filter(
        Boolean,
      );
      const said = rangeWords(one);
      return about.length === 0 ? said : `${said} (${about.join(', ')})`;
    })
    .filter((words) => words !== '')
    .join('; ');
}
