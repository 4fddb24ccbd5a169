import { Link } from '@tanstack/react-router';
import type { Fact } from '../../api/types.ts';
import { PanelPart } from '../../ui/panel.tsx';
import { ReceivedHtml } from '../../ui/received/received-html.tsx';
import { sourceWordsText as text } from './chart.text.ts';
import classes from './fact-panel.module.css';
import { isObject, textOf } from './fhir-read.ts';

/** The narrative of an entry as its source wrote it, and the way to files that came with it. */
export function SourceWords({ person, fact }: { readonly person: string; readonly fact: Fact }) {
  const narrative = isObject(fact.resource.text) ? textOf(fact.resource.text.div) : undefined;
  const hasFile = fact.contents.some((one) => one.kind !== 'narrative');
  if (narrative === undefined && !hasFile) return null;
  return (
    <PanelPart title={text.title}>
      {hasFile ? (
        <p>
          <Link to="/people/$person/documents/$fact" params={{ person, fact: fact.id }} preload={false}>
            {text.read}
          </Link>
        </p>
      ) : null}
      {narrative === undefined ? null : (
        <div className={classes.narrative}>
          <ReceivedHtml html={narrative} />
        </div>
      )}
    </PanelPart>
  );
}
