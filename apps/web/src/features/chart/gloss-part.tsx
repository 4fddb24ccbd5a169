import type { Gloss } from '../../api/types.ts';
import { PanelPart } from '../../ui/panel.tsx';
import { factText as text } from './chart.text.ts';
import classes from './fact-panel.module.css';

/** What the code of an entry means. The source is another website: nothing of it loads until somebody follows the link. */
export function GlossPart({ gloss }: { readonly gloss: Gloss }) {
  return (
    <PanelPart title={text.plainWords}>
      <p className={classes.gloss} lang={gloss.language}>
        {text.plainMeaning(gloss.name, gloss.text)}
      </p>
      <p className={classes.quiet}>
        {text.plainLimit} {text.plainSource}{' '}
        <a href={gloss.source.address} target="_blank" rel="noopener noreferrer">
          {gloss.source.name}
        </a>
        .
      </p>
    </PanelPart>
  );
}
