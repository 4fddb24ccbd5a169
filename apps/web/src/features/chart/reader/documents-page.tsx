import { TextInput } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { DocumentsIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { EntryMarks } from '../lists/entry-marks.tsx';
import { Card, Chip, ListPart } from '../lists/list-part.tsx';
import { dayWords } from '../lists/when-words.ts';
import { byYear, type Document, type Documents, fitting, formatOf } from './document-types.ts';
import { documentsText as text } from './documents.text.ts';
import classes from './reader.module.css';

/** `/people/$person/documents`: what was written down, year by year. */
export function DocumentsPage() {
  return (
    <SectionPage<Documents>
      title={text.title}
      lead={text.lead}
      section="documents"
      isEmpty={({ documents }) => documents.length === 0}
      empty={{ icon: <DocumentsIcon size={26} />, title: text.empty }}
    >
      {({ documents }) => <DocumentList documents={documents} />}
    </SectionPage>
  );
}

/** Fewer than these are seen at a glance. */
const MANY = 8;

function DocumentList({ documents }: Documents) {
  const [words, setWords] = useState('');
  const fits = fitting(documents, useDeferredValue(words));
  return (
    <>
      {documents.length > MANY ? (
        <search className={classes.filter}>
          <TextInput
            type="search"
            aria-label={text.filter}
            placeholder={text.filter}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </search>
      ) : null}
      {fits.length === 0 ? <p role="status">{text.none}</p> : null}
      {byYear(fits).map(([year, list]) => (
        <ListPart key={`${year} ${list[0]?.id}`} title={year ?? text.noDate} count={list.length}>
          {list.map((one) => (
            <DocumentCard key={one.id} document={one} />
          ))}
        </ListPart>
      ))}
    </>
  );
}

function DocumentCard({ document }: { readonly document: Document }) {
  const { person } = useParams({ from: '/session/people/$person' });
  const { id, title, words, authors, replacedBy } = document;
  const format = formatOf(document);
  const status = replacedBy.length > 0 ? text.replaced : statusOf(document);
  return (
    <Card
      name={
        <Link to="/people/$person/documents/$fact" params={{ person, fact: id }} preload={false}>
          <bdi>{title ?? words ?? text.untitled}</bdi>
        </Link>
      }
      side={dayWords(document.when)}
      about={[
        title === null || words === null ? null : <bdi key="kind">{words}</bdi>,
        authors.length === 0 ? null : <bdi key="authors">{authors.join(', ')}</bdi>,
        format === null ? null : text.parts[format],
        status === null ? null : <Chip key="status">{status}</Chip>,
        <EntryMarks key="marks" {...document} />,
      ]}
    />
  );
}

/** Only what a reader has to know: that it is current or final goes without saying. */
function statusOf({ status, docStatus }: Document): string | null {
  const words: Readonly<Partial<Record<string, string>>> = text.statuses;
  return words[docStatus ?? ''] ?? words[status ?? ''] ?? null;
}
