import { useApi } from '../../api/api-context.tsx';
import type { Fact } from '../../api/types.ts';
import { DownloadIcon } from '../../ui/icons.tsx';
import { Pairs, PanelPart } from '../../ui/panel.tsx';
import { Beside } from './beside.tsx';
import { factText as text } from './chart.text.ts';
import { CodesPart } from './codes-part.tsx';
import { Corrections } from './corrections.tsx';
import classes from './fact-panel.module.css';
import { glance } from './glance.ts';
import { GlossPart } from './gloss-part.tsx';
import { SourceWords } from './source-words.tsx';

interface FactSummaryProps {
  readonly person: string;
  readonly fact: Fact;
  /** Corrections are made on the current version only. */
  readonly current: boolean;
  /** The reader shows what the source wrote by itself. */
  readonly inReader?: boolean;
}

/** What the entry says in short and in plain words, what was corrected, and where it came from. */
export function FactSummary({ person, fact, current, inReader = false }: FactSummaryProps) {
  // What it is stands above as the title, and codes have a part of their own.
  const rows = glance(fact.resource).filter(([name]) => name !== text.glance.what && name !== text.glance.code);
  const standing = fact.corrections.some((correction) => !correction.undone);
  return (
    <>
      {rows.length > 0 ? <Pairs rows={rows} /> : <p className={classes.quiet}>{text.glance.nothing}</p>}
      {fact.gloss === null ? null : <GlossPart gloss={fact.gloss} />}
      {current && !inReader ? <SourceWords person={person} fact={fact} /> : null}
      {current && standing ? <Beside person={person} fact={fact} /> : null}
      {current ? <Corrections person={person} fact={fact} /> : null}
      <CodesPart resource={fact.resource} />
      <PanelPart title={text.from}>
        <Origins person={person} fact={fact} />
      </PanelPart>
    </>
  );
}

/** Where in the file, as a person counts; the address itself stands beside it. */
function placeWords(path: string): string {
  const [, entry] = /(?:^|#)entry\[(\d+)\]/.exec(path) ?? [];
  if (entry !== undefined) return text.fromEntry(Number(entry) + 1);
  const [, line] = /(?:^|#)line (\d+)/.exec(path) ?? [];
  return line === undefined ? `${text.fromPlace}:` : text.fromLine(Number(line));
}

function Origins({ person, fact }: { readonly person: string; readonly fact: Fact }) {
  const api = useApi();
  if (fact.sources.length === 0) return <p className={classes.quiet}>{text.fromNowhere}</p>;
  return (
    <ul className={classes.files}>
      {fact.sources.map((source) => (
        <li key={`${source.id} ${source.path}`} className={classes.file}>
          <div>
            <p className={classes.fileName}>
              <bdi>{source.name}</bdi>
            </p>
            <p className={classes.quiet}>
              {placeWords(source.path)} <code>{source.path}</code>
            </p>
          </div>
          <a href={api.sourceFileUrl(person, source.id)} download aria-label={text.download(source.name)}>
            <DownloadIcon />
          </a>
        </li>
      ))}
    </ul>
  );
}
