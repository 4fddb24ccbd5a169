import { valueLineWords } from '@chartwarden/fhir/units';
import { ActionIcon } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { PinnedValue, Today } from '../../../api/today-types.ts';
import { UnpinIcon } from '../../../ui/page-icons.tsx';
import { Problem } from '../../../ui/states.tsx';
import { chartText } from '../chart.text.ts';
import { SparkLine } from '../charts/spark-line.tsx';
import { EntryMarks } from '../lists/entry-marks.tsx';
import { dayWords } from '../lists/when-words.ts';
import classes from './today.module.css';
import { todayText } from './today.text.ts';
import { usePins } from './use-pins.ts';

const text = todayText.pinned;

/** The latest of what somebody pinned, or common values until they do. */
export function PinnedValues({ person, pinned }: { readonly person: string; readonly pinned: Today['pinned'] }) {
  const { pins, isPinned, toggle, error } = usePins(person);
  // What was taken away goes at once; what was added comes with the next answer.
  const shown = pinned.values.filter((one) => pinned.isDefault || pins === undefined || isPinned(one.id));
  return (
    <section className={classes.part} aria-labelledby="pinned">
      <h2 id="pinned" className={classes.title}>
        {pinned.isDefault ? text.common : text.title}
      </h2>
      <p className={classes.words}>{pinned.isDefault ? text.commonWords : shown.length === 0 ? text.none : null}</p>
      {error ? <Problem error={error} /> : null}
      {shown.length === 0 ? null : (
        <ul className={classes.values}>
          {shown.map((one) => (
            <Value key={one.id} value={one} {...(pinned.isDefault ? {} : { onUnpin: () => toggle(one.id) })} />
          ))}
        </ul>
      )}
      {pinned.gone > 0 ? <p className={classes.words}>{text.gone(pinned.gone)}</p> : null}
    </section>
  );
}

const PAGES = {
  results: '/people/$person/results/$analyte',
  vitals: '/people/$person/vitals/$analyte',
} as const satisfies Record<PinnedValue['section'], string>;

function Value({ value, onUnpin }: { readonly value: PinnedValue; readonly onUnpin?: () => void }) {
  const { person } = useParams({ from: '/session/people/$person' });
  const { latest, sparks, words } = value;
  // Of several parts none alone says whether it went up or down.
  const change = sparks.length === 1 ? sparks[0]?.change : null;
  if (latest === null) return null;
  const name = words ?? chartText.untitled;
  return (
    <li className={classes.value}>
      <div className={classes.valueHead}>
        <h3 className={classes.valueName}>
          <Link to={PAGES[value.section]} params={{ person, analyte: value.id }} preload={false}>
            <bdi>{name}</bdi>
          </Link>
        </h3>
        {onUnpin ? (
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={text.unpin(name)} onClick={onUnpin}>
            <UnpinIcon size={16} />
          </ActionIcon>
        ) : null}
      </div>
      <p className={classes.latest}>
        <bdi>{latest.line === null ? text.noValue : valueLineWords(latest.line)}</bdi>
      </p>
      {sparks.some((one) => one.at.length > 1) ? <SparkLine sparks={sparks} size="card" /> : null}
      <p className={`${classes.where} ${classes.foot}`}>
        <span>{dayWords(latest.when)}</span>
        {change ? <span>{text.change[change]}</span> : null}
        <EntryMarks labels={latest.labels} corrected={latest.corrected} />
      </p>
    </li>
  );
}
