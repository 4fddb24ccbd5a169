import { valueLineWords } from '@chartwarden/fhir/units';
import type { SearchHit, SearchSnippet } from '../../../api/search-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { formatDay, formatRecordDate } from '../../../ui/words.ts';
import { chartText } from '../chart.text.ts';
import { LabelMark } from '../label-mark.tsx';
import classes from './search.module.css';
import { searchText as text } from './search.text.ts';

/** One entry that was found: what it is, where the words stand in it, and why it was found. */
export function Hit({ hit, words }: { readonly hit: SearchHit; readonly words: string }) {
  const why = hit.match === 'exact' ? null : text.why[hit.match](words);
  return (
    <li className={classes.hit}>
      <FactLink fact={hit.id} className={classes.hitLink}>
        <span className={classes.hitFirst}>
          <bdi className={classes.hitTitle}>{hit.title || chartText.untitled}</bdi>
          {hit.value === null ? null : <bdi className={classes.hitValue}>{valueLineWords(hit.value)}</bdi>}
        </span>
        <span className={classes.about}>
          <span>{dateWords(hit)}</span>
          <span>{typeWords(hit.type)}</span>
          {hit.corrected ? <span className={classes.corrected}>{chartText.corrected}</span> : null}
          {hit.labels.map((label) => (
            <LabelMark key={label} label={label} />
          ))}
          {why === null ? null : <bdi className={classes.why}>{why}</bdi>}
        </span>
        {hit.snippets
          .filter(
            (one) =>
              one.ranges.length > 0 && !(one.field === 'title' && one.text === hit.title && hit.snippets.length > 1),
          )
          .map((one) => (
            <span key={`${one.field} ${one.text}`} className={classes.snippet}>
              <span className={classes.field}>{text.fields[one.field] ?? one.field}</span> <Snippet snippet={one} />
            </span>
          ))}
      </FactLink>
    </li>
  );
}

/** Text of the record, isolated; only marks are ours. */
function Snippet({ snippet: { text: words, ranges, before, after } }: { readonly snippet: SearchSnippet }) {
  const parts: { readonly from: number; readonly words: string; readonly marked: boolean }[] = [];
  let at = 0;
  for (const [from, until] of ranges) {
    parts.push({ from: at, words: words.slice(at, from), marked: false });
    parts.push({ from, words: words.slice(from, until), marked: true });
    at = until;
  }
  parts.push({ from: at, words: words.slice(at), marked: false });
  return (
    <bdi>
      {before ? '… ' : ''}
      {parts.map((part) =>
        part.marked ? <mark key={part.from}>{part.words}</mark> : <span key={`${part.from} `}>{part.words}</span>,
      )}
      {after ? ' …' : ''}
    </bdi>
  );
}

function dateWords({ dateText, date }: SearchHit): string {
  if (dateText) return formatRecordDate(dateText);
  return date === null ? chartText.noDate : formatDay(date);
}
