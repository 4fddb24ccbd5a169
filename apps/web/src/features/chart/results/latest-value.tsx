import { usePreferences } from '../../../api/preferences.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { formatRecordDate } from '../../../ui/words.ts';
import { factText } from '../chart.text.ts';
import { EntryMarks } from '../lists/entry-marks.tsx';
import { listsText } from '../lists/lists.text.ts';
import type { AnalyteHead, Finding } from './answers.ts';
import { convertedDigits } from './converted.ts';
import { amountWords, isLong, lineWords, markWords, rangesWords } from './entry-words.ts';
import classes from './latest-value.module.css';
import { NumberLine } from './number-line.tsx';
import { trendText as text } from './results.text.ts';
import { preferredUnit } from './shown-unit.ts';
import { limitsOf, unitsOf } from './trend-lines.ts';

/** The latest value in large, with the range that its laboratory gave and the mark that it made; no verdict of ours. */
export function LatestValue({ analyte }: { readonly analyte: AnalyteHead }) {
  const { latest, perhapsLater, perhapsLaterCount } = analyte;
  if (latest === null) return null;
  const findings = latest.findings.filter(({ found }) => found.kind !== 'absent');
  const whole = findings.length > 1 ? lineWords(latest) : null;
  return (
    <section className={classes.card} aria-label={text.latest}>
      <p className={classes.head}>
        <span>{text.latest}</span>
        <span>{latest.when === null ? listsText.noDate : formatRecordDate(latest.when.text)}</span>
        <EntryMarks labels={latest.labels} corrected={latest.corrected} />
        <FactLink fact={latest.id}>{text.openEntry}</FactLink>
        <FactLink fact={latest.id} correcting>
          {factText.correct}
        </FactLink>
      </p>
      {whole === null ? null : (
        <p className={classes.value}>
          <bdi>{whole}</bdi>
        </p>
      )}
      {findings.slice(0, 4).map((finding, at) => (
        <OneFinding key={at} analyte={analyte} finding={finding} isPart={whole !== null} />
      ))}
      {perhapsLaterCount === 0 ? null : (
        <p className={classes.quiet}>
          {text.perhapsLater(perhapsLaterCount)}{' '}
          {perhapsLater.slice(0, 3).map((fact, at) => (
            <span key={fact}>
              <FactLink fact={fact}>{text.lookAt(at + 1)}</FactLink>{' '}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

interface OneFindingProps {
  readonly analyte: AnalyteHead;
  readonly finding: Finding;
  readonly isPart: boolean;
}

function OneFinding({ analyte, finding, isPart }: OneFindingProps) {
  const { found, part, ranges, interpretations } = finding;
  const amount = amountWords(finding);
  const marks = markWords([{ interpretations }]);
  const limits = found.kind === 'amount' ? limitsOf(ranges, found.unitKey) : null;
  const range = rangesWords(ranges);
  return (
    <div className={classes.finding}>
      {isPart ? (
        <p className={classes.part}>
          {part?.words ? <bdi>{part.words}</bdi> : null}{' '}
          <bdi>{amount ?? (found.kind === 'words' ? found.words : '')}</bdi>
        </p>
      ) : (
        <p className={classes.value}>
          <bdi>{lineWords({ findings: [finding], line: analyte.latest?.line ?? null })}</bdi>
        </p>
      )}
      {isLong(finding) && !isPart ? (
        <p className={classes.quiet}>
          <bdi>{text.exactly(amount ?? '')}</bdi>
        </p>
      ) : null}
      <Converted analyte={analyte} finding={finding} />
      {marks === null ? null : (
        <p className={classes.marked}>
          <bdi>{text.markedAs(marks)}</bdi>
        </p>
      )}
      {found.kind === 'amount' && limits !== null ? (
        <NumberLine value={Number(found.digits)} comparator={found.comparator} limits={limits} />
      ) : null}
      {found.kind !== 'amount' || isPart ? null : (
        <p className={classes.quiet}>
          {range === '' ? (
            text.noRange
          ) : (
            <>
              {text.range}: <bdi>{range}</bdi>
            </>
          )}
        </p>
      )}
    </div>
  );
}

/** "≈ 5.1 mmol/L, converted from 92 mg/dL", where the person likes that unit better. */
function Converted({
  analyte,
  finding: { found, part },
}: {
  readonly analyte: AnalyteHead;
  readonly finding: Finding;
}) {
  const preferences = usePreferences();
  if (found.kind !== 'amount') return null;
  const series = analyte.series.find((one) => one.unitKey === found.unitKey && one.part?.words === part?.words);
  const shown = series && preferredUnit(unitsOf(series), preferences);
  const digits = shown?.rule ? convertedDigits(found.digits, shown.rule) : null;
  if (shown === undefined || digits === null) return null;
  const words = [found.comparator, digits, shown.words].filter(Boolean).join(' ');
  return (
    <p className={classes.quiet}>
      <bdi>{text.convertedFrom(words, amountWords({ found }) ?? '')}</bdi>
    </p>
  );
}
