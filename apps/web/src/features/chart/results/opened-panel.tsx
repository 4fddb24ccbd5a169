import { Link } from '@tanstack/react-router';
import { FactLink } from '../../../ui/fact-link.tsx';
import { formatRecordDate } from '../../../ui/words.ts';
import { factText } from '../chart.text.ts';
import { EntryMarks } from '../lists/entry-marks.tsx';
import { listsText } from '../lists/lists.text.ts';
import type { OpenedPanel } from './answers.ts';
import { lineWords, markWords, rangesWords } from './entry-words.ts';
import classes from './opened-panel.module.css';
import { trendText as text } from './results.text.ts';
import { type ResultsSection, trendPath } from './section.ts';

interface OpenedPanelPartProps {
  readonly section: ResultsSection;
  readonly person: string;
  readonly panel: OpenedPanel;
}

/** A panel with its results in its own order, each with the range that came with it. */
export function OpenedPanelPart({ section, person, panel }: OpenedPanelPartProps) {
  const { id, when, members, missing, conclusion, labels, corrected } = panel;
  return (
    <section className={classes.panel} aria-label={text.panel}>
      <p className={classes.about}>
        <span>{when === null ? listsText.noDate : formatRecordDate(when.text)}</span>
        <EntryMarks labels={labels} corrected={corrected} />
        <FactLink fact={id}>{text.openEntry}</FactLink>
        <FactLink fact={id} correcting>
          {factText.correct}
        </FactLink>
      </p>
      {conclusion === null ? null : (
        <blockquote className={classes.conclusion}>
          <span className={classes.quiet}>{text.conclusion}</span>
          <p>
            <bdi>{conclusion}</bdi>
          </p>
        </blockquote>
      )}
      {members.length === 0 ? null : (
        // biome-ignore-start lint/a11y/noRedundantRoles: a browser forgets them when the rows become cards
        <table className={classes.table} aria-label={text.panelMembers} role="table">
          <thead role="rowgroup">
            <tr role="row">
              {[text.panelMembers, text.value, text.rangeColumn, text.mark].map((one) => (
                <th key={one} role="columnheader" scope="col">
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {members.map((one) => (
              <tr key={one.id} role="row">
                <th role="rowheader" scope="row">
                  <bdi>{one.words ?? listsText.untitled}</bdi>{' '}
                  {one.analyte === null ? null : (
                    <Link
                      to={trendPath[section]}
                      params={{ person, analyte: one.analyte }}
                      className={classes.trend}
                      preload={false}
                    >
                      {text.overTime}
                    </Link>
                  )}
                </th>
                <td role="cell" data-head={text.value}>
                  <FactLink fact={one.id}>
                    <bdi>{lineWords(one) || listsText.open}</bdi>
                  </FactLink>{' '}
                  <EntryMarks labels={one.labels} corrected={one.corrected} />
                </td>
                <td role="cell" data-head={text.rangeColumn}>
                  <bdi>{rangesWords(one.findings.flatMap(({ ranges }) => ranges))}</bdi>
                </td>
                <td role="cell" data-head={text.mark}>
                  <bdi>{markWords(one.findings) ?? ''}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        // biome-ignore-end lint/a11y/noRedundantRoles: a browser forgets them when the rows become cards
      )}
      {missing === 0 ? null : <p className={classes.quiet}>{text.missing(missing)}</p>}
    </section>
  );
}
