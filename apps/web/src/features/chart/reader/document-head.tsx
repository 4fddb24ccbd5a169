import type { Fact } from '../../../api/types.ts';
import { formatRecordDate } from '../../../ui/words.ts';
import { conceptText, isObject, type Json, listOf, referenceText, textOf } from '../fhir-read.ts';
import { LabelMark } from '../label-mark.tsx';
import classes from './reader.module.css';
import { readerText as text } from './reader.text.ts';

/** What it is, when it was written, by whom and where: what a reader looks for before the first line. */
export function DocumentHead({ fact }: { readonly fact: Fact }) {
  const kind = kindOf(fact.resource);
  const title = ownTitleOf(fact) ?? (fact.title || kind || text.untitled);
  const date = dateOf(fact);
  const names = authorsOf(fact.resource);
  const place = referenceText(fact.resource.custodian);
  return (
    <header className={classes.head}>
      {kind && kind !== title ? (
        <p className={classes.kind}>
          <bdi>{kind}</bdi>
        </p>
      ) : null}
      <h1 className={classes.title} tabIndex={-1} data-focus-here="">
        <bdi>{title}</bdi>
      </h1>
      <p className={classes.byline}>
        {date === undefined ? null : <span>{text.written(formatRecordDate(date))}</span>}
        {names.length > 0 ? <bdi>{text.by(names.join(', '))}</bdi> : null}
        {place === undefined ? null : <bdi>{place}</bdi>}
      </p>
      {fact.labels.length > 0 ? (
        <p className={classes.byline}>
          {fact.labels.map((label) => (
            <LabelMark key={label} label={label} />
          ))}
        </p>
      ) : null}
    </header>
  );
}

/** What its source calls it, where that says more than what kind it is. */
const ownTitleOf = ({ resource, contents }: Fact): string | undefined =>
  textOf(resource.title) ?? textOf(resource.description) ?? contents.map((one) => textOf(one.title)).find(Boolean);

const kindOf = (resource: Json): string | undefined =>
  conceptText(Array.isArray(resource.type) ? resource.type[0] : resource.type) ?? conceptText(resource.code);

/** The day on which it was written, not the day on which a server filed it, where the source tells them apart. */
function dateOf(fact: Fact): string | undefined {
  const { resource } = fact;
  const written = listOf(resource.content)
    .map((one) => (isObject(one) && isObject(one.attachment) ? textOf(one.attachment.creation) : undefined))
    .find(Boolean);
  return written ?? textOf(resource.date) ?? fact.dateText ?? textOf(resource.issued);
}

const authorsOf = (resource: Json): readonly string[] => [
  ...new Set(
    ['author', 'performer', 'operator', 'sender']
      .flatMap((name) => listOf(resource[name]).map(referenceText))
      .filter((name) => name !== undefined),
  ),
];
