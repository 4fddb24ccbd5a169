import { TextInput } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ResultsIcon, VitalsIcon } from '../../../ui/page-icons.tsx';
import { pagesText } from '../../../ui/pages.text.ts';
import { SectionPage } from '../../../ui/section-page.tsx';
import { ListPart } from '../lists/list-part.tsx';
import { usePins } from '../today/use-pins.ts';
import { AnalyteRow } from './analyte-row.tsx';
import type { AnalyteLine, PanelLine, ResultsList } from './answers.ts';
import { Further } from './further.tsx';
import { MoreRow } from './more-row.tsx';
import { PanelRow } from './panel-row.tsx';
import classes from './results.module.css';
import { resultsText as text } from './results.text.ts';
import type { ResultsSection } from './section.ts';

const isEmpty = ({ analytes, panels }: ResultsList): boolean => analytes.length + panels.length === 0;

/** `/people/$person/results`: laboratory results by what was measured, and the panels they came in. */
export function ResultsPage() {
  return (
    <SectionPage<ResultsList>
      title={pagesText.results}
      lead={text.resultsLead}
      section="results"
      isEmpty={isEmpty}
      empty={{ icon: <ResultsIcon size={26} />, title: text.emptyResults }}
    >
      {(list) => <Lists section="results" list={list} />}
    </SectionPage>
  );
}

/** `/people/$person/vitals`: what was measured on the body. */
export function VitalsPage() {
  const { person } = useParams({ from: '/session/people/$person' });
  return (
    <SectionPage<ResultsList>
      title={pagesText.vitals}
      lead={text.vitalsLead}
      section="vitals"
      isEmpty={isEmpty}
      empty={{ icon: <VitalsIcon size={26} />, title: text.emptyVitals }}
    >
      {(list) => (
        <>
          <Lists section="vitals" list={list} />
          <p className={classes.devices}>
            <Link to="/people/$person/devices" params={{ person }} preload={false}>
              {text.devices}
            </Link>
          </p>
        </>
      )}
    </SectionPage>
  );
}

/** Panels at first sight; the others by a press. */
const FIRST_PANELS = 6;
/** With fewer lines there is nothing to look for. */
const WORTH_FILTERING = 8;

function Lists({ section, list }: { readonly section: ResultsSection; readonly list: ResultsList }) {
  const [wanted, setWanted] = useState('');
  const [allPanels, setAllPanels] = useState(false);
  const { person } = useParams({ from: '/session/people/$person' });
  const { pins } = usePins(person);
  const analytes = list.analytes.filter((one) => fits(one, wanted));
  const pinned = (pins ?? []).flatMap((id) => analytes.find((one) => one.id === id) ?? []);
  const others = analytes.filter((one) => !pinned.includes(one));
  const panels = list.panels.filter((one) => fits(one, wanted));
  const shown = allPanels || wanted !== '' ? panels : panels.slice(0, FIRST_PANELS);
  return (
    <>
      {list.analytes.length + list.panels.length < WORTH_FILTERING ? null : (
        <Filter value={wanted} onChange={setWanted} count={analytes.length + panels.length} />
      )}
      <ListPart title={text.pinned} count={pinned.length}>
        {pinned.map((one) => (
          <AnalyteRow key={one.id} section={section} analyte={one} />
        ))}
      </ListPart>
      <ListPart title={text.single} count={others.length}>
        {others.map((one) => (
          <AnalyteRow key={one.id} section={section} analyte={one} />
        ))}
        <Further section={section} what="analytes" count={wanted === '' ? list.moreAnalytes : 0} />
      </ListPart>
      <ListPart title={text.panels} words={text.panelsWords} count={panels.length}>
        {shown.map((one) => (
          <PanelRow key={one.id} section={section} panel={one} />
        ))}
        {shown.length < panels.length ? (
          <MoreRow onClick={() => setAllPanels(true)}>{text.allPanels(panels.length)}</MoreRow>
        ) : (
          <Further section={section} what="panels" count={wanted === '' ? list.morePanels : 0} />
        )}
      </ListPart>
    </>
  );
}

interface FilterProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly count: number;
}

function Filter({ value, onChange, count }: FilterProps) {
  return (
    <div className={classes.filter}>
      <TextInput
        type="search"
        label={text.filter}
        placeholder={text.filterHint}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p className={classes.found} role="status">
        {value === '' ? '' : count === 0 ? text.noneFound : text.found(count)}
      </p>
    </div>
  );
}

/** Every word that was typed stands in the name, or in one of its codes. */
function fits({ words, codings }: AnalyteLine | PanelLine, wanted: string): boolean {
  const said = folded([words, ...codings.flatMap((one) => [one.display, one.code])].join(' '));
  return folded(wanted)
    .split(/\s+/)
    .every((word) => said.includes(word));
}

const folded = (words: string): string => words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
